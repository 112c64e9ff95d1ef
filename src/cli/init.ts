import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { Argument, Command } from 'commander';
import { AccessError } from '../errors';
import { withHelp } from './help';
import { PEERS, projectFiles, type ProjectKind } from './init/projects';
import type { CommandContext } from './streams';

/** `bucket-grants init KIND`: a small project that runs, with a test and the workflow that reviews it. */
export function initCommand(context: CommandContext): Command {
  const command = new Command('init')
    .addArgument(new Argument('<kind>', 'the engine of a program, or plan for plan files, which need none').choices(Object.keys(PEERS)))
    .argument('[folder]', 'where to write it; made where there is none', '.')
    .action((kind: ProjectKind, folder: string) => {
      const files = projectFiles(kind, nameOf(folder));
      refuseExisting(folder, files);
      for (const [path, text] of files) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), text, { flag: 'wx' });
        context.out(path);
      }
      const enter = resolve(folder) === process.cwd() ? '' : `cd ${folder} && `;
      context.err(`Next: ${enter}npm install && npm test`);
    });
  return withHelp(command, {
    examples: [['init cdktf storage', 'a project for cdktf in the folder storage'], ['init pulumi', 'a project for Pulumi here'], ['init plan access', 'plan files, without a program']],
    statuses: { clean: 'written' },
  });
}

/** A name that npm takes, after the folder. */
function nameOf(folder: string): string {
  const words = basename(resolve(folder)).toLowerCase().split(/[^a-z0-9]+/).filter((word) => word !== '');
  return words.length === 0 ? 'storage' : words.join('-');
}

/** Nothing of somebody else's is written over. */
function refuseExisting(folder: string, files: ReadonlyMap<string, string>): void {
  const there = [...files.keys()].filter((path) => existsSync(join(folder, path)));
  if (there.length === 0) return;
  throw new AccessError({
    code: 'InvalidArgument', message: `${folder} has ${there.slice(0, 5).join(', ')} already; nothing was written`, remedy: 'name an empty folder',
  });
}
