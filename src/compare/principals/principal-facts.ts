import type { ResolvedPrincipal } from '../../decide/principal';
import type { PrincipalKeys } from '../../decide/principal-keys';
import { isNeverAnonymous } from '../../s3/request-keys';
import type { FixedKeys } from '../compile/text-pattern';

/** Keys that follow from the principal: where `decide` gives them no value, the request lacks them. */
const PRINCIPAL_KEYS = ['aws:username', 'aws:userid', 'aws:principalarn', 'aws:principalaccount', 'aws:principaltype'];
const TAG = 'aws:principaltag/';

/**
 * The keys that follow from a principal. Tags that the state doesn't tell of stay free, except for anonymous requests, which have none:
 * sources often don't tell tags, and sessions bring their own.
 *
 * @param keys what `decide` says of the principal
 * @param asked the keys that policies speak of, in lower case
 * @param tagsKnown whether either state tells the principal's tags: then a user has no others
 */
export function principalFacts(
  { resolved, keys }: { readonly resolved: ResolvedPrincipal; readonly keys: PrincipalKeys },
  asked: readonly string[],
  tagsKnown: boolean,
): FixedKeys {
  const facts = new Map<string, readonly string[] | null>(keys);
  for (const key of PRINCIPAL_KEYS) if (!facts.has(key)) facts.set(key, null);
  const { kind } = resolved;
  if (kind === 'anonymous') for (const key of asked) if (isNeverAnonymous(key)) facts.set(key, null);
  const hasNoOthers = kind === 'anonymous' || kind === 'root' || (tagsKnown && kind === 'user');
  if (hasNoOthers) for (const key of asked) if (key.startsWith(TAG) && !facts.has(key)) facts.set(key, null);
  return facts;
}
