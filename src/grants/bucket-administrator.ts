import { bucketArn } from '../policy/s3-arn';
import { ACCESS_MANAGEMENT, BUCKET_LIFE, bucketActionsBut, KEY_LISTING, objectActionsBut } from '../s3/bucket-actions';
import { withProps } from '../shape/intent';
import { VALUE } from '../shape/readers';
import type { Shape } from '../shape/shape';
import type { Grant, Intent } from './grant';
import { BUCKET_GRANT, type BucketGrantProps, makeGrant } from './make-grant';
import { checkChoice } from './props';

/** Props of {@link bucketAdministrator}. */
export interface BucketAdministratorProps extends BucketGrantProps {
  /**
   * Whether it may also change who has access: bucket policy, bucket ACL, ownership controls, public access block, attribute-based access.
   * With it, the grantee can give itself the data.
   *
   * @default false
   */
  readonly allowPermissionsManagement?: boolean;
}

const PROPS: Shape<BucketAdministratorProps> = { ...BUCKET_GRANT, allowPermissionsManagement: VALUE };

// @construct Reads and changes the configuration of a bucket, and not its data.
// @construct new BucketAdministrator('configuration', { bucket: 'releases', grantee: operators });
/**
 * Reads and changes the configuration of a bucket: versioning, lifecycle, encryption, logging, notifications, replication, object lock and
 * so on. It can't read, write or list an object, nor make or delete the bucket. It sets the bucket's tags by `s3:PutBucketTagging`, which S3 no
 * longer takes once attribute-based access (ABAC) is on; `s3:TagResource` and `s3:UntagResource`, which decide about access then, and `s3:PutBucketAbac`,
 * which turns it on, come with `allowPermissionsManagement`. The tags that a bucket has by then count from that moment: look through them first.
 *
 * Configuration reaches data in the end: a lifecycle rule deletes objects, inventory and logs tell keys, and replication copies objects
 * elsewhere (which also needs `iam:PassRole`, not given here). So this is for people who are trusted with the data and needn't see it.
 *
 * @throws AccessError `InvalidBucketName`, `InvalidOption`, `InvalidCondition`, `DeployTimeValue`
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/buckets-tagging-enable-abac.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketAbac.html
 * @example
 * bucketAdministrator({ bucket: 'releases' });
 */
export const bucketAdministrator: Intent<BucketAdministratorProps, Grant> = withProps('BucketAdministrator', PROPS, (props) => makeGrant('BucketAdministrator', props, () => {
  const { bucket, allowPermissionsManagement = false } = props;
  checkChoice('allowPermissionsManagement', allowPermissionsManagement, [false, true]);
  const actions = bucketActionsBut(KEY_LISTING, BUCKET_LIFE, objectActionsBut(), allowPermissionsManagement ? [] : ACCESS_MANAGEMENT);
  return [{ sid: 'BucketAdministrator', actions, all: true, resources: [bucketArn(bucket)] }];
}));
