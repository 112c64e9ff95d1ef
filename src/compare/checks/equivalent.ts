import type { AccessState, AccessStateJson } from '../../state/access-state';
import { compareAccess } from '../compare-access';
import { compareTwoDocuments } from '../compare-documents';
import { comparing, GRANTED, optionsOf } from '../options';
import type { GrantedOptions } from './granted';
import { type DocumentInput, isDocument, readDocument } from './read-document';

/**
 * Whether two access states, or two documents, allow exactly the same requests. What can't be determined is not equivalent.
 *
 * @throws AccessError `InvalidPolicy`, `UnreadableSource`, `InvalidOption`
 * @example
 * equivalent(readAccess('before'), readAccess('after')); // true for a pure refactoring
 */
export function equivalent(
  one: DocumentInput | AccessState | AccessStateJson,
  other: DocumentInput | AccessState | AccessStateJson,
  options: GrantedOptions = {},
): boolean {
  const how = optionsOf<GrantedOptions>('equivalent', GRANTED, options);
  const comparison = isDocument(one) && isDocument(other)
    ? compareTwoDocuments(readDocument(one, 'one document'), readDocument(other, 'other document'), { ...how, policyType: how.policyType ?? 'identity' })
    : compareAccess(one as AccessState | AccessStateJson, other as AccessState | AccessStateJson, comparing(how));
  return comparison.verdict === 'none';
}
