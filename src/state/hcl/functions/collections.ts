import { isObject, objectOf } from '../../json';
import { FAILED, type Fn, type FunctionContext, isTexts, textOf } from './function';
import { LARGEST_TEXT } from './limits';

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);

const known = (list: readonly unknown[], { isKnown }: FunctionContext): boolean => list.every((item) => typeof item !== 'string' || isKnown(item));

/** Functions of lists, sets and maps. */
export const COLLECTIONS: Readonly<Record<string, Fn>> = {
  concat: (lists) => (lists.every(isList) ? lists.flat(1) : undefined),
  flatten: ([list]) => (isList(list) ? list.flat(Infinity) : undefined),
  tolist: ([list]) => (isList(list) ? list : undefined),
  toset: ([list]) => (isTexts(list) ? [...new Set(list.map(String))].sort() : undefined),
  tomap: ([object]) => (isObject(object) ? object : undefined),
  tonumber: ([value]) => {
    if (typeof value === 'number' || value === null) return value;
    if (typeof value !== 'string' || !/^[-+\d.eE]+$/.test(value)) return FAILED;
    return /^-?\d+(?:\.\d+)?$/.test(value) ? Number(value) : undefined;
  },
  tobool: ([value]) => {
    if (value === null) return null;
    return value === true || value === 'true' ? true : value === false || value === 'false' ? false : FAILED;
  },
  merge: (objects) => {
    const given = objects.filter((object) => object !== null);
    return given.every(isObject) ? objectOf(given.flatMap((object) => Object.entries(object))) : undefined;
  },
  keys: ([object]) => (isObject(object) ? Object.keys(object).sort() : undefined),
  values: ([object]) => (isObject(object) ? Object.keys(object).sort().map((key) => object[key]) : undefined),
  length: ([value], { isKnown }) => {
    if (isList(value)) return value.length;
    if (isObject(value)) return Object.keys(value).length;
    return typeof value === 'string' && isKnown(value) ? [...value].length : undefined;
  },
  element: ([list, index]) => (isList(list) && list.length > 0 && typeof index === 'number' && index >= 0 ? list[index % list.length] : undefined),
  lookup: ([object, key, fallback], { isKnown }) => {
    if (!isObject(object) || typeof key !== 'string' || !isKnown(key)) return undefined;
    return Object.hasOwn(object, key) ? object[key] : fallback;
  },
  contains: ([list, value]) => (isList(list) && list.every((item) => typeof item !== 'object') ? list.includes(value) : undefined),
  distinct: ([list]) => (isTexts(list) ? [...new Set(list)] : undefined),
  compact: ([list], context) => (isList(list) && known(list, context) ? list.filter((item) => item !== '' && item !== null) : undefined),
  coalesce: (items, context) => {
    for (const item of items) {
      if (typeof item === 'string' && !context.isKnown(item)) return undefined;
      if (item !== null && item !== '') return item;
    }
    return undefined;
  },
  coalescelist: (lists) => (lists.every(isList) ? lists.find((list) => list.length > 0) : undefined),
  reverse: ([list]) => (isList(list) ? [...list].reverse() : undefined),
  sort: ([list]) => (isTexts(list) ? list.map(String).sort() : undefined),
  slice: ([list, start, end]) => (isList(list) && typeof start === 'number' && typeof end === 'number' ? list.slice(start, end) : undefined),
  one: ([list]) => (isList(list) && list.length < 2 ? list[0] ?? null : undefined),
  range: ([first, last, step]) => {
    const [start, end, by] = typeof last === 'number' ? [first, last, step ?? 1] : [0, first, 1];
    if (typeof start !== 'number' || typeof end !== 'number' || typeof by !== 'number' || by <= 0 || (end - start) / by > 10_000) return undefined;
    return Array.from({ length: Math.max(0, Math.ceil((end - start) / by)) }, (_, index) => start + index * by);
  },
  zipmap: ([names, items]) => {
    if (!isTexts(names) || !isList(items) || names.length !== items.length) return undefined;
    return objectOf(names.map((name, index) => [String(name), items[index]]));
  },
  setunion: (sets) => (sets.every(isTexts) ? [...new Set(sets.flat(1).map(String))].sort() : undefined),
  setintersection: ([first, ...others]) => (isTexts(first) && others.every(isTexts) ? within(first, others) : undefined),
  setsubtract: ([first, other]) => (isTexts(first) && isTexts(other) ? without(first, other) : undefined),
  setproduct: (sets) => {
    if (!sets.every(isList) || sets.reduce((size, set) => size * set.length, 1) > 10_000) return undefined;
    return sets.reduce<readonly (readonly unknown[])[]>((rows, set) => rows.flatMap((row) => set.map((item) => [...row, item])), [[]]);
  },
  transpose: ([object]) => {
    if (!isObject(object) || !Object.values(object).every(isTexts)) return undefined;
    const turned = new Map<string, string[]>();
    for (const key of Object.keys(object).sort()) {
      for (const item of object[key] as readonly string[]) {
        const keys = turned.get(item);
        if (keys === undefined) turned.set(item, [key]);
        else keys.push(key);
      }
    }
    return objectOf([...turned].sort(([a], [b]) => (a < b ? -1 : 1)));
  },
  max: (items) => (items.length > 0 && items.every((item) => typeof item === 'number') ? items.reduce((a, b) => Math.max(a, b)) : undefined),
  min: (items) => (items.length > 0 && items.every((item) => typeof item === 'number') ? items.reduce((a, b) => Math.min(a, b)) : undefined),
  sensitive: ([value]) => value,
  nonsensitive: ([value]) => value,
  formatlist: ([format, ...lists], { isKnown }) => {
    const [list] = lists;
    // only the usual form: one list, put into one location each
    if (typeof format !== 'string' || !isKnown(format) || lists.length !== 1 || !isTexts(list) || format.split('%').length !== 2 || !format.includes('%s')) return undefined;
    if (list.length * format.length > LARGEST_TEXT) return undefined;
    return list.map((item) => format.replace('%s', () => textOf(item) ?? ''));
  },
};

function within(first: readonly string[], others: ReadonlyArray<readonly string[]>): readonly string[] {
  const sets = others.map((other) => new Set(other));
  return first.filter((item) => sets.every((other) => other.has(item)));
}

function without(first: readonly string[], other: readonly string[]): readonly string[] {
  const out = new Set(other);
  return first.filter((item) => !out.has(item));
}
