import { BoundedCache, CACHE_LIMITS } from './bounded-cache';
import { type Glob, globKey } from './glob';
import { LimitPassed, type Limits } from './limits';
import { SEPARATOR } from './separators';
import { type Minterm, subsetConstruction } from './subset-construction';

/** The globs of a dimension, each once, with its number. */
export class GlobTable {
  public readonly globs: Glob[] = [];
  private readonly numbers = new Map<string, number>();

  /** The number of a glob, which is added where it is new. */
  public number(glob: Glob): number {
    const key = globKey(glob);
    let number = this.numbers.get(key);
    if (number === undefined) this.numbers.set(key, number = this.globs.push(glob) - 1);
    return number;
  }

  /** The number of a glob of the table. */
  public find(glob: Glob): number | undefined {
    return this.numbers.get(globKey(glob));
  }
}

/** Minterms of strings, remembered by the set of globs: most principals of a state have the same ones. */
export class MintermCache {
  private readonly cache = new BoundedCache<string, readonly Minterm[] | LimitPassed>(CACHE_LIMITS.minterms);
  /** How often a limit was passed. */
  private passed = 0;

  public constructor(private readonly limits: Limits) {}

  /**
   * The minterms of the strings that the globs distinguish.
   *
   * @param others characters to prefer in examples where no glob names one
   * @throws LimitPassed
   */
  public minterms(globs: readonly Glob[], others?: string): readonly Minterm[] {
    const key = [others, ...globs.map(globKey)].join(SEPARATOR.dimension);
    const minterms = this.cache.get(key, () => this.make(globs, others));
    if (minterms instanceof LimitPassed) throw minterms;
    return minterms;
  }

  private make(globs: readonly Glob[], others: string | undefined): readonly Minterm[] | LimitPassed {
    try {
      // one comparison has one budget: where several principals pass the limit, the others get less
      return subsetConstruction(globs, this.passed < MOST_PASSED ? this.limits : { states: Math.ceil(this.limits.states / REDUCED) }, others);
    } catch (error) {
      if (!(error instanceof LimitPassed)) throw error;
      this.passed += 1;
      return error;
    }
  }
}

/** A comparison may pass a limit so often before it gets stricter. */
const MOST_PASSED = 2;
const REDUCED = 50;
