import { type Clause, clausesKey, type Cube, testsKey } from '../compile/cube';
import { type Bits, bitsKey, hasBit, noBits, setBit } from '../domain/bits';
import { type KeyFacts, keyMinterms, type KeyWitness } from '../domain/key-minterms';
import type { KeyTest } from '../domain/key-tests';
import type { Limits } from '../domain/limits';
import type { GlobTable, MintermCache } from '../domain/minterm-cache';
import type { AvailableKeys } from '../model/request-model';

/** One step that a request can take in a dimension: the cubes that hold with it, and an example. */
export interface Edge<W> {
  /** The cubes whose predicate in this dimension holds. */
  readonly cubes: Bits;
  readonly witness: W;
}

/** The keys that requests can have, and those that they certainly have. */
export interface Availability extends AvailableKeys {
  /** @default none */
  readonly certain?: ReadonlySet<string>;
}

/** The edges of a key that can be taken. */
export type KeyOptions = readonly Edge<KeyWitness>[];

/** The edges that can be taken, by what is known of a key; the first is its absence. */
export const CHOSEN: Readonly<Record<'open' | 'absent' | 'present', (edges: KeyOptions) => KeyOptions>> = {
  open: (edges) => edges,
  absent: (edges) => edges.slice(0, 1),
  present: (edges) => edges.slice(1),
};

/**
 * Says which cubes hold for the strings of a minterm, in the dimension of actions or in that of resources. Cubes with equal clauses are looked
 * at once.
 *
 * @param table the globs of the dimension; those of the clauses are added
 * @returns the cubes that hold, by the globs that match
 */
export function clauseCubes(cubes: readonly Cube[], clausesOf: (cube: Cube) => readonly Clause[], table: GlobTable): (truth: Bits) => Bits {
  const groups = [...grouped(cubes, (cube) => clausesKey(clausesOf(cube)))].map(([first, members]) => ({
    clauses: clausesOf(first).map(({ globs, negated }) => ({ numbers: globs.map((glob) => table.number(glob)), negated })),
    members,
  }));
  return (truth) => {
    const holding = noBits(cubes.length);
    for (const { clauses, members } of groups) {
      const holds = clauses.every(({ numbers, negated }) => numbers.some((number) => hasBit(truth, number)) !== negated);
      if (holds) members.forEach((cube) => setBit(holding, cube));
    }
    return holding;
  };
}

/** What one key of a request can do. */
export interface KeyEdges {
  /** The first is the key's absence, unless every request has it. */
  readonly edges: readonly Edge<KeyWitness>[];
  /** Why there may be others; absent when there are none. */
  readonly open?: string;
}

/**
 * Every way in which one key of a request can make cubes hold: absent, and each achievable combination of passed tests.
 *
 * @throws LimitPassed
 */
export function keyEdges(key: string, cubes: readonly Cube[], facts: KeyFacts, memory: MintermCache, limits: Limits): KeyEdges {
  const testsOf = (cube: Cube): readonly KeyTest[] => cube.keys.get(key) ?? [];
  const groups = [...grouped(cubes, (cube) => testsKey(testsOf(cube)))].map(([first, members]) => ({ tests: testsOf(first), members }));
  const tests = [...new Set(groups.flatMap((group) => group.tests))];
  const number = new Map(tests.map((test, index) => [test, index]));
  const edge = (passes: (test: KeyTest) => boolean, witness: KeyWitness): Edge<KeyWitness> => {
    const holding = noBits(cubes.length);
    for (const group of groups) if (group.tests.every(passes)) group.members.forEach((cube) => setBit(holding, cube));
    return { cubes: holding, witness };
  };
  const absent = edge((test) => (test.kind === 'absent' ? test.wanted : test.whenAbsent), null);
  const { minterms, open } = keyMinterms(key, tests, facts, memory, limits);
  const present = minterms.map(({ any, all, values }) => edge((test) => {
    if (test.kind === 'absent') return !test.wanted;
    const index = number.get(test) ?? 0;
    return test.set === 'all' ? all[index] : any[index];
  }, values));
  return { edges: distinctEdges(facts.always === true ? present : [absent, ...present]), ...(open === undefined ? {} : { open }) };
}

/** The numbers of the cubes with the same key, by the first of them. */
function grouped(cubes: readonly Cube[], keyOf: (cube: Cube) => string): ReadonlyMap<Cube, readonly number[]> {
  const firsts = new Map<string, number[]>();
  const groups = new Map<Cube, number[]>();
  cubes.forEach((cube, index) => {
    const key = keyOf(cube);
    const known = firsts.get(key);
    if (known !== undefined) {
      known.push(index);
      return;
    }
    const members = [index];
    firsts.set(key, members);
    groups.set(cube, members);
  });
  return groups;
}

/** Keeps one edge, the first, for each set of cubes. */
function distinctEdges<W>(edges: readonly Edge<W>[]): readonly Edge<W>[] {
  const kept = new Map<string, Edge<W>>();
  for (const edge of edges) {
    const key = bitsKey(edge.cubes);
    if (!kept.has(key)) kept.set(key, edge);
  }
  return [...kept.values()];
}
