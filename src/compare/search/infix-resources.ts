import { type Bits, hasBit } from '../domain/bits';
import { type Glob, globKey, globMatches } from '../domain/glob';
import { canStraddle, type Infix, regionGlob, reversed } from '../domain/infix';
import { type Insertion, Insertions } from '../domain/insertion';
import { LimitPassed } from '../domain/limits';
import { GlobTable, type MintermCache } from '../domain/minterm-cache';
import { FRIENDLY, type Minterm } from '../domain/subset-construction';
import type { RequestModel } from '../model/request-model';
import type { Problem } from './problem';
import { type InsertionPlace, mintermsWithShapes, type ResourceDimension, type ResourceMinterm } from './resource-minterms';
import { infixesOf, separateInfixes } from './separate-infixes';

/** Finding places of insertion may read so many characters. */
const MOST_WORK = 20_000_000;

/**
 * The dimension of resources with the literals of infix patterns taken out: `k` of them are `k` independent questions instead of `2^k` minterms. A resource
 * with any choice of literals is what comes before the place of insertion, the literals with a separator between them, and what comes after it.
 *
 * @param least so many patterns must be able to meet; fewer are enumerated as they are, which says more exactly what changes
 * @returns undefined where that isn't proven to distinguish all that the patterns do
 */
export function infixResources(problem: Problem, model: RequestModel, memory: MintermCache, least: number): ResourceDimension | undefined {
  const infixes = infixesOf(problem);
  if (mostTogether(infixes) < least) return undefined;
  const table = new GlobTable();
  const separated = separateInfixes(problem, (glob) => table.number(glob), (infix) => table.number(regionGlob(infix)));
  if (separated === undefined) return undefined;
  const named = new Set([...infixes.map(({ literal }) => literal).join('')]);
  const friendly = Array.from(FRIENDLY).filter((char) => !named.has(char));
  const spare = friendly.length > 1 ? friendly : ['\u00a1', '\u00a2'].filter((char) => !named.has(char));
  try {
    const minterms = mintermsWithShapes(model, memory, table, spare.join(''));
    const places = new Places(infixes, table, memory, spare);
    const resources = minterms.map((minterm): ResourceMinterm | undefined => {
      const place = places.of(minterm);
      return place && { ...minterm, cubes: separated.cubesOf(place), place };
    });
    if (resources.includes(undefined)) return undefined;
    return { problem: separated.problem, resources: resources.flatMap((one) => one ?? []), resourceGlobs: table, wants: separated.wants };
  } catch (error) {
    if (error instanceof LimitPassed) return undefined;
    throw error;
  }
}

/** How many patterns can match one string together, as far as prefixes and suffixes tell. */
function mostTogether(infixes: readonly Infix[]): number {
  const meeting = ({ prefix, suffix }: Infix) => infixes.filter((other) => prefix.startsWith(other.prefix) && suffix.endsWith(other.suffix)).length;
  return infixes.reduce((most, infix) => Math.max(most, meeting(infix)), 0);
}

class Places {
  private readonly insertions: Insertions;
  private readonly separator: string;

  public constructor(
    private readonly infixes: readonly Infix[],
    private readonly table: GlobTable,
    private readonly memory: MintermCache,
    private readonly spare: readonly string[],
  ) {
    const named = new Set(table.globs.flatMap((glob) => glob.flatMap((element) => (element.kind === 'char' ? [element.char] : [...element.except]))));
    const separator = spare.find((char) => !named.has(char));
    if (separator === undefined) throw new LimitPassed('no character is left to separate literals');
    this.separator = separator;
    this.insertions = new Insertions(table.globs, separator);
  }

  /** What is so in a minterm; undefined where that isn't certain. */
  public of({ truth, witness }: Minterm): InsertionPlace | undefined {
    const relevant = this.infixes.filter((infix) => hasBit(truth, this.table.number(regionGlob(infix))));
    if (relevant.length === 0) return { truth, always: new Set(), free: new Set(), withLiterals: () => witness };
    if (this.table.globs.some((glob, index) => hasBit(truth, index) && glob.every((element) => element.kind === 'char' && !element.fold))) {
      return { truth, always: new Set(matching(relevant, witness).map(keyOf)), free: new Set(), withLiterals: () => witness };
    }
    const prefix = longest(relevant.map((infix) => infix.prefix));
    const suffix = longest(relevant.map((infix) => infix.suffix));
    const literals = [...new Set(relevant.map(({ literal }) => literal))];
    const within = { from: prefix.length, behind: suffix.length };
    const place = this.insertions.find(truth, witness, literals, within, (base) => matching(relevant, base).length);
    if (this.insertions.work > MOST_WORK) throw new LimitPassed('the patterns are too many');
    return place && this.proven(truth, relevant, place, { prefix, suffix });
  }

  /**
   * Every combination of the literals that can be inserted is there. That there is no other is proven pattern by pattern: those that match without
   * an insertion match always, those that can't be inserted match never, and for no other does a longer prefix or suffix take part in a match.
   */
  private proven(
    truth: Bits,
    relevant: readonly Infix[],
    { before, after, literals }: Insertion,
    longer: Pick<Infix, 'prefix' | 'suffix'>,
  ): InsertionPlace | undefined {
    const always = new Set(matching(relevant, before + after).map(keyOf));
    const free = new Set<string>();
    for (const infix of relevant) {
      if (always.has(keyOf(infix))) {
        if (this.canBe(truth, infix.glob, false)) return undefined;
      } else if (!literals.has(infix.literal)) {
        if (this.canBe(truth, infix.glob, true)) return undefined;
      } else if (straddles(infix, longer)) {
        return undefined;
      } else {
        free.add(infix.literal);
      }
    }
    return { truth, always, free, withLiterals: (chosen) => before + chosen.map((literal) => literal + this.separator).join('') + after };
  }

  /** Whether some string of a minterm does (or doesn't) match a pattern. */
  private canBe(truth: Bits, glob: Glob, matches: boolean): boolean {
    const { globs } = this.table;
    const key = (bits: Bits) => globs.map((_, index) => (hasBit(bits, index) ? '1' : '0')).join('');
    const wanted = key(truth);
    return this.memory.minterms([...globs, glob], this.spare.join('')).some((one) => hasBit(one.truth, globs.length) === matches && key(one.truth) === wanted);
  }
}

const keyOf = ({ glob }: Infix): string => globKey(glob);
const matching = (infixes: readonly Infix[], text: string): readonly Infix[] => infixes.filter(({ glob }) => globMatches(glob, text));
const longest = (texts: readonly string[]): string => texts.reduce((a, b) => (b.length > a.length ? b : a));

function straddles({ literal, prefix, suffix }: Infix, longer: Pick<Infix, 'prefix' | 'suffix'>): boolean {
  return canStraddle(literal, prefix, longer.prefix) || canStraddle(reversed(literal), reversed(suffix), reversed(longer.suffix));
}
