/*
 * `npx tsx tools/examples.ts`: runs every example on every engine and writes its policies beside it, as policies.json; a test compares them.
 */
import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { buildSync } from 'esbuild';
import type { AccessRequest, Decision } from '../src/decide';
import { readAccessFile } from '../src/files';
import { policyJson } from '../src/policy';
import { type AccessState, type NamedPolicy } from '../src/state';

const root = join(__dirname, '..');

/** The examples, and the Pulumi stacks that come to what one app of the other engines makes. */
export const examples: Readonly<Record<string, { readonly pulumiStacks: readonly string[] }>> = {
  'ci-uploader': { pulumiStacks: ['dev'] },
  'ci-role': { pulumiStacks: ['dev'] },
  'team-folders': { pulumiStacks: ['dev'] },
  'platform-repo': { pulumiStacks: ['dev', 'prod'] },
  'key-rotation': { pulumiStacks: ['dev'] },
  'guarded-archive': { pulumiStacks: ['dev'] },
  'partner-access': { pulumiStacks: ['dev'] },
  'own-store': { pulumiStacks: ['dev'] },
  'downloads': { pulumiStacks: ['dev'] },
  'whole-bucket': { pulumiStacks: ['dev'] },
  'group-policy': { pulumiStacks: ['dev'] },
  'address-and-time': { pulumiStacks: ['dev'] },
  'https-only': { pulumiStacks: ['dev'] },
  'away-from-acls': { pulumiStacks: ['dev'] },
  'adopted': { pulumiStacks: ['dev'] },
  'service-logs': { pulumiStacks: ['dev'] },
  'access-points': { pulumiStacks: ['dev'] },
};

/** The engines that examples are written for. */
export const exampleEngines = ['cdktf', 'cdktn', 'pulumi'] as const;

/** Where an example's policies are kept. */
export const policiesFile = (example: string): string => join(root, 'examples', example, 'policies.json');

/** Where what an example answers is kept: requests that show what it allows and what it doesn't, for tests and for the guides of the site. */
export const answersFile = (example: string): string => join(root, 'examples', example, 'answers.json');

/** A request that an example answers. */
export interface ExampleAnswer {
  readonly title: string;
  readonly request: AccessRequest;
  readonly effect: Decision['effect'];
}

/** Who gets which documents. */
export type ExamplePolicies = Readonly<Record<string, readonly unknown[]>>;

/** Runs an example on an engine and reads its policies from what it synthesizes. */
export function policiesOfExample(example: string, engine: (typeof exampleEngines)[number]): ExamplePolicies {
  return policiesOf(statesOfExample(example, engine));
}

/** The policies of what an example synthesized. */
export function policiesOf(states: readonly AccessState[]): ExamplePolicies {
  return sortedKeys(Object.assign({}, ...states.map(documents)) as ExamplePolicies);
}

/** Runs an example on an engine and reads what it synthesizes: of Pulumi one state for each of its stacks. */
export function statesOfExample(example: string, engine: (typeof exampleEngines)[number]): readonly AccessState[] {
  if (engine !== 'pulumi') {
    synthesizeAll(engine);
    return [readAccessFile(outputOf(example, engine))];
  }
  return examples[example].pulumiStacks.map((stack) => {
    const output = join(outputOf(example, engine), `${stack}.json`);
    run([compiledProgram(join('quickstart', 'preview-pulumi')), compiledProgram(join(example, engine)), output], { PULUMI_STACK: stack });
    return readAccessFile(output);
  });
}

const outputOf = (example: string, engine: string): string => join(root, 'examples', example, 'out', engine);

const synthesized = new Set<string>();

/** Runs all examples on an engine of Terraform one after the other in one process, since loading the engine costs more than they do; once. */
function synthesizeAll(engine: string): void {
  if (synthesized.has(engine)) return;
  const programs = Object.keys(examples).map((example) => [compiledProgram(join(example, engine)), outputOf(example, engine)]);
  for (const [, output] of programs) rmSync(output, { recursive: true, force: true });
  run(['-e', 'for (const [program, output] of JSON.parse(process.argv[1])) { process.env.CDKTF_OUTDIR = output; require(program); }', JSON.stringify(programs)]);
  synthesized.add(engine);
}

function run(args: readonly string[], env: Readonly<Record<string, string>> = {}): void {
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8', env: { ...process.env, ...env } });
  if (status !== 0) throw new Error(`${args.join(' ')} failed:\n${stderr}`);
}

/** A program below examples/ as JavaScript, which starts in half the time; below examples/ too, where it finds the package by its name. */
function compiledProgram(path: string): string {
  const outfile = join(root, 'examples', dirname(path), 'out', `${basename(path)}.js`);
  buildSync({ entryPoints: [join(root, 'examples', `${path}.ts`)], outfile, bundle: true, packages: 'external', platform: 'node', target: 'node20' });
  return outfile;
}

function documents({ users, groups, roles, buckets }: AccessState): ExamplePolicies {
  // Sorted, because engines list the policies of a principal in different orders, which never matters.
  const of = (policies: readonly NamedPolicy[]) => policies.flatMap(({ document }) => (document ? [policyJson(document)] : [])).sort()
    .map((json) => JSON.parse(json) as unknown);
  return Object.fromEntries([
    ...[...users.values()].map(({ name, policies }) => [`user ${name}`, of(policies)] as const),
    ...[...groups.values()].map(({ name, policies }) => [`group ${name}`, of(policies)] as const),
    ...[...roles.values()].map(({ name, policies }) => [`role ${name}`, of(policies)] as const),
    ...[...buckets.values()].map(({ name, policy }) => [`bucket ${name}`, of(policy ? [policy] : [])] as const),
  ]);
}

function sortedKeys(policies: ExamplePolicies): ExamplePolicies {
  return Object.fromEntries(Object.entries(policies).sort(([a], [b]) => (a < b ? -1 : 1)));
}

if (require.main === module) {
  for (const example of Object.keys(examples)) {
    writeFileSync(policiesFile(example), `${JSON.stringify(policiesOfExample(example, 'cdktf'), null, 2)}\n`);
    console.log(`wrote ${policiesFile(example)}`);
  }
}
