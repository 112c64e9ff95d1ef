import type { Glob } from '../domain/glob';
import { globText } from '../domain/glob-text';
import { intersectGlobs } from '../domain/intersect-globs';

/** A pattern with the minterms that it covers, by number. */
export interface Candidate {
  readonly text: string;
  readonly glob: Glob;
  readonly covers: ReadonlySet<number>;
}

/** What several patterns have in common, with the minterms that they all cover. */
interface Crossing {
  readonly patterns: readonly Candidate[];
  readonly covers: ReadonlySet<number>;
}

/** Patterns that together cover a region, and what they cover beside it. */
export interface Cover {
  readonly patterns: readonly string[];
  readonly except: readonly string[];
  /** Whether they say the region exactly; else some of what is left out is shown by an example. */
  readonly exact: boolean;
}

/** More patterns than this aren't tried together. */
const MOST_CROSSED = 3;
/** More names than this are said with a pattern and its exceptions, where that is shorter. */
const MANY_NAMES = 8;

/**
 * Covers a region with few patterns: greedily with those that lie inside it, then with the names of what is left, or else with the
 * tightest patterns that reach over it, naming what is left out of them.
 *
 * @param region class numbers
 * @param candidates patterns to choose from; together they cover the region
 * @param names all members of a class, where it has few
 * @param example one member of a class
 */
export function coverRegion(
  region: ReadonlySet<number>,
  candidates: readonly Candidate[],
  names: (index: number) => readonly string[],
  example: (index: number) => string,
): Cover {
  const inside = candidates.filter(({ covers }) => covers.size > 0 && isSubset(covers, region));
  const exact = greedy(region, inside);
  if (exact.left.size === 0) return { patterns: texts(exact.chosen), except: [], exact: true };
  const named = [...exact.left].map(names);
  const byName = named.every((list) => list.length > 0) ? [...texts(exact.chosen), ...named.flat()] : undefined;
  if (byName !== undefined && byName.length <= MANY_NAMES) return { patterns: byName, except: [], exact: true };
  const over = reachOver(exact.left, region, candidates.map((one) => ({ patterns: [one], covers: one.covers })));
  const excepted = exceptFrom(region, over, candidates);
  const wide: Cover = {
    patterns: [
      ...over.flatMap((one) => texts(one.patterns)),
      ...texts(exact.chosen.filter(({ covers }) => !over.some((one) => isSubset(covers, one.covers)))),
    ],
    except: [...texts(excepted.chosen), ...[...excepted.left].flatMap((index) => (names(index).length === 0 ? [example(index)] : names(index)))],
    exact: [...excepted.left].every((index) => names(index).length > 0),
  };
  // what no pattern leaves out is shown by an example only, so what patterns have in common is tried first
  const common = wide.exact ? undefined : crossed(exact.left, region, over, candidates);
  const said = common === undefined ? wide : { ...common, patterns: [...common.patterns, ...texts(exact.chosen)] };
  return byName !== undefined && byName.length <= said.patterns.length + said.except.length ? { patterns: byName, except: [], exact: true } : said;
}

/** What the patterns cover beside the region, said by patterns that lie outside of it. */
function exceptFrom(region: ReadonlySet<number>, over: readonly Crossing[], candidates: readonly Candidate[]) {
  const beside = minus(union(over), region);
  const outside = candidates.filter(({ covers }) => !meets(covers, region));
  return greedy(beside, outside.map((one) => ({ ...one, covers: both(one.covers, beside) })));
}

/** Says what is left of a region by what few patterns have in common, without what others cover; undefined where that isn't exact. */
function crossed(
  left: ReadonlySet<number>,
  region: ReadonlySet<number>,
  over: readonly Crossing[],
  candidates: readonly Candidate[],
): Cover | undefined {
  let tried = over;
  for (let depth = 2; depth <= MOST_CROSSED; depth++) {
    const crossings = tried.flatMap(
      ({ patterns, covers }) => candidates.map((one) => ({ patterns: [...patterns, one], covers: both(covers, one.covers) })),
    );
    tried = reachOver(left, region, crossings);
    const said = exceptFrom(region, tried, candidates);
    if (said.left.size > 0) continue;
    const chosen = tried.map(({ patterns }) => commonTexts(patterns));
    if (chosen.includes(undefined)) return undefined;
    return { patterns: [...new Set(chosen.flatMap((list) => list ?? []))], except: texts(said.chosen), exact: true };
  }
  return undefined;
}

function commonTexts(patterns: readonly Candidate[]): readonly string[] | undefined {
  let globs: readonly Glob[] | undefined = [patterns[0].glob];
  for (const { glob } of patterns.slice(1)) {
    const met: readonly (readonly Glob[] | undefined)[] = globs.map((one) => intersectGlobs(one, glob));
    if (met.includes(undefined)) return undefined;
    globs = met.flatMap((list) => list ?? []);
  }
  return globs.length > MANY_NAMES ? undefined : globs.map(globText);
}

/** Crossings that cover what is left, the tightest of those that cover most first. */
function reachOver(left: ReadonlySet<number>, region: ReadonlySet<number>, candidates: readonly Crossing[]): readonly Crossing[] {
  const chosen: Crossing[] = [];
  let rest = left;
  while (rest.size > 0) {
    const remaining = rest;
    const [best] = candidates.map((candidate) => {
      const { covers } = candidate;
      return { candidate, found: hits(covers, remaining), beside: covers.size - hits(covers, region) };
    }).filter(({ found }) => found > 0).sort((a, b) => a.beside / a.found - b.beside / b.found || b.found - a.found);
    if (best === undefined) break;
    chosen.push(best.candidate);
    rest = minus(rest, best.candidate.covers);
  }
  return chosen;
}

function greedy(
  region: ReadonlySet<number>,
  candidates: readonly Candidate[],
): { readonly chosen: readonly Candidate[]; readonly left: ReadonlySet<number> } {
  const left = new Set(region);
  const chosen: Candidate[] = [];
  // what a pattern covers of what is left only ever gets less, so those that couldn't be the best needn't be counted again
  const atMost = candidates.map(({ covers }) => covers.size);
  while (left.size > 0) {
    let best: Candidate | undefined;
    let most = 0;
    for (let i = 0; i < candidates.length; i++) {
      if (atMost[i] <= most) continue;
      atMost[i] = hits(candidates[i].covers, left);
      if (atMost[i] > most) [best, most] = [candidates[i], atMost[i]];
    }
    if (best === undefined) break;
    best.covers.forEach((index) => left.delete(index));
    chosen.push(best);
  }
  return { chosen, left };
}

/** How many two sets have in common. */
function hits(covers: ReadonlySet<number>, left: ReadonlySet<number>): number {
  let count = 0;
  for (const index of covers) if (left.has(index)) count++;
  return count;
}

function meets(covers: ReadonlySet<number>, region: ReadonlySet<number>): boolean {
  for (const index of covers) if (region.has(index)) return true;
  return false;
}

const texts = (candidates: readonly Candidate[]): readonly string[] => candidates.map(({ text }) => text);
const union = (candidates: readonly Crossing[]): ReadonlySet<number> => new Set(candidates.flatMap(({ covers }) => [...covers]));
const minus = (a: ReadonlySet<number>, b: ReadonlySet<number>): ReadonlySet<number> => new Set([...a].filter((index) => !b.has(index)));
const both = (a: ReadonlySet<number>, b: ReadonlySet<number>): ReadonlySet<number> => new Set([...a].filter((index) => b.has(index)));
const isSubset = (a: ReadonlySet<number>, b: ReadonlySet<number>): boolean => a.size <= b.size && hits(a, b) === a.size;
