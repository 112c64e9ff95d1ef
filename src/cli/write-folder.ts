import { randomUUID } from 'node:crypto';
import { lstatSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { AccessError } from '../errors';

/** Is there while a folder is being written; the next run says that the one before didn't end. */
export const UNFINISHED = '.bucket-grants-unfinished';

/** The list of all files of a folder, written last. */
export const FILE_LIST = '.bucket-grants-files.json';

/** What a folder is to hold. */
export interface FolderContent {
  /** Folders that are there even without a file. */
  readonly folders: readonly string[];
  /** Texts by their paths below the folder. */
  readonly texts: ReadonlyMap<string, string>;
}

/** Whether the run before this one was interrupted while it wrote the folder: its files may be of two plans then. */
export function isUnfinished(folder: string): boolean {
  return lstatSync(join(folder, UNFINISHED), { throwIfNoEntry: false }) !== undefined;
}

/**
 * Writes a folder. One that doesn't exist appears whole, by one rename. In one that exists each file is written beside its place and
 * renamed, so that none is ever half of one, and the list of them comes last. No symbolic link below the folder is followed.
 *
 * @throws AccessError `SymbolicLink`, and what the file system says
 */
export function writeFolder(folder: string, { folders, texts }: FolderContent): void {
  const all = new Map([...texts, [FILE_LIST, `${JSON.stringify({ files: [...texts.keys()].sort() }, null, 2)}\n`]]);
  if (statSync(folder, { throwIfNoEntry: false }) !== undefined) {
    for (const path of [...folders, ...all.keys(), UNFINISHED]) refuseLinks(folder, path);
    writeFileSync(join(folder, UNFINISHED), 'bucket-grants was writing this folder\n');
    for (const path of folders) mkdirSync(join(folder, path), { recursive: true });
    for (const [path, text] of all) replaceFile(join(folder, path), text);
    rmSync(join(folder, UNFINISHED));
    return;
  }
  const whole = resolve(folder);
  mkdirSync(dirname(whole), { recursive: true });
  const draft = join(dirname(whole), `.${basename(whole)}-${randomUUID()}`);
  mkdirSync(draft);
  try {
    for (const path of folders) mkdirSync(join(draft, path), { recursive: true });
    for (const [path, text] of all) {
      mkdirSync(dirname(join(draft, path)), { recursive: true });
      writeFileSync(join(draft, path), text, { flag: 'wx' });
    }
    renameSync(draft, whole);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    throw error;
  }
}

/** Writes beside, and renames. */
function replaceFile(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  const draft = join(dirname(file), `.draft-${randomUUID()}`);
  try {
    writeFileSync(draft, text, { flag: 'wx' });
    renameSync(draft, file);
  } finally {
    rmSync(draft, { force: true });
  }
}

function refuseLinks(folder: string, path: string): void {
  path.split(sep).forEach((_, index, steps) => {
    const part = join(...steps.slice(0, index + 1));
    if (lstatSync(join(folder, part), { throwIfNoEntry: false })?.isSymbolicLink() !== true) return;
    throw new AccessError({
      code: 'SymbolicLink',
      message: `${join(folder, part)} is a symbolic link, and what is written there would be somewhere else; nothing was written`,
      remedy: 'remove the link, or name an empty folder',
    });
  });
}
