import type * as pulumi from '@pulumi/pulumi';
import { perUserHomeFolder, type PerUserHomeFolderProps } from '../grants/per-user-home-folder';
import { readOnlyPrefix, type ReadOnlyPrefixProps } from '../grants/read-only-prefix';
import { readWritePrefix, type ReadWritePrefixProps } from '../grants/read-write-prefix';
import { writeOnlyUploader, type WriteOnlyUploaderProps } from '../grants/write-only-uploader';
import { StorageGrant, type GrantArgs } from './grant';
import type { WithInputs } from './inputs';

/**
 * Uploads below a prefix and does nothing else there: see {@link writeOnlyUploader}.
 *
 * @example
 * const ci = new WriteOnlyUploader('ci-uploader', { bucket: releases.id, prefix: 'firmware/' });
 * export const secret = ci.accessKey.secret;
 */
export class WriteOnlyUploader extends StorageGrant<WriteOnlyUploaderProps> {
  constructor(name: string, args: WithInputs<WriteOnlyUploaderProps> & GrantArgs, opts?: pulumi.ComponentResourceOptions) {
    super('bucket-grants:index:WriteOnlyUploader', writeOnlyUploader, name, args, opts);
  }
}

/**
 * Reads and lists below a prefix: see {@link readOnlyPrefix}.
 *
 * @example
 * new ReadOnlyPrefix('downloads', { bucket: 'downloads', prefix: 'public/', grantee: engineering });
 */
export class ReadOnlyPrefix extends StorageGrant<ReadOnlyPrefixProps> {
  constructor(name: string, args: WithInputs<ReadOnlyPrefixProps> & GrantArgs, opts?: pulumi.ComponentResourceOptions) {
    super('bucket-grants:index:ReadOnlyPrefix', readOnlyPrefix, name, args, opts);
  }
}

/**
 * Reads, lists and uploads below a prefix, and deletes where asked: see {@link readWritePrefix}.
 *
 * @example
 * new ReadWritePrefix('team-a', { bucket: 'shared', prefix: 'team-a/', delete: true, grantee: teamA });
 */
export class ReadWritePrefix extends StorageGrant<ReadWritePrefixProps> {
  constructor(name: string, args: WithInputs<ReadWritePrefixProps> & GrantArgs, opts?: pulumi.ComponentResourceOptions) {
    super('bucket-grants:index:ReadWritePrefix', readWritePrefix, name, args, opts);
  }
}

/**
 * Gives each grantee a folder of its own, named after its user name: see {@link perUserHomeFolder}.
 *
 * @example
 * new PerUserHomeFolder('homes', { bucket: 'shared', prefix: 'home/', grantee: engineering, othersMayRead: true });
 */
export class PerUserHomeFolder extends StorageGrant<PerUserHomeFolderProps> {
  constructor(name: string, args: WithInputs<PerUserHomeFolderProps> & GrantArgs, opts?: pulumi.ComponentResourceOptions) {
    super('bucket-grants:index:PerUserHomeFolder', perUserHomeFolder, name, args, opts);
  }
}
