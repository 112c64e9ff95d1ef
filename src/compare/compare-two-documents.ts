import type { Evaluation } from '../platforms/evaluation';
import type { PolicyDocument } from '../policy/document';
import { compareDocuments } from './compare-documents';
import type { PolicyType } from './compile/compile-document';
import { comparison } from './report/comparison';
import { toolsFor } from './tools';
import type { CompareOptions, Comparison } from './types';

/** What two documents are attached to, and how much work comparing them may be. */
export interface CheckOptions extends Pick<CompareOptions, 'maxStates'> {
  /** What the documents are attached to: `identity`, or `resource` (a bucket policy, a trust policy, …). */
  readonly policyType: PolicyType;
}

/**
 * Compares two policy documents of any service, alone: all requests that can be written down are looked at.
 *
 * @param evaluation how a platform judges otherwise than AWS
 */
export function compareTwoDocuments(before: PolicyDocument, after: PolicyDocument, options: CheckOptions, evaluation?: Evaluation): Comparison {
  const tools = toolsFor({ ...options, strict: true });
  return comparison(compareDocuments(before, after, { tools, policyType: options.policyType, evaluation }));
}
