import type { Schema } from '../../../tools/plan-schema';

/** What a value breaks of a schema, as far as the schema of plan files goes; undefined where it breaks nothing. */
export function broken(schema: Schema | boolean, value: unknown, root: Schema, at = ''): string | undefined {
  if (typeof schema === 'boolean') return schema ? undefined : `${at} is not allowed`;
  const unknown = Object.keys(schema).find((key) => !(key in KEYWORDS));
  if (unknown !== undefined) throw new Error(`the schema has ${unknown}, which isn't tried here`);
  for (const [key, limit] of Object.entries(schema)) {
    const found = KEYWORDS[key](limit as never, value, { schema, root, at });
    if (found !== undefined) return found;
  }
  return undefined;
}

interface Place {
  readonly schema: Schema;
  readonly root: Schema;
  readonly at: string;
}
type Keyword = (limit: never, value: unknown, place: Place) => string | undefined;

const fields = (value: unknown): Readonly<Record<string, unknown>> | undefined => (typeOf(value) === 'object' ? value as Readonly<Record<string, unknown>> : undefined);
const typeOf = (value: unknown): string => (value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value);
const first = <T>(items: readonly T[], find: (item: T) => string | undefined): string | undefined => items.map(find).find((one) => one !== undefined);
const wrong = (is: boolean, { at }: Place, why: string): string | undefined => (is ? `${at} ${why}` : undefined);
const none: Keyword = () => undefined;

const KEYWORDS: Readonly<Record<string, Keyword>> = {
  $schema: none,
  title: none,
  description: none,
  $defs: none,
  $ref: (ref: string, value, { root, at }) => broken((root.$defs as Record<string, Schema>)[ref.replace('#/$defs/', '')], value, root, at),
  type: (type: string | readonly string[], value, place) => wrong(![type].flat().includes(typeOf(value)), place, `is no ${String(type)}`),
  enum: (values: readonly unknown[], value, place) => wrong(!values.includes(value), place, 'is none of the enum'),
  pattern: (pattern: string, value, place) => wrong(typeof value === 'string' && !new RegExp(pattern, 'u').test(value), place, 'does not match'),
  items: (items: Schema, value, { root, at }) => (Array.isArray(value) ? first(value, (item) => broken(items, item, root, `${at}[]`)) : undefined),
  anyOf: (schemas: readonly Schema[], value, { root, at }) => (schemas.some((one) => broken(one, value, root, at) === undefined) ? undefined : `${at} fits none`),
  required: (names: readonly string[], value, place) => first(names, (name) => wrong(fields(value)?.[name] === undefined && fields(value) !== undefined, place, `lacks ${name}`)),
  properties: (properties: Readonly<Record<string, Schema>>, value, { root, at }) => (
    first(Object.entries(fields(value) ?? {}), ([name, own]) => (Object.hasOwn(properties, name) ? broken(properties[name], own, root, `${at}.${name}`) : undefined))
  ),
  additionalProperties: (others: Schema | boolean, value, { schema, root, at }) => (
    first(Object.entries(fields(value) ?? {}), ([name, own]) => (Object.hasOwn(Object(schema.properties), name) ? undefined : broken(others, own, root, `${at}.${name}`)))
  ),
  propertyNames: (names: Schema, value, { root, at }) => first(Object.keys(fields(value) ?? {}), (name) => broken(names, name, root, `${at}.${name}`)),
  minProperties: (least: number, value, place) => wrong(Object.keys(fields(value) ?? {}).length < least, place, 'has too few names'),
  maxProperties: (most: number, value, place) => wrong(Object.keys(fields(value) ?? {}).length > most, place, 'has too many names'),
};
