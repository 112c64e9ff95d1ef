import { isObject, objectOf } from '../json';

/** More than any honest stack holds in one value; what grows beyond it is unknown. */
export const LARGEST_TEXT = 2_000_000;

const LARGEST_LIST = 100_000;

/** A function of Terraform's; `undefined` where its arguments are none that it takes. */
type Fn = (items: readonly unknown[]) => unknown;

/**
 * The functions that are computed here: those in which names and documents are usually written. The result of every other is unknown.
 *
 * @see https://developer.hashicorp.com/terraform/language/functions
 */
const FUNCTIONS: ReadonlyMap<string, Fn> = new Map<string, Fn>([
  ['jsonencode', ([value]) => weighs(value) ? JSON.stringify(sorted(value)) : undefined],
  ['join', ([separator, list]) => typeof separator === 'string' && isTexts(list) ? list.join(separator) : undefined],
  ['concat', (lists) => lists.every(Array.isArray) ? lists.flat(1) : undefined],
  ['tolist', ([list]) => Array.isArray(list) ? list : undefined],
  ['toset', ([list]) => isTexts(list) ? [...new Set(list)].sort() : undefined],
  ['tomap', ([object]) => isObject(object) ? object : undefined],
  ['tostring', ([value]) => ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : undefined],
  ['merge', (objects) => objects.every(isObject) ? objectOf(objects.flatMap((object) => Object.entries(object))) : undefined],
  ['lower', ([text]) => typeof text === 'string' ? text.toLowerCase() : undefined],
  ['upper', ([text]) => typeof text === 'string' ? text.toUpperCase() : undefined],
]);

/** What of a function's arguments must be known in full: everything, except where unknown text just passes through. */
const PASS_THROUGH: ReadonlySet<string> = new Set(['jsonencode', 'join', 'concat', 'tolist', 'tomap', 'tostring', 'merge']);

/** Calls a function; `undefined` when it isn't computed here, or not for these arguments. */
export function callFunction(name: string, items: readonly unknown[], isKnown: (text: string) => boolean): unknown {
  const fn = FUNCTIONS.get(name);
  if (fn === undefined || (!PASS_THROUGH.has(name) && !isKnownDeep(items, isKnown))) return undefined;
  const result = fn(items);
  const size = typeof result === 'string' ? result.length / LARGEST_TEXT : Array.isArray(result) ? result.length / LARGEST_LIST : 0;
  return size > 1 ? undefined : result;
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string' || typeof item === 'number');
}

function isKnownDeep(value: unknown, isKnown: (text: string) => boolean): boolean {
  if (typeof value === 'string') return isKnown(value);
  return typeof value !== 'object' || value === null || Object.values(value).every((item) => isKnownDeep(item, isKnown));
}

/** Whether a value is small enough to be written out: shared parts count every time. */
function weighs(value: unknown): boolean {
  let left = LARGEST_TEXT;
  const walk = (item: unknown): void => {
    left -= typeof item === 'string' ? item.length + 1 : 1;
    if (left > 0 && typeof item === 'object' && item !== null) for (const inner of Object.values(item)) if (left > 0) walk(inner);
  };
  walk(value);
  return left > 0;
}

/** Terraform's maps are in the order of their keys. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  return objectOf(Object.keys(value).sort().map((key) => [key, sorted(value[key])]));
}
