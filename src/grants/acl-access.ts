import { bucketArn, objectArn } from '../policy/s3-arn';
import { ANY } from '../policy/text';
import { withProps } from '../shape/intent';
import { VALUE } from '../shape/readers';
import type { Shape } from '../shape/shape';
import { fromAcl, type AclPermission } from './from-acl';
import type { Grant, Intent } from './grant';
import { makeGrant, OBJECT_GRANT, type ObjectGrantProps } from './make-grant';

/** Props of {@link aclAccess}. */
export interface AclAccessProps extends ObjectGrantProps {
  /** The permission of the ACL grant that this takes the place of. */
  readonly permission: AclPermission;
}

const PROPS: Shape<AclAccessProps> = { ...OBJECT_GRANT, permission: VALUE };

// @construct What an ACL gave with one permission, as a policy.
// @construct new AclAccess('readers', { bucket: 'testbucket1', permission: 'READ', grantee: readers });
/**
 * What an ACL gave with one permission, as a policy, for moving away from ACLs: the actions of {@link fromAcl}, those of buckets on the
 * bucket and those of objects on its objects.
 *
 * It gives as much as the ACL did, which is more than most need: `WRITE` deletes, versions included, and `WRITE_ACP` and `FULL_CONTROL`
 * let the grantee open the bucket to everybody. Where there is time, choose a grant by what the grantee does.
 *
 * @throws AccessError `InvalidBucketName`, `InvalidOption`, `InvalidCondition`, `InvalidKmsKey`, `DeployTimeValue`
 * @example
 * aclAccess({ bucket: 'testbucket1', permission: 'READ' });
 */
export const aclAccess: Intent<AclAccessProps, Grant> = withProps('AclAccess', PROPS, (props) => makeGrant('AclAccess', props, () => {
  const { bucket, permission } = props;
  const { bucketActions, objectActions } = fromAcl(permission);
  return [
    ...(bucketActions.length > 0 ? [{ sid: 'AclAccess', actions: bucketActions, all: true, resources: [bucketArn(bucket)] }] : []),
    { sid: 'AclAccessObjects', actions: objectActions, all: true, resources: [objectArn(bucket, ANY)] },
  ];
}));
