import { AccessError } from '../../errors';
import { checkFeature } from '../../platforms/features';
import type { Platform, SelectelSettings } from '../../platforms/platform';
import { unsupported } from '../../platforms/unsupported';
import { isDeployTime } from '../../policy/deploy-time';
import { shown } from '../../shape/shown';
import { accessKeyGenerations } from '../access-keys';
import { bucketDocument, type BucketIntent } from '../bucket-document';
import { bucketIntents } from '../bucket-intents';
import { checkGuard } from '../check-guard';
import { memberName } from '../check-plan';
import type { AccessPlan, PlannedUser } from '../planned';
import type { ExistingPrincipal } from '../principals';
import type { RenderedAccess } from '../rendered-access';
import { placeGrant, type NamedPrincipal } from './place-grant';

/** How a bucket policy names a user of the plan that an engine makes: by an id that is known at deploy. */
export type IdOf = (user: string) => string | undefined;

/** A plan, rendered: users with keys, and everything else in the policies of buckets. */
export interface RenderedSelectel extends RenderedAccess {
  /** What goes into the policy of each bucket. */
  readonly intents: ReadonlyMap<string, readonly BucketIntent[]>;
}

/**
 * Renders a plan for Selectel: what users, and members of groups, may do goes into the policies of the buckets.
 *
 * @throws AccessError `UnsupportedOnPlatform`, `DeployTimeValue`, `BucketPolicyTooLarge`
 */
export function renderSelectel(plan: AccessPlan, settings: SelectelSettings, idOf: IdOf = () => undefined): RenderedSelectel {
  const { platform } = plan;
  checkSelectelPlan(plan);
  const named = (name: string): NamedPrincipal => ({ name, principal: principalText(name, settings, idOf) });
  const grantees = [
    ...[...plan.users].map(([name, { grants = [] }]) => ({ name, grants, members: [name] })),
    ...plan.existing.map(({ principal: { name }, grants = [] }) => ({ name, grants, members: [name] })),
    ...[...plan.groups].map(([name, { grants = [], members = [] }]) => ({ name, grants, members: members.map(memberName) })),
  ];
  const intents = new Map<string, readonly BucketIntent[]>(bucketIntents(plan));
  for (const { name, grants, members } of grantees) {
    for (const { bucket, placed } of grants.flatMap((grant) => placeGrant(grant, { name, members: members.map(named) }, platform))) {
      intents.set(bucket, [...intents.get(bucket) ?? [], placed]);
    }
  }
  return {
    kind: 'rendered',
    platform,
    users: [...plan.users].map(([name, user]) => ({
      name,
      principal: principalText(name, settings, idOf, true),
      accessKeys: accessKeyGenerations(name, user.accessKeys ?? [], platform),
      policies: [],
    })),
    groups: [],
    roles: [],
    existing: [],
    buckets: [...intents].map(([bucket, list]) => bucketDocument(bucket, list, platform)),
    otherAccountPolicies: [],
    intents,
  };
}

/** The text that names a user in a bucket policy. */
function principalText(user: string, { principal, principals }: SelectelSettings, idOf: IdOf): string;
function principalText(user: string, { principal, principals }: SelectelSettings, idOf: IdOf, optional: true): string | undefined;
function principalText(user: string, { principal, principals }: SelectelSettings, idOf: IdOf, optional = false): string | undefined {
  if (principal.includes('{name}')) return principal.replace('{name}', () => user);
  const id = idOf(user) ?? (Object.hasOwn(principals, user) ? principals[user] : undefined);
  if (id !== undefined) return principal.replace('{id}', () => id);
  if (optional) return undefined;
  throw new AccessError({
    code: 'DeployTimeValue',
    message: `user ${user} is named by its id in bucket policies (confirmed.principal is ${shown(principal)}), and its id isn't known`,
    remedy: `give it to the platform: principals: { ${shown(user)}: 'its id' }; or instantiate the plan with StorageAccess of your engine, which makes the user`,
  });
}

function checkSelectelPlan({ platform, users, groups, roles, existing }: AccessPlan): void {
  const [role] = roles.keys();
  if (role !== undefined) checkFeature(platform, 'roles', `role ${role}`);
  for (const [name, user] of users) checkPrincipal(`user ${name}`, user, platform);
  for (const [name, group] of groups) {
    checkPrincipal(`group ${name}`, group, platform);
    if (group.membership === 'additive') throw otherMembers(`the additive membership of group ${name}`, platform);
    if ((group.members ?? []).some((member) => isDeployTime(memberName(member)))) throw lateName(`a member of group ${name}`, platform);
  }
  for (const { principal, members, ...intents } of existing) {
    checkPrincipal(`existing ${principal.kind} ${principal.name}`, intents, platform);
    if (principal.kind !== 'user' || members !== undefined) throw existingGroup(principal, platform);
    if (isDeployTime(principal.name)) throw lateName('an existing user', platform);
  }
}

function checkPrincipal(what: string, { guards = [], boundary }: Pick<PlannedUser, 'guards' | 'boundary'>, platform: Platform): void {
  if (boundary !== undefined) checkFeature(platform, 'boundaries', `the boundary of ${what}`);
  for (const guard of guards) checkGuard(guard, 'user', what, platform);
}

function otherMembers(what: string, platform: Platform): AccessError {
  return unsupported(platform, { what, reason: 'has each member of a group named in the bucket policy, and others aren\'t known', remedy: 'name all members in this plan' });
}

/** The name stands in the text of policies, where a `*` would be anybody. */
function lateName(who: string, platform: Platform): AccessError {
  return unsupported(platform, {
    what: `${who} whose name is known only at deploy time`, reason: 'names users in the policies of buckets, letter by letter', remedy: 'write the name as plain text',
  });
}

function existingGroup({ kind, name }: ExistingPrincipal, platform: Platform): AccessError {
  return kind === 'role'
    ? unsupported(platform, { what: `existing role ${name}`, reason: 'has no roles that a bucket policy names', remedy: 'grant to a user' })
    : otherMembers(`existing group ${name}`, platform);
}
