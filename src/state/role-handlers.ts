import { s3Path } from '../policy/s3-arn';
import { UNKNOWN_TEXT } from './access-state';
import type { Assembly } from './assembly';
import type { DraftBucket, DraftPrincipal } from './draft';
import { blocks, entries, isObject, type JsonObject, own } from './json';
import {
  connectAccessPoint, connectMultiRegionAccessPoint, connectMultiRegionPolicy, connectObjectLambdaPolicy, declareAccessPoint,
  declareMultiRegionAccessPoint, declareObjectLambda,
} from './kinds/access-points';
import { connectKeyGrant, connectKeyPolicy, declareKey } from './kinds/keys';
import { connectEndpointPolicy, connectOrganizationAttachment, declareEndpoint, declareOrganizationPolicy } from './kinds/limits';
import { connectResourcePolicy, connectTablePolicy, declareTable } from './kinds/resources';
import { aclInBlock, aclOf, blockSettings, ownershipOf } from './kinds/settings';
import type { NamedPolicy, PolicyType } from './named-policy';
import type { PolicySource } from './read-policy';
import type { PrincipalKind, ResourceRole } from './resource-roles';
import { policyOf, type SourceResource } from './source';

/** What to do with a resource of one role: all are declared before any is connected, so that names and documents can be looked up. */
export interface RoleHandler<R> {
  declare?(state: Assembly, resource: SourceResource, role: R): void;
  connect?(state: Assembly, resource: SourceResource, role: R): void;
}

/** What each role of a resource does to the state. */
export const ROLE_HANDLERS: { readonly [K in ResourceRole['is']]: RoleHandler<Extract<ResourceRole, { is: K }>> } = {
  principal: { declare: declarePrincipal, connect: connectPrincipal },
  managedPolicy: { declare: (state, resource) => state.declarePolicy(resource) },
  bucket: { declare: declareBucket },
  inlinePolicy: {
    connect: (state, resource, { holder }) => {
      for (const principal of state.holders(resource, holder)) {
        const name = state.tokens.show(state.text(resource, 'name') ?? resource.where);
        principal.policies.push(state.policies.named(`${holder.kind} ${principal.name}, inline policy ${name}`, documentOf(resource, 'identity')));
      }
    },
  },
  attachment: {
    connect: (state, resource, role) => {
      const arns = state.texts(resource, role.policies);
      for (const holder of role.holders) {
        for (const principal of state.holders(resource, holder)) attach(state, holder.kind, principal, arns, `${resource.where}.${role.policies}`);
      }
    },
  },
  membership: {
    connect: (state, resource, role) => {
      const groups = state.holders(resource, { kind: 'group', attribute: role.groups });
      const users = state.holders(resource, { kind: 'user', attribute: role.users });
      for (const user of users) for (const group of groups) (user.groups ??= new Set()).add(group);
      if (state.isOpenList(resource, role.users)) for (const group of groups) group.open ??= `${resource.where}.${role.users}`;
      const isOpen = state.isOpenList(resource, role.groups) || groups.some(({ isUnnamed }) => isUnnamed);
      if (isOpen) for (const user of users) user.open ??= `${resource.where}.${role.groups}`;
    },
  },
  bucketPolicy: { connect: connectBucketPolicy },
  bucketAcl: {
    connect: (state, resource) => {
      const bucket = settingOf(state, resource);
      bucket.acl = aclOf(state, resource, bucket.name);
    },
  },
  objectOwnership: { connect: (state, resource) => { settingOf(state, resource).objectOwnership = ownershipOf(resource); } },
  bucketBlock: {
    connect: (state, resource) => { settingOf(state, resource).publicAccessBlock = blockSettings((attribute) => resource.get(attribute), false); },
  },
  accountBlock: {
    connect: (state, resource) => { state.draft.publicAccessBlock = blockSettings((attribute) => resource.get(attribute), false); },
  },
  accessPoint: { declare: declareAccessPoint, connect: connectAccessPoint },
  multiRegionAccessPoint: { declare: declareMultiRegionAccessPoint, connect: connectMultiRegionAccessPoint },
  multiRegionPolicy: { connect: connectMultiRegionPolicy },
  objectLambda: { declare: declareObjectLambda },
  objectLambdaPolicy: { connect: connectObjectLambdaPolicy },
  table: { declare: declareTable },
  tablePolicy: { connect: connectTablePolicy },
  key: { declare: declareKey },
  keyPolicy: { connect: connectKeyPolicy },
  keyGrant: { connect: connectKeyGrant },
  organizationPolicy: { declare: declareOrganizationPolicy },
  organizationAttachment: { connect: connectOrganizationAttachment },
  endpoint: { declare: declareEndpoint },
  endpointPolicy: { connect: connectEndpointPolicy },
  resourcePolicy: { connect: connectResourcePolicy },
  accessKey: { connect: (state, resource, role) => state.draft.accessKeys.push([resource, role]) },
  exclusiveNames: {
    connect: (state, resource, { holder }) => {
      state.holders(resource, holder);
      const names = state.texts(resource, 'policy_names').map((name) => state.tokens.show(name)).join(', ');
      if (names !== '') state.draft.unknown(`${resource.where}.policy_names`, `names the inline policies ${names} without their documents; those that no other resource makes are not known`);
    },
  },
};

function declarePrincipal(state: Assembly, resource: SourceResource, { kind }: { readonly kind: PrincipalKind }): void {
  const name = state.text(resource, 'name');
  if (name === undefined) state.draft.unknown(`${resource.where}.name`, `the source doesn't tell the name, so the ${kind} is called by its address`);
  else if (!state.tokens.isKnown(name)) state.unknown(`${resource.where}.name`, name);
  const principal = state.draft.principal(kind, name, resource);
  if (kind !== 'group') principal.arn = state.arn(resource, kind);
  const tags = resource.get('tags_all') ?? resource.get('tags');
  if (isObject(tags)) principal.tags = tagsOf(state, tags);
}

function tagsOf(state: Assembly, tags: JsonObject): DraftPrincipal['tags'] {
  const known = entries(tags).flatMap(([key, value]) => typeof value === 'string' ? [[key, state.tokens.settle(value)]] : []);
  return known.length > 0 ? Object.fromEntries(known) as DraftPrincipal['tags'] : undefined;
}

function connectPrincipal(state: Assembly, resource: SourceResource, { kind }: { readonly kind: PrincipalKind }): void {
  if (kind === 'group') return;
  const trust = kind === 'role' ? resource.get('assume_role_policy') : undefined;
  if (trust !== undefined && trust !== null && trust !== '') {
    const role = state.draft.principal(kind, state.text(resource, 'name'), resource);
    role.trust = state.policies.named(`trust policy of role ${role.name}`, { value: () => trust, where: () => `${resource.where}.assume_role_policy`, policyType: 'trust' });
  }
  const boundary = state.text(resource, 'permissions_boundary');
  if (boundary === undefined && kind === 'user') return;
  const principal = state.draft.principal(kind, state.text(resource, 'name'), resource);
  if (boundary !== undefined) principal.boundary = state.managedPolicy(boundary, `${kind} ${principal.name}`, 'permissions boundary', `${resource.where}.permissions_boundary`);
  if (kind !== 'role') return;
  for (const [index, block] of blocks(resource.get('inline_policy')).entries()) {
    const name = own(block, 'name');
    const where = `${resource.where}.inline_policy[${index}]`;
    // an empty block is how the provider says "none"
    if (own(block, 'policy') === undefined && name === undefined) continue;
    const label = typeof name === 'string' ? state.tokens.show(name) : where;
    principal.policies.push(state.policies.named(`role ${principal.name}, inline policy ${label}`, { value: () => own(block, 'policy'), where: () => `${where}.policy`, policyType: 'identity' }));
  }
  attach(state, kind, principal, state.texts(resource, 'managed_policy_arns'), `${resource.where}.managed_policy_arns`);
}

/** A policy that is attached twice, by two resources, is attached once. */
function attach(state: Assembly, kind: PrincipalKind, principal: DraftPrincipal, arns: readonly string[], where: string): void {
  for (const arn of arns) {
    if (principal.attached?.has(arn) === true) continue;
    (principal.attached ??= new Set()).add(arn);
    principal.policies.push(state.managedPolicy(arn, `${kind} ${principal.name}`, 'managed policy', where));
  }
}

/** The retired way: the policy in the bucket's own block. In states the provider also repeats the bucket policy there. */
function declareBucket(state: Assembly, resource: SourceResource): void {
  const name = state.text(resource, 'bucket');
  if (name === undefined) state.draft.unknown(`${resource.where}.bucket`, "the source doesn't tell the name, so the bucket is called by its address");
  else if (!state.tokens.isKnown(name)) state.unknown(`${resource.where}.bucket`, name);
  const bucket = state.draft.bucket(name, resource);
  const prefix = state.text(resource, 'bucket_prefix');
  if (name === undefined && prefix !== undefined) bucket.unknownName = state.tokens.settle(prefix) + UNKNOWN_TEXT;
  const value = resource.get('policy');
  if (value !== undefined && value !== null && value !== '') bucket.policy = bucketDocument(state, resource, bucket);
  if (resource.type === 'aws_s3_bucket') Object.assign(bucket, aclInBlock(state, resource, bucket.name));
}

/** What is said where two resources set the policy of one bucket, behind the name of the first. */
export const SET_TWICE = 'sets the policy of the same bucket; which of the two is in force depends on the order in which they are applied';

/** The bucket that a resource names. */
function bucketIn(state: Assembly, resource: SourceResource): DraftBucket {
  const name = state.text(resource, 'bucket') ?? resource.token;
  const bucket = state.draft.bucket(name);
  if (bucket.unknownName !== undefined && !bucket.declared) state.mayBeAny(`${resource.where}.bucket`, name);
  return bucket;
}

/** The bucket that a setting is of; where that isn't known, it may be of any, and counts as not read. */
function settingOf(state: Assembly, resource: SourceResource): DraftBucket {
  const bucket = bucketIn(state, resource);
  if (bucket.unknownName !== undefined && !bucket.declared) state.unread.add(resource);
  return bucket;
}

function connectBucketPolicy(state: Assembly, resource: SourceResource): void {
  const name = state.text(resource, 'bucket') ?? resource.token;
  const referred = state.draft.bucket(name);
  const known = referred.unknownName === undefined ? undefined : namedIn(state.policies.peek(documentOf(resource, 'resource')));
  if (known !== undefined) state.draft.settleName(referred, name, known);
  const bucket = bucketIn(state, resource);
  if (bucket.policyResource === undefined) {
    bucket.policy = bucketDocument(state, resource, bucket);
  } else {
    state.draft.unknown(`${resource.where}.policy`, `${bucket.policyResource} ${SET_TWICE}`);
    bucket.policy = { name: `bucket policy of ${bucket.name}` };
  }
  bucket.policyResource = resource.where;
}

/** The bucket that a bucket policy names in so many words: S3 takes none that speaks of another bucket than its own. */
function namedIn(document: NamedPolicy['document']): string | undefined {
  const names = (document?.statements ?? []).flatMap(({ resources = [], notResources = [] }) => [...resources, ...notResources])
    .map((arn) => s3Path(arn)?.split('/')[0] ?? '');
  const known = new Set(names.filter((name) => name !== '' && !/[*?$]/.test(name) && !name.includes(UNKNOWN_TEXT)));
  const [name] = known;
  return known.size === 1 ? name : undefined;
}

function bucketDocument(state: Assembly, resource: SourceResource, bucket: DraftBucket): NamedPolicy {
  return state.policies.named(`bucket policy of ${bucket.name}`, documentOf(resource, 'resource'));
}

function documentOf(resource: SourceResource, policyType: PolicyType): PolicySource {
  return { policyType, where: () => `${resource.where}.policy`, value: () => policyOf(resource) };
}
