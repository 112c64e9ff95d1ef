import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { AccessError } from '../errors';
import { type AcceptedChange, parseAccepted } from '../report/review';

/**
 * Reads an allow file, YAML or JSON.
 *
 * @throws AccessError `InvalidAllowFile`
 */
export function readAllowFile(path: string): readonly AcceptedChange[] {
  let content: unknown;
  try {
    // JSON is YAML too
    content = parse(readFileSync(path, 'utf8'), { maxAliasCount: 0 });
  } catch (error) {
    throw new AccessError({
      code: 'InvalidAllowFile', message: `${path} can't be read: ${error instanceof Error ? error.message : String(error)}`, remedy: 'give a YAML or JSON file of accepted changes',
    });
  }
  return parseAccepted(content, path);
}
