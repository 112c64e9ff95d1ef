import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** All source files below a folder. */
export function comparisonFiles(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? comparisonFiles(path) : path.endsWith('.ts') ? [path] : [];
  });
}
