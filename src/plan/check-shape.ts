import { AccessError } from '../errors';
import { checkIsPlatform } from '../platforms/check-is-platform';
import { shown } from '../s3/names';
import type { AccessPlanProps, PlannedAddition, PlannedBucket, PlannedExternal, PlannedGroup, PlannedRole, PlannedUser } from './access-plan';

/** Says whether a part of a plan has the right shape, by throwing where it hasn't. */
type Check = (where: string, value: unknown) => void;

/**
 * Checks the shape of a plan: what TypeScript says at compile time, for plans out of a YAML file or plain JavaScript. A misspelt key, a
 * `Map` where a record belongs, or the key `__proto__` in an object literal would otherwise drop access, or a guard, in silence.
 *
 * @throws AccessError `InvalidPlan`, `InvalidPlatform`
 */
export function checkShape(props: AccessPlanProps): void {
  PLAN('plan', props);
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value);

const LIST: Check = (where, value) => {
  if (!Array.isArray(value)) throw wrong(where, `is ${shown(value)}, which is no list`, 'write a list: […]');
};

const FILLED_LIST: Check = (where, value) => {
  LIST(where, value);
  if (Array.isArray(value) && value.length === 0) throw wrong(where, 'is an empty list', 'fill the list, or leave out what it belongs to');
};

const OBJECT: Check = (where, value) => {
  if (!isObject(value)) throw wrong(where, `is ${shown(value)}, which is no object`, 'write an object; {} for one with nothing in it');
};

const list = (item: Check): Check => (where, value) => {
  LIST(where, value);
  if (Array.isArray(value)) value.forEach((entry, index) => item(`${where}[${index}]`, entry));
};

/** Names and what they stand for: a plain object, whose own entries are all there is. */
const record = (item: Check): Check => (where, value) => {
  OBJECT(where, value);
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) {
    throw wrong(where, `is ${value instanceof Map ? 'a Map' : 'an object that inherits from another'}; names are read from plain objects only`, "write { name: {…} }, and the name __proto__ as ['__proto__']");
  }
  for (const [name, entry] of Object.entries(value as object)) item(`${where}[${shown(name)}]`, entry);
};

const fields = (checks: Readonly<Record<string, Check>>, ...required: readonly string[]): Check => (where, value) => {
  OBJECT(where, value);
  const given = new Map<string, unknown>(Object.entries(value as object).filter(([, field]) => field !== undefined));
  const allowed = Object.keys(checks);
  const unknown = [...given.keys()].find((key) => !allowed.includes(key));
  if (unknown !== undefined) throw wrong(where, `has ${shown(unknown)}; allowed: ${allowed.join(', ')}`, `correct or remove ${shown(unknown)}`);
  const missing = required.find((key) => !given.has(key));
  if (missing !== undefined) throw wrong(where, `is ${shown(value)}, without ${missing}`, `write ${missing}`);
  for (const [key, field] of given) checks[key](`${where}.${key}`, field);
};

const OBJECT_OR_LIST: Check = (where, value) => (Array.isArray(value) ? FILLED_LIST : OBJECT)(where, value);

/** Checked where it is rendered, with words of its own. */
const ANYTHING: Check = () => undefined;

/** Several checks, one after the other. */
const both = (...checks: readonly Check[]): Check => (where, value) => checks.forEach((check) => check(where, value));

const eitherOf = (...keys: readonly string[]): Check => (where, value) => {
  if (isObject(value) && keys.some((key) => (value as Readonly<Record<string, unknown>>)[key] !== undefined)) return;
  throw wrong(where, `is ${shown(value)}, without ${keys.join(' or ')}: it would add nothing`, `write ${keys.join(' or ')}`);
};

const ADDITION = fields({ principal: OBJECT, grants: LIST, guards: LIST, members: FILLED_LIST } satisfies Record<keyof PlannedAddition, Check>, 'principal');

const PLAN = fields({
  platform: (_where, value) => checkIsPlatform(value),
  users: record(fields({ grants: LIST, guards: LIST, accessKeys: LIST, boundary: ANYTHING } satisfies Record<keyof PlannedUser, Check>)),
  groups: record(fields({ members: LIST, membership: ANYTHING, grants: LIST, guards: LIST } satisfies Record<keyof PlannedGroup, Check>)),
  roles: record(fields({ trust: OBJECT_OR_LIST, grants: LIST, guards: LIST, maxSessionDuration: ANYTHING, boundary: ANYTHING } satisfies Record<keyof PlannedRole, Check>, 'trust')),
  existing: list(both(ADDITION, eitherOf('grants', 'guards', 'members'))),
  external: list(fields({ grantee: OBJECT, grants: FILLED_LIST } satisfies Record<keyof PlannedExternal, Check>, 'grants')),
  buckets: record(both(
    fields({ guards: FILLED_LIST, existingStatements: ANYTHING } satisfies Record<keyof PlannedBucket, Check>),
    eitherOf('guards', 'existingStatements'),
  )),
} satisfies Record<keyof AccessPlanProps, Check>);

function wrong(where: string, problem: string, remedy: string): AccessError {
  return new AccessError({ code: 'InvalidPlan', message: `${where} ${problem}`, remedy });
}
