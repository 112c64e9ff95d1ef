import { AccessError } from '../errors';

/** A JSON object whose keys are looked up with {@link own} only: it may come from anybody, `__proto__` included. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** How deep values may be nested. Terraform's own output stays below 40. */
const DEEPEST = 400;

/** Whether a value is a JSON object. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A key of an object's own, so that `constructor` and `__proto__` are never found by accident. */
export function own(object: unknown, key: string): unknown {
  return isObject(object) && Object.hasOwn(object, key) ? object[key] : undefined;
}

/** A value where a text is meant, for looking it up or naming it: an object is none, and is called so instead of being written out. */
export function scalarText(value: unknown): string {
  return typeof value === 'object' && value !== null ? `(${Array.isArray(value) ? 'a list' : 'an object'})` : String(value);
}

/** Follows own keys. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce(own, value);
}

/** The entries of an object; none, when it isn't one. */
export function entries(value: unknown): readonly (readonly [string, unknown])[] {
  return isObject(value) ? Object.entries(value) : [];
}

/** The objects in a list, or the one object: Terraform's JSON writes a block either way. */
export function blocks(value: unknown): readonly JsonObject[] {
  return (Array.isArray(value) ? value : [value]).filter(isObject);
}

/** An object that nothing can be inherited from. */
export function objectOf(pairs: Iterable<readonly [string, unknown]>): JsonObject {
  const object = Object.create(null) as Record<string, unknown>;
  for (const [key, value] of pairs) object[key] = value;
  return object;
}

/** Rebuilds a value with every string in it replaced. A replacement may be of any type. */
export function mapStrings(value: unknown, replace: (text: string) => unknown, depth = 0): unknown {
  if (typeof value === 'string') return replace(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth > DEEPEST) throw tooDeep();
  if (Array.isArray(value)) return value.map((item) => mapStrings(item, replace, depth + 1));
  return objectOf(Object.entries(value).map(([key, item]) => [key, mapStrings(item, replace, depth + 1)]));
}

/** Whether every string in a value is such a one. */
export function everyString(value: unknown, isOne: (text: string) => boolean, depth = 0): boolean {
  if (typeof value === 'string') return isOne(value);
  if (typeof value !== 'object' || value === null) return true;
  if (depth > DEEPEST) throw tooDeep();
  if (Array.isArray(value)) return value.every((item) => everyString(item, isOne, depth + 1));
  // runs over every document of a stack: without a list of what is in it
  for (const name in value) if (!everyString((value as JsonObject)[name], isOne, depth + 1)) return false;
  return true;
}

/** The error for a value that is nested deeper than any honest source. */
export function tooDeep(): AccessError {
  return new AccessError({
    code: 'UnreadableSource',
    message: `the source nests values deeper than ${DEEPEST} levels; Terraform's and Pulumi's own output stays below 40`,
    remedy: 'read the output that the engine wrote, unchanged',
  });
}
