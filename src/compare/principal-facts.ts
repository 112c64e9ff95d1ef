import type { RequestPrincipal } from '../decide';
import type { ResolvedPrincipal } from '../decide/principal';
import { resolvePrincipal } from '../decide/principal';
import { principalKeys } from '../decide/principal-keys';
import type { AccessState } from '../state/access-state';
import type { FixedKeys } from './patterns';

/** Keys that follow from the principal: where `decide` gives them no value, the request lacks them. */
const PRINCIPAL_KEYS = ['aws:username', 'aws:userid', 'aws:principalarn', 'aws:principalaccount', 'aws:principaltype'];
const TAG = 'aws:principaltag/';

/**
 * The keys that follow from a principal. Tags that the state doesn't tell of stay free, except for anonymous requests, which have none:
 * sources often don't tell tags, and sessions bring their own.
 *
 * @param asked the keys that policies speak of, in lower case
 */
export function principalFacts(state: AccessState, principal: RequestPrincipal, asked: Iterable<string>): FixedKeys {
  const resolved = resolvePrincipal(state, principal);
  const facts = new Map<string, readonly string[] | null>(principalKeys(resolved));
  for (const key of PRINCIPAL_KEYS) if (!facts.has(key)) facts.set(key, null);
  if (hasNoTags(resolved)) for (const key of asked) if (key.startsWith(TAG) && !facts.has(key)) facts.set(key, null);
  return facts;
}

function hasNoTags({ kind, access }: ResolvedPrincipal): boolean {
  return kind === 'anonymous' || kind === 'root' || (kind === 'user' && access?.tags !== undefined);
}
