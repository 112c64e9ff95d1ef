import { objectArn } from '../policy/s3-arn';
import { ANY } from '../policy/text';
import { withProps } from '../shape/intent';
import { NAME, VALUE } from '../shape/readers';
import type { Shape } from '../shape/shape';
import type { Grant, Intent } from './grant';
import { makeGrant, type BucketGrantProps } from './make-grant';
import { prefixList, type Prefixes } from './prefixes';
import { onlyForSource, SERVICE_SOURCE, type ServiceSourceProps } from './service-source';

/** Props of {@link logDelivery}. */
export interface LogDeliveryProps extends Omit<BucketGrantProps, 'when'>, ServiceSourceProps {
  /** The folder, or folders, that logs are written to: the target prefix of the source's logging. Each ends in `/`; `''` is the whole bucket. */
  readonly prefix: Prefixes;
}

const PROPS: Shape<LogDeliveryProps> = { bucket: NAME, prefix: VALUE, ...SERVICE_SOURCE };

// @construct Lets S3 write the server access logs of other buckets below a prefix.
// @construct new LogDelivery('logs', { bucket: 'logs', prefix: 'releases/', sourceBucket: 'releases', sourceAccount: '111122223333' });
// @construct(pulumi) new LogDelivery('logs', { bucket: logs.id, prefix: 'releases/', sourceBucket: 'releases', sourceAccount: '111122223333' });
/**
 * S3 may write the server access logs of the source buckets below a prefix: `s3:PutObject` for `logging.s3.amazonaws.com`, in the bucket
 * policy, only on behalf of the source account and its source buckets. The logging itself is set on the source bucket.
 *
 * The bucket must be in the region and account of the sources, without a default retention and not encrypted with a KMS key.
 *
 * @throws AccessError `InvalidBucketName`, `InvalidPrefix`, `InvalidPrincipal`, `InvalidCondition`, `DeployTimeValue`
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
 * @example
 * accessPlan({ external: [{ grants: [logDelivery({ bucket: 'logs', prefix: 'releases/', sourceBucket: 'releases', sourceAccount: '111122223333' })] }] });
 */
export const logDelivery: Intent<LogDeliveryProps, Grant> = withProps('LogDelivery', PROPS, (props) => ({
  ...makeGrant('LogDelivery', props, () => [{
    sid: 'LogDelivery',
    actions: ['s3:PutObject'],
    resources: prefixList(props.prefix).map((prefix) => objectArn(props.bucket, prefix, ANY)),
    conditions: onlyForSource(props),
  }]),
  principals: { Service: ['logging.s3.amazonaws.com'] },
}));
