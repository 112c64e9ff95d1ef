import type { BucketAccess } from './access-state';
import { own } from './json';
import type { NamedPolicy, PolicyType } from './named-policy';
import { choice, expect, onlyKeys, publicAccessBlock, text, texts } from './plain-shape';
import type { AccessLimit, AclGrant, ResourceAccess, ResourceKind } from './resource-access';
import { resourceIn } from './resource-kinds';

/** Reads a policy document of a hand-written state. */
export type ReadDocument = (name: string, value: unknown, where: string, policyType: PolicyType) => NamedPolicy;

/** What may stand in a bucket. */
export const BUCKET_KEYS = ['account', 'policy', 'acl', 'objectOwnership', 'publicAccessBlock'];
/** What may stand in another resource. */
export const RESOURCE_KEYS = ['policy', 'bucket', 'bucketAccount', 'vpc', 'publicAccessBlock'];
/** What may stand in a limit. */
export const LIMIT_KEYS = ['kind', 'policy', 'targets'];

const OWNERSHIPS = ['BucketOwnerEnforced', 'BucketOwnerPreferred', 'ObjectWriter'] as const;
const PERMISSIONS = ['READ', 'WRITE', 'READ_ACP', 'WRITE_ACP', 'FULL_CONTROL'] as const;
const LIMITS = ['scp', 'rcp', 'vpcEndpoint'] as const;
/** What only access points have. */
const OF_ACCESS_POINTS = ['bucket', 'bucketAccount', 'vpc', 'publicAccessBlock'];
const ACCESS_POINTS: readonly ResourceKind[] = ['accessPoint', 'multiRegionAccessPoint'];

/** Reads a bucket of a hand-written state. */
export function plainBucket(name: string, value: unknown, where: string, read: ReadDocument): BucketAccess {
  const policy = own(value, 'policy');
  const account = text(own(value, 'account'), `${where}.account`);
  const acl = own(value, 'acl');
  const objectOwnership = choice(own(value, 'objectOwnership'), `${where}.objectOwnership`, OWNERSHIPS);
  const block = publicAccessBlock(own(value, 'publicAccessBlock'), `${where}.publicAccessBlock`);
  return {
    name,
    ...(account !== undefined && { account }),
    ...(policy !== undefined && { policy: read(`bucket policy of ${name}`, policy, `${where}.policy`, 'resource') }),
    ...(acl !== undefined && { acl: { name: `ACL of ${name}`, grants: aclGrants(acl, `${where}.acl`) } }),
    ...(objectOwnership !== undefined && { objectOwnership }),
    ...(block !== undefined && { publicAccessBlock: block }),
  };
}

function aclGrants(value: unknown, where: string): readonly AclGrant[] {
  expect(Array.isArray(value), where, 'a list of { grantee, permission }', value);
  return (value as readonly unknown[]).map((grant, index) => {
    const at = `${where}[${index}]`;
    onlyKeys(grant, at, ['grantee', 'permission']);
    const grantee = text(own(grant, 'grantee'), `${at}.grantee`);
    const permission = choice(own(grant, 'permission'), `${at}.permission`, PERMISSIONS);
    expect(grantee !== undefined && permission !== undefined, at, '{ grantee, permission }', grant);
    return { grantee: grantee ?? '', permission: permission ?? 'READ' };
  });
}

/** Reads another resource of a hand-written state, which goes by its ARN. */
export function plainResource(arn: string, value: unknown, where: string, read: ReadDocument): ResourceAccess {
  const parts = resourceIn(arn);
  expect(parts?.arn === arn, where, 'under the ARN of an access point, an Object Lambda or Multi-Region Access Point, an Access Grants instance, a table bucket, a table, a vector bucket or a KMS key', arn);
  const { kind = 'kmsKey', account = '' } = parts ?? {};
  const slip = ACCESS_POINTS.includes(kind) ? undefined : OF_ACCESS_POINTS.find((key) => own(value, key) !== undefined);
  expect(slip === undefined, where, 'without what only access points have', slip);
  const policy = own(value, 'policy');
  const bucket = own(value, 'bucket');
  const buckets = typeof bucket === 'string' ? [bucket] : texts(bucket, `${where}.bucket`);
  const bucketAccount = text(own(value, 'bucketAccount'), `${where}.bucketAccount`);
  const vpc = text(own(value, 'vpc'), `${where}.vpc`);
  const block = publicAccessBlock(own(value, 'publicAccessBlock'), `${where}.publicAccessBlock`);
  return {
    kind,
    arn,
    ...(account !== '' && { account }),
    ...(policy !== undefined && { policy: read(`policy of ${arn}`, policy, `${where}.policy`, 'resource') }),
    ...(buckets.length > 0 && { buckets }),
    ...(bucketAccount !== undefined && { bucketAccount }),
    ...(vpc !== undefined && { vpc }),
    ...(block !== undefined && { publicAccessBlock: block }),
  };
}

/** Reads a limit of a hand-written state. */
export function plainLimit(name: string, value: unknown, where: string, read: ReadDocument): AccessLimit {
  const kind = choice(own(value, 'kind'), `${where}.kind`, LIMITS);
  expect(kind !== undefined, `${where}.kind`, `one of ${LIMITS.join(', ')}`, kind);
  const targets = own(value, 'targets');
  return {
    kind: kind ?? 'scp',
    policy: read(`${kind} ${name}`, own(value, 'policy'), `${where}.policy`, kind === 'scp' ? 'identity' : 'resource'),
    ...(targets !== undefined && { targets: texts(targets, `${where}.targets`) }),
  };
}
