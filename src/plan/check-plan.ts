import { AccessError } from '../errors';
import { checkBucketName, shown } from '../s3/names';
import { accessKeyGenerations } from './access-keys';
import { bucketIntents } from './bucket-intents';
import { customStatements } from './custom-statements';
import { checkMembership } from './membership';
import { checkExistingName, checkName, checkNamesOnce } from './names';
import type { AccessPlan, PlannedUser } from './planned';
import type { ExistingPrincipal, ExistingUser } from './principals';
import { checkSessionDuration, trustList } from './role-trust';

/** Checks everything in a plan that doesn't need its documents. */
export function checkPlan(plan: AccessPlan): void {
  const made = namesMade(plan);
  checkNamesOnce('user', plan.users.keys());
  checkNamesOnce('group', plan.groups.keys());
  for (const [name, user] of plan.users) {
    checkName('user', name, plan.platform);
    checkIntents(`user ${name}`, user);
    customStatements(user.customStatements, { kind: 'user', name }, plan.platform);
    accessKeyGenerations(name, user.accessKeys ?? [], plan.platform);
  }
  for (const [name, group] of plan.groups) {
    checkName('group', name, plan.platform);
    checkIntents(`group ${name}`, group);
    customStatements(group.customStatements, { kind: 'group', name }, plan.platform);
    checkMembership(name, group.membership);
    checkMembers(name, group.members ?? [], plan, made);
  }
  checkNamesOnce('role', plan.roles.keys());
  for (const [name, role] of plan.roles) {
    checkName('role', name, plan.platform);
    checkIntents(`role ${name}`, role);
    customStatements(role.customStatements, { kind: 'role', name }, plan.platform);
    trustList(name, role.trust);
    checkSessionDuration(name, role.maxSessionDuration);
  }
  for (const { principal, members, ...intents } of plan.existing) {
    checkExisting(principal, plan, made, members === undefined ? KINDS : ['group']);
    checkMembers(principal.name, members ?? [], plan, made);
    checkIntents(`existing ${principal.kind} ${principal.name}`, intents);
    customStatements(intents.customStatements, principal, plan.platform);
  }
  for (const [bucket, { guards = [] }] of plan.buckets) {
    checkBucketName(bucket);
    checkKinds(`bucket ${bucket}`, 'guards', guards, 'guard');
  }
  plan.external.forEach(({ grants }, index) => checkKinds(`external[${index}]`, 'grants', grants, 'grant'));
  bucketIntents(plan);
  checkNamesOnce('existing principal', plan.existing.map(({ principal }) => `${principal.kind} ${principal.name}`));
  checkGroupsPerUser(plan);
}

/** A group's members as one list of names, for code that counts or prints them. */
export function memberName(member: string | ExistingUser): string {
  return typeof member === 'string' ? member : member.name;
}

/** The names that the plan makes, in lower case: IAM doesn't distinguish names by case. */
type NamesMade = Readonly<Record<ExistingPrincipal['kind'], ReadonlyMap<string, string>>>;

function namesMade({ users, groups, roles }: AccessPlan): NamesMade {
  const byLowerCase = (names: Iterable<string>) => new Map([...names].map((name) => [name.toLowerCase(), name]));
  return { user: byLowerCase(users.keys()), group: byLowerCase(groups.keys()), role: byLowerCase(roles.keys()) };
}

function checkMembers(group: string, members: ReadonlyArray<string | ExistingUser>, plan: AccessPlan, made: NamesMade): void {
  for (const member of members) {
    if (typeof member !== 'string') {
      checkExisting(member, plan, made, ['user']);
    } else if (!plan.users.has(member)) {
      const near = [...plan.users.keys()].filter((name) => name.toLowerCase() === member.toLowerCase());
      throw new AccessError({
        code: 'UnknownMember',
        message: `group ${group} has the member ${shown(member)}, who is not a user of this plan${near.length > 0 ? ` (${near[0]} is)` : ''}`,
        remedy: `add ${shown(member)} to users, or write existingUser(${shown(member)}) for a user that exists already`,
      });
    }
  }
  checkNamesOnce(`group ${group}: member`, members.map(memberName));
}

const KINDS: readonly string[] = ['user', 'group', 'role'];

function checkExisting(principal: ExistingPrincipal, { platform }: AccessPlan, made: NamesMade, kinds = KINDS): void {
  if (typeof principal?.name !== 'string' || !kinds.includes(principal.kind)) {
    throw new AccessError({
      code: 'InvalidPlan',
      message: `${shown(principal)} names no existing ${kinds.join(', ')}`,
      remedy: `write ${kinds.map((kind) => `existing${kind[0].toUpperCase()}${kind.slice(1)}(…)`).join(', ')}`,
    });
  }
  const { kind, name } = principal;
  checkExistingName(kind, name, platform);
  const other = made[kind].get(name.toLowerCase());
  if (other !== undefined) {
    throw new AccessError({
      code: 'InvalidPlan',
      message: `${kind} ${shown(name)} is said to exist already, and the plan makes ${shown(other)}`,
      remedy: kind === 'user' ? `put the grants on the user of the plan, and name it as a member by plain text: ${shown(other)}` : `put the grants on the ${kind} of the plan`,
    });
  }
}

function checkIntents(where: string, { grants = [], guards = [] }: Pick<PlannedUser, 'grants' | 'guards'>): void {
  checkKinds(where, 'grants', grants, 'grant');
  checkKinds(where, 'guards', guards, 'guard');
}

function checkKinds(where: string, list: string, items: readonly { readonly kind: string }[], kind: 'grant' | 'guard'): void {
  const wrong = items.findIndex((item) => item?.kind !== kind);
  if (wrong < 0) return;
  throw new AccessError({
    code: 'InvalidPlan',
    message: `${where}: ${list}[${wrong}] is not a ${kind}`,
    remedy: kind === 'grant' ? 'list what functions such as readOnlyPrefix(…) return; guards go to a bucket, or to guards' : 'list what functions such as enforceHttps() return; grants go to a user or group',
  });
}

function checkGroupsPerUser({ groups, existing, platform }: AccessPlan): void {
  const counts = new Map<string, number>();
  const joined = existing.map(({ principal, members }) => [principal.name, { members }] as const);
  for (const [group, { members = [] }] of [...groups, ...joined]) {
    for (const name of members.map(memberName)) {
      const count = (counts.get(name.toLowerCase()) ?? 0) + 1;
      counts.set(name.toLowerCase(), count);
      if (count > platform.limits.groupsPerUser) {
        throw new AccessError({
          code: 'TooManyGroups',
          message: `user ${name} is in more than ${platform.limits.groupsPerUser} groups, the last of them ${group}; ${platform.title} allows no more`,
          remedy: 'put the grants of several groups into one group',
        });
      }
    }
  }
}
