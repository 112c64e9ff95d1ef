import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { AccessError } from '../errors';
import { asked } from '../files/file-system';
import { isPlanName } from '../files/read-plan';
import { shown } from '../shape/shown';
import { type FolderEntry, isGitSource, listGitSource } from './git-source';

/**
 * The sources of a folder by their names, in order: each folder in it, each JSON and YAML file, and each state of Terraform. What begins with a dot is another tool's.
 *
 * @param path a folder, or one of a commit: `git:REV:PATH`
 * @param say gets what else is there, and isn't read
 * @throws AccessError `UnreadableSource`, `NotInGit`
 */
export function sourcesIn(path: string, say: (text: string) => void): ReadonlyMap<string, string> {
  const isGit = isGitSource(path);
  const entries = isGit ? listGitSource(path) : list(path);
  const visible = entries.filter(({ name }) => !name.startsWith('.'));
  const isSource = ({ name, isFolder }: FolderEntry) => isFolder || isPlanName(name) || name.endsWith('.tfstate');
  const others = visible.filter((entry) => !isSource(entry)).map(({ name }) => shown(name)).sort();
  if (others.length > 0) say(`note: not read in ${shown(path)}, since with --each a source is a folder, or a file in JSON or YAML: ${others.join(', ')}`);
  const names = visible.filter(isSource).map(({ name }) => name).sort();
  if (names.length === 0) {
    throw new AccessError({
      code: 'UnreadableSource',
      message: `${shown(path)} holds no folder and no JSON or YAML file`,
      remedy: 'with --each, name a folder that holds a source for each stack or account',
    });
  }
  return new Map(names.map((name) => [name, isGit ? belowGit(path, name) : join(path, name)]));
}

function list(path: string): readonly FolderEntry[] {
  const isFolder = (name: string) => statSync(join(path, name), { throwIfNoEntry: false })?.isDirectory() === true;
  return asked(path, () => readdirSync(path)).map((name) => ({ name, isFolder: isFolder(name) }));
}

function belowGit(source: string, name: string): string {
  return `${source}${/[:/]$/.test(source) ? '' : '/'}${name}`;
}

/**
 * The allow files of sources, which lie in a folder as `SOURCE.yaml`. One that no source has is refused: it accepts nothing, and somebody believes that it does.
 *
 * @throws AccessError `InvalidAllowFile`
 */
export function allowFilesIn(folder: string, sources: readonly string[]): ReadonlyMap<string, string> {
  const there = asked(folder, () => readdirSync(folder)).filter((name) => !name.startsWith('.'));
  const stray = there.find((name) => !sources.includes(name.replace(/\.yaml$/, '')) || !name.endsWith('.yaml'));
  if (stray !== undefined) {
    throw new AccessError({
      code: 'InvalidAllowFile',
      message: `${shown(join(folder, stray))} is of no source`,
      remedy: 'of many sources, --allow names a folder that holds SOURCE.yaml for each that needs one, such as prod.json.yaml for prod.json',
    });
  }
  return new Map(there.map((name) => [name.slice(0, -'.yaml'.length), join(folder, name)]));
}
