import type { Construct } from 'constructs';
import type { Grant, Intent } from '../grants/grant';
import { perUserHomeFolder, type PerUserHomeFolderProps } from '../grants/per-user-home-folder';
import { readOnlyPrefix, type ReadOnlyPrefixProps } from '../grants/read-only-prefix';
import { readWritePrefix, type ReadWritePrefixProps } from '../grants/read-write-prefix';
import { writeOnlyUploader, type WriteOnlyUploaderProps } from '../grants/write-only-uploader';
import { GrantConstruct, withBuckets, type GranteeBase, type GrantOptions } from '../terraform/grant-construct';
import { engine, type Aws } from './engine';

/** Who may get a grant on this engine. */
export type Grantee = GranteeBase<Aws>;

/** What all grants of this engine share. */
export abstract class StorageGrant<P extends object> extends GrantConstruct<Aws> {
  protected constructor(intent: Intent<P, Grant>, scope: Construct, id: string, props: P & GrantOptions<Grantee>) {
    super(engine, withBuckets<P>(intent, props), scope, id, props);
  }
}

/**
 * Uploads below a prefix and does nothing else there. See `writeOnlyUploader` for exactly what it may and may not.
 *
 * @example
 * const ci = new WriteOnlyUploader(this, 'ci-uploader', { bucket: 'releases', prefix: 'firmware/' });
 * ci.accessKey.secret; // sensitive
 */
export class WriteOnlyUploader extends StorageGrant<WriteOnlyUploaderProps> {
  constructor(scope: Construct, id: string, props: WriteOnlyUploaderProps & GrantOptions<Grantee>) {
    super(writeOnlyUploader, scope, id, props);
  }
}

/**
 * Reads and lists below a prefix. See `readOnlyPrefix` for exactly what it may and may not.
 *
 * @example
 * new ReadOnlyPrefix(this, 'downloads', { bucket: 'downloads', prefix: 'public/', grantee: engineering });
 */
export class ReadOnlyPrefix extends StorageGrant<ReadOnlyPrefixProps> {
  constructor(scope: Construct, id: string, props: ReadOnlyPrefixProps & GrantOptions<Grantee>) {
    super(readOnlyPrefix, scope, id, props);
  }
}

/**
 * Reads, lists and uploads below a prefix; deletes where asked. See `readWritePrefix` for exactly what it may and may not.
 *
 * @example
 * new ReadWritePrefix(this, 'team-a', { bucket: 'shared', prefix: 'team-a/', delete: true, grantee: engineering });
 */
export class ReadWritePrefix extends StorageGrant<ReadWritePrefixProps> {
  constructor(scope: Construct, id: string, props: ReadWritePrefixProps & GrantOptions<Grantee>) {
    super(readWritePrefix, scope, id, props);
  }
}

/**
 * Gives each grantee a folder of its own, named after its user name. See `perUserHomeFolder` for exactly what it may and may not.
 *
 * @example
 * new PerUserHomeFolder(this, 'homes', { bucket: 'shared', prefix: 'home/', grantee: engineering, othersMayRead: true });
 */
export class PerUserHomeFolder extends StorageGrant<PerUserHomeFolderProps> {
  constructor(scope: Construct, id: string, props: PerUserHomeFolderProps & GrantOptions<Grantee>) {
    super(perUserHomeFolder, scope, id, props);
  }
}
