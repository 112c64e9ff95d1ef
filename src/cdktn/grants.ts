import type { Construct } from 'constructs';
import { aclAccess, type AclAccessProps } from '../grants/acl-access';
import { bucketAdministrator, type BucketAdministratorProps } from '../grants/bucket-administrator';
import { fullBucketAccess, type FullBucketAccessProps } from '../grants/full-bucket-access';
import type { Grant, Intent } from '../grants/grant';
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
import type { Shape } from '../shape/shape';
import { BucketGrantConstruct } from '../terraform/bucket-grant-construct';
import { GrantConstruct, grantOptions, readGrant, type GranteeBase, type GrantOptions } from '../terraform/grant-construct';
import { CONSTRUCT_OPTIONS, type ConstructOptions } from '../terraform/platform-scope';
import { engine, type Aws } from './engine';

/** Who may get a grant on this engine. */
export type Grantee = GranteeBase<Aws>;

/** What all grants of this engine share. */
export abstract class StorageGrant<P extends object> extends GrantConstruct<Aws> {
  protected constructor(intent: Intent<P, Grant>, scope: Construct, id: string, props: P & GrantOptions<Grantee>) {
    const read = readGrant<P, GrantOptions<Grantee>>(engine, intent, id, grantOptions() as Shape<GrantOptions<Grantee>>, props);
    super(engine, read.intent, scope, id, read.props);
  }
}

/**
 * Uploads below a prefix and does nothing else there. See `writeOnlyUploader` for exactly what it may and may not. A CI system whose jobs have
 * OIDC tokens needs no long-lived key: give it to a `StorageRole`.
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

/**
 * Uploads objects that are locked at least so long. See `retentionUploader` for exactly what it may and may not.
 *
 * @example
 * new RetentionUploader(this, 'evidence', { bucket: 'evidence', prefix: 'cases/', minimumDays: 365, mode: 'COMPLIANCE' });
 */
export class RetentionUploader extends StorageGrant<RetentionUploaderProps> {
  constructor(scope: Construct, id: string, props: RetentionUploaderProps & GrantOptions<Grantee>) {
    super(retentionUploader, scope, id, props);
  }
}

/**
 * Lists keys below a prefix and reads none of them. See `listOnlyPrefix` for exactly what it may and may not.
 *
 * @example
 * new ListOnlyPrefix(this, 'catalogue', { bucket: 'archive', prefix: 'documents/', grantee: engineering });
 */
export class ListOnlyPrefix extends StorageGrant<ListOnlyPrefixProps> {
  constructor(scope: Construct, id: string, props: ListOnlyPrefixProps & GrantOptions<Grantee>) {
    super(listOnlyPrefix, scope, id, props);
  }
}

/**
 * Gives each grantee the bucket that is named after it. See `perUserBucket` for exactly what it may and may not.
 *
 * @example
 * new PerUserBucket(this, 'homes', { namePrefix: 'acme-home-', grantee: engineering });
 */
export class PerUserBucket extends StorageGrant<PerUserBucketProps> {
  constructor(scope: Construct, id: string, props: PerUserBucketProps & GrantOptions<Grantee>) {
    super(perUserBucket, scope, id, props);
  }
}

/**
 * Reads the objects whose tag has the value of the grantee's own tag. See `taggedObjectAccess` for exactly what it may and may not.
 *
 * @example
 * new TaggedObjectAccess(this, 'by-team', { bucket: 'shared', prefix: 'reports/', tag: 'team', grantee: existingRole('analyst') });
 */
export class TaggedObjectAccess extends StorageGrant<TaggedObjectAccessProps> {
  constructor(scope: Construct, id: string, props: TaggedObjectAccessProps & GrantOptions<Grantee>) {
    super(taggedObjectAccess, scope, id, props);
  }
}

/**
 * Everything on one bucket and its objects, but for who has access to it. See `fullBucketAccess` for exactly what it may and may not.
 *
 * @example
 * new FullBucketAccess(this, 'archive', { bucket: 'db-archive' });
 */
export class FullBucketAccess extends StorageGrant<FullBucketAccessProps> {
  constructor(scope: Construct, id: string, props: FullBucketAccessProps & GrantOptions<Grantee>) {
    super(fullBucketAccess, scope, id, props);
  }
}

/**
 * Everything on one bucket and its objects but deletes, in whatever way. See `noDeleteAccess` for exactly what it may and may not.
 *
 * @example
 * new NoDeleteAccess(this, 'ingest', { bucket: 'main-bucket' });
 */
export class NoDeleteAccess extends StorageGrant<NoDeleteAccessProps> {
  constructor(scope: Construct, id: string, props: NoDeleteAccessProps & GrantOptions<Grantee>) {
    super(noDeleteAccess, scope, id, props);
  }
}

/**
 * Reads and changes the configuration of a bucket, and not its data. See `bucketAdministrator` for exactly what it may and may not.
 *
 * @example
 * new BucketAdministrator(this, 'configuration', { bucket: 'releases', grantee: operators });
 */
export class BucketAdministrator extends StorageGrant<BucketAdministratorProps> {
  constructor(scope: Construct, id: string, props: BucketAdministratorProps & GrantOptions<Grantee>) {
    super(bucketAdministrator, scope, id, props);
  }
}

/**
 * What an ACL gave with one permission, as a policy. See `aclAccess` for exactly what it may and may not.
 *
 * @example
 * new AclAccess(this, 'readers', { bucket: 'testbucket1', permission: 'READ', grantee: readers });
 */
export class AclAccess extends StorageGrant<AclAccessProps> {
  constructor(scope: Construct, id: string, props: AclAccessProps & GrantOptions<Grantee>) {
    super(aclAccess, scope, id, props);
  }
}

/**
 * What the role needs that S3 takes on to replicate a bucket. See `replicationSource` for exactly what it may and may not.
 *
 * @example
 * new ReplicationSource(this, 'replication', { bucket: 'releases', destination: 'releases-copy', grantee: existingRole('replication') });
 */
export class ReplicationSource extends StorageGrant<ReplicationSourceProps> {
  constructor(scope: Construct, id: string, props: ReplicationSourceProps & GrantOptions<Grantee>) {
    super(replicationSource, scope, id, props);
  }
}

/**
 * Lists the names of all buckets of the account. See `listAllBuckets` for exactly what it may and may not.
 *
 * @example
 * new ListAllBuckets(this, 'buckets', { grantee: engineering });
 */
export class ListAllBuckets extends StorageGrant<ListAllBucketsProps> {
  constructor(scope: Construct, id: string, props: ListAllBucketsProps & GrantOptions<Grantee>) {
    super(listAllBuckets, scope, id, props);
  }
}

/**
 * Manages users, groups, policies and access keys, and reads no data. See `iamAdministrator` for exactly what it may and may not.
 *
 * @example
 * new IamAdministrator(this, 'iam', { within: { path: '/storage/', boundary: 'arn:aws:iam::111122223333:policy/storage-boundary' }, grantee: dana });
 */
export class IamAdministrator extends StorageGrant<IamAdministratorProps> {
  constructor(scope: Construct, id: string, props: IamAdministratorProps & GrantOptions<Grantee>) {
    super(iamAdministrator, scope, id, props);
  }
}

/**
 * Everything, on everything: for the one user that takes the place of the root user. See `powerUser` for exactly what it may and may not.
 *
 * @example
 * new PowerUser(this, 'root', { when: { mfa: true }, grantee: existingUser('dana') });
 */
export class PowerUser extends StorageGrant<PowerUserProps> {
  constructor(scope: Construct, id: string, props: PowerUserProps & GrantOptions<Grantee>) {
    super(powerUser, scope, id, props);
  }
}

/**
 * Lets everyone in the world read below a prefix. See `publicReadPrefix` for exactly what, and for what AWS wants beside it.
 *
 * @example
 * new PublicReadPrefix(this, 'public', { bucket: 'downloads', prefix: 'public/' });
 */
export class PublicReadPrefix extends BucketGrantConstruct<Aws> {
  constructor(scope: Construct, id: string, props: PublicReadPrefixProps & ConstructOptions) {
    const read = readGrant<PublicReadPrefixProps, ConstructOptions>(engine, publicReadPrefix, id, CONSTRUCT_OPTIONS, props);
    super(engine, read.intent, scope, id, read.props);
  }
}

/**
 * Lets S3 write the server access logs of other buckets below a prefix. See `logDelivery` for exactly what it lets in.
 *
 * @example
 * new LogDelivery(this, 'logs', { bucket: 'logs', prefix: 'releases/', sourceBucket: 'releases', sourceAccount: '111122223333' });
 */
export class LogDelivery extends BucketGrantConstruct<Aws> {
  constructor(scope: Construct, id: string, props: LogDeliveryProps & ConstructOptions) {
    const read = readGrant<LogDeliveryProps, ConstructOptions>(engine, logDelivery, id, CONSTRUCT_OPTIONS, props);
    super(engine, read.intent, scope, id, read.props);
  }
}

/**
 * Lets S3 write inventories of other buckets below a prefix. See `inventoryDestination` for exactly what it lets in.
 *
 * @example
 * new InventoryDestination(this, 'inventory', { bucket: 'reports', prefix: 'inventory/', sourceBucket: 'releases', sourceAccount: '111122223333' });
 */
export class InventoryDestination extends BucketGrantConstruct<Aws> {
  constructor(scope: Construct, id: string, props: InventoryDestinationProps & ConstructOptions) {
    const read = readGrant<InventoryDestinationProps, ConstructOptions>(engine, inventoryDestination, id, CONSTRUCT_OPTIONS, props);
    super(engine, read.intent, scope, id, read.props);
  }
}
