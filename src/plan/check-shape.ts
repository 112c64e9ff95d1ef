import { GRANT } from '../grants/grant';
import { GUARD } from '../guards/guard';
import { checkIsPlatform } from '../platforms/check-is-platform';
import { listOf, oneOrMore, OPAQUE, recordOf, VALUE, wrongType, type Reader } from '../shape/readers';
import { objectWith, readShape, type Shape } from '../shape/shape';
import { ACCESS_KEYS } from './access-keys';
import { BOUNDARY } from './boundary';
import { TRUSTS } from './oidc-role';
import type { AccessPlanProps, PlannedAddition, PlannedBucket, PlannedExternal, PlannedGroup, PlannedRole, PlannedUser } from './planned';
import { PRINCIPAL } from './principals';

/**
 * Reads the props of a plan by their shape: what TypeScript says at compile time, for plans out of a YAML file or plain JavaScript. A misspelt
 * key, a `Map` where a record belongs, or the key `__proto__` in an object literal would otherwise drop access, or a guard, in silence.
 *
 * @returns a frozen copy, which nobody can change after it was checked
 * @throws AccessError `InvalidPlan`, `InvalidPlatform`, `DeployTimeValue`
 */
export function readPlanProps(props: AccessPlanProps): AccessPlanProps {
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

const USER: Shape<PlannedUser> = { grants: GRANTS, guards: GUARDS, accessKeys: ACCESS_KEYS, boundary: BOUNDARY };
const GROUP: Shape<PlannedGroup> = { members: MEMBERS, membership: VALUE, grants: GRANTS, guards: GUARDS };
const ROLE: Shape<PlannedRole> = {
  trust: filled(oneOrMore(object(TRUSTS))), grants: GRANTS, guards: GUARDS, maxSessionDuration: VALUE, boundary: BOUNDARY,
};
const ADDITION: Shape<PlannedAddition> = { principal: object(PRINCIPAL), grants: GRANTS, guards: GUARDS, members: filled(MEMBERS) };
const EXTERNAL: Shape<PlannedExternal> = { grantee: oneOrMore(object(PRINCIPAL)), grants: filled(GRANTS) };
const BUCKET: Shape<PlannedBucket> = { guards: filled(GUARDS), existingStatements: VALUE };

const PLAN: Shape<AccessPlanProps> = {
  platform: (value) => {
    checkIsPlatform(value);
    return OPAQUE(value, { where: 'platform', code: 'InvalidPlatform' });
  },
  users: recordOf(objectWith(USER)),
  groups: recordOf(objectWith(GROUP)),
  roles: recordOf(objectWith(ROLE, 'trust')),
  existing: listOf(withOneOf(objectWith(ADDITION, 'principal'), 'grants', 'guards', 'members')),
  external: listOf(objectWith(EXTERNAL, 'grants')),
  buckets: recordOf(withOneOf(objectWith(BUCKET), 'guards', 'existingStatements'), true),
};
