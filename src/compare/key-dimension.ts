import { hasBit, noBits, setBit } from './bits';
import { type ClassMemory, distinctEdges, type Edge } from './dimension';
import type { Glob } from './glob';
import { ipCandidates, ipHolds, ipText, numberCandidates } from './intervals';
import { type Atom, atomsOf, atomKey, type KeyTest, type Line, valuePasses } from './key-tests';
import { LimitPassed, type Limits } from './limits';
import { type Row, testsKey } from './row';

/** A key as the comparison may know it. */
export interface KeyFacts {
  /** Whether a request can have several values of the key; undefined when nobody knows. */
  readonly multiple?: boolean;
  /** Whether its values are whole numbers. */
  readonly whole?: boolean;
}

/** The values of one key in a request; `null` when it lacks the key. */
export type KeyWitness = readonly string[] | null;

/** Thrown inside the room when something is beyond what can be told exactly: never seen by users. */
export class CannotTell extends Error {}

/**
 * Every way in which one key of a request can make rows pass: absent, and each achievable combination of passed tests.
 *
 * @throws LimitPassed
 * @throws CannotTell when the key is compared in ways that don't share one order of values
 */
export function keyEdges(key: string, rows: readonly Row[], facts: KeyFacts, memory: ClassMemory, limits: Limits): readonly Edge<KeyWitness>[] {
  const groups = new Map<string, { tests: readonly KeyTest[]; members: number[] }>();
  rows.forEach((row, index) => {
    const tests = row.keys.get(key) ?? [];
    const id = testsKey(tests);
    const group = groups.get(id);
    if (group === undefined) groups.set(id, { tests, members: [index] });
    else group.members.push(index);
  });
  const tests = [...new Set([...groups.values()].flatMap((group) => group.tests))];
  const number = new Map(tests.map((test, index) => [test, index]));
  const edge = (passing: (test: KeyTest) => boolean, witness: KeyWitness): Edge<KeyWitness> => {
    const passed = noBits(rows.length);
    for (const group of groups.values()) if (group.tests.every(passing)) group.members.forEach((row) => setBit(passed, row));
    return { rows: passed, witness };
  };
  const absent = edge((test) => (test.kind === 'absent' ? test.wanted : test.whenAbsent), null);
  const present = valueSets(key, tests, facts, memory, limits).map(({ any, all, values }) => edge((test) => {
    if (test.kind === 'absent') return !test.wanted;
    const index = number.get(test) ?? 0;
    return test.set === 'all' ? all[index] : any[index];
  }, values));
  return distinctEdges([absent, ...present]);
}

interface ValueSet {
  readonly any: readonly boolean[];
  readonly all: readonly boolean[];
  readonly values: readonly string[];
}

function valueSets(key: string, tests: readonly KeyTest[], facts: KeyFacts, memory: ClassMemory, limits: Limits): readonly ValueSet[] {
  const compared = tests.filter((test) => test.kind === 'compare');
  const singles = distinctSets(valueClasses(key, compared.flatMap((test) => test.atoms), facts, memory).map(({ value, holds }) => {
    const passes = tests.map((test) => test.kind === 'compare' && valuePasses(test, holds));
    return { any: passes, all: passes, values: [value] };
  }));
  if (facts.multiple === false || !compared.some((test) => test.set !== undefined)) return singles;
  if (compared.some((test) => test.set === undefined)) throw new CannotTell(`${key} is compared both with and without ForAnyValue or ForAllValues`);
  const sets = new Map(singles.map((single) => [setKey(single), single]));
  for (const set of sets.values()) {
    for (const single of singles) {
      const joined = {
        any: set.any.map((any, i) => any || single.any[i]),
        all: set.all.map((all, i) => all && single.all[i]),
        values: [...set.values, ...single.values],
      };
      const id = setKey(joined);
      if (!sets.has(id)) sets.set(id, joined);
    }
    if (sets.size > limits.states) throw new LimitPassed(`${key} has more than ${limits.states} combinations of values`);
  }
  return [...sets.values()];
}

function setKey({ any, all }: ValueSet): string {
  let key = '';
  for (let index = 0; index < any.length; index++) key += any[index] ? all[index] ? '3' : '2' : all[index] ? '1' : '0';
  return key;
}

function distinctSets(sets: readonly ValueSet[]): readonly ValueSet[] {
  const kept = new Map<string, ValueSet>();
  for (const set of sets) {
    const key = setKey(set);
    if (!kept.has(key)) kept.set(key, set);
  }
  return [...kept.values()];
}

interface ValueClass {
  readonly value: string;
  readonly holds: (atom: Atom) => boolean;
}

function valueClasses(key: string, atoms: readonly Atom[], facts: KeyFacts, memory: ClassMemory): readonly ValueClass[] {
  const distinct = [...new Map(atoms.map((atom) => [atomKey(atom), atom])).values()];
  const lines = new Set(distinct.map(({ line }) => line));
  if (lines.has('text') && lines.has('truth')) lines.delete('truth');
  if (lines.size > 1) throw new CannotTell(`${key} is compared as ${[...lines].join(' and as ')}`);
  const [line] = lines;
  if (line === 'text') return textClasses(distinct, memory);
  if (line === 'ip') return addressClasses(distinct);
  return candidates(line, distinct, facts).map((value) => ({ value, holds: atomsOf(value) }));
}

function textClasses(atoms: readonly Atom[], memory: ClassMemory): readonly ValueClass[] {
  const globs: readonly Glob[] = atoms.flatMap((atom) => ('glob' in atom ? [atom.glob] : []));
  return memory.classes(globs).map(({ witness, truth }) => {
    const held = new Set(globs.flatMap((glob, index) => (hasBit(truth, index) ? [glob] : [])));
    const known = new Set(atoms.flatMap((atom) => ('glob' in atom && held.has(atom.glob) ? [atomKey(atom)] : [])));
    return { value: witness, holds: (atom) => ('glob' in atom && (held.has(atom.glob) || known.has(atomKey(atom)))) };
  });
}

function addressClasses(atoms: readonly Atom[]): readonly ValueClass[] {
  const ranges = atoms.flatMap((atom) => ('range' in atom ? [atom.range] : []));
  return ipCandidates(ranges).map((ip) => ({ value: ipText(ip), holds: (atom) => 'range' in atom && ipHolds(atom.range, ip) }));
}

function candidates(line: Line | undefined, atoms: readonly Atom[], facts: KeyFacts): readonly string[] {
  const numbers = atoms.flatMap((atom) => ('number' in atom ? [atom.number.constant] : []));
  switch (line) {
    case 'truth': return ['true', 'false'];
    case 'number': return numberCandidates(numbers, facts.whole === true).map(String);
    case 'date': return numberCandidates(numbers, true).flatMap((ms) => (Math.abs(ms) <= LAST_DATE ? [new Date(ms).toISOString()] : []));
    default: return ['x'];
  }
}

/** The milliseconds that a date can hold. */
const LAST_DATE = 8.64e15;
