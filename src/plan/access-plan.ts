import { AccessError } from '../errors';
import { GRANT } from '../grants/grant';
import { GUARD } from '../guards/guard';
import { aws } from '../platforms/aws/aws';
import { checkIsPlatform } from '../platforms/check-is-platform';
import { shown } from '../s3/names';
import { finished, isFinished, listOf, oneOrMore, OPAQUE, type Reader, recordOf, VALUE, wrongType } from '../shape/readers';
import { objectWith, reading, readShape, type Shape } from '../shape/shape';
import { ACCESS_KEYS } from './access-keys';
import { BOUNDARY } from './boundary';
import { checkPlan } from './check-plan';
import { TRUSTS } from './oidc-role';
import type { AccessPlan, AccessPlanProps, PlannedAddition, PlannedBucket, PlannedExternal, PlannedGroup, PlannedRole, PlannedUser } from './planned';
import { PRINCIPAL } from './principals';

/**
 * Reads the props of a plan by their shape: what TypeScript says at compile time, for plans out of a YAML file or plain JavaScript. A misspelt
 * key, a `Map` where a record belongs, or the key `__proto__` in an object literal would otherwise drop access, or a guard, in silence.
 *
 * @returns a frozen copy, which nobody can change after it was checked
 * @throws AccessError `InvalidPlan`, `InvalidPlatform`, `DeployTimeValue`
 */
function readPlanProps(props: AccessPlanProps): AccessPlanProps {
  return readShape<AccessPlanProps>(PLAN, props, { what: 'plan', code: 'InvalidPlan', called: 'parts' });
}

const filled = (read: Reader): Reader => (value, at) => {
  if (Array.isArray(value) && value.length === 0) throw wrongType(at, value, 'a list that is not an empty list', 'fill the list, or leave out what it belongs to');
  return read(value, at);
};

/** An object with at least one of these, without which it would add nothing. */
const withOneOf = (read: Reader, ...keys: readonly string[]): Reader => (value, at) => {
  const copied = read(value, at) as object;
  if (keys.some((key) => Object.hasOwn(copied, key))) return copied;
  throw wrongType(at, value, `an object with ${keys.join(' or ')}; without ${keys.join(' or ')} it would add nothing`, `write ${keys.join(' or ')}`);
};

/** What must be an object, and is read by itself. */
const object = (read: Reader): Reader => (value, at) => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrongType(at, value, 'an object', 'write what the function of its name returns');
  return read(value, at);
};

const GRANTS = listOf(GRANT);
const GUARDS = listOf(GUARD);
const MEMBERS = listOf((value, at) => (typeof value === 'string' ? VALUE : PRINCIPAL)(value, at));

const USER: Shape<PlannedUser> = { grants: GRANTS, guards: GUARDS, customStatements: VALUE, accessKeys: ACCESS_KEYS, boundary: BOUNDARY };
const GROUP: Shape<PlannedGroup> = { members: MEMBERS, membership: VALUE, grants: GRANTS, guards: GUARDS, customStatements: VALUE };
const ROLE: Shape<PlannedRole> = {
  trust: filled(oneOrMore(object(TRUSTS))), grants: GRANTS, guards: GUARDS, customStatements: VALUE, maxSessionDuration: VALUE, boundary: BOUNDARY,
};
const ADDITION: Shape<PlannedAddition> = {
  principal: object(PRINCIPAL), grants: GRANTS, guards: GUARDS, customStatements: VALUE, members: filled(MEMBERS),
};
const EXTERNAL: Shape<PlannedExternal> = { grantee: oneOrMore(object(PRINCIPAL)), grants: filled(GRANTS) };
const BUCKET: Shape<PlannedBucket> = { guards: filled(GUARDS), existingStatements: VALUE, customStatements: VALUE };

const PLAN: Shape<AccessPlanProps> = {
  platform: (value) => {
    checkIsPlatform(value);
    return OPAQUE(value, { where: 'platform', code: 'InvalidPlatform' });
  },
  users: recordOf(objectWith(USER)),
  groups: recordOf(objectWith(GROUP)),
  roles: recordOf(objectWith(ROLE, 'trust')),
  existing: listOf(withOneOf(objectWith(ADDITION, 'principal'), 'grants', 'guards', 'members', 'customStatements')),
  external: listOf(objectWith(EXTERNAL, 'grants')),
  buckets: recordOf(withOneOf(objectWith(BUCKET), 'guards', 'existingStatements', 'customStatements'), true),
};

/**
 * Declares who gets what, without an engine: for platform repos (one function of the environment) and for people who paste policies
 * into a console. {@link renderAccess} turns it into documents, `StorageAccess` of an engine into resources.
 *
 * @throws AccessError `EmptyPlan`, `InvalidName`, `NameTwice`, `UnknownMember`, `TooManyGroups`, `TooManyAccessKeys`, `InvalidAccessKey`, `InvalidBucketName`, `InvalidPlan`, `InvalidTrust`, `InvalidSessionDuration`, `InvalidBoundary`, `InvalidCustomStatements`, `RoleHasNoUserName`, `UnsupportedOnPlatform`
 * @example
 * const plan = accessPlan({
 *   users: { 'ci-uploader': { grants: [writeOnlyUploader({ bucket: 'releases', prefix: 'firmware/' })], accessKeys: ['2026-11'] }, dana: {} },
 *   groups: { engineering: { members: ['dana', existingUser('lee')], grants: [perUserHomeFolder({ bucket: 'shared', prefix: 'home/' })] } },
 *   buckets: { releases: { guards: [enforceHttps()] } },
 * });
 */
export function accessPlan(props: AccessPlanProps): AccessPlan {
  const { platform = aws(), users = {}, groups = {}, roles = {}, existing = [], external = [], buckets = {} } = readPlanProps(props);
  const plan: AccessPlan = finished(Object.freeze<AccessPlan>({
    kind: 'plan',
    platform,
    users: frozenMap(users),
    groups: frozenMap(groups),
    roles: frozenMap(roles),
    existing,
    external,
    buckets: frozenMap(buckets),
  }));
  if (plan.users.size + plan.groups.size + plan.roles.size + existing.length + external.length + plan.buckets.size === 0) {
    throw new AccessError({
      code: 'EmptyPlan',
      message: 'the plan has no users, groups, roles, existing principals, external grantees or buckets: it would render nothing',
      remedy: 'name at least one; a plan that came out empty is usually a filter that matched nothing',
    });
  }
  checkPlan(plan);
  return plan;
}

/**
 * What is used of a plan: itself, where it is as {@link accessPlan} returned it; one that was put together by hand, or changed since, is
 * read and checked once more.
 *
 * @throws AccessError as {@link accessPlan}, and `InvalidPlan` where it is none
 */
export function checkedPlan(plan: unknown): AccessPlan {
  checkIsPlan(plan);
  if (isFinished(plan)) return plan;
  return accessPlan(reading({ where: 'plan', code: 'InvalidPlan' }, () => propsOf(plan)));
}

/**
 * Refuses what `accessPlan` didn't return, such as its props: nobody has checked them.
 *
 * @throws AccessError `InvalidPlan`, `InvalidPlatform`
 */
function checkIsPlan(plan: unknown): asserts plan is AccessPlan {
  const { kind, platform } = reading({ where: 'plan', code: 'InvalidPlan' }, () => ({ ...(typeof plan === 'object' ? plan : {}) })) as Partial<AccessPlan>;
  if (kind === 'plan') return checkIsPlatform(platform);
  throw new AccessError({ code: 'InvalidPlan', message: `plan is ${shown(plan)}; allowed: what accessPlan({ … }) returns`, remedy: 'write { plan: accessPlan({ users: { … } }) }' });
}

function propsOf({ kind: _plan, users, groups, roles, buckets, ...others }: AccessPlan): AccessPlanProps {
  const named = Object.entries({ users, groups, roles, buckets }).map(([part, names]) => [part, recordFrom(part, names)]);
  return { ...others, ...Object.fromEntries(named) as object };
}

function recordFrom(part: string, names: unknown): object {
  if (names instanceof Map && [...names.keys()].every((name) => typeof name === 'string')) return Object.fromEntries(names);
  throw new AccessError({ code: 'InvalidPlan', message: `plan.${part} is ${shown(names)}; allowed: a Map from names, as accessPlan({ … }) returns it`, remedy: 'write accessPlan({ … }) and change nothing of what it returns' });
}

/** A Map that refuses to be changed: anyone who renders it would use what nobody has checked. */
function frozenMap<Value>(entries: Readonly<Record<string, Value>>): ReadonlyMap<string, Value> {
  const refuse = () => {
    throw new AccessError({ code: 'InvalidPlan', message: 'a plan can\'t be changed after it was checked', remedy: 'declare another with accessPlan({ … })' });
  };
  const change = { value: refuse };
  return Object.freeze(Object.defineProperties(new Map(Object.entries(entries)), { set: change, delete: change, clear: change }));
}
