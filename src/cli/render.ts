import { Command, Option } from 'commander';
import { AccessError } from '../errors';
import { readPlan } from '../files/read-plan';
import { planFor } from '../plan/plan-for';
import { renderAccess } from '../plan/render-access';
import type { RenderedAccess } from '../plan/rendered-access';
import { table } from '../report/table';
import { consoleSteps, STEPS_FILE } from './console-steps';
import { withHelp } from './help';
import { platformOption, platformToRender } from './platforms';
import type { PolicyFile } from './policy-file';
import { policyFiles, writePolicyFiles, writtenPaths } from './policy-files';
import { repeated } from './source';
import { cleanStaleFiles, refuseStaleFiles } from './stale-files';
import type { CommandContext } from './streams';
import { isUnfinished } from './write-folder';

interface RenderOptions {
  readonly out?: string;
  readonly clean?: boolean;
  readonly platform?: string;
  readonly scope?: string;
  readonly arg: readonly string[];
  readonly format: 'text' | 'json';
}

/** `bucket-grants render MODULE`: the policy documents of a plan, without an engine. */
export function renderCommand(context: CommandContext): Command {
  const command = new Command('render')
    .description('print every policy document of a plan and who gets it; with --out, write each to a file')
    .argument('<module>', 'JavaScript or TypeScript module that exports a plan, or a function that returns one')
    .option('--out <dir>', 'write each document to a file below this folder')
    .option('--clean', 'with --out, delete the files of an earlier render that are not of this one')
    .addOption(platformOption('render it for this platform instead of its own', 'render'))
    .option('--scope <name>', 'on MinIO and Ceph, what the names of policies begin with: letters, digits and -')
    .addOption(repeated('--arg <value>', 'an argument for the plan, where it is a function; as often as needed'))
    .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json']).default('text'))
    .action(async (module: string, { out, clean, platform, scope, arg, format }: RenderOptions) => {
      if (clean === true && out === undefined) throw new AccessError({ code: 'InvalidArgument', message: '--clean has nothing to clean without --out', remedy: 'name the folder with --out' });
      if (scope !== undefined && platform === undefined) throw new AccessError({ code: 'InvalidArgument', message: '--scope is for the platform of --platform', remedy: "name it, or give the plan's own platform the scope: minio({ scope: … })" });
      const plan = await readPlan(module, arg);
      const rendered = renderAccess(platform === undefined ? plan : planFor(plan, platformToRender(platform, scope)));
      const files = policyFiles(rendered);
      if (out !== undefined) {
        for (const path of clean === true ? cleanStaleFiles(out, writtenPaths(rendered, files)) : []) context.err(`deleted: ${path}`);
        refuseStaleFiles(out, writtenPaths(rendered, files));
        if (isUnfinished(out)) context.err(`note: the render into ${out} before this one was interrupted; all of its files are written again`);
        writePolicyFiles(rendered, files, out);
      }
      context.out(format === 'json' ? JSON.stringify([...files.map(({ json, ...file }) => ({ ...file, document: JSON.parse(json) as unknown })), ...rendered.files ?? []], null, 2) : text(rendered, files, out));
    });
  return withHelp(command, {
    examples: [
      ['render access.ts', 'print every policy of a plan'],
      ['render access.ts --arg prod --out policies --clean', 'write them to files, and delete those that the plan no longer has'],
      ['render access.ts --platform minio --scope acme-storage', 'as MinIO takes them'],
    ],
    statuses: { clean: 'rendered' },
  });
}

function text(rendered: RenderedAccess, files: readonly PolicyFile[], out: string | undefined): string {
  if (files.length + (rendered.files ?? []).length === 0) return 'The plan has no grants and no guards: there is no policy to render.';
  const rows = files.map(({ gets, kind, name, intents, size, path }) => [gets, kind, name, intents.join(', '), String(size), ...(out === undefined ? [] : [path])]);
  const overview = table(['who', 'what', 'name', 'grants and guards', 'size', ...(out === undefined ? [] : ['file'])], rows);
  const steps = consoleSteps(rendered, files);
  const written = `${files.length === 1 ? '1 policy' : `${files.length} policies`}${(rendered.files ?? []).map(({ path }) => ` and ${path}`).join('')} below ${out}${steps === undefined ? '' : `; what to do with them is in ${STEPS_FILE}`}`;
  if (out !== undefined) return [overview, ...notes(rendered), written].join('\n');
  const documents = files.map(({ gets, kind, name, json }) => `\n${gets}: ${kind} ${name}\n${JSON.stringify(JSON.parse(json), null, 2)}`);
  return [overview, ...notes(rendered), ...documents, ...(rendered.files ?? []).map((file) => `\n${file.path}\n${file.text}`), ...(steps === undefined ? [] : ['', steps])].join('\n');
}

/** What a platform couldn't express of it, or gives along. */
function notes({ users, groups, roles, existing, buckets }: RenderedAccess): readonly string[] {
  const policies = [...users, ...groups, ...roles, ...existing].flatMap((each) => each.policies);
  return [...policies, ...buckets].flatMap(({ diagnostics }) => diagnostics.map((note) => `note: ${note}`));
}
