import { type Bits, noBits, setBit } from './bits';
import { type Glob, placeTakes, placeWithin } from './glob';
import { LimitPassed, type Limits, PLACES_PER_STATE } from './limits';

/** A set of strings that no pattern of the dimension tells apart. */
export interface StringClass {
  /** The patterns that match them, by index. */
  readonly truth: Bits;
  /** A shortest one of them. */
  readonly witness: string;
}

/**
 * Walks all globs in lock-step over all strings and answers every achievable combination of matches, each with a shortest string.
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
export function lockStep(globs: readonly Glob[], limits: Limits, others = FRIENDLY): readonly StringClass[] {
  const automaton = layOut(globs);
  const other = unnamed(globs, others);
  const classes = new Map<string, StringClass>();
  const start = close(automaton, globs.map((_, index) => automaton.starts[index]));
  const queue: Visit[] = [{ places: start, char: '', from: undefined }];
  const seen = new Set<string>([placesKey(start)]);
  let work = 0;
  for (let at = 0; at < queue.length; at++) {
    const visit = queue[at];
    const accepted = visit.places.filter((place) => automaton.accepts[place] >= 0);
    const key = accepted.join();
    if (!classes.has(key)) classes.set(key, { truth: truthOf(automaton, accepted, globs.length), witness: spell(visit) });
    for (const char of lettersAt(automaton, visit.places).add(other)) {
      const places = step(automaton, visit.places, char);
      work += visit.places.length + places.length + 1;
      const id = placesKey(places);
      if (seen.has(id)) continue;
      seen.add(id);
      queue.push({ places, char, from: visit });
      if (queue.length > limits.states || work > limits.states * PLACES_PER_STATE) throw new LimitPassed(`the patterns have more than ${limits.states} combinations`);
    }
  }
  return [...classes.values()];
}

const FRIENDLY = 'xyzabcdefghijklmnopqrstuvw0123456789XYZABCDEFGHIJKLMNOPQRSTUVW-_.';

interface Visit {
  readonly places: readonly number[];
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
    glob.forEach((place, offset) => {
      let from = offset;
      if (place.kind === 'run') while (from > 0 && placeWithin(glob[from - 1], place.except)) from--;
      at.push(place);
      accepts.push(-1);
      covers.push(base + from);
    });
    at.push(undefined);
    accepts.push(index);
    covers.push(at.length - 1);
  });
  return { starts, at, accepts, covers };
}

function step(automaton: Automaton, places: readonly number[], char: string): readonly number[] {
  const next: number[] = [];
  for (const place of places) {
    const here = automaton.at[place];
    if (here !== undefined && placeTakes(here, char)) next.push(here.kind === 'run' ? place : place + 1);
  }
  return close(automaton, next);
}

/** Adds the places behind runs, drops the places that a later run of the same glob covers. `places` ascend but for neighbours. */
function close(automaton: Automaton, places: readonly number[]): readonly number[] {
  const closed: number[] = [];
  const push = (place: number) => {
    if (closed.length > 0 && closed[closed.length - 1] === place) return;
    if (automaton.at[place]?.kind === 'run') {
      while (closed.length > 0 && closed[closed.length - 1] >= automaton.covers[place] && closed[closed.length - 1] < place) closed.pop();
    }
    closed.push(place);
  };
  for (const place of places) {
    if (closed.length > 0 && closed[closed.length - 1] > place) continue;
    for (let reached = place; ; reached++) {
      push(reached);
      if (automaton.at[reached]?.kind !== 'run') break;
    }
  }
  return closed;
}

function truthOf(automaton: Automaton, accepted: readonly number[], size: number): Bits {
  const truth = noBits(size);
  for (const place of accepted) setBit(truth, automaton.accepts[place]);
  return truth;
}

function lettersAt(automaton: Automaton, places: readonly number[]): Set<string> {
  const letters = new Set<string>();
  for (const place of places) {
    const here = automaton.at[place];
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
  const places = new Set(globs.flat());
  const named = new Set<string>();
  for (const place of places) {
    for (const char of place.kind === 'char' ? [place.char, place.char.toUpperCase(), place.char.toLowerCase()] : place.except) named.add(char);
  }
  for (const char of preferred) if (!named.has(char)) return char;
  let code = 0xa1;
  while (named.has(String.fromCodePoint(code))) code++;
  return String.fromCodePoint(code);
}

function placesKey(places: readonly number[]): string {
  return places.length < 5_000 && (places.length === 0 || places[places.length - 1] < 65_536) ? String.fromCharCode(...places) : places.join(',');
}

function spell(visit: Visit): string {
  const letters: string[] = [];
  for (let at: Visit | undefined = visit; at !== undefined; at = at.from) letters.push(at.char);
  return letters.reverse().join('');
}
