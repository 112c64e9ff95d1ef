import { AccessError } from '../../errors';
import { type CheckOptions, compareTwoDocuments } from '../compare-documents';
import { CHECK, optionsOf } from '../options';
import { type CheckResult, nothingGained } from './check-result';
import { type DocumentInput, readDocument } from './read-document';

/**
 * Checks that one policy document of any service gives no access that another one does not give, each alone: all requests that can be
 * written down are looked at.
 *
 * @param beforeDocument policy document, as text or object
 * @param afterDocument policy document, as text or object
 * @returns `ok` when it is so; `violations` is what the after document gives and the before document does not
 * @throws AccessError `InvalidPolicy` when a document can't be read, `InvalidOption`
 * @example
 * const { ok, violations, inconclusive } = checkNoNewAccess(reference, candidate, { policyType: 'identity' });
 * if (!ok) console.error(violations, inconclusive);
 */
export function checkNoNewAccess(beforeDocument: DocumentInput, afterDocument: DocumentInput, options: CheckOptions): CheckResult {
  const how = optionsOf<CheckOptions>('checkNoNewAccess', CHECK, options);
  return nothingGained(compareTwoDocuments(readDocument(beforeDocument, 'before document'), readDocument(afterDocument, 'after document'), { ...how, policyType: how.policyType ?? missing() }));
}

function missing(): never {
  throw new AccessError({
    code: 'InvalidOption',
    message: 'checkNoNewAccess is given no policyType; allowed: "identity" for policies of users, groups and roles, and "resource" for those of buckets and others',
    remedy: "write { policyType: 'identity' }",
  });
}
