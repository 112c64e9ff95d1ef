import { bucketArn, objectArn } from '../policy/s3-arn';
import { ANY } from '../policy/text';
import { ACCESS_MANAGEMENT, bucketActionsBut, objectActionsBut } from '../s3/bucket-actions';
import { withProps } from '../shape/intent';
import { VALUE } from '../shape/readers';
import type { Shape } from '../shape/shape';
import type { Grant, Intent } from './grant';
import { makeGrant, OBJECT_GRANT, type ObjectGrantProps } from './make-grant';
import { checkChoice } from './props';

/** Props of {@link fullBucketAccess}. */
export interface FullBucketAccessProps extends ObjectGrantProps {
  /**
   * Whether it may also change who has access: bucket policy, ACLs, ownership controls, public access block, attribute-based access. With
   * it, the grantee can open the bucket to everybody, or lock everybody out.
   *
   * @default false
   */
  readonly allowPermissionsManagement?: boolean;
}

const PROPS: Shape<FullBucketAccessProps> = { ...OBJECT_GRANT, allowPermissionsManagement: VALUE };

// @construct new FullBucketAccess('archive', { bucket: 'db-archive' });
/**
 * Everything on one bucket and its objects, but for who has access to it: data, versions, retention and its bypass, configuration, and the
 * bucket itself, which may be deleted. Nothing on any other bucket.
 *
 * The policy lists every action that this version of the package knows, some hundred of them, so an action that AWS adds later isn't
 * given by itself. It needs about 3,000 characters: a managed policy for a user.
 *
 * @throws AccessError `InvalidBucketName`, `InvalidOption`, `InvalidCondition`, `InvalidKmsKey`, `DeployTimeValue`
 * @example
 * fullBucketAccess({ bucket: 'db-archive' });
 */
export const fullBucketAccess: Intent<FullBucketAccessProps, Grant> = withProps('FullBucketAccess', PROPS, (props) => makeGrant('FullBucketAccess', props, () => {
  const { bucket, allowPermissionsManagement = false } = props;
  checkChoice('allowPermissionsManagement', allowPermissionsManagement, [false, true]);
  const left = allowPermissionsManagement ? [] : ACCESS_MANAGEMENT;
  return [
    { sid: 'FullBucketAccess', actions: bucketActionsBut(left), all: true, resources: [bucketArn(bucket)] },
    { sid: 'FullBucketAccessObjects', actions: objectActionsBut(left), all: true, resources: [objectArn(bucket, ANY)] },
  ];
}));
