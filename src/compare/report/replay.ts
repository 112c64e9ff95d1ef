import type { ContextValue, RequestPrincipal } from '../../decide';
import { isOneMoment } from '../../decide/context-keys';
import { isSuppliedKey } from '../../decide/supplied-keys';
import { NO, YES } from '../../decide/truth';
import { TIME_KEYS } from '../../s3/request-keys';
import type { Allows } from '../compile/compared-state';
import { keysIn } from '../model/key-facts';
import type { Witness } from '../types';
import type { Example, Region } from './region';

/**
 * The first example of a region that the two states were seen to answer differently; undefined would be an error of ours. Held against text, the
 * two keys that tell the moment of a request are looked at as if each had a value of its own: then an example may be impossible.
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
): ProvenWitness | 'impossible' | undefined {
  let uncertain: ProvenWitness | 'impossible' | undefined;
  for (const example of region.examples.slice(0, MOST_TRIES)) {
    const witness: Witness = { principal, action: example.action, resource: example.resource, context: contextOf(example, fixed, spelling) };
    if (!isPossible(witness, spelling)) {
      uncertain ??= 'impossible';
      continue;
    }
    const allows = allowed(witness);
    if (allows === NO || denied(witness) === YES) continue;
    if (allows === YES) return { witness };
    if (uncertain === undefined || uncertain === 'impossible') uncertain = { witness, unless: region.unless ?? [RESOURCE_SIDE] };
  }
  return uncertain;
}

/** A request of a region, and what isn't known and could cancel the change for it. */
export interface ProvenWitness {
  readonly witness: Witness;
  readonly unless?: readonly string[];
}

/** Whether the time keys of a request tell one moment. */
function isPossible({ context }: Witness, spelling: ReadonlyMap<string, string>): boolean {
  const [date, epoch] = TIME_KEYS.map((key) => context[spelling.get(key) ?? key]);
  return date === undefined || epoch === undefined || isOneMoment(date, epoch);
}

/** Beside the principal's policies, what is in another account, or has a policy of its own, must allow too. */
const RESOURCE_SIDE = 'what the resource itself and its account say';

const MOST_TRIES = 8;

function contextOf(
  { keys }: Example,
  fixed: ReadonlyMap<string, string>,
  spelling: ReadonlyMap<string, string>,
): Readonly<Record<string, ContextValue>> {
  const context: Record<string, ContextValue> = {};
  for (const [key, value] of fixed) context[spelling.get(key) ?? key] = value;
  for (const [dimension, all] of keys) {
    for (const [key, values] of keysIn(dimension, all, spelling, keys)) {
      if (values !== null) context[spelling.get(key) ?? key] = values.length === 1 ? values[0] : values;
      // a request without a version of TLS is one over HTTP
      else if (key === 's3:tlsversion' && !spelling.has('aws:securetransport')) context['aws:SecureTransport'] = 'false';
      // what AWS gives every request, other platforms needn't
      else if (isSuppliedKey(key) && !fixed.has(key)) context[spelling.get(key) ?? key] = [];
    }
  }
  return context;
}
