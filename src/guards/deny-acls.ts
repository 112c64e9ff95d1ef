import type { Intent } from '../grants/grant';
import { UPLOAD } from '../s3/action-sets';
import { withOptionalProps } from '../shape/intent';
import { VALUE } from '../shape/readers';
import type { Shape } from '../shape/shape';
import { CANNED_ACLS, PUT_OBJECT_ACLS, type CannedAcl } from './canned-acl';
import type { Guard } from './guard';
import { SCOPE, EXCEPTIONS, makeGuard, type GuardExceptions, type GuardScope } from './make-guard';
import { choices } from './props';

/** Props of {@link denyAcls}. */
export interface DenyAclsProps extends GuardScope, GuardExceptions {
  /**
   * Canned ACLs that may be named all the same. Clients such as rclone send `private` with every upload.
   *
   * @default - none
   */
  readonly exceptAcls?: readonly CannedAcl[];
}

const PROPS: Shape<DenyAclsProps> = { ...SCOPE, ...EXCEPTIONS, exceptAcls: VALUE };

/** Sets the ACL of the bucket itself. */
const PUT_BUCKET_ACL = ['s3:PutBucketAcl'];

/** Headers by which an upload gives single grantees rights, with a part of a Sid for each. */
const GRANT_HEADERS: ReadonlyArray<readonly [sid: string, header: string]> = [
  ['FullControl', 'full-control'], ['Read', 'read'], ['ReadAcp', 'read-acp'], ['Write', 'write'], ['WriteAcp', 'write-acp'],
];

// @construct Denies giving access by ACL.
// @construct new DenyAcls('deny-acls', { bucket: bucket.id, exceptAcls: ['private'] });
/**
 * Denies access by ACL: uploads that name a canned ACL or a grantee in a header, and every change of the ACL of an object or (on a whole
 * bucket) of the bucket. An upload without such a header is let in; its object is private to its owner. What stands in the body of a request
 * that changes an ACL is in no condition key, so that request is denied unless its header names an ACL of `exceptAcls`.
 *
 * ACLs that replication brings with an object (`s3:ReplicateObject`) aren't denied. Anyone who may write the bucket policy may end the guard.
 *
 * With Object Ownership "bucket owner enforced", as all new buckets are, S3 refuses such requests by itself.
 *
 * @throws AccessError `InvalidOption`, `InvalidPrefix`, `InvalidPrincipalPattern`, `DeployTimeValue`
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#permissions-in-acl
 * @example
 * accessPlan({ buckets: { releases: { guards: [denyAcls({ exceptAcls: ['private', 'bucket-owner-full-control'] })] } } });
 */
export const denyAcls: Intent<DenyAclsProps | void, Guard> = withOptionalProps('DenyAcls', PROPS, (props) => {
  const { exceptAcls } = props;
  const other = exceptAcls === undefined ? [] : [{ operator: 'StringNotEquals', key: 's3:x-amz-acl', values: choices('exceptAcls', exceptAcls, CANNED_ACLS) }];
  const present = (header: string) => ({ operator: 'Null', key: `s3:x-amz-${header}`, values: ['false'] });
  return makeGuard('DenyAcls', props, (deny) => [
    ...deny.objects('DenyAcls', UPLOAD, [present('acl'), ...other]),
    ...GRANT_HEADERS.flatMap(([sid, header]) => deny.objects(`DenyAcls${sid}`, UPLOAD, [present(`grant-${header}`)])),
    ...deny.objects('DenyAclsChange', PUT_OBJECT_ACLS, other),
    ...deny.bucket('DenyAclsBucket', PUT_BUCKET_ACL, other),
  ]);
});
