import { type Bits, noBits, setBit } from './bits';
import { type Glob, elementAccepts, elementWithin } from './glob';
import { LimitPassed, type Limits, LONGEST_PATTERN, POSITIONS_PER_STATE } from './limits';

/** A set of strings that no pattern of the dimension distinguishes. */
export interface Minterm {
  /** The patterns that match them, by index. */
  readonly truth: Bits;
  /** A shortest one of them. */
  readonly witness: string;
}

/**
 * Walks all globs in subset construction over all strings and answers every achievable combination of matches, each with a shortest string.
 *
 * All globs together are one nondeterministic automaton whose states are their places; the walk determinises it breadth first. Only
 * characters that some live place names are tried, and one that none names for all the others: two strings that differ in such
 * characters match the same globs. The cost is the sum of the lengths for patterns that differ in their prefixes, and 2^k only
 * for k patterns with runs at both ends.
 *
 * @param globs the patterns
 * @param limits beyond them the walk ends
 * @param others characters to prefer in witnesses where none is named
 * @throws LimitPassed
 */
export function subsetConstruction(globs: readonly Glob[], limits: Limits, others = FRIENDLY): readonly Minterm[] {
  const longest = globs.reduce((most, { length }) => Math.max(most, length), 0);
  if (longest > LONGEST_PATTERN) throw new LimitPassed(`a pattern of ${longest} characters is longer than ${LONGEST_PATTERN}`);
  const automaton = layOut(globs);
  const other = unnamed(globs, others);
  const minterms = new Map<string, Minterm>();
  const start = close(automaton, globs.map((_, index) => automaton.starts[index]));
  const queue: Visit[] = [{ positions: start, char: '', from: undefined }];
  const seen = new Set<string>([positionsKey(start)]);
  let work = 0;
  for (let at = 0; at < queue.length; at++) {
    const visit = queue[at];
    const accepted = visit.positions.filter((element) => automaton.accepts[element] >= 0);
    const key = accepted.join();
    if (!minterms.has(key)) minterms.set(key, { truth: truthOf(automaton, accepted, globs.length), witness: spell(visit) });
    for (const char of lettersAt(automaton, visit.positions).add(other)) {
      const positions = step(automaton, visit.positions, char);
      work += visit.positions.length + positions.length + 1;
      const id = positionsKey(positions);
      if (seen.has(id)) continue;
      seen.add(id);
      queue.push({ positions, char, from: visit });
      if (queue.length > limits.states || work > limits.states * POSITIONS_PER_STATE) throw new LimitPassed(`the patterns have more than ${limits.states} combinations`);
    }
  }
  return [...minterms.values()];
}

/** Characters that read well. */
export const FRIENDLY = 'xyzabcdefghijklmnopqrstuvw0123456789XYZABCDEFGHIJKLMNOPQRSTUVW-_.';

interface Visit {
  readonly positions: readonly number[];
  readonly char: string;
  readonly from: Visit | undefined;
}

interface Automaton {
  readonly starts: readonly number[];
  /** The glob's place at each automaton place; none at a glob's end. */
  readonly at: readonly (Glob[number] | undefined)[];
  /** The glob that ends at each place, or -1. */
  readonly accepts: readonly number[];
  /** At a run: the first place from which the run takes everything that the places between take, so that it covers them. */
  readonly covers: readonly number[];
}

function layOut(globs: readonly Glob[]): Automaton {
  const starts: number[] = [];
  const at: (Glob[number] | undefined)[] = [];
  const accepts: number[] = [];
  const covers: number[] = [];
  globs.forEach((glob, index) => {
    const base = at.length;
    starts.push(base);
    glob.forEach((element, offset) => {
      const from = element.kind === 'run' ? coveredFrom(glob, offset, element.except, (before) => covers[base + before] - base) : offset;
      at.push(element);
      accepts.push(-1);
      covers.push(base + from);
    });
    at.push(undefined);
    accepts.push(index);
    covers.push(at.length - 1);
  });
  return { starts, at, accepts, covers };
}

/** The first place that a run covers. It covers what an earlier run of the same class covers, so each place is looked at once a class. */
function coveredFrom(glob: Glob, offset: number, except: string, known: (offset: number) => number): number {
  let from = offset;
  while (from > 0 && elementWithin(glob[from - 1], except)) {
    from--;
    const element = glob[from];
    if (element.kind === 'run' && element.except === except) return known(from);
  }
  return from;
}

function step(automaton: Automaton, positions: readonly number[], char: string): readonly number[] {
  const next: number[] = [];
  for (const element of positions) {
    const here = automaton.at[element];
    if (here !== undefined && elementAccepts(here, char)) next.push(here.kind === 'run' ? element : element + 1);
  }
  return close(automaton, next);
}

/** Adds the places behind runs, drops the places that a later run of the same glob covers. `places` ascend but for neighbours. */
function close(automaton: Automaton, positions: readonly number[]): readonly number[] {
  const closed: number[] = [];
  const push = (element: number) => {
    if (closed.length > 0 && closed[closed.length - 1] === element) return;
    if (automaton.at[element]?.kind === 'run') {
      while (closed.length > 0 && closed[closed.length - 1] >= automaton.covers[element] && closed[closed.length - 1] < element) closed.pop();
    }
    closed.push(element);
  };
  for (const element of positions) {
    if (closed.length > 0 && closed[closed.length - 1] > element) continue;
    for (let reached = element; ; reached++) {
      push(reached);
      if (automaton.at[reached]?.kind !== 'run') break;
    }
  }
  return closed;
}

function truthOf(automaton: Automaton, accepted: readonly number[], size: number): Bits {
  const truth = noBits(size);
  for (const element of accepted) setBit(truth, automaton.accepts[element]);
  return truth;
}

function lettersAt(automaton: Automaton, positions: readonly number[]): Set<string> {
  const letters = new Set<string>();
  for (const element of positions) {
    const here = automaton.at[element];
    if (here === undefined) continue;
    if (here.kind !== 'char') {Array.from(here.except).forEach((char) => letters.add(char));} else {
      letters.add(here.char);
      if (here.fold) letters.add(here.char.toUpperCase());
    }
  }
  return letters;
}

/** A character that no place names, in either case. */
function unnamed(globs: readonly Glob[], preferred: string): string {
  // characters are shared places, and globs name few of them again and again
  const positions = new Set(globs.flat());
  const named = new Set<string>();
  for (const element of positions) {
    for (const char of element.kind === 'char' ? [element.char, element.char.toUpperCase(), element.char.toLowerCase()] : element.except) named.add(char);
  }
  for (const char of preferred) if (!named.has(char)) return char;
  let code = 0xa1;
  while (named.has(String.fromCodePoint(code))) code++;
  return String.fromCodePoint(code);
}

function positionsKey(positions: readonly number[]): string {
  return positions.length < 5_000 && (positions.length === 0 || positions[positions.length - 1] < 65_536) ? String.fromCharCode(...positions) : positions.join(',');
}

function spell(visit: Visit): string {
  const letters: string[] = [];
  for (let at: Visit | undefined = visit; at !== undefined; at = at.from) letters.push(at.char);
  return letters.reverse().join('');
}
