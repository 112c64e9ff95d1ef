import { AccessError, type AccessErrorCode } from '../errors';
import { nearMiss } from './near-miss';
import { reading } from './shape';
import { shown } from './shown';

/*
 * Checks of values that stay where they are: large, shared between calls and known by their identity, such as access states and parsed documents.
 * A check writes nothing while all is right; what is wrong gathers its path on the way out.
 */

/** What is wrong somewhere in a value. */
export interface Wrong {
  /** Where below the value, such as `.policies[2].name`. */
  readonly path: string;
  readonly found: unknown;
  readonly allowed: string;
}

/** Answers what is wrong with a value; undefined where nothing is. */
export type Check = (value: unknown) => Wrong | undefined;

const checked = new WeakSet<object>();

/** Remembers that a value is right: our readers made it, or it was checked before. It must not change afterwards. */
export function known<T extends object>(value: T): T {
  checked.add(value);
  return value;
}

/** Whether a value is known to be right. */
export function isKnown(value: unknown): boolean {
  return typeof value === 'object' && value !== null && checked.has(value);
}

/** A weak set is dear to fill, so what is checked once only, as in a search over many states, never gets there. */
const MOST_RECENT = 4;

/** The same check, made once for each object. */
export function once(check: Check): Check {
  const recent: object[] = [];
  return (value) => {
    if (isKnown(value)) return undefined;
    const again = recent.indexOf(value as object);
    if (again >= 0) {
      known(recent.splice(again, 1)[0]);
      return undefined;
    }
    const found = check(value);
    if (found !== undefined || typeof value !== 'object' || value === null) return found;
    if (recent.push(value) > MOST_RECENT) recent.shift();
    return undefined;
  };
}

/** The same check, of what isn't known to be right already; it remembers nothing, for values that are checked as parts of another. */
export function unlessKnown(check: Check): Check {
  return (value) => (isKnown(value) ? undefined : check(value));
}

function wrong(found: unknown, allowed: string): Wrong {
  return { path: '', found, allowed };
}

function below(step: string, inner: Wrong | undefined): Wrong | undefined {
  return inner === undefined ? undefined : { ...inner, path: step + inner.path };
}

/** A text. */
export const aText: Check = (value) => (typeof value === 'string' ? undefined : wrong(value, 'a text'));

/** True or false. */
export const aSwitch: Check = (value) => (typeof value === 'boolean' ? undefined : wrong(value, 'true or false'));

/** One of some values. */
export function oneOf(...values: readonly unknown[]): Check {
  return (value) => (values.includes(value) ? undefined : wrong(value, `one of ${values.map((one) => shown(one)).join(', ')}`));
}

/** What passes either of two checks; what is wrong is what the second says. */
export function either(one: Check, other: Check): Check {
  return (value) => (one(value) === undefined ? undefined : other(value));
}

/** A list without holes. */
export function listOf(each: Check): Check {
  return (value) => {
    if (!Array.isArray(value)) return wrong(value, 'a list');
    for (let index = 0; index < value.length; index++) {
      const inner = each(value[index]);
      if (inner !== undefined) return below(`[${index}]`, inner);
    }
    return undefined;
  };
}

/** A Map from texts. */
export function mapOf(each: Check): Check {
  return (value) => {
    if (!(value instanceof Map)) return wrong(value, 'a Map');
    for (const [name, item] of value as ReadonlyMap<unknown, unknown>) {
      const inner = aText(name) ?? each(item);
      if (inner !== undefined) return below(`.get(${shown(name)})`, inner);
    }
    return undefined;
  };
}

/** A plain object from names to values. */
export function recordOf(each: Check): Check {
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return wrong(value, 'an object');
    for (const [name, item] of Object.entries(value)) {
      const inner = each(item);
      if (inner !== undefined) return below(`[${shown(name)}]`, inner);
    }
    return undefined;
  };
}

/** The checks of an object's fields, by their names; a name that ends in `?` may be left out. */
export type Fields = Readonly<Record<string, Check>>;

/**
 * An object with these fields.
 *
 * @param others whether it may have others, which nobody looks at
 */
export function fields(given: Fields, others = false): Check {
  const names = Object.keys(given).map((name) => name.replace('?', ''));
  const checks = Object.values(given);
  const optional = Object.keys(given).map((name) => name.endsWith('?'));
  // runs for every statement of a state: by index, and without an object for each field
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return wrong(value, `an object with ${names.join(', ')}`);
    const object = value as Readonly<Record<string, unknown>>;
    let seen = 0;
    for (let at = 0; at < names.length; at++) {
      const item = object[names[at]];
      if (item !== undefined) seen++;
      else if (optional[at]) continue;
      const inner = checks[at](item);
      if (inner !== undefined) return below(`.${names[at]}`, inner);
    }
    if (others) return undefined;
    const all = Object.keys(object);
    // as many as were seen: no others
    if (all.length === seen) return undefined;
    const slip = all.find((name) => !names.includes(name) && object[name] !== undefined);
    return slip === undefined ? undefined : below(`.${slip.slice(0, 40)}`, unknownName(slip, object[slip], names));
  };
}

function unknownName(slip: string, found: unknown, names: readonly string[]): Wrong {
  const meant = nearMiss(slip, names);
  return wrong(found, `${meant === undefined ? '' : `${meant}, if that was meant; `}no other names than ${names.join(', ')}`);
}

/** What is checked, for the words of an error. */
export interface Checked {
  /** Such as `the access state`. */
  readonly what: string;
  readonly code: AccessErrorCode;
  readonly remedy: string;
}

/**
 * Refuses what a check finds something wrong with, and what can't be looked at.
 *
 * @throws AccessError of the code
 */
export function mustBe(check: Check, value: unknown, { what, code, remedy }: Checked): void {
  const found = reading({ where: what, code }, () => check(value));
  if (found === undefined) return;
  const path = found.path.length > 200 ? `${found.path.slice(0, 199)}…` : found.path;
  throw new AccessError({ code, message: `${what}${path} is ${shown(found.found)}; allowed: ${found.allowed}`, remedy });
}
