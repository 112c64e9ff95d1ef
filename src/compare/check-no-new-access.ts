import type { Evaluation } from '../platforms/evaluation';
import type { PolicyDocument } from '../policy/document';
import { compareDocuments } from './compare-documents';
import { comparison } from './comparison';
import type { PolicyType } from './document-side';
import { type DocumentInput, readDocument } from './read-document';
import { toolsFor } from './tools';
import type { CompareOptions, Comparison } from './types';

/** What is compared, and how. */
export interface CheckOptions extends Pick<CompareOptions, 'maxStates'> {
  /** What the documents are attached to: `identity`, or `resource` (a bucket policy, a trust policy, …). */
  readonly policyType: PolicyType;
}

/**
 * Compares two policy documents of any service, alone: all requests that can be written down are looked at.
 *
 * @param beforeDocument policy document, as text or object
 * @param afterDocument policy document, as text or object
 * @returns what only one of them allows; `gained` is what the after document grants and the before document doesn't
 * @throws AccessError `InvalidPolicy` when a document can't be read
 * @example
 * const { verdict, gained } = checkNoNewAccess(reference, candidate, { policyType: 'identity' });
 * if (verdict !== 'none' && verdict !== 'lost') console.error(gained);
 */
export function checkNoNewAccess(beforeDocument: DocumentInput, afterDocument: DocumentInput, options: CheckOptions): Comparison {
  return checkAsPlatform(readDocument(beforeDocument, 'before document'), readDocument(afterDocument, 'after document'), options, undefined);
}

/**
 * @internal As {@link checkNoNewAccess}, by the rules of a platform.
 *
 * @param evaluation how it judges otherwise than AWS
 */
export function checkAsPlatform(
  before: PolicyDocument, after: PolicyDocument, options: CheckOptions, evaluation: Evaluation | undefined,
): Comparison {
  const tools = toolsFor({ ...options, strict: true });
  return comparison(compareDocuments(before, after, { tools, policyType: options.policyType, evaluation }));
}
