import { readFileSync } from 'node:fs';
import { AccessError } from '../errors';
import { yaml } from '../shape/yaml';

/**
 * Reads an allow file, YAML or JSON.
 *
 * @param read makes entries of its parsed content, for a file of a name
 * @throws AccessError `InvalidAllowFile`
 */
export function readAllowFile<Entry>(path: string, read: (content: unknown, name: string) => readonly Entry[]): readonly Entry[] {
  let content: unknown;
  try {
    // JSON is YAML too
    content = yaml().parse(readFileSync(path, 'utf8'), { maxAliasCount: 0 });
  } catch (error) {
    throw new AccessError({
      code: 'InvalidAllowFile', message: `${path} can't be read: ${error instanceof Error ? error.message : String(error)}`, remedy: 'give a YAML or JSON file of what is accepted',
    });
  }
  return read(content, path);
}
