import { type Bits, bitList, without } from '../domain/bits';
import { type DecisionDiagram, type FoundKeys, type KeyChain, narrow, type Outcome, type Residual } from './decision-diagram';
import type { Availability, Edge } from './edges';
import type { InsertionPlace } from './resource-minterms';
import { isLiteralKey, literalKey } from './separate-infixes';

type Wants = ReadonlyMap<string, boolean>;

/** All literals that a cube wants, or doesn't. */
export function literalsOf(wants: readonly Wants[] = []): readonly string[] {
  return [...new Set(wants.flatMap((one) => [...one.keys()]))].sort();
}

/** The literals that can be inserted in a place. */
export function literalsIn(place: InsertionPlace | undefined): readonly string[] {
  return place === undefined ? [] : [...place.free].sort();
}

/** The keys of requests, with literals that can be inserted as keys of their own. */
export function withLiterals(keys: Availability, place: InsertionPlace | undefined): Availability {
  if (place === undefined) return keys;
  const free = new Set(literalsIn(place).map(literalKey));
  return { id: [keys.id, ...free].join(' '), has: (key) => (isLiteralKey(key) ? free.has(key) : keys.has(key)) };
}

/**
 * What changes for requests that a cube of only one state speaks of, for each such cube: with the literals that it wants, and without those that it
 * doesn't. Of the whole residual only one request is found, which needn't be one of these.
 *
 * @param edgeOf the edge for a literal, by whether it is there
 * @throws LimitPassed
 */
export function outcomesByCube(
  { before, after }: Residual,
  keys: Availability,
  wants: readonly Wants[],
  edgeOf: (literal: string, present: boolean) => Edge<unknown>,
  search: DecisionDiagram,
): ReadonlyMap<number, Outcome> {
  if (typeof before === 'boolean' || typeof after === 'boolean') return new Map();
  const known = new Map<string, Outcome>();
  return new Map([...only(before, after), ...only(after, before)].map((cube) => {
    const id = [...wants[cube]].map(([literal, present]) => `${present}${literalKey(literal)}`).sort().join('');
    let outcome = known.get(id);
    if (outcome === undefined) known.set(id, outcome = outcomeWith({ before, after }, keys, wants[cube], id, edgeOf, search));
    return [cube, outcome];
  }));
}

function outcomeWith(
  residual: Residual,
  keys: Availability,
  wants: Wants,
  id: string,
  edgeOf: (literal: string, present: boolean) => Edge<unknown>,
  search: DecisionDiagram,
): Outcome {
  let left = residual;
  for (const [literal, present] of wants) left = narrow(left, edgeOf(literal, present).cubes);
  const certain = new Set([...wants].flatMap(([literal, present]) => (present ? [literalKey(literal)] : [])));
  const barred = new Set([...wants].flatMap(([literal, present]) => (present ? [] : [literalKey(literal)])));
  const { gained, lost } = search.outcome(search.reduce(left), { id: `${keys.id} ${id}`, has: (key) => !barred.has(key) && keys.has(key), certain });
  // a literal of which nothing more depends is inserted all the same
  const inserted = (found: FoundKeys): FoundKeys => (
    { ...found, keys: [...certain].reduce<KeyChain>((rest, key) => ({ key, values: INSERTED, rest }), found.keys) }
  );
  return { ...(gained && { gained: inserted(gained) }), ...(lost && { lost: inserted(lost) }) };
}

const INSERTED: readonly string[] = ['inserted'];

const only = (a: Bits, b: Bits): readonly number[] => bitList(without(a, b));

/** A request's keys without those that stand for literals, and the literals that its resource holds. */
export function takeLiterals<V>(
  all: ReadonlyMap<string, V | null>,
): { readonly keys: ReadonlyMap<string, V | null>; readonly literals: readonly string[] } {
  const entries = [...all];
  return {
    keys: new Map(entries.filter(([key]) => !isLiteralKey(key))),
    literals: entries.flatMap(([key, values]) => (isLiteralKey(key) && values !== null ? [key.slice(1)] : [])),
  };
}
