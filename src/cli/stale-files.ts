import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { AccessError } from '../errors';

/** What the other commands read in a folder: policy files, or a synthesized app in their place. */
const READ = new Set(['users', 'groups', 'roles', 'buckets', 'manifest.json', 'cdk.tf.json', 'stacks']);

/** More than these are counted, not named. */
const MOST_NAMED = 20;

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
    remedy: 'delete them if they are left from an earlier render, or name an empty folder',
  });
}

/** A folder with nothing of the plan in it is named as one. */
function staleIn(root: string, path: string, written: ReadonlySet<string>): readonly string[] {
  if (!statSync(join(root, path)).isDirectory()) return written.has(path) ? [] : [path];
  if (!written.has(path)) return [join(path, '/')];
  return readdirSync(join(root, path)).filter((name) => !name.startsWith('.')).sort().flatMap((name) => staleIn(root, join(path, name), written));
}
