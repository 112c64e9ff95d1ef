import type { Cube } from '../compile/cube';
import { evaluate, type Formula } from '../compile/formula';
import { isUnknownFact } from '../compile/unknown-facts';
import { type Bits, bitList, bitsKey, commonKey, hasBit, intersect, meet, noBits, sameBits, setBit, unite } from '../domain/bits';
import type { KeyWitness } from '../domain/key-minterms';
import { LimitPassed, type Limits } from '../domain/limits';
import { SEPARATOR } from '../domain/separators';
import { CofactorReducer, type Cofactor } from './cofactor';
import { type Availability, CHOSEN, type Edge, type KeyOptions } from './edges';

/** Both states when part of the request is known. */
export interface Residual {
  readonly before: Cofactor;
  readonly after: Cofactor;
}

/** The keys of a request, as a list with shared tails. */
export type KeyChain = { readonly key: string; readonly values: KeyWitness; readonly rest: KeyChain } | undefined;

/** A request that only one state allows. */
export interface FoundKeys {
  readonly keys: KeyChain;
  /** Facts that neither state tells and that could cancel the difference; absent where none can. */
  readonly unless?: readonly string[];
}

/** What was found for one residual. */
export interface Outcome {
  /** Keys of a request that only the after state allows. */
  readonly gained?: FoundKeys;
  /** Keys of a request that only the before state allows. */
  readonly lost?: FoundKeys;
  /** Facts that decide whether something is gained. */
  readonly maybeGained?: readonly string[];
  /** Facts that decide whether something is lost. */
  readonly maybeLost?: readonly string[];
}

/** One key that requests may have, with all that it can do; the first edge is its absence. */
export interface KeyDimension {
  readonly key: string;
  readonly edges: readonly Edge<KeyWitness>[];
}

const NOTHING: Outcome = {};
const GAINED: Outcome = { gained: { keys: undefined } };
const LOST: Outcome = { lost: { keys: undefined } };
/** More unknown facts than this in one residual aren't tried out one by one. */
const MOST_FACTS = 10;
/** The role of what is denied. */
const DENY = 'deny';

/**
 * Searches the conditions of requests whose action and resource are known: key by key, with residuals remembered, so that it is the
 * walk of a multi-valued decision diagram. Both directions are searched at once; where both states have come to the same cubes, nothing
 * is left to search.
 */
export class DecisionDiagram {
  private readonly reducers: readonly CofactorReducer[];
  private readonly asking: readonly Bits[];
  private readonly memories = new Map<string, readonly Map<string, Outcome>[]>();
  /** By the keys that requests can have: which edges of each level can be used, and what is remembered where they are the same. */
  private readonly known = new Map<string, { readonly usable: readonly KeyOptions[]; readonly memory: readonly Map<string, Outcome>[] }>();
  private readonly shared = new Map<string, boolean>();
  private steps = 0;

  public constructor(
    private readonly cubes: readonly Cube[],
    private readonly keys: readonly KeyDimension[],
    private readonly formula: Formula,
    private readonly limits: Limits,
    /** Which side has which cubes. */
    private readonly statesWith: { readonly before: Bits; readonly after: Bits },
  ) {
    this.reducers = Array.from({ length: keys.length + 1 }, (_, at) => new CofactorReducer(cubes, keys.slice(at).map(({ key }) => key), formula));
    this.asking = keys.map(({ key }) => {
      const asking = noBits(cubes.length);
      cubes.forEach((cube, index) => cube.keys.has(key) && setBit(asking, index));
      return asking;
    });
  }

  /** Both states with as few cubes as possible: residuals that reduce to the same are one question. */
  public reduce({ before, after }: Residual, at = 0): Residual {
    return { before: this.reducers[at].reduce(before), after: this.reducers[at].reduce(after) };
  }

  /**
   * What changes for a residual.
   *
   * @param residual as {@link reduce} answers it
   * @throws LimitPassed
   */
  public outcome(residual: Residual, available: Availability): Outcome {
    let known = this.known.get(available.id);
    if (known === undefined) {
      const choices = this.keys.map(({ key }) => (available.certain?.has(key) === true ? 'present' : available.has(key) ? 'open' : 'absent'));
      const usable = this.keys.map(({ edges }, at) => CHOSEN[choices[at]](edges));
      const id = choices.map((choice) => choice.charAt(0)).join('');
      let memory = this.memories.get(id);
      if (memory === undefined) this.memories.set(id, memory = this.keys.map(() => new Map()));
      this.known.set(available.id, known = { usable, memory });
    }
    return this.walk(residual, 0, known.usable, known.memory);
  }

  private walk(residual: Residual, at: number, usable: readonly KeyOptions[], memory: readonly Map<string, Outcome>[]): Outcome {
    const decided = decide(residual);
    if (decided !== undefined) return decided;
    if (at === this.keys.length) return this.facts(residual);
    const id = residualKey(residual);
    const known = memory[at].get(id);
    if (known !== undefined) return known;
    if (++this.steps > this.limits.states) throw new LimitPassed(`the conditions have more than ${this.limits.states} combinations`);
    const outcome = this.branch(residual, at, usable, memory);
    memory[at].set(id, outcome);
    return outcome;
  }

  private branch(residual: Residual, at: number, usable: readonly KeyOptions[], memory: readonly Map<string, Outcome>[]): Outcome {
    const { key, edges } = this.keys[at];
    const asked = touches(residual.before, this.asking[at]) || touches(residual.after, this.asking[at]);
    const tried = new Set<string>();
    const narrowed = new Set<string>();
    const alive = liveCubes(residual);
    let found: Outcome = NOTHING;
    for (const edge of asked ? usable[at] : edges.slice(0, 1)) {
      const cubes = asked ? edge.cubes : undefined;
      const left = alive === undefined || cubes === undefined ? '' : commonKey(alive, cubes);
      if (narrowed.has(left)) continue;
      narrowed.add(left);
      const next = this.reduce(narrow(residual, cubes), at + 1);
      const id = residualKey(next);
      if (tried.has(id)) continue;
      tried.add(id);
      found = join(found, this.walk(next, at + 1, usable, memory), asked ? { key, values: edge.witness } : undefined);
      if (isCertain(found.gained) && isCertain(found.lost)) break;
    }
    return found;
  }

  /** All keys are known and the cubes that remain depend on facts that aren't: tries all of them. */
  private facts(residual: Residual): Outcome {
    const alive = [residual.before, residual.after].flatMap((cofactor) => (typeof cofactor === 'boolean' ? [] : bitList(cofactor)));
    const names = [...new Set(alive.flatMap((cube) => [...this.cubes[cube].opaque.keys()]))].sort();
    if (names.length > MOST_FACTS) return this.onlyDenied(residual, alive) ? this.unless(residual, names) : { maybeGained: names, maybeLost: names };
    const seen = new Set<Outcome>();
    for (let world = 0; world < 2 ** names.length; world++) {
      const holds = new Set(names.filter((_, index) => (world & (1 << index)) !== 0));
      seen.add(decide({ before: this.inWorld(residual.before, holds), after: this.inWorld(residual.after, holds) }) ?? NOTHING);
    }
    if (seen.size === 1) return [...seen][0];
    const [gained, lost] = [seen.has(GAINED), seen.has(LOST)];
    // where it says nothing of the request there is the change, and it is the same on both states: all that it can do is cancel the change
    const quiet = decide({ before: this.inWorld(residual.before, undefined), after: this.inWorld(residual.after, undefined) });
    const direction = quiet === GAINED ? 'gained' : quiet === LOST ? 'lost' : undefined;
    const isCancelled = direction !== undefined && gained !== lost && names.every((name) => this.isShared(name));
    if (isCancelled) return { [direction]: { keys: undefined, unless: names } };
    return { ...(gained ? { maybeGained: names } : {}), ...(lost ? { maybeLost: names } : {}) };
  }

  /** Whether all that depends on facts is what both states deny: then it takes the same away from both, whichever facts hold. */
  private onlyDenied({ before, after }: Residual, alive: readonly number[]): boolean {
    // a state that is denied in any case stays so
    const has = (cofactor: Cofactor, cube: number) => cofactor !== true && (cofactor === false || hasBit(cofactor, cube));
    const isCommon = (cube: number) => has(before, cube) && has(after, cube);
    return alive.every((cube) => this.cubes[cube].opaque.size === 0 || (this.cubes[cube].role === DENY && isCommon(cube)));
  }

  /** What changes where no fact holds, and nothing where some do. */
  private unless(residual: Residual, names: readonly string[]): Outcome {
    const quiet = decide({ before: this.inWorld(residual.before, undefined), after: this.inWorld(residual.after, undefined) });
    if (quiet !== GAINED && quiet !== LOST) return NOTHING;
    return { [quiet === GAINED ? 'gained' : 'lost']: { keys: undefined, unless: names } };
  }

  /** Whether a fact is one of what isn't known, and cubes of both states depend on it. */
  private isShared(name: string): boolean {
    let shared = this.shared.get(name);
    if (shared === undefined) {
      const statesWith = this.cubes.flatMap((cube, index) => (cube.opaque.has(name) ? [index] : []));
      const has = (cofactor: Bits) => statesWith.some((cube) => hasBit(cofactor, cube));
      this.shared.set(name, shared = isUnknownFact(name) && has(this.statesWith.before) && has(this.statesWith.after));
    }
    return shared;
  }

  /** @param holds the facts that hold; undefined where no cube applies that depends on any */
  private inWorld(cofactor: Cofactor, holds: ReadonlySet<string> | undefined): boolean {
    if (typeof cofactor === 'boolean') return cofactor;
    const roles = new Set(
      bitList(cofactor).filter(
        (cube) => [...this.cubes[cube].opaque].every(([name, wanted]) => holds !== undefined && holds.has(name) === wanted),
      ).map((cube) => this.cubes[cube].role),
    );
    return evaluate(this.formula, (role) => roles.has(role)) === true;
  }
}

/** The same text for the same residual. */
export function residualKey({ before, after }: Residual): string {
  return `${cofactorKey(before)}${SEPARATOR.state}${cofactorKey(after)}`;
}

function cofactorKey(cofactor: Cofactor): string {
  return typeof cofactor === 'boolean' ? String(cofactor) : `cubes ${bitsKey(cofactor)}`;
}

function decide({ before, after }: Residual): Outcome | undefined {
  if (typeof before === 'boolean' && typeof after === 'boolean') return before === after ? NOTHING : after ? GAINED : LOST;
  return typeof before !== 'boolean' && typeof after !== 'boolean' && sameBits(before, after) ? NOTHING : undefined;
}

/** The cubes that either state has left. */
function liveCubes({ before, after }: Residual): Bits | undefined {
  if (typeof before === 'boolean') return typeof after === 'boolean' ? undefined : after;
  return typeof after === 'boolean' ? before : unite(before, after);
}

function touches(cofactor: Cofactor, cubes: Bits): boolean {
  return typeof cofactor !== 'boolean' && meet(cofactor, cubes);
}

/** Both states when only these cubes hold in a dimension; `undefined` when the dimension is asked for nothing. */
export function narrow({ before, after }: Residual, cubes: Bits | undefined): Residual {
  if (cubes === undefined) return { before, after };
  return { before: typeof before === 'boolean' ? before : intersect(before, cubes), after: typeof after === 'boolean' ? after : intersect(after, cubes) };
}

function isCertain(found: FoundKeys | undefined): boolean {
  return found !== undefined && found.unless === undefined;
}

function join(found: Outcome, more: Outcome, step: { readonly key: string; readonly values: KeyWitness } | undefined): Outcome {
  const extend = (one: FoundKeys | undefined) => one && (step === undefined ? one : { ...one, keys: { ...step, rest: one.keys } });
  const better = (one: FoundKeys | undefined, other: FoundKeys | undefined) => (
    one === undefined || (!isCertain(one) && isCertain(other)) ? extend(other) : one
  );
  return {
    gained: better(found.gained, more.gained),
    lost: better(found.lost, more.lost),
    maybeGained: found.maybeGained ?? more.maybeGained,
    maybeLost: found.maybeLost ?? more.maybeLost,
  };
}
