import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { githubWorkflow } from '../../src/cli/init/github-workflow';
import { PEERS, projectFiles, WORKFLOWS, type ProjectKind } from '../../src/cli/init/projects';
import { root, Scratch, type Run } from './sandbox';

const peers = (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly peerDependencies: Readonly<Record<string, string>> }).peerDependencies;
const scratch = new Scratch();
let tarball = '';
beforeAll(() => { ({ tarball } = scratch.pack()); }, 120_000);
afterAll(() => scratch.remove());

const KINDS = Object.keys(PEERS) as readonly ProjectKind[];
const ENGINES = KINDS.filter((kind) => kind !== 'plan');
/** What an installation would bring, and what programs of the engine load besides. */
const INSTALLED = ['typescript', 'tsx', '@types/node', 'constructs', 'undici-types'];

/** What somebody has after `init` and `npm install`. */
function begun(engine: ProjectKind, name: string = engine): { readonly run: (...args: readonly string[]) => Run; readonly dir: string } {
  const { dir } = scratch.project(name, tarball, Object.keys(PEERS[engine]));
  for (const tool of INSTALLED) {
    const link = join(dir, 'node_modules', tool);
    mkdirSync(dirname(link), { recursive: true });
    if (!existsSync(link) && existsSync(join(root, 'node_modules', tool))) symlinkSync(join(root, 'node_modules', tool), link, 'junction');
  }
  rmSync(join(dir, 'package.json'));
  const run = (...args: readonly string[]): Run => spawnSync(process.execPath, args, { cwd: dir, env: { ...process.env, NODE_PATH: undefined, NODE_OPTIONS: undefined }, encoding: 'utf8' });
  return { run, dir };
}

test.each(ENGINES)('issue 17 C: init %s asks for what the package asks for', (engine) => {
  for (const [name, range] of Object.entries(PEERS[engine])) expect([name, range]).toEqual([name, peers[name]]);
});

test.each(ENGINES)('issue 17 C: init %s writes a project that compiles, whose test passes, and that is reviewed', (engine) => {
  const { run, dir } = begun(engine);
  const cli = join('node_modules', 'bucket-grants', 'lib', 'cli', 'main.js');
  const written = run(cli, 'init', engine);
  expect(written).toMatchObject({ status: 0, stderr: 'Next: npm install && npm test\n' });
  expect(written.stdout.trim().split('\n').sort()).toEqual([...projectFiles(engine, 'x').keys()].sort());
  // as `npm test` of it does
  expect(run(join('node_modules', 'typescript', 'bin', 'tsc'))).toMatchObject({ status: 0, stdout: '' });
  const tested = run('--import', 'tsx', '--test', 'access.test.ts');
  expect([tested.status, tested.stdout]).toEqual([0, expect.stringMatching(/pass 2\b/)]);
  const program = engine === 'pulumi' ? 'preview.ts' : 'main.ts';
  expect(run('--import', 'tsx', program)).toMatchObject({ status: 0 });
  const { output } = WORKFLOWS[engine];
  writeFileSync(join(dir, 'nothing.json'), '{}');
  const review = run(cli, 'review', 'nothing.json', output, '--fail-on', 'gained', '--allow', 'access-review.yaml');
  expect([review.status, review.stdout]).toEqual([1, expect.stringContaining('ci-uploader')]);
  expect(readFileSync(join(dir, '.github/workflows/access-review.yml'), 'utf8')).toBe(githubWorkflow(WORKFLOWS[engine]));
  // nothing is written over
  expect(run(cli, 'init', engine)).toMatchObject({ status: 2, stderr: expect.stringContaining('already; nothing was written') as string });
}, 240_000);

test('issue 18: init plan writes plan files whose test passes, which render, and that are reviewed', () => {
  const { run, dir } = begun('plan');
  const cli = join('node_modules', 'bucket-grants', 'lib', 'cli', 'main.js');
  const written = run(cli, 'init', 'plan');
  expect(written).toMatchObject({ status: 0, stderr: 'Next: npm install && npm test\n' });
  expect(written.stdout.trim().split('\n').sort()).toEqual([...projectFiles('plan', 'x').keys()].sort());
  const { scripts } = JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8')) as { readonly scripts: Readonly<Record<string, string>> };
  const [, ...test] = scripts.test.split(' ');
  const [, ...render] = scripts.render.split(' ');
  const tested = run(...test);
  expect([tested.status, tested.stdout]).toEqual([0, expect.stringMatching(/pass 2\b/)]);
  expect(run(cli, ...render)).toMatchObject({ status: 0 });
  expect(existsSync(join(dir, 'policies', 'buckets', 'acme-releases.json'))).toBe(true);
  for (const name of ['buckets.yaml', 'pipeline.yaml']) {
    const [, schema] = /^# yaml-language-server: \$schema=(\S+)\n/.exec(readFileSync(join(dir, 'access-plan', name), 'utf8')) ?? [];
    expect([name, existsSync(join(dir, 'access-plan', schema))]).toEqual([name, true]);
  }
  writeFileSync(join(dir, 'nothing.json'), '{}');
  const review = run(cli, 'review', 'nothing.json', WORKFLOWS.plan.output, '--fail-on', 'gained', '--allow', 'access-review.yaml');
  expect([review.status, review.stdout]).toEqual([1, expect.stringContaining('ci-uploader')]);
  expect(run(cli, 'init', 'plan')).toMatchObject({ status: 2, stderr: expect.stringContaining('already; nothing was written') as string });
}, 120_000);

test('issue 17 C: another engine is refused, and a folder is made', () => {
  const { run, dir } = begun('pulumi', 'elsewhere');
  const cli = join('node_modules', 'bucket-grants', 'lib', 'cli', 'main.js');
  expect(run(cli, 'init', 'cdk')).toMatchObject({ status: 2, stderr: expect.stringContaining('Allowed choices are cdktf, cdktn, pulumi, plan') as string });
  expect(run(cli, 'init', 'cdktn', 'My Storage')).toMatchObject({ status: 0 });
  expect(JSON.parse(readFileSync(join(dir, 'My Storage', 'package.json'), 'utf8'))).toMatchObject({ name: 'my-storage', scripts: { synth: 'tsx main.ts' } });
});
