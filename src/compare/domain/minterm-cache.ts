import { type Clause, clausesKey, type Row } from '../compile/cube';
import { type Bits, bitsKey, hasBit, noBits, setBit } from './bits';
import { type Glob, globKey } from './glob';
import { LimitPassed, type Limits } from './limits';
import { lockStep, type StringClass } from './subset-construction';

/** One step that a request can take in a dimension: the rows that hold with it, and an example. */
export interface Edge<W> {
  /** The rows whose predicate in this dimension holds. */
  readonly rows: Bits;
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

/** Says which rows pass for strings of a class, remembering what rows with the same clauses say. */
export function clauseRows(rows: readonly Row[], clausesOf: (row: Row) => readonly Clause[], table: GlobTable): (truth: Bits) => Bits {
  const groups = new Map<string, { clauses: readonly { numbers: readonly number[]; negated: boolean }[]; members: number[] }>();
  rows.forEach((row, index) => {
    const clauses = clausesOf(row);
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
    const passing = noBits(rows.length);
    for (const { clauses, members } of list) {
      if (
        clauses.every(({ numbers, negated }) => numbers.some((number) => hasBit(truth, number)) !== negated)
      ) members.forEach((row) => setBit(passing, row));
    }
    return passing;
  };
}

/** Classes of strings by lock-step walk, remembered by the set of globs: most principals of a state have the same ones. */
export class ClassMemory {
  private readonly known = new Map<string, readonly StringClass[] | LimitPassed>();

  /** So often a limit was passed. */
  private passed = 0;

  public constructor(private readonly limits: Limits) {}

  /** @throws LimitPassed */
  public classes(globs: readonly Glob[], others?: string): readonly StringClass[] {
    const key = `${others}\u0006${globs.map(globKey).join('\u0006')}`;
    let classes = this.known.get(key);
    if (classes === undefined) {
      try {
        // one comparison has one budget: where several principals pass the limit, the others get less
        classes = lockStep(globs, this.passed < MOST_PASSED ? this.limits : { states: Math.ceil(this.limits.states / REDUCED) }, others);
      } catch (error) {
        if (!(error instanceof LimitPassed)) throw error;
        this.passed += 1;
        classes = error;
      }
      if (this.known.size >= REMEMBERED) this.known.clear();
      this.known.set(key, classes);
    }
    if (classes instanceof LimitPassed) throw classes;
    return classes;
  }
}

const REMEMBERED = 500;
/** A comparison may pass a limit so often before it gets stricter. */
const MOST_PASSED = 2;
const REDUCED = 50;

/** Keeps one edge, the first, for each set of rows. */
export function distinctEdges<W>(edges: readonly Edge<W>[]): readonly Edge<W>[] {
  const kept = new Map<string, Edge<W>>();
  for (const edge of edges) {
    const key = bitsKey(edge.rows);
    if (!kept.has(key)) kept.set(key, edge);
  }
  return [...kept.values()];
}
