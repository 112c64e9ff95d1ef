import type { Statement } from '../../policy/document';
import { clausesKey, type Row, type StatementSource, testsKey } from '../compile/cube';
import type { Formula } from '../compile/formula';
import { type Bits, noBits, setBit } from '../domain/bits';

/** One principal's question: the rows of both sides, each row once, and which side has which. */
export interface Problem {
  readonly rows: readonly Row[];
  readonly before: Bits;
  readonly after: Bits;
  readonly formula: Formula;
  /** The statements that became each row, by side. */
  readonly sources: readonly { readonly before: readonly StatementSource[]; readonly after: readonly StatementSource[] }[];
}

const rowKeys = new WeakMap<Row, string>();

/** The same text for rows that hold for the same requests and do the same. */
export function rowKey(row: Row): string {
  let text = rowKeys.get(row);
  if (text === undefined) rowKeys.set(row, text = textOf(row));
  return text;
}

function textOf(row: Row): string {
  const keys = [...row.keys].map(([key, tests]) => `${key}\u000a${testsKey(tests)}`).sort();
  const facts = [...row.opaque].map(([name, holds]) => `${name} ${holds}`).sort();
  return [row.role, clausesKey(row.action), clausesKey(row.resource), ...keys, ...facts].join('\u000b');
}

/** Puts the rows of both sides together; undefined when both have the same rows, so that nothing can have changed. */
export function problemOf(before: readonly Row[], after: readonly Row[], formula: Formula): Problem | undefined {
  const rows = new Map<string, { row: Row; before: StatementSource[]; after: StatementSource[] }>();
  const add = (side: 'before' | 'after') => (row: Row) => {
    const key = rowKey(row);
    const entry = rows.get(key) ?? { row, before: [], after: [] };
    if (!entry[side].includes(row.source)) entry[side].push(row.source);
    rows.set(key, entry);
  };
  before.forEach(add('before'));
  after.forEach(add('after'));
  const entries = [...rows.values()];
  if (entries.every((entry) => entry.before.length > 0 && entry.after.length > 0)) return undefined;
  const kept = related(entries);
  const bits = (side: 'before' | 'after') => {
    const set = noBits(kept.length);
    kept.forEach((entry, index) => entry[side].length > 0 && setBit(set, index));
    return set;
  };
  return { rows: kept.map(({ row }) => row), before: bits('before'), after: bits('after'), formula, sources: kept };
}

/** The statements of both sides, each once. */
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
  readonly row: Row;
  readonly before: readonly StatementSource[];
  readonly after: readonly StatementSource[];
}

/** Only requests that a changed row speaks of can change; rows that share no request with any of them are left out. */
function related(entries: readonly Entry[]): readonly Entry[] {
  const changed = entries.filter((entry) => entry.before.length === 0 || entry.after.length === 0);
  if (changed.length === entries.length) return entries;
  const reaches = changed.map(({ row }) => reach(row));
  const speaksOfAny = (row: Row) => {
    const own = reach(row);
    return reaches.some((one) => overlap(one, own));
  };
  return entries.filter((entry) => entry.before.length === 0 || entry.after.length === 0 || speaksOfAny(entry.row));
}

/** What rows that only one side has can speak of. */
export function changedReaches(before: readonly Row[], after: readonly Row[]): readonly Reach[] {
  const [had, has] = [before, after].map((rows) => new Map(rows.map((row) => [rowKey(row), row])));
  const changed = [...[...had].filter(([key]) => !has.has(key)), ...[...has].filter(([key]) => !had.has(key))];
  return changed.map(([, row]) => reach(row));
}

/** The literal beginnings of the actions and resources that a row can speak of. */
export interface Reach {
  readonly action: readonly string[];
  readonly resource: readonly string[];
}

function reach(row: Row): Reach {
  return { action: beginnings(row.action), resource: beginnings(row.resource) };
}

function beginnings(clauses: Row['action']): readonly string[] {
  const positive = clauses.filter(({ negated }) => !negated);
  if (positive.length === 0) return [''];
  const lists = positive.map(({ globs }) => globs.map((glob) => {
    let text = '';
    for (const place of glob) {
      if (place.kind !== 'char') break;
      text += place.char;
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
