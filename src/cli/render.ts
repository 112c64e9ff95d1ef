import { lstatSync, readdirSync, readFileSync, realpathSync, rmdirSync, rmSync, statSync } from 'node:fs';
import { isAbsolute, join, relative } from 'node:path';
import { Command, Option } from 'commander';
import { AccessError } from '../errors';
import { planFor } from '../plan/plan-for';
import { renderAccess } from '../plan/render-access';
import type { RenderedAccess } from '../plan/rendered-access';
import { table } from '../report/table';
import { consoleSteps, STEPS_FILE } from './console-steps';
import { withHelp } from './help';
import { platformOption, platformToRender } from './platforms';
import type { PolicyFile } from './policy-file';
import { policyFiles, writePolicyFiles, writtenPaths } from './policy-files';
import { planAt, repeated, takesEnvironment } from './source';
import type { CommandContext } from './streams';
import { FILE_LIST, isUnfinished } from './write-folder';

interface RenderOptions {
  readonly out?: string;
  readonly clean?: boolean;
  readonly platform?: string;
  readonly scope?: string;
  readonly arg: readonly string[];
  readonly env?: string;
  readonly format: 'text' | 'json';
}

/** `bucket-grants render PLAN`: the policy documents of a plan, without an engine. */
export function renderCommand(context: CommandContext): Command {
  const command = takesEnvironment(new Command('render'))
    .argument('<plan>', 'a plan file (accessPlan: 1), a folder or a quoted pattern of those of one plan, or a JavaScript or TypeScript module that exports a plan or a function that returns one')
    .option('--out <dir>', 'write each document to a file below this folder')
    .option('--clean', 'with --out, delete the files of an earlier render that are not of this one')
    .addOption(platformOption('render it for this platform instead of its own', 'render'))
    .option('--scope <name>', 'on MinIO and Ceph, what the names of policies begin with: letters, digits and -')
    .addOption(repeated('--arg <value>', 'an argument for the plan, where it is a function; as often as needed'))
    .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json']).default('text'))
    .action(async (source: string, { out, clean, platform, scope, arg, env, format }: RenderOptions) => {
      if (clean === true && out === undefined) throw new AccessError({ code: 'InvalidArgument', message: '--clean has nothing to clean without --out', remedy: 'name the folder with --out' });
      if (scope !== undefined && platform === undefined) throw new AccessError({ code: 'InvalidArgument', message: '--scope is for the platform of --platform', remedy: "name it, or give the plan's own platform the scope: minio({ scope: … })" });
      const plan = await planAt(source, { arg, ...(env !== undefined && { env }) });
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
      ['render access-plan.yaml --env prod', 'print every policy of a plan'],
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
export function notes({ users, groups, roles, existing, buckets }: RenderedAccess): readonly string[] {
  const policies = [...users, ...groups, ...roles, ...existing].flatMap((each) => each.policies);
  return [...policies, ...buckets].flatMap(({ diagnostics }) => diagnostics.map((note) => `note: ${note}`));
}

/** What the other commands read in a folder: policy files, or a synthesized app in their place. */
const READ = new Set(['users', 'groups', 'roles', 'buckets', 'manifest.json', 'cdk.tf.json', 'stacks']);

/** More than these are counted, not named. */
const MOST_NAMED = 20;

/**
 * Takes away what an earlier render wrote into a folder and isn't of this one, and says what: only files that stand in the list that a
 * render leaves, and that would be read as access.
 */
function cleanStaleFiles(folder: string, written: ReadonlySet<string>): readonly string[] {
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
