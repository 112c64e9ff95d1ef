import type { Intent } from '../grants/grant';
import { UPLOAD } from '../s3/action-sets';
import { withProps } from '../shape/intent';
import { VALUE } from '../shape/readers';
import type { Shape } from '../shape/shape';
import { CANNED_ACLS, PUT_OBJECT_ACLS, type CannedAcl } from './canned-acl';
import type { Guard } from './guard';
import { SCOPE, EXCEPTIONS, makeGuard, type GuardExceptions, type GuardScope } from './make-guard';
import { choices } from './props';

/** Props of {@link requireCannedAcl}. */
export interface RequireCannedAclProps extends GuardScope, GuardExceptions {
  /** The ACL that uploads must name, or several of which any will do. */
  readonly acl: CannedAcl | readonly CannedAcl[];
}

const PROPS: Shape<RequireCannedAclProps> = { ...SCOPE, ...EXCEPTIONS, acl: VALUE };

// @construct Denies uploads that don't name one of these canned ACLs.
// @construct new RequireCannedAcl('require-acl', { bucket: bucket.id, acl: 'bucket-owner-full-control' });
/**
 * Denies uploads, and changes of an object's ACL, that don't name one of these canned ACLs in the header `x-amz-acl`. A request without the
 * header is denied, and so are ACLs in other headers or in a body, which can't stand beside it.
 *
 * ACLs that replication brings with an object (`s3:ReplicateObject`) aren't denied. Anyone who may write the bucket policy may end the guard.
 *
 * It is for buckets that take uploads of other accounts and have ACLs switched on. With Object Ownership "bucket owner enforced", as all new
 * buckets are, nothing depends on ACLs and this isn't needed.
 *
 * @throws AccessError `InvalidOption`, `InvalidPrefix`, `InvalidPrincipalPattern`, `DeployTimeValue`
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html#example-object-operations
 * @example
 * accessPlan({ buckets: { inbox: { guards: [requireCannedAcl({ acl: 'bucket-owner-full-control' })] } } });
 */
export const requireCannedAcl: Intent<RequireCannedAclProps, Guard> = withProps('RequireCannedAcl', PROPS, (props) => {
  const conditions = [{ operator: 'StringNotEquals', key: 's3:x-amz-acl', values: choices('acl', props.acl, CANNED_ACLS) }];
  return makeGuard('RequireCannedAcl', props, (deny) => deny.objects('RequireCannedAcl', [...UPLOAD, ...PUT_OBJECT_ACLS], conditions));
});
