import type { Clause, Cube } from '../compile/cube';
import { type Bits, hasBit, noBits, setBit } from '../domain/bits';
import { type Glob, globKey } from '../domain/glob';
import { type Infix, infixOf } from '../domain/infix';
import type { KeyTest } from '../domain/key-tests';
import { SEPARATOR } from '../domain/separators';
import type { Problem } from './problem';

/** What a minterm of resources says of the infix patterns. */
export interface InfixTruth {
  /** The globs that match all strings of the minterm. */
  readonly truth: Bits;
  /** Infix patterns (by key) that match all strings of the minterm. */
  readonly always: ReadonlySet<string>;
  /** Literals that its strings may hold in any combination. */
  readonly free: ReadonlySet<string>;
}

/** Says whether a cube is about a minterm, whatever literals are inserted. */
type Holds = (minterm: InfixTruth) => boolean;

/** One way in which clauses hold, with the literals that a resource must (`true`) and mustn't hold for it. */
interface Way {
  readonly holds: Holds;
  readonly wants: ReadonlyMap<string, boolean>;
}

/** A problem whose infix patterns are tests of literals, each of its own. */
export interface Separated {
  readonly problem: Problem;
  /** The cubes that are about a minterm. */
  readonly cubesOf: (minterm: InfixTruth) => Bits;
  /** What a cube wants of each literal. */
  readonly wants: readonly ReadonlyMap<string, boolean>[];
}

/** What a negated clause says for more regions than these isn't taken apart. */
const MOST_REGIONS = 4;
/** Taking patterns apart may make so many cubes. */
const MOST_CUBES = 5_000;

/** The key under which the decision diagram asks whether a literal was inserted. */
export const literalKey = (literal: string): string => SEPARATOR.literal + literal;

/** Whether a key stands for a literal. */
export const isLiteralKey = (key: string): boolean => key.startsWith(SEPARATOR.literal);

const INSERTED: KeyTest = { kind: 'absent', wanted: false };
const NOT_INSERTED: KeyTest = { kind: 'absent', wanted: true };

/** The infix patterns of a problem's resources, each once. */
export function infixesOf({ cubes }: Problem): readonly Infix[] {
  const globs = new Map(cubes.flatMap(({ resource }) => resource.flatMap((clause) => clause.globs)).map((glob) => [globKey(glob), glob]));
  return [...globs.values()].flatMap((glob) => infixOf(glob) ?? []);
}

/**
 * Turns each infix pattern into tests of the literals that a resource holds, as if each literal were a key of the request. A statement holds in any of its
 * roles where any of its cubes does, so that a clause with several patterns is a cube for each. A literal that another one contains
 * is there wherever the other one is.
 *
 * @param numberOf the number of a glob among those of the dimension
 * @param regionOf the number of the region of an infix pattern
 * @returns undefined where that takes too many cubes
 */
export function separateInfixes(problem: Problem, numberOf: (glob: Glob) => number, regionOf: (infix: Infix) => number): Separated | undefined {
  if (problem.cubes.some(({ keys }) => [...keys.keys()].some(isLiteralKey))) return undefined;
  const literals = [...new Set(infixesOf(problem).map(({ literal }) => literal))];
  const waysOf = new ClauseWays(literals, numberOf, regionOf);
  const cubes: Cube[] = [];
  const origins: number[] = [];
  const ways: Way[] = [];
  for (const [origin, cube] of problem.cubes.entries()) {
    let all: readonly Way[] | undefined = [{ holds: () => true, wants: new Map() }];
    for (const clause of cube.resource) {
      const more = waysOf.of(clause);
      all = more && all?.flatMap((way) => more.flatMap((one) => both(way, one) ?? []));
    }
    if (all === undefined || cubes.length + all.length > MOST_CUBES) return undefined;
    for (const way of all) {
      const tests = [...way.wants].map(([literal, wanted]) => [literalKey(literal), [wanted ? INSERTED : NOT_INSERTED]] as const);
      cubes.push({ ...cube, keys: tests.length === 0 ? cube.keys : new Map([...cube.keys, ...tests]) });
      origins.push(origin);
      ways.push(way);
    }
  }
  const spread = (bits: Bits): Bits => {
    const result = noBits(cubes.length);
    origins.forEach((origin, index) => hasBit(bits, origin) && setBit(result, index));
    return result;
  };
  return {
    problem: {
      ...problem, cubes, before: spread(problem.before), after: spread(problem.after), sources: origins.map((origin) => problem.sources[origin]),
    },
    cubesOf: (minterm) => {
      const holding = noBits(cubes.length);
      ways.forEach(({ holds }, index) => holds(minterm) && setBit(holding, index));
      return holding;
    },
    wants: ways.map(({ wants }) => wants),
  };
}

/** Two ways together; undefined where one wants a literal that the other one doesn't. */
function both(a: Way, b: Way): Way | undefined {
  for (const [literal, wanted] of b.wants) if (a.wants.has(literal) && a.wants.get(literal) !== wanted) return undefined;
  return { holds: (minterm) => a.holds(minterm) && b.holds(minterm), wants: new Map([...a.wants, ...b.wants]) };
}

/** An infix pattern with its region's number. */
interface Placed extends Infix {
  readonly key: string;
  readonly region: number;
}

class ClauseWays {
  public constructor(
    private readonly literals: readonly string[],
    private readonly numberOf: (glob: Glob) => number,
    private readonly regionOf: (infix: Infix) => number,
  ) {}

  /** The ways in which a clause can hold; undefined where they are too many. */
  public of({ globs, negated }: Clause): readonly Way[] | undefined {
    const infixes = globs.flatMap((glob) => infixOf(glob) ?? [])
      .map((infix): Placed => ({ ...infix, key: globKey(infix.glob), region: this.regionOf(infix) }));
    const plain = globs.filter((glob) => infixOf(glob) === undefined).map(this.numberOf);
    const certain: Holds = ({ truth, always }) => plain.some((number) => hasBit(truth, number)) || infixes.some(({ key }) => always.has(key));
    return negated ? this.noneOf(infixes, certain) : [{ holds: certain, wants: new Map() }, ...this.anyOf(infixes)];
  }

  private anyOf(infixes: readonly Placed[]): readonly Way[] {
    return this.containing(infixes).map((literal): Way => {
      const matching = infixes.filter((infix) => literal.includes(infix.literal));
      const holds: Holds = ({ truth, free }) => free.has(literal) && matching.some((infix) => hasBit(truth, infix.region) && free.has(infix.literal));
      return { holds, wants: new Map([[literal, true]]) };
    });
  }

  /** Outside of its region, an infix pattern asks for nothing. */
  private noneOf(infixes: readonly Placed[], certain: Holds): readonly Way[] | undefined {
    const regions = [...new Set(infixes.map(({ region }) => region))];
    if (regions.length > MOST_REGIONS) return undefined;
    return Array.from({ length: 2 ** regions.length }, (_, choice): Way => {
      const within = new Set(regions.filter((_region, index) => (choice & (1 << index)) !== 0));
      const holds: Holds = (minterm) => !certain(minterm) && regions.every((region) => hasBit(minterm.truth, region) === within.has(region));
      return { holds, wants: new Map(this.containing(infixes.filter(({ region }) => within.has(region))).map((literal) => [literal, false])) };
    });
  }

  /** All literals with which one of the patterns comes to match. */
  private containing(infixes: readonly Infix[]): readonly string[] {
    return this.literals.filter((literal) => infixes.some((infix) => literal.includes(infix.literal)));
  }
}
