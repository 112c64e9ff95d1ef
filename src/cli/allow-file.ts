import { readFileSync } from 'node:fs';
import { AccessError } from '../errors';
import { type AcceptedChange, parseAccepted } from '../report/review';

/**
 * Reads an allow file, YAML or JSON.
 *
 * @throws AccessError `InvalidAllowFile`
 */
export async function readAllowFile(path: string): Promise<readonly AcceptedChange[]> {
  // loaded here, so that nobody else waits for it; JSON is YAML too
  const { parse } = await import('yaml');
  let content: unknown;
  try {
    content = parse(readFileSync(path, 'utf8'), { maxAliasCount: 0 });
  } catch (error) {
    throw new AccessError({
      code: 'InvalidAllowFile', message: `${path} can't be read: ${error instanceof Error ? error.message : String(error)}`, remedy: 'give a YAML or JSON file of accepted changes',
    });
  }
  return parseAccepted(content, path);
}
