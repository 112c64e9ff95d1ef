import { lstatSync, readdirSync, readFileSync, realpathSync, rmdirSync, rmSync, statSync } from 'node:fs';
import { isAbsolute, join, relative } from 'node:path';
import { AccessError } from '../errors';
import { FILE_LIST } from './write-folder';

/** What the other commands read in a folder: policy files, or a synthesized app in their place. */
const READ = new Set(['users', 'groups', 'roles', 'buckets', 'manifest.json', 'cdk.tf.json', 'stacks']);

/** More than these are counted, not named. */
const MOST_NAMED = 20;

/**
 * Takes away what an earlier render wrote into a folder and isn't of this one, and says what: only files that stand in the list that a
 * render leaves, and that would be read as access.
 */
export function cleanStaleFiles(folder: string, written: ReadonlySet<string>): readonly string[] {
  const listed = filesOfLastRender(folder);
  const isOurs = (path: string) => !written.has(path) && READ.has(path.split(/[\\/]/)[0]) && isFileInside(folder, path);
  const gone = [...listed].filter(isOurs).sort();
  for (const path of gone) rmSync(join(folder, path));
  for (const name of listed.size === 0 ? [] : READ) removeEmpty(folder, name, written);
  return gone;
}

/** Removes folders in which nothing is left, which would be read as somebody without policies. */
function removeEmpty(root: string, path: string, written: ReadonlySet<string>): void {
  if (lstatSync(join(root, path), { throwIfNoEntry: false })?.isDirectory() !== true) return;
  for (const name of readdirSync(join(root, path))) removeEmpty(root, join(path, name), written);
  if (!written.has(path) && readdirSync(join(root, path)).length === 0) rmdirSync(join(root, path));
}

/** The files that the last render into a folder wrote, by its list. */
function filesOfLastRender(folder: string): ReadonlySet<string> {
  try {
    const list: unknown = JSON.parse(readFileSync(join(folder, FILE_LIST), 'utf8'));
    const files: unknown = typeof list === 'object' && list !== null && 'files' in list ? list.files : undefined;
    return new Set(Array.isArray(files) ? files.filter((file): file is string => typeof file === 'string') : []);
  } catch {
    return new Set();
  }
}

/** Whether a path is a file in a folder, and no link on the way leads out of it. */
function isFileInside(folder: string, path: string): boolean {
  const file = join(folder, path);
  if (lstatSync(file, { throwIfNoEntry: false })?.isFile() !== true) return false;
  const way = relative(realpathSync(folder), realpathSync(file));
  return !isAbsolute(way) && !way.startsWith('..');
}

/**
 * Refuses an output folder with files that would be read as access and aren't part of it any more, such as a policy of a user that the
 * plan doesn't have. They aren't deleted: the folder may be another one than was meant.
 *
 * @param written everything that will be written, below the folder
 * @throws AccessError `StaleFiles`
 */
export function refuseStaleFiles(folder: string, written: ReadonlySet<string>): void {
  const found = statSync(folder, { throwIfNoEntry: false });
  if (found === undefined) return;
  if (!found.isDirectory()) throw new AccessError({ code: 'InvalidArgument', message: `--out ${folder} is a file`, remedy: 'name a folder, which is made where there is none' });
  const stale = readdirSync(folder).filter((name) => READ.has(name)).sort().flatMap((name) => staleIn(folder, name, written));
  if (stale.length === 0) return;
  const more = stale.length > MOST_NAMED ? ` and ${stale.length - MOST_NAMED} more` : '';
  throw new AccessError({
    code: 'StaleFiles',
    message: `${folder} holds what isn't of this plan, and would be read as access: ${stale.slice(0, MOST_NAMED).join(', ')}${more}; nothing was written`,
    remedy: 'delete them, or let --clean delete what an earlier render wrote there; or name an empty folder',
  });
}

/** A folder with nothing of the plan in it is named as one. */
function staleIn(root: string, path: string, written: ReadonlySet<string>): readonly string[] {
  if (!statSync(join(root, path)).isDirectory()) return written.has(path) ? [] : [path];
  if (!written.has(path)) return [join(path, '/')];
  return readdirSync(join(root, path)).filter((name) => !name.startsWith('.')).sort().flatMap((name) => staleIn(root, join(path, name), written));
}
