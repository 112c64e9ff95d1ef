import { bucketArn } from '../policy/s3-arn';
import { ANY, policyText } from '../policy/text';
import { BUCKET_LOCATION, LIST_BUCKETS } from '../s3/action-sets';
import { withOptionalProps } from '../shape/intent';
import { VALUE } from '../shape/readers';
import type { Shape } from '../shape/shape';
import type { Grant } from './grant';
import { ANY_GRANT, makeGrantOn, type AnyGrantProps } from './make-grant';
import { checkChoice } from './props';

/** Props of {@link listAllBuckets}. */
export interface ListAllBucketsProps extends AnyGrantProps {
  /**
   * Whether the region of each bucket can be read, too (`s3:GetBucketLocation`), as consoles and some SDKs ask.
   *
   * @default false
   */
  readonly allowLocations?: boolean;
}

const PROPS: Shape<ListAllBucketsProps> = { ...ANY_GRANT, allowLocations: VALUE };

// @construct new ListAllBuckets('buckets', { grantee: engineering });
/**
 * Lists the names of all buckets of the account (`s3:ListAllMyBuckets`), as consoles and file browsers do first. S3 shows all names or
 * none; nothing in the buckets is shown.
 *
 * @throws AccessError `InvalidOption`, `InvalidCondition`, `DeployTimeValue`
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
 * @example
 * listAllBuckets({ allowLocations: true });
 */
export const listAllBuckets: (props?: ListAllBucketsProps | void) => Grant = withOptionalProps('ListAllBuckets', PROPS, (props) => makeGrantOn('ListAllBuckets', [], props.when, () => {
  const { allowLocations = false } = props;
  checkChoice('allowLocations', allowLocations, [false, true]);
  return [
    { sid: 'ListAllBuckets', actions: LIST_BUCKETS, resources: ['*'] },
    ...(allowLocations ? [{ sid: 'ListAllBucketsLocations', actions: BUCKET_LOCATION, resources: [bucketArn(policyText(ANY))] }] : []),
  ];
}));
