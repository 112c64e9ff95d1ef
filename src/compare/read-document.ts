import { AccessError } from '../errors';
import type { PolicyDocument } from '../policy/document';
import { parsePolicy } from '../policy/parse';

/** A policy document: JSON text, the object that it would be, or one that was parsed. */
export type DocumentInput = string | object | PolicyDocument;

/**
 * Reads a document.
 *
 * @throws AccessError `InvalidPolicy`
 */
export function readDocument(input: DocumentInput, name: string): PolicyDocument {
  if (isParsed(input)) return input;
  const { document, problems } = parsePolicy(input);
  if (document !== undefined) return document;
  const problem = problems.find(({ severity }) => severity === 'error');
  throw new AccessError({
    code: 'InvalidPolicy',
    message: `the ${name} can't be read: ${problem === undefined ? 'it is no policy document' : `${problem.path}: ${problem.message}`}`,
    remedy: problem?.remedy ?? 'give a policy document: {"Version": "2012-10-17", "Statement": [...]}',
  });
}

function isParsed(input: DocumentInput): input is PolicyDocument {
  return typeof input === 'object' && 'statements' in input && 'version' in input;
}

/** Whether something is a policy document rather than an access state. */
export function isDocument(input: unknown): input is DocumentInput {
  return typeof input === 'string' || (typeof input === 'object' && input !== null && (('statements' in input && 'version' in input) || 'Statement' in input));
}
