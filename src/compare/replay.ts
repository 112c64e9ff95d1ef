import type { ContextValue, RequestPrincipal } from '../decide';
import { decideKnown } from '../decide/decide';
import { isSuppliedKey } from '../decide/supplied-keys';
import type { Example, Region } from './regions';
import type { Side } from './side';
import type { Witness } from './types';

/** Says whether a side allows a request. */
export type Allows = (witness: Witness) => boolean;

/** Whether an access state allows a request, as `decide` says. */
export function stateAllows(side: Side): Allows {
  return (witness) => decideKnown(side.compiled, witness) === 'allow';
}

/**
 * The first example of a region that the two sides were seen to answer differently; undefined would be an error of ours.
 *
 * @param fixed keys that the comparison assumed and that the request must have
 * @param spelling the case in which policies write each key
 */
export function provenWitness(
  region: Region,
  principal: RequestPrincipal,
  fixed: ReadonlyMap<string, string>,
  spelling: ReadonlyMap<string, string>,
  allowed: Allows,
  denied: Allows,
): Witness | undefined {
  for (const example of region.examples.slice(0, MOST_TRIES)) {
    const witness: Witness = { principal, action: example.action, resource: example.resource, context: contextOf(example, fixed, spelling) };
    if (allowed(witness) && !denied(witness)) return witness;
  }
  return undefined;
}

const MOST_TRIES = 8;

function contextOf(
  { keys }: Example,
  fixed: ReadonlyMap<string, string>,
  spelling: ReadonlyMap<string, string>,
): Readonly<Record<string, ContextValue>> {
  const context: Record<string, ContextValue> = {};
  for (const [key, value] of fixed) context[spelling.get(key) ?? key] = value;
  for (const [key, values] of keys) context[spelling.get(key) ?? key] = values.length === 1 ? values[0] : values;
  // whatever requests have by themselves, this one hasn't
  for (const [key, written] of spelling) if (isSuppliedKey(key) && !keys.has(key) && !fixed.has(key)) context[written] = [];
  return context;
}
