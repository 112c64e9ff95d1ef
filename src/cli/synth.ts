import { basename, dirname, resolve } from 'node:path';
import { Command, Option } from 'commander';
import { readPlanFiles } from '../files/read-plan';
import { LateValues } from '../plan/graph/late';
import type { AccessPlan } from '../plan/planned';
import { synthPlan, type SynthTarget } from '../synth';
import type { DeployVariable } from '../synth/synth-input';
import { withHelp } from './help';
import { notes, refuseStaleFiles } from './render';
import { isModule, planAt, repeated, takesEnvironment } from './source';
import type { CommandContext } from './streams';
import { FILE_LIST, isUnfinished, writeFolder } from './write-folder';

interface SynthOptions {
  readonly to: SynthTarget;
  readonly out?: string;
  readonly scope: string;
  readonly arg: readonly string[];
  readonly env?: string;
  readonly format: 'text' | 'json';
}

/** `bucket-grants synth PLAN`: a plan as a module of Terraform, or as a program of Pulumi YAML. */
export function synthCommand(context: CommandContext): Command {
  const command = takesEnvironment(new Command('synth'))
    .argument('<plan>', 'a plan file (accessPlan: 1), a folder or a quoted pattern of those of one plan, or a JavaScript or TypeScript module that exports a plan or a function that returns one')
    .addOption(new Option('--to <target>', 'what to write').choices(['terraform', 'pulumi']).makeOptionMandatory())
    .option('--out <dir>', 'write main.tf.json or Pulumi.yaml into this folder (default: print it)')
    .option('--scope <name>', 'tells the plan from others in the same account, in the names of policies that live there', '')
    .addOption(repeated('--arg <value>', 'an argument for the plan, where it is a function; as often as needed'))
    .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json']).default('text'))
    .action(async (source: string, { to, out, scope, arg, env, format }: SynthOptions) => {
      const late = new LateValues();
      const variables: DeployVariable[] = [];
      const lateVariable = (name: string, description: string | undefined) => {
        variables.push({ name, ...(description !== undefined && { description }) });
        return late.placeholder({ variable: name });
      };
      const plan: AccessPlan = isModule(source) ? await planAt(source, { arg }) : readPlanFiles(source, env, lateVariable);
      const { file, rendered } = synthPlan(plan, { to, scope, late, variables, name: projectName(source, out) });
      for (const note of notes(rendered)) context.err(note);
      if (out !== undefined) {
        const texts = new Map([[file.path, file.text]]);
        refuseStaleFiles(out, new Set([...texts.keys(), FILE_LIST]));
        if (isUnfinished(out)) context.err(`note: what wrote ${out} before this was interrupted; all of its files are written again`);
        writeFolder(out, { folders: [], texts });
      }
      if (format === 'json') context.out(JSON.stringify([file], null, 2));
      else context.out(out === undefined ? file.text.trimEnd() : `${file.path} in ${out}${variables.length === 0 ? '' : `, with the variables ${variables.map(({ name }) => name).join(', ')}`}`);
    });
  return withHelp(command, {
    examples: [
      ['synth access-plan.yaml --env prod --to terraform --out modules/access', 'a module for HCL: module "access" { source = "./modules/access" }'],
      ['synth access-plan.yaml --env prod --to pulumi --out access', 'a program for the pulumi command'],
    ],
    statuses: { clean: 'written' },
  });
}

/** What a Pulumi project is called: as its folder, or as that of the plan. */
function projectName(source: string, out: string | undefined): string {
  const name = basename(resolve(out ?? dirname(source))).replace(/[^A-Za-z0-9._-]+/g, '-');
  return name === '' ? 'access' : name;
}
