import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import * as pulumi from '@pulumi/pulumi';
import { TerraformProvider, TerraformStack, Testing } from 'cdktf';
import { parse, parseAllDocuments } from 'yaml';
import { readAccessFile } from '../../src/files';
import { parsePlan } from '../../src/plan/file/parse-plan';
import type { AccessPlan } from '../../src/plan/planned';
import { parseAcceptedFindings } from '../../src/report/lint/accepted';
import { parseAccepted } from '../../src/report/review';
import { accessMatchers, pulumiRecording } from '../../src/testing';
import { entries, importPath } from '../../tools/entries';
import { policiesOf } from '../../tools/examples';
import type * as Talk from '../cli/talk';
import { blocksOf, PAGES, root, type Block } from './blocks';
import { given, givenOnPulumi } from './given';
import { callsOf, ownArguments } from './shell-blocks';
import { evaluate, isOnPulumi, locationOf, modulesOf, typeErrors } from './typescript-blocks';

/*
 * What a reader copies from a page works: every block of every page is executed here, each by what its language is. One that can't be is marked
 * with the reason, on the line above it.
 */
const built = existsSync(join(root, 'lib', 'index.js'));
const blocks = PAGES.flatMap(blocksOf);
const of = (...languages: readonly string[]): readonly Block[] => (
  blocks.filter(({ language, notRun }) => notRun === undefined && languages.includes(language))
);
const place = ({ page, line }: Block): string => `${page}:${line}`;
const named = (some: readonly Block[]): ReadonlyArray<readonly [string, Block]> => some.map((block) => [place(block), block]);

/** Programs of others in shell blocks, which are tried elsewhere or not ours to try. */
const OTHERS = ['aws', 'cd', 'export', 'git', 'jq', 'npm', 'projen', 'pulumi', 'terraform', 'tsx', 'jest', 'node', '.ci/run'];

const load = (name: string): unknown => {
  if (name === 'node:test') return { __esModule: true, default: runNow };
  if (name === './index.js') return (evaluate(firstOf('README.md', isOnPulumi), load).block as () => Promise<void>)();
  return jest.requireActual(locationOf(name));
};
const source = (example: string, file: string): string => readFileSync(join(root, 'examples', example, file), 'utf8');
const firstOf = (page: string, is: (block: Block) => boolean = () => true): string => (
  modules.get(of('ts').find((block) => block.page === page && is(block))!)!.text
);
const onPulumi = (example: string): unknown => evaluate(source(example, 'pulumi.ts'), load);

/** Tests that a block declares are run on the spot. */
const ran: unknown[] = [];
const runNow = (_name: string, body: () => unknown): void => { ran.push(body()); };

const exported = new Map(['cdktf', 'pulumi', '.', 'platform', 'testing', 'decide', 'files', 'verify', 'policy'].map((subpath) => {
  const entry = entries.find((one) => one.subpath === (subpath === '.' ? '.' : `./${subpath}`))!;
  return [importPath(entry), Object.keys(jest.requireActual<object>(join(root, entry.source)))] as const;
}));
const names = (getters: object): readonly string[] => Object.keys(Object.getOwnPropertyDescriptors(getters));
const modules = modulesOf(of('ts'), exported, names(given(undefined as never)), names(givenOnPulumi()));

/** Runs a program of cdktf that writes what it synthesizes to a folder. */
async function synthesize(text: string, folder: string): Promise<void> {
  process.env.CDKTF_OUTDIR = folder;
  try {
    const { block } = evaluate(text, load) as { block?: () => Promise<void> };
    await block?.();
  } finally {
    delete process.env.CDKTF_OUTDIR;
  }
}

// node itself can't load a module from within jest
jest.doMock('../../src/files/load-plan', () => ({
  loadPlan: async (path: string, args: readonly string[] = []) => {
    const { plan } = evaluate(readFileSync(path, 'utf8'), load) as { plan: AccessPlan | ((...args: readonly string[]) => AccessPlan) };
    return typeof plan === 'function' ? plan(...args) : plan;
  },
}));
const { talk } = jest.requireActual<typeof Talk>('../cli/talk');

const scratch = mkdtempSync(join(tmpdir(), 'bucket-grants-pages-'));
const folder = join(scratch, 'work');
const home = process.cwd();
const write = (path: string, content: unknown): void => { writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content)); };

beforeAll(() => {
  for (const name of ['work', 'work/before', 'work/infra', 'work/stacks', 'work/accounts', 'work/accepted', 'elsewhere']) mkdirSync(join(scratch, name));
  process.chdir(folder);
  write('access-plan.yaml', source('platform-repo', 'access-plan.yaml'));
  write('releases.json', { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::444455556666:root' }, Action: 's3:GetObject', Resource: 'arn:aws:s3:::releases/*' }] });
});
afterAll(() => {
  process.chdir(home);
  rmSync(scratch, { recursive: true });
});

test('what isn\'t executed says why, and is little', () => {
  const marked = blocks.filter(({ notRun }) => notRun !== undefined);
  expect(marked.map((block) => `${block.page}: ${block.notRun}`)).toMatchInlineSnapshot(`
[
  "CONTRIBUTING.md: the folders of the source",
  "docs/verify.md: what a Ceph RADOS Gateway answered",
  "docs/verify.md: it asks a server, and has no dry run",
]
`);
  expect([...new Set(blocks.map(({ language }) => language))].filter((language) => !['ts', 'json', 'sh', 'yaml', 'python', 'go', 'hcl', 'text', ''].includes(language))).toEqual([]);
});

describe('TypeScript', () => {
  (built ? test : test.skip)(`type-checks against the built package${built ? '' : ' (skipped: lib is not built; npx projen build:lib)'}`, () => {
    expect(typeErrors(modules)).toEqual([]);
  }, 120_000);

  test.each(named(of('ts')))('%s runs', async (_, block) => {
    const stack = new TerraformStack(Testing.app(), 'page');
    ran.length = 0;
    process.env.CDKTF_OUTDIR = join(folder, 'unused');
    if (isOnPulumi(block)) {
      pulumi.runtime.setAllConfig({ 'project:ci-password': 'secret' }, ['project:ci-password']);
      await pulumi.runtime.setMocks(pulumiRecording().mocks);
    }
    const run = evaluate(modules.get(block)!.text, load, { expect, test: runNow }).block as (this: TerraformStack) => Promise<void>;
    await run.call(stack);
    await Promise.all(ran);
    if (isOnPulumi(block)) await pulumi.runtime.disconnect();
    if (!stack.node.findAll().some(TerraformProvider.isTerraformProvider)) new AwsProvider(stack, 'aws', { region: 'eu-west-1' });
    Testing.synth(stack, true);
  });
});

test.each(named(of('json')))('%s is a policy that the program of cdktf before it renders', async (_, block) => {
  const program = of('ts').filter((one) => one.page === block.page && one.line < block.line && !isOnPulumi(one)).at(-1)!;
  const out = join(folder, 'json');
  await synthesize(modules.get(program)!.text, out);
  const rendered = Object.values(policiesOf([readAccessFile(out)])).flat();
  expect(rendered).toContainEqual(JSON.parse(block.code));
});

describe('YAML', () => {
  interface Content {
    accessPlan?: number;
    environments?: object;
    accepted?: Array<{ code?: string }>;
    with?: object;
    include?: Array<{ inputs: object }>;
    runtime?: string;
  }
  test.each(named(of('yaml')))('%s is taken by what it is for', (_, block) => {
    const [content] = [parse(block.code) as unknown].flat() as Content[];
    if (content.accepted !== undefined) {
      const read = content.accepted[0].code === undefined ? parseAccepted : parseAcceptedFindings;
      expect(read(content, 'access.yaml')).toHaveLength(content.accepted.length);
    } else if (content.accessPlan !== undefined) {
      const [env] = Object.keys(content.environments ?? {});
      expect(parsePlan(block.code, env === undefined ? {} : { env }).kind).toBe('plan');
    } else if (content.runtime !== undefined) {
      // a program of Pulumi, which test/pulumi-provider/page.test.ts asks the provider for, with those in Python and Go
      expect(content.runtime).toBe('yaml');
    } else if (content.with !== undefined) {
      const action = parse(readFileSync(join(root, 'action.yml'), 'utf8')) as { inputs: object };
      expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(Object.keys(content.with)));
    } else {
      const component = parseAllDocuments(readFileSync(join(root, 'templates', 'access-review.yml'), 'utf8'))[0].toJS() as { spec: { inputs: object } };
      expect(Object.keys(component.spec.inputs)).toEqual(expect.arrayContaining(content.include!.flatMap(({ inputs }) => Object.keys(inputs))));
    }
  });
});

describe('shell', () => {
  /** What each script printed. */
  const printed = new Map<Block, string>();
  const git = (...args: readonly string[]): void => {
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args], { stdio: 'ignore' });
  };

  beforeAll(async () => {
    const first = firstOf('README.md');
    await synthesize(first, 'before/cdktf.out');
    await synthesize(first, 'cdktf.out');
    const recording = pulumiRecording();
    await pulumi.runtime.setMocks(recording.mocks);
    onPulumi('downloads');
    await pulumi.runtime.disconnect();
    write('preview.json', { steps: recording.steps });
    const key = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret' };
    write('keys.json', { 'ci-uploader': key, 'admin': key });
    write('infra/main.tf', 'resource "aws_iam_user" "ci" {\n  name = "ci"\n}\n');
    const user = { address: 'aws_iam_user.ci', mode: 'managed', type: 'aws_iam_user', name: 'ci' };
    const plan = {
      format_version: '1.2',
      terraform_version: '1.12.0',
      planned_values: { root_module: { resources: [{ ...user, values: { name: 'ci' } }] } },
      configuration: { root_module: { resources: [{ ...user, expressions: { name: { constant_value: 'ci' } } }] } },
    };
    for (const path of ['plan.json', 'plan-main.json', 'plan-branch.json', '../elsewhere/plan.json']) write(path, plan);
    for (const path of ['state.json', 'stacks/data.json', 'accounts/prod.json', 'accounts/test.json']) write(path, { users: { ci: { policies: [] } } });
    write('plan.ts', source('platform-repo', 'plan.ts'));
    write('plan.js', "import { accessPlan, relayer, readOnlyPrefix } from 'bucket-grants';\nexport const plan = accessPlan({ platform: relayer(), users: { reader: { grants: [readOnlyPrefix({ bucket: 'releases', prefix: '' })] } } });");
    git('init', '--quiet');
    git('add', '.');
    git('commit', '--quiet', '-m', 'before');
    git('update-ref', 'refs/remotes/origin/main', 'HEAD');
    // what the pages review: the prefix is gone
    await synthesize(first.replace("prefix: 'firmware/'", "prefix: ''"), 'cdktf.out');
  }, 60_000);

  test.each(named(of('sh')))('%s runs', async (_, block) => {
    if (/start\/cdkt/.test(block.page)) await synthesize(source('downloads', 'cdktf.ts'), 'cdktf.out');
    const said: string[] = [];
    for (const call of callsOf(block.code)) {
      const args = ownArguments(call);
      if (args === undefined) {
        const [program] = call.words[0] === 'npx' ? call.words.slice(1) : call.words;
        expect(OTHERS).toContain(program);
        continue;
      }
      // nothing is sent anywhere
      const { code, out, err } = await talk(args[0] === 'verify' ? [...args, '--dry-run'] : args, readFileSync('keys.json', 'utf8'));
      const isFine = code === 0 || (code === 1 && (args.includes('--fail-on') || args[0] === 'lint'));
      expect([args.join(' '), isFine ? '' : `${code} ${err}`]).toEqual([args.join(' '), '']);
      if (call.out !== undefined && /^[\w.]+$/.test(call.out)) write(call.out, out);
      said.push(out);
    }
    printed.set(block, said.join('\n'));
  });

  test.each(named(of('text', '')))('%s is what the commands before it print', (_, block) => {
    expect(printed.get(of('sh').filter(({ page, line }) => page === block.page && line < block.line).at(-1)!)).toContain(block.code);
  });
});

expect.extend(accessMatchers);
