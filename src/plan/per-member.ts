import type { Grant } from '../grants/grant';
import { isOnUserName } from '../platforms/lower/user-conditions';
import type { Platform } from '../platforms/platform';
import { unsupported } from '../platforms/unsupported';
import { isDeployTime } from '../policy/deploy-time';
import { needsUserName } from './grant-statements';
import type { GroupMembership } from './membership';
import type { AccessPlan, PlannedAddition } from './planned';
import { existingUser } from './principals';

/** A group as grants for each of its members need to know it. */
export interface MembersOfGroup<Member> {
  readonly name: string;
  readonly members: readonly Member[];
  readonly membership: GroupMembership;
}

/**
 * The members of a group who get a policy of their own instead of the group: where the platform fills in no variables, and the grant
 * depends on the user's name. Nobody may be missed, so the members must be all there are, and known.
 *
 * @returns nothing where the group itself gets the grant
 * @throws AccessError `UnsupportedOnPlatform`
 */
export function membersFor<Member extends { readonly name: string }>(
  grant: Grant, group: MembersOfGroup<Member>, platform: Platform,
): readonly Member[] | undefined {
  if (!writesUserName(grant, platform)) return undefined;
  const { name, members, membership } = group;
  const refuse = (reason: string, remedy: string) => unsupported(platform, {
    what: `grant ${grant.name} for group ${name}`, reason: `fills in no variables, so each member gets a policy of its own, and ${reason}`, remedy,
  });
  if (membership === 'additive') throw refuse('others may put members in it who would get none', 'leave membership out, and name all members; or give the grant to users');
  if (members.length === 0) throw refuse('no members are named', 'name all members of the group, or give the grant to users');
  if (members.some((member) => isDeployTime(member.name))) throw refuse('the name of one is known only at deploy time', 'write its name as plain text');
  const concerned = members.filter((member) => concerns(grant, member.name));
  if (concerned.length === 0) throw refuse('its condition on users names none of them', "name members of the group: when: { users: ['dana'] }");
  return concerned;
}

/**
 * A plan in which no grant for a group depends on the user's name, where the platform fills in no variables: each member has the grant
 * instead. Other plans, and this plan again, stay as they are.
 *
 * @throws AccessError `UnsupportedOnPlatform`
 */
export function grantedPerMember(plan: AccessPlan): AccessPlan {
  const { platform } = plan;
  const depends = (grant: Grant) => writesUserName(grant, platform);
  for (const { principal: { kind, name }, grants = [] } of plan.existing) {
    const grant = grants.find(depends);
    if (grant !== undefined && (kind === 'group' || isDeployTime(name))) throw notKnown(grant, kind, isDeployTime(name) ? '' : ` ${name}`, platform);
  }
  if (![...plan.groups.values()].some(({ grants = [] }) => grants.some(depends))) return plan;
  const users = new Map(plan.users);
  const existing: PlannedAddition[] = [...plan.existing];
  const give = (member: string, grant: Grant) => {
    const user = users.get(member);
    if (user !== undefined) users.set(member, { ...user, grants: [...user.grants ?? [], grant] });
    else giveExisting(existing, member, grant);
  };
  const groups = new Map([...plan.groups].map(([name, group]) => {
    const { grants = [], members = [], membership = 'exclusive' } = group;
    const named = members.map((member) => (typeof member === 'string' ? { name: member } : member));
    for (const grant of grants) membersFor(grant, { name, members: named, membership }, platform)?.forEach((member) => give(member.name, grant));
    return [name, { ...group, grants: grants.filter((grant) => !depends(grant)) }] as const;
  }));
  return { ...plan, users, groups, existing };
}

/** Whether the members of a group that a plan makes got grants of their own in its place. */
export function isPerMember(plan: AccessPlan, granted: AccessPlan, group: string): boolean {
  return plan.groups.get(group)?.grants?.length !== granted.groups.get(group)?.grants?.length;
}

function giveExisting(existing: PlannedAddition[], name: string, grant: Grant): void {
  const at = existing.findIndex(({ principal }) => principal.kind === 'user' && principal.name === name);
  const known = existing[at] ?? { principal: existingUser(name) };
  existing.splice(at < 0 ? existing.length : at, 1, { ...known, grants: [...known.grants ?? [], grant] });
}

function writesUserName(grant: Grant, { dialect }: Platform): boolean {
  return dialect?.variables.userNameAsText === true && needsUserName(grant);
}

/** Whether anything of a grant is for the user: a condition may name others only. */
function concerns({ statements }: Grant, user: string): boolean {
  return statements.some(({ conditions = [] }) => conditions.filter(isOnUserName).every(({ values }) => values.includes(user)));
}

function notKnown(grant: Grant, kind: string, name: string, platform: Platform): Error {
  return unsupported(platform, {
    what: `grant ${grant.name} for existing ${kind}${name}`,
    reason: `fills in no variables, and ${kind === 'group' ? "who is in the group isn't known here" : "the user's name is known only at deploy time"}`,
    remedy: kind === 'group' ? 'give the grant to users, or to a group that is made here with all its members' : 'write its name as plain text',
  });
}
