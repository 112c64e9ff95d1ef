import { Attributes } from '../attributes';
import { someValue } from '../some-value';
import { COLLECTIONS } from './collections';
import { ENCODINGS } from './encodings';
import type { Fn, FunctionContext } from './function';
import { LARGEST_LIST, LARGEST_TEXT } from './limits';
import { TEXTS } from './texts';

export { LARGEST_TEXT } from './limits';

/**
 * The functions that are computed here: those in which names, documents and what is repeated for are usually written. The result of
 * every other is unknown.
 *
 * @see https://developer.hashicorp.com/terraform/language/functions
 */
const FUNCTIONS: ReadonlyMap<string, Fn> = new Map(Object.entries<Fn>({ ...TEXTS, ...COLLECTIONS, ...ENCODINGS }));

/** What of a function's arguments must be known in full: everything, except where unknown text just passes through. */
const PASS_THROUGH: ReadonlySet<string> = new Set([
  'jsonencode', 'join', 'concat', 'tolist', 'tomap', 'tostring', 'merge', 'flatten', 'values', 'keys', 'length', 'element', 'lookup', 'zipmap', 'reverse', 'slice', 'range', 'setproduct', 'one', 'nonsensitive',
  'sensitive', 'coalesce', 'coalescelist', 'compact', 'format', 'templatefile',
]);

/** Functions that put values together without a look into them: resources are values to them as well. */
const STRUCTURAL: ReadonlySet<string> = new Set(['concat', 'tolist', 'tomap', 'merge', 'flatten', 'values', 'keys', 'length', 'element', 'lookup', 'zipmap', 'reverse', 'slice', 'one', 'coalesce', 'coalescelist', 'setproduct']);

/** Calls a function; `undefined` when it isn't computed here, or not for these arguments. */
export function callFunction(name: string, items: readonly unknown[], context: FunctionContext): unknown {
  const fn = FUNCTIONS.get(name);
  if (fn === undefined || (!PASS_THROUGH.has(name) && !isKnownDeep(items, context.isKnown))) return undefined;
  if (STRUCTURAL.has(name) ? items.some((item) => item instanceof Attributes) && name !== 'coalesce' : holdsAttributes(items)) return undefined;
  const result: unknown = fn(items, context);
  const size = typeof result === 'string' ? result.length / LARGEST_TEXT : Array.isArray(result) ? result.length / LARGEST_LIST : 0;
  return size > 1 ? undefined : result;
}

function isKnownDeep(value: unknown, isKnown: (text: string) => boolean): boolean {
  return !someValue(value, (item) => (typeof item === 'string' ? !isKnown(item) : item instanceof Attributes ? false : undefined));
}

function holdsAttributes(value: unknown): boolean {
  return someValue(value, (item) => (item instanceof Attributes ? true : undefined));
}
