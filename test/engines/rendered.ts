import { accessPlan, existingGroup, existingRole, existingUser, renderAccess, type AccessPlan, type Grant, type Guard, type PlannedUser, type Platform } from '../../src';
import { bucketGrants, grants, guards, type Access, type Fixture, type GranteeKind } from './fixtures';
import { trustIn } from './trust';

/** What the core says that a fixture amounts to, without an engine. */
export function renderedAccess(fixture: Fixture): Access {
  const { users, groups, roles, existing, buckets } = renderAccess(planOf(fixture));
  const parsed = (policies: ReadonlyArray<{ readonly json: string }>) => policies.map(({ json }) => JSON.parse(json) as unknown);
  return gathered([
    ...users.map(({ name, policies }) => [`user ${name}`, parsed(policies)] as const),
    ...groups.map(({ name, policies }) => [`group ${name}`, parsed(policies)] as const),
    ...roles.map(({ name, policies }) => [`role ${name}`, parsed(policies)] as const),
    ...roles.map(({ name, trust }) => [`trust of role ${name}`, [JSON.parse(trust) as unknown]] as const),
    ...[...users.map((user) => ({ kind: 'user', ...user })), ...roles.map((role) => ({ kind: 'role', ...role }))].flatMap(({ kind, name, boundary }) => (
      boundary ? [[`boundary of ${kind} ${name}`, ['arn' in boundary ? boundary.arn : JSON.parse(boundary.json) as unknown]] as const] : []
    )),
    ...groups.map(({ name, membership, members }) => [`${membership === 'additive' ? 'added to' : 'members of'} group ${name}`, namesOf(members)] as const),
    ...existing.map(({ principal: { name }, members }) => [`added to group ${name}`, namesOf(members)] as const),
    ...existing.map(({ principal: { kind, name }, policies }) => [`${kind} ${name}`, parsed(policies)] as const),
    ...buckets.map((bucket) => [`bucket ${bucket.bucket}`, parsed([bucket])] as const),
    ...buckets.flatMap(({ bucket, accessPoints }) => accessPoints.map(({ accessPoint, vpc, policy }) => (
      [`access point ${accessPoint} of ${bucket} in ${vpc ?? 'no VPC'}`, parsed([policy ?? { json: '{}' }])] as const
    ))),
  ]);
}

const namesOf = (members: ReadonlyArray<string | { readonly name: string }>) => members.map((member) => (typeof member === 'string' ? member : member.name));

/** The plan that a fixture amounts to. */
export function planOf(fixture: Fixture): AccessPlan {
  if (fixture.kind === 'plan') return fixture.plan;
  const { platform } = fixture;
  if (fixture.kind === 'guard') {
    const some = fixture.guards.map(({ construct, props }) => (guards[construct] as (given: typeof props) => Guard)(props));
    const target = fixture.on ? granteePlan(fixture.on, { guards: some }, platform) : { buckets: { [fixture.bucket]: { guards: some } } };
    return accessPlan({ platform, ...target });
  }
  if (fixture.kind === 'external') {
    const intents: Readonly<Record<string, unknown>> = { ...grants, ...bucketGrants };
    const external = (intents[fixture.construct] as (given: object) => Grant)(fixture.props);
    return accessPlan({ platform, external: [{ ...(fixture.to && { grantee: fixture.to }), grants: [external] }] });
  }
  const { construct, props } = fixture;
  const grant = (grants[construct] as (given: typeof props) => Grant)(props);
  return accessPlan({ platform, ...granteePlan(fixture.grantee, { grants: [grant] }, platform) });
}

function granteePlan(grantee: GranteeKind, intents: Pick<PlannedUser, 'grants' | 'guards'>, platform: Platform) {
  if (grantee === 'user' || grantee === 'own user') return { users: { dana: intents } };
  if (grantee === 'role') return { roles: { dana: { trust: trustIn(platform.partition), ...intents } } };
  if (grantee === 'group') return { groups: { dana: intents } };
  const principal = { 'existing user': existingUser, 'existing group': existingGroup, 'existing role': existingRole }[grantee]('dana');
  return { existing: [{ principal, ...intents }] };
}

/** The documents of each, in an order that doesn't depend on who wrote them; nobody with none. */
export function gathered(entries: ReadonlyArray<readonly [who: string, documents: readonly unknown[]]>): Access {
  const access = new Map<string, unknown[]>();
  for (const [who, documents] of entries) access.set(who, [...(access.get(who) ?? []), ...documents]);
  const byText = (one: unknown, other: unknown) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1);
  const some = [...access].filter(([, documents]) => documents.length > 0).sort();
  return Object.fromEntries(some.map(([who, documents]) => [who, documents.sort(byText)]));
}
