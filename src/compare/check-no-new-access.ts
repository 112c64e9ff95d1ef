import { type CheckResult, nothingGained } from './check-result';
import { type CheckOptions, compareTwoDocuments } from './compare-two-documents';
import { type DocumentInput, readDocument } from './read-document';

/**
 * Checks that one policy document of any service gives no access that another one does not give, each alone: all requests that can be
 * written down are looked at.
 *
 * @param beforeDocument policy document, as text or object
 * @param afterDocument policy document, as text or object
 * @returns `ok` when it is so; `violations` is what the after document gives and the before document does not
 * @throws AccessError `InvalidPolicy` when a document can't be read
 * @example
 * const { ok, violations, inconclusive } = checkNoNewAccess(reference, candidate, { policyType: 'identity' });
 * if (!ok) console.error(violations, inconclusive);
 */
export function checkNoNewAccess(beforeDocument: DocumentInput, afterDocument: DocumentInput, options: CheckOptions): CheckResult {
  return nothingGained(compareTwoDocuments(readDocument(beforeDocument, 'before document'), readDocument(afterDocument, 'after document'), options));
}
