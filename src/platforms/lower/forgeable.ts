/* Pass 19 of lowering a statement. It may assume: a statement is in the form in which it is sent. */
import { AccessError } from '../../errors';
import { LIST, LIST_VERSIONS } from '../../s3/action-sets';
import type { IntentStatement } from '../dialect';
import { filterRemedy, isForgeable } from '../forgeable';
import type { Platform } from '../platform';
import { named } from '../unsupported';

/**
 * Refuses a statement with a condition whose values the client chooses. The one exception is a listing below a prefix for
 * somebody who signs in: what it limits is which names are shown, and a sentence says that it limits honest clients only.
 *
 * @returns what has to be said of the statement
 * @throws AccessError `ForgeableCondition`
 */
export function checkForgeable(statement: IntentStatement, platform: Platform): readonly string[] {
  const forgeable = (statement.conditions ?? []).filter((condition) => isForgeable(condition, platform.evaluation));
  if (forgeable.length === 0) return [];
  const { title } = platform;
  if (isListingOfSomebody(statement) && forgeable.every(({ key }) => LISTED.includes(key.toLowerCase()))) {
    return [`${statement.sid ?? 'a statement'}: the listing below a prefix limits honest clients only, since ${title} takes ${forgeable.map(({ key }) => key).join(' and ')} from the client, who can send another beside it`];
  }
  const [{ operator, key }] = forgeable;
  throw new AccessError({
    code: 'ForgeableCondition',
    message: `${named(statement)}: the condition ${operator} ${key} holds nobody back on ${title}: it takes headers and query parameters of the client for the values of condition keys, so anyone who asks chooses what the condition sees`,
    remedy: filterRemedy(platform),
  });
}

const LISTED: readonly string[] = ['s3:prefix', 's3:delimiter'];
const LISTS: readonly string[] = [...LIST, ...LIST_VERSIONS];

/** In the policy of a bucket a statement names principals, and those who need no key to list have nothing to lose by a forged request. */
function isListingOfSomebody({ effect, actions = [], principals, notPrincipals }: IntentStatement): boolean {
  return effect === 'Allow' && principals === undefined && notPrincipals === undefined && actions.length > 0 && actions.every((action) => LISTS.includes(action));
}
