import type * as pulumi from '@pulumi/pulumi';
import { aclAccess, type AclAccessProps } from '../grants/acl-access';
import { bucketAdministrator, type BucketAdministratorProps } from '../grants/bucket-administrator';
import { fullBucketAccess, type FullBucketAccessProps } from '../grants/full-bucket-access';
import { iamAdministrator, type IamAdministratorProps } from '../grants/iam-administrator';
import { inventoryDestination, type InventoryDestinationProps } from '../grants/inventory-destination';
import { listAllBuckets, type ListAllBucketsProps } from '../grants/list-all-buckets';
import { listOnlyPrefix, type ListOnlyPrefixProps } from '../grants/list-only-prefix';
import { logDelivery, type LogDeliveryProps } from '../grants/log-delivery';
import { noDeleteAccess, type NoDeleteAccessProps } from '../grants/no-delete-access';
import { perUserBucket, type PerUserBucketProps } from '../grants/per-user-bucket';
import { perUserHomeFolder, type PerUserHomeFolderProps } from '../grants/per-user-home-folder';
import { powerUser, type PowerUserProps } from '../grants/power-user';
import { publicReadPrefix, type PublicReadPrefixProps } from '../grants/public-read-prefix';
import { readOnlyPrefix, type ReadOnlyPrefixProps } from '../grants/read-only-prefix';
import { readWritePrefix, type ReadWritePrefixProps } from '../grants/read-write-prefix';
import { replicationSource, type ReplicationSourceProps } from '../grants/replication-source';
import { retentionUploader, type RetentionUploaderProps } from '../grants/retention-uploader';
import { taggedObjectAccess, type TaggedObjectAccessProps } from '../grants/tagged-object-access';
import { writeOnlyUploader, type WriteOnlyUploaderProps } from '../grants/write-only-uploader';
import { BucketGrantResource } from './bucket-policy';
import { StorageGrant, type GrantArgs } from './grant';
import type { WithInputs } from './inputs';
import type { PlatformArgs } from './placement';

/**
 * Uploads below a prefix and does nothing else there: see {@link writeOnlyUploader}. A CI system whose jobs have OIDC tokens needs no
 * long-lived key: give it to a `StorageRole`.
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

/**
 * Uploads objects that are locked at least so long: see {@link retentionUploader}.
 *
 * @example
 * new RetentionUploader('evidence', { bucket: 'evidence', prefix: 'cases/', minimumDays: 365, mode: 'COMPLIANCE' });
 */
export class RetentionUploader extends StorageGrant<RetentionUploaderProps> {
  constructor(name: string, args: WithInputs<RetentionUploaderProps> & GrantArgs, opts?: pulumi.ComponentResourceOptions) {
    super('bucket-grants:index:RetentionUploader', retentionUploader, name, args, opts);
  }
}

/**
 * Lists keys below a prefix and reads none of them: see {@link listOnlyPrefix}.
 *
 * @example
 * new ListOnlyPrefix('catalogue', { bucket: 'archive', prefix: 'documents/', grantee: engineering });
 */
export class ListOnlyPrefix extends StorageGrant<ListOnlyPrefixProps> {
  constructor(name: string, args: WithInputs<ListOnlyPrefixProps> & GrantArgs, opts?: pulumi.ComponentResourceOptions) {
    super('bucket-grants:index:ListOnlyPrefix', listOnlyPrefix, name, args, opts);
  }
}

/**
 * Gives each grantee the bucket that is named after it: see {@link perUserBucket}.
 *
 * @example
 * new PerUserBucket('homes', { namePrefix: 'acme-home-', grantee: engineering });
 */
export class PerUserBucket extends StorageGrant<PerUserBucketProps> {
  constructor(name: string, args: WithInputs<PerUserBucketProps> & GrantArgs, opts?: pulumi.ComponentResourceOptions) {
    super('bucket-grants:index:PerUserBucket', perUserBucket, name, args, opts);
  }
}

/**
 * Reads the objects whose tag has the value of the grantee's own tag: see {@link taggedObjectAccess}.
 *
 * @example
 * new TaggedObjectAccess('by-team', { bucket: 'shared', prefix: 'reports/', tag: 'team', grantee: existingRole('analyst') });
 */
export class TaggedObjectAccess extends StorageGrant<TaggedObjectAccessProps> {
  constructor(name: string, args: WithInputs<TaggedObjectAccessProps> & GrantArgs, opts?: pulumi.ComponentResourceOptions) {
    super('bucket-grants:index:TaggedObjectAccess', taggedObjectAccess, name, args, opts);
  }
}

/**
 * Everything on one bucket and its objects, but for who has access to it: see {@link fullBucketAccess}.
 *
 * @example
 * new FullBucketAccess('archive', { bucket: 'db-archive' });
 */
export class FullBucketAccess extends StorageGrant<FullBucketAccessProps> {
  constructor(name: string, args: WithInputs<FullBucketAccessProps> & GrantArgs, opts?: pulumi.ComponentResourceOptions) {
    super('bucket-grants:index:FullBucketAccess', fullBucketAccess, name, args, opts);
  }
}

/**
 * Everything on one bucket and its objects but deletes, in whatever way: see {@link noDeleteAccess}.
 *
 * @example
 * new NoDeleteAccess('ingest', { bucket: 'main-bucket' });
 */
export class NoDeleteAccess extends StorageGrant<NoDeleteAccessProps> {
  constructor(name: string, args: WithInputs<NoDeleteAccessProps> & GrantArgs, opts?: pulumi.ComponentResourceOptions) {
    super('bucket-grants:index:NoDeleteAccess', noDeleteAccess, name, args, opts);
  }
}

/**
 * Reads and changes the configuration of a bucket, and not its data: see {@link bucketAdministrator}.
 *
 * @example
 * new BucketAdministrator('configuration', { bucket: 'releases', grantee: operators });
 */
export class BucketAdministrator extends StorageGrant<BucketAdministratorProps> {
  constructor(name: string, args: WithInputs<BucketAdministratorProps> & GrantArgs, opts?: pulumi.ComponentResourceOptions) {
    super('bucket-grants:index:BucketAdministrator', bucketAdministrator, name, args, opts);
  }
}

/**
 * What an ACL gave with one permission, as a policy: see {@link aclAccess}.
 *
 * @example
 * new AclAccess('readers', { bucket: 'testbucket1', permission: 'READ', grantee: readers });
 */
export class AclAccess extends StorageGrant<AclAccessProps> {
  constructor(name: string, args: WithInputs<AclAccessProps> & GrantArgs, opts?: pulumi.ComponentResourceOptions) {
    super('bucket-grants:index:AclAccess', aclAccess, name, args, opts);
  }
}

/**
 * What the role needs that S3 takes on to replicate a bucket: see {@link replicationSource}.
 *
 * @example
 * new ReplicationSource('replication', { bucket: 'releases', destination: 'releases-copy', grantee: existingRole('replication') });
 */
export class ReplicationSource extends StorageGrant<ReplicationSourceProps> {
  constructor(name: string, args: WithInputs<ReplicationSourceProps> & GrantArgs, opts?: pulumi.ComponentResourceOptions) {
    super('bucket-grants:index:ReplicationSource', replicationSource, name, args, opts);
  }
}

/**
 * Lists the names of all buckets of the account: see {@link listAllBuckets}.
 *
 * @example
 * new ListAllBuckets('buckets', { grantee: engineering });
 */
export class ListAllBuckets extends StorageGrant<ListAllBucketsProps> {
  constructor(name: string, args: WithInputs<ListAllBucketsProps> & GrantArgs, opts?: pulumi.ComponentResourceOptions) {
    super('bucket-grants:index:ListAllBuckets', listAllBuckets, name, args, opts);
  }
}

/**
 * Manages users, groups, policies and access keys, and reads no data: see {@link iamAdministrator}.
 *
 * @example
 * new IamAdministrator('iam', { within: { path: '/storage/', boundary: 'arn:aws:iam::111122223333:policy/storage-boundary' }, grantee: dana });
 */
export class IamAdministrator extends StorageGrant<IamAdministratorProps> {
  constructor(name: string, args: WithInputs<IamAdministratorProps> & GrantArgs, opts?: pulumi.ComponentResourceOptions) {
    super('bucket-grants:index:IamAdministrator', iamAdministrator, name, args, opts);
  }
}

/**
 * Everything, on everything: for the one user that takes the place of the root user: see {@link powerUser}.
 *
 * @example
 * new PowerUser('root', { when: { mfa: true }, grantee: existingUser('dana') });
 */
export class PowerUser extends StorageGrant<PowerUserProps> {
  constructor(name: string, args: WithInputs<PowerUserProps> & GrantArgs, opts?: pulumi.ComponentResourceOptions) {
    super('bucket-grants:index:PowerUser', powerUser, name, args, opts);
  }
}

/**
 * Lets everyone in the world read below a prefix: see {@link publicReadPrefix}.
 *
 * @example
 * new PublicReadPrefix('public', { bucket: 'downloads', prefix: 'public/' });
 */
export class PublicReadPrefix extends BucketGrantResource<PublicReadPrefixProps> {
  constructor(name: string, args: WithInputs<PublicReadPrefixProps> & PlatformArgs, opts?: pulumi.ComponentResourceOptions) {
    super('bucket-grants:index:PublicReadPrefix', publicReadPrefix, name, args, opts);
  }
}

/**
 * Lets S3 write the server access logs of other buckets below a prefix: see {@link logDelivery}.
 *
 * @example
 * new LogDelivery('logs', { bucket: logs.id, prefix: 'releases/', sourceBucket: 'releases', sourceAccount: '111122223333' });
 */
export class LogDelivery extends BucketGrantResource<LogDeliveryProps> {
  constructor(name: string, args: WithInputs<LogDeliveryProps> & PlatformArgs, opts?: pulumi.ComponentResourceOptions) {
    super('bucket-grants:index:LogDelivery', logDelivery, name, args, opts);
  }
}

/**
 * Lets S3 write inventories of other buckets below a prefix: see {@link inventoryDestination}.
 *
 * @example
 * new InventoryDestination('inventory', { bucket: reports.id, prefix: 'inventory/', sourceBucket: 'releases', sourceAccount: '111122223333' });
 */
export class InventoryDestination extends BucketGrantResource<InventoryDestinationProps> {
  constructor(name: string, args: WithInputs<InventoryDestinationProps> & PlatformArgs, opts?: pulumi.ComponentResourceOptions) {
    super('bucket-grants:index:InventoryDestination', inventoryDestination, name, args, opts);
  }
}
