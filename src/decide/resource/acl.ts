import type { Principals, Statement } from '../../policy/document';
import { s3Arn } from '../../policy/s3-arn';
import type { BucketAccess } from '../../state/access-state';
import type { AclGrant, BucketAcl } from '../../state/resource-access';
import type { ResolvedPrincipal } from '../principal';
import { NO, YES } from '../truth';
import type { BlockInForce } from './public-block';
import { derivedPolicy, type ResourcePolicy } from './resource-policy';

/** Actions on a bucket that each permission of its ACL stands for. */
const ON_BUCKET: Readonly<Record<Exclude<AclGrant['permission'], 'FULL_CONTROL'>, readonly string[]>> = {
  READ: ['s3:ListBucket', 's3:ListBucketMultipartUploads', 's3:ListBucketVersions'],
  WRITE: [],
  READ_ACP: ['s3:GetBucketAcl'],
  WRITE_ACP: ['s3:PutBucketAcl'],
};

const LOG_DELIVERY = 'http://acs.amazonaws.com/groups/s3/LogDelivery';
const PUBLIC: ReadonlySet<string> = new Set(['AllUsers', 'AuthenticatedUsers']);

const PUT = ['s3:PutObject'];
/** Anyone who may put objects may replace and delete those of its own. */
const REMOVE = ['s3:DeleteObject', 's3:DeleteObjectVersion'];
/** What the ACL of an object can give. */
const BY_OBJECT_ACL = [
  's3:GetObject', 's3:GetObjectAcl', 's3:GetObjectVersion', 's3:GetObjectVersionAcl', 's3:PutObjectAcl', 's3:PutObjectVersionAcl',
];

/**
 * What the ACL of a bucket gives, as policies. Where ACLs are known to count, the ACLs of its objects, which no source tells, may give too.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#acl-access-policy-permission-mapping
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html
 */
export function aclPolicies({ name, acl, objectOwnership }: BucketAccess, block: BlockInForce): readonly ResourcePolicy[] {
  if (objectOwnership === 'BucketOwnerEnforced') return [];
  const isOn = objectOwnership !== undefined;
  const [bucket, objects] = [s3Arn(name, '*'), s3Arn(`${name}/*`, '*')];
  const policies = acl === undefined ? [] : ofBucket(acl, { bucket, objects }, block, isOn);
  const objectAcls = isOn || (acl !== undefined && acl.grants?.length !== 0);
  return objectAcls ? [...policies, {
    policy: derivedPolicy(`ACLs of the objects in ${name}`, [{ effect: 'Allow', principals: '*', actions: BY_OBJECT_ACL, resources: [objects] }]),
    may: 'the ACLs of objects are not known',
    ...(block.ignorePublicAcls === YES && { spares: ({ kind }: ResolvedPrincipal) => kind === 'anonymous' }),
  }] : policies;
}

interface Patterns {
  readonly bucket: string;
  readonly objects: string;
}

function ofBucket({ name, grants }: BucketAcl, { bucket, objects }: Patterns, block: BlockInForce, isOn: boolean): readonly ResourcePolicy[] {
  if (grants === undefined) {
    const all = derivedPolicy(name, [
      { effect: 'Allow', principals: '*', actions: [...ON_BUCKET.READ, ...ON_BUCKET.READ_ACP, ...ON_BUCKET.WRITE_ACP], resources: [bucket] },
      { effect: 'Allow', principals: '*', actions: [...PUT, ...REMOVE], resources: [objects] },
    ]);
    return [{ policy: all, may: "the source doesn't tell the ACL" }];
  }
  return grants.flatMap((grant) => {
    const isPublic = PUBLIC.has(grant.grantee);
    if (isPublic && block.ignorePublicAcls === YES) return [];
    const may = isOn ? doubtOf(isPublic, block) : NOT_KNOWN_TO_COUNT;
    const who = whoIs(grant.grantee);
    const permissions = grant.permission === 'FULL_CONTROL' ? ['READ', 'WRITE', 'READ_ACP', 'WRITE_ACP'] as const : [grant.permission];
    const actions = permissions.flatMap((permission) => ON_BUCKET[permission]);
    const writes = permissions.includes('WRITE');
    const certain: readonly Statement[] = [
      ...(actions.length > 0 ? [{ ...who, actions, resources: [bucket] }] : []),
      ...(writes ? [{ ...who, actions: PUT, resources: [objects] }] : []),
    ];
    return [
      { policy: derivedPolicy(name, certain), ...(may !== undefined && { may }) },
      ...(writes ? [{ policy: derivedPolicy(name, [{ ...who, actions: REMOVE, resources: [objects] }]), may: may ?? "only objects of the grantee's own" }] : []),
    ];
  });
}

const NOT_KNOWN_TO_COUNT = "the source doesn't tell whether ACLs count in the bucket: in one made since April 2023 they don't, unless it says so";

/** Why a grant of an ACL that counts only may give something. */
function doubtOf(isPublic: boolean, { ignorePublicAcls, blockPublicAcls }: BlockInForce): string | undefined {
  if (!isPublic) return undefined;
  if (ignorePublicAcls !== NO) return "the source doesn't tell whether public ACLs are ignored";
  return blockPublicAcls === NO ? undefined : 'Block Public Access refuses a public ACL when it is set';
}

/** Who a grantee is, in the words of a policy. */
function whoIs(grantee: string): Pick<Statement, 'effect' | 'principals' | 'conditions'> {
  const effect = 'Allow';
  if (grantee === 'AllUsers') return { effect, principals: '*' };
  if (grantee === 'AuthenticatedUsers') return { effect, principals: '*', conditions: [{ operator: 'StringNotEquals', key: 'aws:PrincipalType', values: ['Anonymous'] }] };
  const principals: Principals = { CanonicalUser: [grantee === 'LogDelivery' ? LOG_DELIVERY : grantee] };
  return { effect, principals };
}
