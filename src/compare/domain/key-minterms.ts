import { partition, READ_FAMILIES } from '../../policy/operators';
import { hasBit } from './bits';
import type { Glob } from './glob';
import { type Atom, atomHolds, atomKey, type KeyTest, type ReadAtom, type TextAtom, valuePasses } from './key-tests';
import { LimitPassed, type Limits } from './limits';
import type { MintermCache } from './minterm-cache';

/** A key as the comparison may know it. */
export interface KeyFacts {
  /** Whether a request can have several values of the key; undefined when nobody knows. */
  readonly multiple?: boolean;
  /** Whether its values are whole numbers. */
  readonly whole?: boolean;
  /** What all its values are; undefined where they may be any text. */
  readonly type?: ReadAtom['line'];
  /** Whether every request has the key. */
  readonly always?: boolean;
}

/** The values of one key in a request; `null` when it lacks the key. */
export type KeyWitness = readonly string[] | null;

/** Sets of values of a key that no test distinguishes. */
export interface KeyMinterm {
  /** For each test, by number: whether any of the values passes. */
  readonly any: readonly boolean[];
  /** For each test, by number: whether all of the values pass. */
  readonly all: readonly boolean[];
  /** The values of an example. */
  readonly values: readonly string[];
}

/** The minterms of one key. */
export interface KeyMinterms {
  readonly minterms: readonly KeyMinterm[];
  /** Why there may be others; absent when there are none. */
  readonly open?: string;
}

/**
 * The minterms of a key that is present. A set operator holds for any or for all values of a set, so the minterms of sets are the closure of those of
 * single values under both.
 *
 * @throws LimitPassed
 */
export function keyMinterms(key: string, tests: readonly KeyTest[], facts: KeyFacts, memory: MintermCache, limits: Limits): KeyMinterms {
  const compared = tests.filter((test) => test.kind === 'compare');
  const { minterms, open } = valueMinterms(compared.flatMap((test) => test.atoms), facts, memory);
  const singles = distinctMinterms(minterms.map(({ value, holds }) => {
    const passes = tests.map((test) => test.kind === 'compare' && valuePasses(test, holds));
    return { any: passes, all: passes, values: [value] };
  }));
  if (facts.multiple === false || !compared.some((test) => test.set !== undefined)) return { minterms: singles, open };
  // a plain operator says nothing certain of several values; of one it does
  if (compared.some((test) => test.set === undefined)) return { minterms: singles, open: 'is compared both with and without ForAnyValue or ForAllValues' };
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
  return { minterms: [...sets.values()], open };
}

function setKey({ any, all }: KeyMinterm): string {
  let key = '';
  for (let index = 0; index < any.length; index++) key += any[index] ? all[index] ? '3' : '2' : all[index] ? '1' : '0';
  return key;
}

function distinctMinterms(sets: readonly KeyMinterm[]): readonly KeyMinterm[] {
  const kept = new Map<string, KeyMinterm>();
  for (const set of sets) {
    const key = setKey(set);
    if (!kept.has(key)) kept.set(key, set);
  }
  return [...kept.values()];
}

interface ValueMinterm {
  readonly value: string;
  readonly holds: (atom: Atom) => boolean;
}

interface ValueMinterms {
  readonly minterms: readonly ValueMinterm[];
  /** Why there may be others; absent when there are none. */
  readonly open?: string;
}

function valueMinterms(atoms: readonly Atom[], facts: KeyFacts, memory: MintermCache): ValueMinterms {
  const distinct = [...new Map(atoms.map((atom) => [atomKey(atom), atom])).values()];
  const texts = distinct.flatMap((atom) => (atom.line === 'text' ? [atom] : []));
  const reads = distinct.flatMap((atom) => (atom.line === 'text' ? [] : [atom]));
  if (reads.length === 0) return { minterms: texts.length === 0 ? [anyValue(facts)] : textMinterms(texts, memory) };
  const lines = [...new Set(reads.map(({ line }) => line))];
  const mixed = lines.length > 1 || texts.length > 0;
  const read = lines.flatMap((line) => {
    const values = partition(
      READ_FAMILIES[line],
      reads.flatMap((atom) => (atom.line === line ? [atom.constant] : [])),
      { whole: facts.whole, typed: facts.type === line },
    ).flatMap((value) => value ?? []);
    // a value may be a number, a date and a text at once, or only some of them
    return mixed ? [...values, ...values.flatMap(READ_FAMILIES[line].respell)] : values;
  });
  const values = [...new Set([...read, ...texts.length === 0 ? [] : textMinterms(texts, memory).flatMap(({ value }) => [value, `${value}x`])])];
  const isPattern = texts.some(({ glob }) => glob.some(({ kind }) => kind !== 'char'));
  return {
    minterms: possible(values, facts).map((value) => ({ value, holds: (atom) => atomHolds(atom, value) })),
    ...(isPattern ? { open: `is compared both as ${lines.map((line) => READ_FAMILIES[line].form).join(', as ')} and as text with wildcards` } : {}),
  };
}

/** Values that the key can have. */
function possible(values: readonly string[], { type }: KeyFacts): readonly string[] {
  if (type === undefined) return values;
  const family = READ_FAMILIES[type];
  const kept = values.filter((value) => family.read(value, 'equals') !== undefined);
  return kept.length === 0 ? family.others : kept;
}

function anyValue({ type }: KeyFacts): ValueMinterm {
  return { value: type === undefined ? 'x' : READ_FAMILIES[type].others[0], holds: () => false };
}

function textMinterms(atoms: readonly TextAtom[], memory: MintermCache): readonly ValueMinterm[] {
  const globs: readonly Glob[] = atoms.map(({ glob }) => glob);
  return memory.minterms(globs).map(({ witness, truth }) => {
    const held = new Set(globs.filter((_, index) => hasBit(truth, index)));
    const known = new Set(atoms.flatMap((atom) => (held.has(atom.glob) ? [atomKey(atom)] : [])));
    return { value: witness, holds: (atom) => (atom.line === 'text' && (held.has(atom.glob) || known.has(atomKey(atom)))) };
  });
}
