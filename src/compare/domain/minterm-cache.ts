import { type Clause, clausesKey, type Cube } from '../compile/cube';
import { type Bits, bitsKey, hasBit, noBits, setBit } from './bits';
import { type Glob, globKey } from './glob';
import { LimitPassed, type Limits } from './limits';
import { subsetConstruction, type Minterm } from './subset-construction';

/** One step that a request can take in a dimension: the cubes that hold with it, and an example. */
export interface Edge<W> {
  /** The cubes whose predicate in this dimension holds. */
  readonly cubes: Bits;
  readonly witness: W;
}

/** The globs of a dimension, each once, with its number. */
export class GlobTable {
  public readonly globs: Glob[] = [];
  private readonly numbers = new Map<string, number>();

  /** The number of a glob. */
  public number(glob: Glob): number {
    const key = globKey(glob);
    let number = this.numbers.get(key);
    if (number === undefined) this.numbers.set(key, number = this.globs.push(glob) - 1);
    return number;
  }

  /** The number of a glob that is there. */
  public find(glob: Glob): number | undefined {
    return this.numbers.get(globKey(glob));
  }
}

/** Says which cubes pass for strings of a class, remembering what cubes with the same clauses say. */
export function clauseCubes(cubes: readonly Cube[], clausesOf: (cube: Cube) => readonly Clause[], table: GlobTable): (truth: Bits) => Bits {
  const groups = new Map<string, { clauses: readonly { numbers: readonly number[]; negated: boolean }[]; members: number[] }>();
  cubes.forEach((cube, index) => {
    const clauses = clausesOf(cube);
    const key = clausesKey(clauses);
    const group = groups.get(key);
    if (group !== undefined) {group.members.push(index);} else {
      groups.set(
        key,
        { clauses: clauses.map(({ globs, negated }) => ({ numbers: globs.map((glob) => table.number(glob)), negated })), members: [index] },
      );
    }
  });
  const list = [...groups.values()];
  return (truth) => {
    const passing = noBits(cubes.length);
    for (const { clauses, members } of list) {
      if (
        clauses.every(({ numbers, negated }) => numbers.some((number) => hasBit(truth, number)) !== negated)
      ) members.forEach((cube) => setBit(passing, cube));
    }
    return passing;
  };
}

/** Classes of strings by subset construction walk, remembered by the set of globs: most principals of a state have the same ones. */
export class MintermCache {
  private readonly known = new Map<string, readonly Minterm[] | LimitPassed>();

  /** So often a limit was passed. */
  private passed = 0;

  public constructor(private readonly limits: Limits) {}

  /** @throws LimitPassed */
  public minterms(globs: readonly Glob[], others?: string): readonly Minterm[] {
    const key = `${others}\u0006${globs.map(globKey).join('\u0006')}`;
    let minterms = this.known.get(key);
    if (minterms === undefined) {
      try {
        // one comparison has one budget: where several principals pass the limit, the others get less
        minterms = subsetConstruction(globs, this.passed < MOST_PASSED ? this.limits : { states: Math.ceil(this.limits.states / REDUCED) }, others);
      } catch (error) {
        if (!(error instanceof LimitPassed)) throw error;
        this.passed += 1;
        minterms = error;
      }
      if (this.known.size >= REMEMBERED) this.known.clear();
      this.known.set(key, minterms);
    }
    if (minterms instanceof LimitPassed) throw minterms;
    return minterms;
  }
}

const REMEMBERED = 500;
/** A comparison may pass a limit so often before it gets stricter. */
const MOST_PASSED = 2;
const REDUCED = 50;

/** Keeps one edge, the first, for each set of cubes. */
export function distinctEdges<W>(edges: readonly Edge<W>[]): readonly Edge<W>[] {
  const kept = new Map<string, Edge<W>>();
  for (const edge of edges) {
    const key = bitsKey(edge.cubes);
    if (!kept.has(key)) kept.set(key, edge);
  }
  return [...kept.values()];
}
