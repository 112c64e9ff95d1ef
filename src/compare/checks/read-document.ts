import { AccessError } from '../../errors';
import { DOCUMENT } from '../../policy/check-document';
import type { PolicyDocument } from '../../policy/document';
import { parsePolicy } from '../../policy/parse';
import { mustBe } from '../../shape/check';
import { reading } from '../../shape/shape';

/** A policy document: JSON text, the object that it would be, or one that was parsed. */
export type DocumentInput = string | object | PolicyDocument;

/**
 * Reads a document.
 *
 * @throws AccessError `InvalidPolicy`
 */
export function readDocument(input: DocumentInput, name: string): PolicyDocument {
  if (reading({ where: `the ${name}`, code: 'InvalidPolicy' }, () => isParsed(input))) {
    mustBe(DOCUMENT, input, { what: `the ${name}`, code: 'InvalidPolicy', remedy: 'give what parsePolicy answers, unchanged, or the policy as JSON' });
    return input as PolicyDocument;
  }
  const { document, problems } = parsePolicy(input);
  if (document !== undefined) return document;
  const problem = problems.find(({ severity }) => severity === 'error');
  throw new AccessError({
    code: 'InvalidPolicy',
    message: `the ${name} can't be read: ${problem === undefined ? 'it is not a policy document' : `${problem.path}: ${problem.message}`}`,
    remedy: problem?.remedy ?? 'give a policy document: {"Version": "2012-10-17", "Statement": [...]}',
  });
}

function isParsed(input: unknown): boolean {
  return typeof input === 'object' && input !== null && 'statements' in input && 'version' in input;
}

/** Whether something is a policy document rather than an access state. */
export function isDocument(input: unknown): input is DocumentInput {
  return reading({ where: 'the source', code: 'InvalidPolicy' }, () => (
    typeof input === 'string' || isParsed(input) || (typeof input === 'object' && input !== null && 'Statement' in input)
  ));
}
