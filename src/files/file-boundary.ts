import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { decodeText } from '../state/decode-text';

/** A larger file is not a configuration's. */
const LARGEST_FILE = 5_000_000;

/** What may be read: nothing outside of a folder, whatever links lead there, and nothing of Git's own. */
export class FileBoundary {
  /** @param folder its real path */
  public constructor(private readonly folder: string) {}

  /** Whether there is something at a path, and it lies in the folder. */
  public has(path: string): boolean {
    let real: string;
    try {
      real = realpathSync(path);
    } catch {
      return false;
    }
    const below = relative(this.folder, real);
    return below !== '..' && !below.startsWith(`..${sep}`) && resolve(this.folder, below) === real && !below.split(sep).includes('.git');
  }

  /** The text of a file in the folder; undefined where there is none, or none of a size that people write. */
  public text(path: string): string | undefined {
    if (!this.has(path)) return undefined;
    const found = statSync(path);
    return found.isFile() && found.size <= LARGEST_FILE ? decodeText(readFileSync(path)) : undefined;
  }
}

/** The folder that nothing is read outside of: the Git repository that a folder lies in; the folder above it, where it lies in none. */
export function boundaryFolder(folder: string): string {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return at;
    if (dirname(at) === at) return dirname(folder);
  }
}
