import type { Statement } from '../../policy/document';
import type { Reach } from '../compile/bucket-reach';
import { clausesKey, type Cube, type StatementSource, testsKey } from '../compile/cube';
import type { Formula } from '../compile/formula';
import { type Bits, noBits, setBit } from '../domain/bits';
import { SEPARATOR } from '../domain/separators';

/** One principal's question: the cubes of both states, each cube once, and which state has which. */
export interface Problem {
  readonly cubes: readonly Cube[];
  readonly before: Bits;
  readonly after: Bits;
  readonly formula: Formula;
  /** The statements that became each cube, by state. */
  readonly sources: readonly { readonly before: readonly StatementSource[]; readonly after: readonly StatementSource[] }[];
}

const cubeKeys = new WeakMap<Cube, string>();

/** The same text for cubes that hold for the same requests and do the same. */
export function cubeKey(cube: Cube): string {
  let text = cubeKeys.get(cube);
  if (text === undefined) cubeKeys.set(cube, text = textOf(cube));
  return text;
}

function textOf(cube: Cube): string {
  const keys = [...cube.keys].map(([key, tests]) => `${key}${SEPARATOR.key}${testsKey(tests)}`).sort();
  const facts = [...cube.opaque].map(([name, holds]) => `${name} ${holds}`).sort();
  return [cube.role, clausesKey(cube.action), clausesKey(cube.resource), ...keys, ...facts].join(SEPARATOR.cube);
}

/** Puts the cubes of both states together; undefined when both have the same cubes, so that nothing can have changed. */
export function problemOf(before: readonly Cube[], after: readonly Cube[], formula: Formula): Problem | undefined {
  const cubes = new Map<string, { cube: Cube; before: StatementSource[]; after: StatementSource[] }>();
  const add = (state: 'before' | 'after') => (cube: Cube) => {
    const key = cubeKey(cube);
    const entry = cubes.get(key) ?? { cube, before: [], after: [] };
    if (!entry[state].includes(cube.source)) entry[state].push(cube.source);
    cubes.set(key, entry);
  };
  before.forEach(add('before'));
  after.forEach(add('after'));
  const entries = [...cubes.values()];
  if (entries.every((entry) => entry.before.length > 0 && entry.after.length > 0)) return undefined;
  const kept = related(entries);
  const bits = (state: 'before' | 'after') => {
    const set = noBits(kept.length);
    kept.forEach((entry, index) => entry[state].length > 0 && setBit(set, index));
    return set;
  };
  return { cubes: kept.map(({ cube }) => cube), before: bits('before'), after: bits('after'), formula, sources: kept };
}

/** The statements of both states, each once. */
export function statementsIn({ sources }: Pick<Problem, 'sources'>): readonly Statement[] {
  return [...new Set(sources.flatMap(({ before, after }) => [...before, ...after]).map(({ statement }) => statement))];
}

/** What the statements hold of resources and of values. */
export function textsOf(problem: Pick<Problem, 'sources'>): readonly string[] {
  return statementsIn(problem).flatMap(
    ({ resources = [], notResources = [], conditions = [] }) => [...resources, ...notResources, ...conditions.flatMap(({ values }) => values)],
  );
}

interface Entry {
  readonly cube: Cube;
  readonly before: readonly StatementSource[];
  readonly after: readonly StatementSource[];
}

/** Only requests that a changed cube speaks of can change; cubes that share no request with any of them are left out. */
function related(entries: readonly Entry[]): readonly Entry[] {
  const changed = entries.filter((entry) => entry.before.length === 0 || entry.after.length === 0);
  if (changed.length === entries.length) return entries;
  const reaches = changed.map(({ cube }) => reach(cube));
  const speaksOfAny = (cube: Cube) => {
    const own = reach(cube);
    return reaches.some((one) => overlap(one, own));
  };
  return entries.filter((entry) => entry.before.length === 0 || entry.after.length === 0 || speaksOfAny(entry.cube));
}

/** What cubes that only one state has can speak of. */
export function changedReaches(before: readonly Cube[], after: readonly Cube[]): readonly Reach[] {
  const [had, has] = [before, after].map((cubes) => new Map(cubes.map((cube) => [cubeKey(cube), cube])));
  const changed = [...[...had].filter(([key]) => !has.has(key)), ...[...has].filter(([key]) => !had.has(key))];
  return changed.map(([, cube]) => reach(cube));
}

function reach(cube: Cube): Reach {
  return { action: beginnings(cube.action), resource: beginnings(cube.resource) };
}

function beginnings(clauses: Cube['action']): readonly string[] {
  const positive = clauses.filter(({ negated }) => !negated);
  if (positive.length === 0) return [''];
  const lists = positive.map(({ globs }) => globs.map((glob) => {
    let text = '';
    for (const element of glob) {
      if (element.kind !== 'char') break;
      text += element.char;
    }
    return text;
  }));
  return lists.reduce((a, b) => (shortest(b) > shortest(a) ? b : a));
}

function shortest(texts: readonly string[]): number {
  return texts.reduce((least, text) => Math.min(least, text.length), Number.POSITIVE_INFINITY);
}

function overlap(a: Reach, b: Reach): boolean {
  return meetAny(a.action, b.action) && meetAny(a.resource, b.resource);
}

function meetAny(a: readonly string[], b: readonly string[]): boolean {
  return a.some((one) => b.some((other) => one.startsWith(other) || other.startsWith(one)));
}
