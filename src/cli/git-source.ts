import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { AccessError } from '../errors';
import { isConfigFolder } from '../files/config-folder';
import { STACK } from '../files/nested-files';
import { readAccessFile, type ReadFileOptions } from '../files/read-access-file';
import { isPlanName } from '../files/read-plan';
import { trimEnd } from '../policy/pattern/braces';
import { shown } from '../shape/shown';
import type { AccessState } from '../state/access-state';

const FORM = /^git:([^:]+):([^]*)$/;

/** Whether a source names a file or a folder of a commit: `git:REV:PATH`. */
export function isGitSource(source: string): boolean {
  return source.startsWith('git:');
}

/**
 * Reads an access state from a file or a folder as a commit of the repository here has it. The path is below the root of the repository,
 * or below the working directory where it begins with `./`, as for `git show`.
 *
 * @throws AccessError `NotInGit` when git isn't there, or there is no such commit or path, or the path holds what no state is made of
 */
export function readGitSource(source: string, options: ReadFileOptions): AccessState {
  const { revision, path } = partsOf(source);
  const folder = mkdtempSync(join(tmpdir(), 'bucket-grants-git-'));
  let target = join(folder, basename(trimEnd(path, '/')) || 'root');
  try {
    const id = object(source, revision, path);
    if (isConfiguration(source, id) || hasTemplatesBeside(source, id)) target = checkOutCommit(source, revision, path, folder);
    else checkOut(source, id, target);
    const state = readAccessFile(target, options);
    // what is read only when somebody looks at it is read now: the copy is gone afterwards
    void state.unknowns;
    return state;
  } catch (error) {
    if (!(error instanceof AccessError)) throw error;
    // the copy is gone when somebody reads this: say where it came from
    const [message] = error.message.split('\n  Code: ');
    throw new AccessError({ code: error.code, message: message.replaceAll(target, source), remedy: error.remedy });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Something in a folder. */
export interface FolderEntry {
  readonly name: string;
  readonly isFolder: boolean;
}

/**
 * What is in a folder of a commit.
 *
 * @throws AccessError `NotInGit`
 */
export function listGitSource(source: string): readonly FolderEntry[] {
  const { revision, path } = partsOf(source);
  const id = object(source, revision, path);
  return git(source, ['ls-tree', '-z', id]).split('\0').filter((entry) => entry !== '').map((entry) => ({ name: entry.slice(entry.indexOf('\t') + 1), isFolder: / tree /.test(entry.slice(0, entry.indexOf('\t'))) }));
}

function partsOf(source: string): { readonly revision: string; readonly path: string } {
  const [, revision, path] = FORM.exec(source) ?? [];
  if (revision === undefined || revision.startsWith('-')) {
    throw new AccessError({ code: 'NotInGit', message: `${source} is not a git:REV:PATH`, remedy: 'name a commit, a branch or a tag, and a path in it, such as git:origin/main:cdktf.out' });
  }
  return { revision, path };
}

/** The object of a path in a commit. */
function object(source: string, revision: string, path: string): string {
  const commit = git(source, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`]).trim();
  return git(source, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${commit}:${trimEnd(path, '/')}`]).trim();
}

/** Whether an object is a folder of Terraform configuration, which needs the modules and files that lie elsewhere in the commit. */
function isConfiguration(source: string, id: string): boolean {
  if (git(source, ['cat-file', '-t', id]).trim() !== 'tree') return false;
  return isConfigFolder(git(source, ['ls-tree', '-z', '--name-only', id]).split('\0'));
}

/** Whether an object is a template whose nested stacks may have theirs elsewhere in the commit. */
function hasTemplatesBeside(source: string, id: string): boolean {
  return git(source, ['cat-file', '-t', id]).trim() === 'blob' && gitBytes(source, ['cat-file', 'blob', id]).includes(STACK);
}

/** Writes all files of a commit, links as the text that they are, and says where the path is among them. */
function checkOutCommit(source: string, revision: string, path: string, folder: string): string {
  const commit = git(source, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`]).trim();
  const root = join(folder, 'commit');
  mkdirSync(join(root, '.git'), { recursive: true });
  const index = { GIT_INDEX_FILE: join(folder, 'index') };
  git(source, ['read-tree', commit], index);
  const plain = ['-c', 'core.symlinks=false', '-c', 'filter.lfs.smudge=', '-c', 'filter.lfs.process=', '-c', 'filter.lfs.required=false'];
  git(source, [...plain, 'checkout-index', '--all', '--force', '--quiet', `--prefix=${root}/`], index);
  const inside = path.startsWith('./') || path === '.' ? join(git(source, ['rev-parse', '--show-prefix']).trim(), path) : path;
  return join(root, inside);
}

/** Writes a file or a folder of git's; of a folder the JSON and YAML files, and of all others the names, since states and plans are read from these only. */
function checkOut(source: string, id: string, target: string): void {
  if (git(source, ['cat-file', '-t', id]).trim() === 'blob') {
    writeFileSync(target, gitBytes(source, ['cat-file', 'blob', id]));
    return;
  }
  mkdirSync(target);
  const entries = git(source, ['ls-tree', '-r', '-z', '--full-tree', id]).split('\0').filter((entry) => entry !== '');
  for (const entry of entries) {
    const [, mode, blob, name] = /^(\d+) \w+ (\w+)\t([^]*)$/.exec(entry) ?? [];
    const isFile = mode?.startsWith('100') === true;
    if (name.split('/').some((part) => part === '..' || part === '.' || part === '') || (!isFile && name.endsWith('.json'))) {
      throw new AccessError({ code: 'NotInGit', message: `${source} holds ${shown(name)}, which is not a file below it`, remedy: 'name a folder that holds its files itself' });
    }
    const file = join(target, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, isFile && isPlanName(name) ? gitBytes(source, ['cat-file', 'blob', blob]) : '');
  }
}

function git(source: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): string {
  return gitBytes(source, args, env).toString('utf8');
}

const MOST_BYTES = 1024 ** 3;

function gitBytes(source: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Buffer {
  try {
    return execFileSync('git', args, { stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: MOST_BYTES, env: { ...process.env, ...env } });
  } catch (error) {
    const { code, stderr } = error as { readonly code?: string; readonly stderr?: Buffer };
    const said = String(stderr ?? '').trim().split('\n')[0];
    throw new AccessError({
      code: 'NotInGit',
      message: code === 'ENOENT' ? `${source} can't be read, because there is no git` : `git knows no ${source.slice('git:'.length)}${said === '' ? '' : `: ${said}`}`,
      remedy: 'name a commit, a branch or a tag that was fetched, and a path that is in it; in CI, fetch the target branch first',
    });
  }
}
