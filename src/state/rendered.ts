import type { AccessPointDocument } from '../plan/access-points';
import type { AccessPlan } from '../plan/planned';
import { renderAccess } from '../plan/render-access';
import type { RenderedAccess, RenderedGroup, RenderedPolicy, RenderedUser } from '../plan/rendered-access';
import { DOCUMENT } from '../policy/check-document';
import { aText, either, fields, listOf, mustBe, once, oneOf } from '../shape/check';
import type { AccessState } from './access-state';
import { awsManagedPolicy, awsManagedPolicyNamed, isAwsManaged } from './aws-managed';
import { aPlatform } from './check-state';
import type { JsonObject } from './json';
import type { NamedPolicy } from './named-policy';
import type { ResourceAccess } from './resource-access';
import type { SourceReader } from './source';

/** Reads a plan, by rendering it. */
export const accessPlanReader: SourceReader = {
  name: 'an access plan (what accessPlan returns)',
  recognises: (json) => json.kind === 'plan' && json.users instanceof Map,
  read: (json, options) => renderedReader.read(renderAccess(json as unknown as AccessPlan) as unknown as JsonObject, options),
};

/** Reads rendered access: its documents are in the model already. */
export const renderedReader: SourceReader = {
  name: 'rendered access (what renderAccess returns)',
  recognises: (json) => json.kind === 'rendered' && Array.isArray(json.users),
  read: (json, { account }) => {
    mustBe(RENDERED, json, { what: 'the rendered access', code: 'UnreadableSource', remedy: 'give what renderAccess returns, unchanged' });
    const rendered = json as unknown as RenderedAccess;
    // an access point is its bucket's account's
    return stateOf(rendered, account ?? pointsOf(rendered)[0]?.account);
  },
};

const NAMED = fields({ name: aText }, true);
const POLICIES = listOf(fields({ name: aText, placement: aText, document: DOCUMENT }, true));
const BOUNDARY = either(fields({ arn: aText }, true), fields({ name: aText, document: DOCUMENT }, true));
const MEMBERS = listOf(either(aText, NAMED));
const KEYS = listOf(fields({ generation: aText, status: aText }, true));

const POINT = fields({ 'arn': aText, 'account': aText, 'policy?': fields({ document: DOCUMENT }, true), 'vpc?': aText }, true);

/** What of rendered access is read here; the rest is nothing of its access. */
const RENDERED = once(fields({
  platform: aPlatform,
  users: listOf(fields({ 'name': aText, 'policies': POLICIES, 'boundary?': BOUNDARY, 'principal?': aText, 'accessKeys': KEYS }, true)),
  groups: listOf(fields({ name: aText, members: MEMBERS, policies: POLICIES }, true)),
  roles: listOf(fields({ 'name': aText, 'policies': POLICIES, 'boundary?': BOUNDARY }, true)),
  existing: listOf(fields({ principal: fields({ kind: oneOf('user', 'group', 'role'), name: aText }, true), members: MEMBERS, policies: POLICIES }, true)),
  buckets: listOf(fields({ 'bucket': aText, 'document': DOCUMENT, 'accessPoints?': listOf(POINT) }, true)),
}, true));

type Point = AccessPointDocument & { readonly bucket: string };

function pointsOf({ buckets }: RenderedAccess): readonly Point[] {
  return buckets.flatMap(({ bucket, accessPoints = [] }) => accessPoints.map((point) => ({ ...point, bucket })));
}

/** An access point as S3 makes it: with all public access blocked. */
function pointAccess({ arn, account, bucket, vpc, policy }: Point): ResourceAccess {
  return {
    kind: 'accessPoint',
    arn,
    account,
    buckets: [bucket],
    publicAccessBlock: { blockPublicAcls: true, ignorePublicAcls: true, blockPublicPolicy: true, restrictPublicBuckets: true },
    ...(vpc !== undefined && { vpc }),
    ...(policy !== undefined && { policy: { name: `policy of ${arn}`, document: policy.document } }),
  };
}

function stateOf(rendered: RenderedAccess, account: string | undefined): AccessState {
  const { platform, users, groups, roles, existing, buckets } = rendered;
  const points = pointsOf(rendered);
  const groupsOf = groupsByMember([...groups, ...existing.map(({ principal: { name }, members }) => ({ name, members }))]);
  const policies = {
    user: new Map<string, readonly NamedPolicy[]>([...groupsOf.keys()].map((name) => [name, []])),
    group: new Map<string, readonly NamedPolicy[]>(),
    role: new Map<string, readonly NamedPolicy[]>(),
  };
  for (const { name, policies: own } of users) policies.user.set(name, named('user', name, own));
  for (const { name, policies: own } of groups) policies.group.set(name, named('group', name, own));
  for (const { name, policies: own } of roles) policies.role.set(name, named('role', name, own));
  for (const { principal: { kind, name }, policies: own } of existing) {
    policies[kind].set(name, [...policies[kind].get(name) ?? [], ...named(kind, name, own)]);
  }
  const boundaries = new Map([
    ...users.map((user) => [`user ${user.name}`, boundaryOf(`user ${user.name}`, user)] as const),
    ...roles.map((role) => [`role ${role.name}`, boundaryOf(`role ${role.name}`, role)] as const),
  ]);
  const principals = new Map(users.map(({ name, principal }) => [name, principal !== undefined && { arn: principal }]));
  return {
    ...(platform.evaluation !== undefined && { platform }),
    ...(account !== undefined && { account }),
    users: mapValues(policies.user, (name, own) => ({ name, ...principals.get(name), policies: own, groups: groupsOf.get(name) ?? [], ...boundaries.get(`user ${name}`) })),
    groups: mapValues(policies.group, (name, own) => ({ name, policies: own })),
    roles: mapValues(policies.role, (name, own) => ({ name, policies: own, ...boundaries.get(`role ${name}`) })),
    buckets: new Map(buckets.map(({ bucket: name, document }) => [name, {
      name,
      ...(document.statements.length > 0 && { policy: { name: `bucket policy of ${name}`, document } }),
    }])),
    ...(points.length > 0 && { resources: new Map(points.map((point) => [point.arn, pointAccess(point)])) }),
    ...(users.some(({ accessKeys }) => accessKeys.length > 0) && {
      accessKeys: users.flatMap(({ name: user, accessKeys }) => accessKeys.map(({ generation, status }) => ({ user, name: generation, status }))),
    }),
    unknowns: [...users, ...roles].flatMap(({ name, boundary }) => (boundary !== undefined && 'arn' in boundary && awsManagedPolicy(boundary.arn) === undefined ? [{ where: `boundary of ${name}`, reason: `the plan doesn't make the policy ${boundary.arn}` }] : [])),
  };
}

/** What bounds somebody; a policy that the plan only names is there without its document. */
function boundaryOf(who: string, { boundary }: Pick<RenderedUser, 'boundary'>): { readonly boundary?: NamedPolicy } {
  if (boundary === undefined) return {};
  if ('arn' in boundary && isAwsManaged(boundary.arn)) return { boundary: awsManagedPolicyNamed(boundary.arn, `${who}, boundary`) };
  return { boundary: 'arn' in boundary ? { name: `${who}, boundary ${boundary.arn}` } : { name: `${who}, boundary ${boundary.name}`, document: boundary.document } };
}

function groupsByMember(groups: ReadonlyArray<Pick<RenderedGroup, 'name' | 'members'>>): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, string[]>();
  for (const { name, members } of groups) {
    for (const member of members) {
      const key = typeof member === 'string' ? member : member.name;
      names.set(key, [...names.get(key) ?? [], name]);
    }
  }
  return names;
}

function named(kind: string, name: string, policies: readonly RenderedPolicy[]): readonly NamedPolicy[] {
  return policies.map((policy) => ({ name: `${kind} ${name}, ${policy.placement} policy ${policy.name}`, document: policy.document }));
}

function mapValues<T, U>(map: ReadonlyMap<string, T>, make: (name: string, value: T) => U): ReadonlyMap<string, U> {
  return new Map([...map].map(([name, value]) => [name, make(name, value)]));
}
