import { bucketArn, objectArn } from '../policy/s3-arn';
import { ANY } from '../policy/text';
import { BUCKET_LOCATION, LIST, LIST_UPLOADS, READ, UPLOAD } from '../s3/action-sets';
import { withProps } from '../shape/intent';
import { VALUE } from '../shape/readers';
import type { Shape } from '../shape/shape';
import type { Grant, Intent } from './grant';
import { makeGrant, OBJECT_GRANT, type ObjectGrantProps } from './make-grant';
import { prefixList, type Prefixes } from './prefixes';
import { checkChoice } from './props';

/** Props of {@link firehoseDelivery}. */
export interface FirehoseDeliveryProps extends ObjectGrantProps {
  /** The folder, or folders, that the stream writes to, that of errors among them. Each ends in `/`; `''` is the whole bucket. */
  readonly prefix: Prefixes;
  /**
   * Whether the bucket is another account's, whose owner is then given full control of what is written: `s3:PutObjectAcl`. Its bucket policy must
   * let the role in as well.
   *
   * @default false
   */
  readonly otherAccount?: boolean;
}

const PROPS: Shape<FirehoseDeliveryProps> = { ...OBJECT_GRANT, prefix: VALUE, otherAccount: VALUE };

// @construct new FirehoseDelivery('firehose', { bucket: 'events', prefix: ['clicks/', 'errors/'], grantee: existingRole('firehose') });
/**
 * What the role of a stream of Amazon Data Firehose needs to deliver below a prefix: uploads in parts, reading them back, and listing the bucket.
 * Firehose has no service principal in bucket policies: it takes the role on, which trusts `firehose.amazonaws.com`. Where others may make streams
 * in the account, the role's trust limits it to one stream, by `aws:SourceArn`.
 *
 * Listing isn't limited to the prefix.
 *
 * @throws AccessError `InvalidBucketName`, `InvalidPrefix`, `InvalidOption`, `InvalidCondition`, `InvalidKmsKey`, `DeployTimeValue`
 * @see https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html
 * @example
 * firehoseDelivery({ bucket: 'events', prefix: ['clicks/', 'errors/'] });
 */
export const firehoseDelivery: Intent<FirehoseDeliveryProps, Grant> = withProps('FirehoseDelivery', PROPS, (props) => makeGrant('FirehoseDelivery', props, () => {
  const { bucket, prefix, otherAccount = false } = props;
  const prefixes = prefixList(prefix);
  checkChoice('otherAccount', otherAccount, [false, true]);
  return [
    { sid: 'FirehoseDeliveryBucket', actions: [...BUCKET_LOCATION, ...LIST, ...LIST_UPLOADS], resources: [bucketArn(bucket)] },
    {
      sid: 'FirehoseDelivery',
      actions: [...READ, ...UPLOAD, ...(otherAccount ? ['s3:PutObjectAcl'] : [])],
      helpful: ['s3:AbortMultipartUpload'],
      resources: prefixes.map((each) => objectArn(bucket, each, ANY)),
    },
  ];
}));
