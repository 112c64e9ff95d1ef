import type { AccessState, AccessStateJson } from '../state/access-state';
import { checkNoNewAccess } from './check-no-new-access';
import { compareAccess } from './compare-access';
import type { GrantedOptions } from './granted';
import { type DocumentInput, isDocument } from './read-document';

/**
 * Whether two access states, or two documents, allow exactly the same requests. What can't be told is not equivalent.
 *
 * @throws AccessError `InvalidPolicy`
 * @example
 * equivalent(readAccess('before'), readAccess('after')); // true for a pure refactoring
 */
export function equivalent(
  one: DocumentInput | AccessState | AccessStateJson,
  other: DocumentInput | AccessState | AccessStateJson,
  options: GrantedOptions = {},
): boolean {
  const comparison = isDocument(one) && isDocument(other)
    ? checkNoNewAccess(one, other, { ...options, policyType: options.policyType ?? 'identity' })
    : compareAccess(one as AccessState | AccessStateJson, other as AccessState | AccessStateJson, options);
  return comparison.verdict === 'none';
}
