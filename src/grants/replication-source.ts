import { AccessError } from '../errors';
import { bucketArn, objectArn } from '../policy/s3-arn';
import { ANY } from '../policy/text';
import { shown } from '../s3/names';
import { withProps } from '../shape/intent';
import { NAME, VALUE } from '../shape/readers';
import type { Shape } from '../shape/shape';
import type { Grant, Intent } from './grant';
import { BUCKET_GRANT, makeGrantOn, type BucketGrantProps } from './make-grant';
import { prefixList, type Prefixes } from './prefixes';
import { checkChoice } from './props';

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
}

const PROPS: Shape<ReplicationSourceProps> = { ...BUCKET_GRANT, destination: NAME, prefix: VALUE, replicateDeletes: VALUE };

// @construct new ReplicationSource('replication', { bucket: 'releases', destination: 'releases-copy', grantee: existingRole('replication') });
/**
 * What the role needs that S3 takes on to replicate a bucket: reading its replication rules and the versions, tags and ACLs of its objects,
 * and writing copies of them to the destination. Give it to `existingRole(…)`, a role that trusts `s3.amazonaws.com`; the rule itself is set
 * by somebody with {@link bucketAdministrator}. A destination in another account needs a statement in its bucket policy as well.
 *
 * Listing isn't limited to the prefix, since S3 lists the bucket as a whole.
 *
 * @throws AccessError `InvalidBucketName`, `InvalidPrefix`, `InvalidOption`, `InvalidCondition`, `SameBucket`, `DeployTimeValue`
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html
 * @example
 * replicationSource({ bucket: 'releases', destination: 'releases-copy' });
 */
export const replicationSource: Intent<ReplicationSourceProps, Grant> = withProps('ReplicationSource', PROPS, (props) => {
  const { bucket, destination, prefix, replicateDeletes = false, when } = props;
  return makeGrantOn('ReplicationSource', [bucket, destination], when, () => {
    const prefixes = prefixList(prefix === undefined ? '' : prefix);
    checkChoice('replicateDeletes', replicateDeletes, [false, true]);
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
        actions: ['s3:ReplicateObject', 's3:ReplicateTags', ...(replicateDeletes ? ['s3:ReplicateDelete'] : [])],
        resources: prefixes.map((each) => objectArn(destination, each, ANY)),
      },
    ];
  });
});

function checkTwoBuckets(bucket: string, destination: string): void {
  if (bucket !== destination) return;
  throw new AccessError({
    code: 'SameBucket',
    message: `bucket and destination are both ${shown(bucket)}; S3 replicates from one bucket to another`,
    remedy: 'name the bucket of the copies as destination',
  });
}
