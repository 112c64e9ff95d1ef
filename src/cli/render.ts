import { Command, Option } from 'commander';
import { renderAccess } from '../plan/render-access';
import { table } from '../report/table';
import { loadPlan } from './load-plan';
import { policyFiles, writePolicyFiles, writtenPaths, type PolicyFile } from './policy-files';
import { repeated } from './source';
import { refuseStaleFiles } from './stale-files';
import type { CommandContext } from './streams';

interface RenderOptions {
  readonly out?: string;
  readonly arg: readonly string[];
  readonly format: 'text' | 'json';
}

/** `bucket-grants render MODULE`: the policy documents of a plan, without an engine. */
export function renderCommand(context: CommandContext): Command {
  return new Command('render')
    .description('print every policy document of a plan and who gets it; with --out, write each to a file')
    .argument('<module>', 'JavaScript or TypeScript module that exports a plan, or a function that returns one')
    .option('--out <dir>', 'write each document to a file below this folder')
    .addOption(repeated('--arg <value>', 'an argument for the plan, where it is a function; as often as needed'))
    .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json']).default('text'))
    .action(async (module: string, { out, arg, format }: RenderOptions) => {
      const rendered = renderAccess(await loadPlan(module, arg));
      const files = policyFiles(rendered);
      if (out !== undefined) {
        refuseStaleFiles(out, writtenPaths(rendered, files));
        writePolicyFiles(rendered, files, out);
      }
      context.out(format === 'json' ? JSON.stringify(files.map(({ json, ...file }) => ({ ...file, document: JSON.parse(json) as unknown })), null, 2) : text(files, out));
    });
}

function text(files: readonly PolicyFile[], out: string | undefined): string {
  if (files.length === 0) return 'The plan has no grants and no guards: there is no policy to render.';
  const rows = files.map(({ gets, kind, name, intents, size, path }) => [gets, kind, name, intents.join(', '), String(size), ...(out === undefined ? [] : [path])]);
  const overview = table(['who', 'what', 'name', 'grants and guards', 'size', ...(out === undefined ? [] : ['file'])], rows);
  if (out !== undefined) return `${overview}\n${files.length === 1 ? '1 policy' : `${files.length} policies`} below ${out}`;
  const documents = files.map(({ gets, kind, name, json }) => `\n${gets}: ${kind} ${name}\n${JSON.stringify(JSON.parse(json), null, 2)}`);
  return `${overview}\n${documents.join('\n')}`;
}
