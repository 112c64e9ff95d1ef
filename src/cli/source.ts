import { Option, type Command } from 'commander';
import { AccessError } from '../errors';
import { loadPlan } from '../files/load-plan';
import { readAccessFile } from '../files/read-access-file';
import { readPlan } from '../files/read-plan';
import type { AccessPlan } from '../plan/planned';
import { shown } from '../shape/shown';
import type { AccessState } from '../state/access-state';
import { readAccess, readAccessText } from '../state/read-access';
import { isGitSource, readGitSource } from './git-source';
import { platformNamed, platformOption } from './platforms';
import type { Streams } from './streams';

/** What the commands say of the sources that they take. */
export const SOURCE_HELP = 'what to read: a synthesized folder or file of cdktf or cdktn, a folder of Terraform configuration, cdk.out or a template of CloudFormation, terraform show -json, pulumi preview --json --show-sames or stack export, '
  + 'aws iam get-account-authorization-details, a folder of policy files, one policy (also as the commands of AWS print it), a plan file or a folder of those of one plan, a module that exports a plan, the access.yaml of a DeltaGlider Proxy, an access state; git:REV:PATH is a file or folder as a commit has it; - reads standard input';

/** Adds what all commands take that read a stack. */
export function takesStack(command: Command): Command {
  return takesVariables(command.argument('<stack>', SOURCE_HELP));
}

/** Adds the values that a stack may lack. */
export function takesVariables(command: Command): Command {
  return takesEnvironment(command)
    .hook('preAction', async (_, action) => {
      const plans = new Map<string, AccessPlan>();
      for (const path of action.args.filter(isModule)) plans.set(path, await loadPlan(path, action.opts<{ readonly arg: readonly string[] }>().arg));
      action.setOptionValue('plans', plans);
    })
    .option('--bucket <name>', 'of a single policy, the bucket that has it (default: the one that its resources are in)')
    .addOption(repeated('--arg <value>', 'an argument for the plan of a module, where it is a function; as often as needed'))
    .addOption(repeated('--var <name=value>', 'the value of a Terraform variable or a parameter of a template, which a synthesized stack does not hold; as often as needed'))
    .addOption(repeated('--var-file <file>', 'a file with values of Terraform variables in the folder of the configuration, beside those that Terraform reads by itself; as often as needed'))
    .option('--source <folder>', 'the folder of the configuration that a Terraform plan was made of (default: the one that the plan lies in)');
}

/** Adds the environment of plan files. */
export function takesEnvironment(command: Command): Command {
  return command.option('--env <name>', 'of a plan file, the environment to read it for');
}

/** The plan of a file, of a folder or of a module. */
export async function planAt(path: string, { arg, env }: { readonly arg: readonly string[]; readonly env?: string }): Promise<AccessPlan> {
  return isModule(path) ? loadPlan(path, arg) : readPlan(path, env === undefined ? {} : { env });
}

/** Whether a source is a module that exports a plan, by its name. */
export function isModule(path: string): boolean {
  return /\.[cm]?[jt]s$/.test(path) && !isGitSource(path);
}

/** Adds that what is named is a folder of many sources. */
export function takesEach(command: Command): Command {
  return command.option('--each', 'what is named is a folder of sources: each folder, JSON and YAML file in it is read by itself, several at once, and one report is made of all');
}

/** Adds whose a single policy is, for commands that don't ask who makes a request. */
export function takesHolder(command: Command): Command {
  return command.option('--user <name>', 'of a single policy, the user who has it (default: the name of its file)');
}

/** Adds the platform by whose rules requests are judged. */
export function takesPlatform(command: Command): Command {
  return command.addOption(platformOption('the platform by whose rules requests are judged (default: what the stack was declared for, else aws)', 'judge'));
}

/** An option that may be given several times, one value each: with several values each, it would take the argument behind it for one. */
export function repeated(flags: string, description: string): Option {
  return new Option(flags, description).default([], 'none').argParser((value: string, before: readonly string[]) => [...before, value]);
}

/** What a source is read with. */
export interface SourceOptions {
  /** Values of variables, as `name=value`. */
  readonly var: readonly string[];
  /** The user who has a single policy. @default the name of its file */
  readonly user?: string;
  /** The bucket that has a single policy. @default the one that its resources are in */
  readonly bucket?: string;
  /** The environment of plan files. @default none */
  readonly env?: string;
  /** The plans of modules, by their paths. @default none */
  readonly plans?: ReadonlyMap<string, AccessPlan>;
  /** Names of files with values of variables. @default none */
  readonly varFile?: readonly string[];
  /** The folder of the configuration that plans were made of. @default the one that a plan lies in */
  readonly source?: string;
  /**
   * The name of the platform by whose rules requests are judged.
   *
   * @default - what the source was declared for, where it tells that, else AWS
   */
  readonly platform?: string;
}

/** Reads an access state from a path, from a commit, or from standard input. */
export function readSource(path: string, { var: pairs, varFile, source, platform: name, user, bucket, plans, env }: SourceOptions, { stdin, step }: Pick<Streams, 'stdin' | 'step'>): AccessState {
  const variables = Object.fromEntries(keyValues('--var', pairs));
  const platform = name === undefined ? undefined : platformNamed(name);
  const variableFiles = varFile?.length === 0 ? undefined : varFile;
  const given = Object.fromEntries(Object.entries({ user, bucket, env, source, variableFiles }).filter(([, value]) => value !== undefined));
  const options = { variables, platform, ...given };
  const plan = plans?.get(path);
  step?.(`reading ${path}`);
  if (plan !== undefined) return readAccess(plan, options);
  if (isGitSource(path)) return readGitSource(path, options);
  return path === '-' ? readAccessText(stdin(), options) : readAccessFile(path, options);
}

/** Splits `key=value` arguments. */
export function keyValues(option: string, pairs: readonly string[]): ReadonlyArray<readonly [key: string, value: string]> {
  return pairs.map((pair) => {
    const equals = pair.indexOf('=');
    if (equals > 0) return [pair.slice(0, equals), pair.slice(equals + 1)];
    throw new AccessError({ code: 'InvalidArgument', message: `${option} ${shown(pair)} is not a key=value`, remedy: `write ${option} key=value` });
  });
}
