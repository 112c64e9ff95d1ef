import { AccessError } from '../errors';
import { bucketArn, objectArn } from '../policy/s3-arn';
import { ANY } from '../policy/text';
import { shown } from '../s3/names';
import { withProps } from '../shape/intent';
import { NAME, VALUE } from '../shape/readers';
import type { Shape } from '../shape/shape';
import type { Grant, Intent } from './grant';
import { keyStatement } from './kms-key';
import { BUCKET_GRANT, makeGrantOn, type BucketGrantProps } from './make-grant';
import { prefixList, type Prefixes } from './prefixes';
import { checkChoice } from './props';
import { copying, ENCRYPT_COPIES } from './replication-copies';

/** Props of {@link replicationSource}. */
export interface ReplicationSourceProps extends BucketGrantProps {
  /** Name of the bucket that objects are copied to. */
  readonly destination: string;
  /**
   * The folder, or folders, that are copied, under the same keys. Each ends in `/`; `''` is the whole bucket.
   *
   * @default ''
   */
  readonly prefix?: Prefixes;
  /**
   * Whether deletes are copied, too (`s3:ReplicateDelete`), as a rule with delete marker replication needs. A delete in the source then
   * hides the copy as well.
   *
   * @default false
   */
  readonly replicateDeletes?: boolean;
  /**
   * Whether the copies belong to the account of the destination (`s3:ObjectOwnerOverrideToBucketOwner`), as a rule with owner override needs. A bucket
   * whose ACLs are disabled owns them anyway.
   *
   * @default false
   */
  readonly overrideOwner?: boolean;
  /**
   * ARN of the KMS key that objects of the bucket are encrypted with: `kms:Decrypt`, through S3 and for this bucket only.
   *
   * @default - objects that are encrypted with a key of KMS are not copied
   */
  readonly kmsKey?: string;
  /**
   * ARN of the KMS key that the copies are encrypted with, in the region of the destination: `kms:Encrypt`, through S3 and for that bucket only.
   *
   * @default - the copies are encrypted without a key of KMS
   */
  readonly destinationKmsKey?: string;
}

const PROPS: Shape<ReplicationSourceProps> = {
  ...BUCKET_GRANT, destination: NAME, prefix: VALUE, replicateDeletes: VALUE, overrideOwner: VALUE, kmsKey: VALUE, destinationKmsKey: VALUE,
};

// @construct new ReplicationSource('replication', { bucket: 'releases', destination: 'releases-copy', grantee: existingRole('replication') });
/**
 * What the role needs that S3 takes on to replicate a bucket: reading its replication rules and the versions, tags and ACLs of its objects,
 * and writing copies of them to the destination. Give it to a `StorageRole` with `serviceRole({ service: 's3.amazonaws.com' })`, or to a role that
 * exists and trusts S3; each destination of several is a grant of its own. The rule itself is set by somebody with {@link bucketAdministrator}. A
 * destination in another account needs {@link replicationDestination} as well, and what is there already {@link batchReplication}.
 *
 * Listing isn't limited to the prefix, since S3 lists the bucket as a whole.
 *
 * @throws AccessError `InvalidBucketName`, `InvalidPrefix`, `InvalidOption`, `InvalidCondition`, `InvalidKmsKey`, `SameBucket`, `DeployTimeValue`
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-config-for-kms-objects.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-change-owner.html
 * @example
 * replicationSource({ bucket: 'releases', destination: 'releases-copy' });
 */
export const replicationSource: Intent<ReplicationSourceProps, Grant> = withProps('ReplicationSource', PROPS, (props) => {
  const { bucket, destination, prefix, replicateDeletes = false, overrideOwner = false, kmsKey, destinationKmsKey, when } = props;
  const grant = makeGrantOn('ReplicationSource', [bucket, destination], when, () => {
    const prefixes = prefixList(prefix === undefined ? '' : prefix);
    checkChoice('replicateDeletes', replicateDeletes, [false, true]);
    checkChoice('overrideOwner', overrideOwner, [false, true]);
    checkTwoBuckets(bucket, destination);
    return [
      { sid: 'ReplicationSource', actions: ['s3:GetReplicationConfiguration', 's3:ListBucket'], resources: [bucketArn(bucket)] },
      {
        sid: 'ReplicationSourceObjects',
        actions: ['s3:GetObjectVersionAcl', 's3:GetObjectVersionForReplication', 's3:GetObjectVersionTagging'],
        resources: prefixes.map((each) => objectArn(bucket, each, ANY)),
      },
      {
        sid: 'ReplicationSourceCopies',
        actions: copying(replicateDeletes, overrideOwner),
        resources: prefixes.map((each) => objectArn(destination, each, ANY)),
      },
    ];
  });
  const keys = [
    ...(kmsKey === undefined ? [] : [keyStatement('ReplicationSourceKey', bucket, kmsKey, ['kms:Decrypt'])]),
    ...(destinationKmsKey === undefined ? [] : [keyStatement('ReplicationSourceCopiesKey', destination, destinationKmsKey, ENCRYPT_COPIES)]),
  ];
  return keys.length === 0 ? grant : { ...grant, keyStatements: keys };
});

function checkTwoBuckets(bucket: string, destination: string): void {
  if (bucket !== destination) return;
  throw new AccessError({
    code: 'SameBucket',
    message: `bucket and destination are both ${shown(bucket)}; S3 replicates from one bucket to another`,
    remedy: 'name the bucket of the copies as destination',
  });
}
