import { bucketArn, objectArn } from '../policy/s3-arn';
import { ANY } from '../policy/text';
import { withProps } from '../shape/intent';
import { NAME, VALUE } from '../shape/readers';
import type { Shape } from '../shape/shape';
import type { Grant, Intent } from './grant';
import { BUCKET_GRANT, makeGrantOn, type BucketGrantProps } from './make-grant';
import { prefixList, type Prefixes } from './prefixes';
import { checkChoice } from './props';

/** Props of {@link batchReplication}. */
export interface BatchReplicationProps extends BucketGrantProps {
  /** Name of the bucket that has the manifest, the list of what is to be copied, and gets the completion report. */
  readonly destination: string;
  /** The folder, or folders, of manifest and report there. Each ends in `/`; `''` is the whole bucket. */
  readonly prefix: Prefixes;
  /**
   * Where the manifest comes from: S3 makes it of the replication rules (`'generated'`), or somebody puts it there (`'supplied'`).
   *
   * @default 'generated'
   */
  readonly manifest?: 'generated' | 'supplied';
}

const PROPS: Shape<BatchReplicationProps> = { ...BUCKET_GRANT, destination: NAME, prefix: VALUE, manifest: VALUE };

// @construct new BatchReplication('backlog', { bucket: 'releases', destination: 'reports', prefix: 'batch/', grantee: existingRole('batch-replication') });
/**
 * What the role of an S3 Batch Replication job needs: asking for the replication of what was in a bucket before its rules, having a list of that made,
 * reading the list, and writing a report. Give it to a `StorageRole` with
 * `serviceRole({ service: 'batchoperations.s3.amazonaws.com' })`. The copies themselves are made by the role of the rules, with {@link replicationSource}.
 *
 * @throws AccessError `InvalidBucketName`, `InvalidPrefix`, `InvalidOption`, `InvalidCondition`, `DeployTimeValue`
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-batch-replication-policies.html
 * @example
 * batchReplication({ bucket: 'releases', destination: 'reports', prefix: 'batch/' });
 */
export const batchReplication: Intent<BatchReplicationProps, Grant> = withProps('BatchReplication', PROPS, (props) => {
  const { bucket, destination, prefix, manifest = 'generated', when } = props;
  return makeGrantOn('BatchReplication', [bucket, destination], when, () => {
    const reports = prefixList(prefix).map((each) => objectArn(destination, each, ANY));
    checkChoice('manifest', manifest, ['generated', 'supplied']);
    return [
      { sid: 'BatchReplication', actions: ['s3:InitiateReplication'], resources: [objectArn(bucket, ANY)] },
      ...(manifest === 'supplied' ? [] : [{
        sid: 'BatchReplicationManifest', actions: ['s3:GetReplicationConfiguration', 's3:PutInventoryConfiguration'], resources: [bucketArn(bucket)],
      }]),
      { sid: 'BatchReplicationReports', actions: ['s3:GetObject', 's3:GetObjectVersion', 's3:PutObject'], resources: reports },
    ];
  });
});
