import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const root = join(__dirname, '..', '..');
const FOLDERS = ['.github/workflows', 'examples/review'];
const workflows = FOLDERS.flatMap((folder) => readdirSync(join(root, folder)).filter((name) => /\.ya?ml$/.test(name)).map((name) => `${folder}/${name}`))
  .map((file) => [file, readFileSync(join(root, file), 'utf8')] as const)
  .filter(([, text]) => 'jobs' in (parse(text) as object));

/** What a job may do beside reading the repository, and why. */
const MAY: Readonly<Record<string, readonly string[]>> = {
  // makes the release of a tag, of what another job built; runs nothing of it
  '.github/workflows/release.yml release_github': ['contents: write'],
  // npm takes the package from the workflow itself, by its token
  '.github/workflows/release.yml release_npm': ['id-token: write'],
  // comments on the pull request; runs nothing of it
  'examples/review/github-workflow.yml review': ['pull-requests: write'],
};

interface Step { readonly uses?: string; readonly run?: string; readonly with?: Readonly<Record<string, unknown>> }
interface Job { readonly permissions?: Readonly<Record<string, string>>; readonly steps: readonly Step[]; readonly uses?: string }
interface Workflow { readonly on: unknown; readonly permissions?: Readonly<Record<string, string>>; readonly jobs: Readonly<Record<string, Job>> }

const jobs = workflows.flatMap(([file, text]) => Object.entries((parse(text) as Workflow).jobs).map(([name, job]) => [`${file} ${name}`, job, parse(text) as Workflow] as const));

test('there are workflows to look at', () => {
  expect(workflows.map(([file]) => file)).toEqual(expect.arrayContaining(['.github/workflows/build.yml', '.github/workflows/test.yml', 'examples/review/github-workflow.yml']));
});

describe.each(jobs)('C4: %s', (id, { permissions, steps, uses }, workflow) => {
  test('says what it may do, and may do no more than it needs', () => {
    const given = permissions ?? workflow.permissions;
    expect(given).toBeInstanceOf(Object);
    const more = Object.entries(given ?? {}).filter(([what, how]) => !(what === 'contents' && how === 'read') && how !== 'none').map(([what, how]) => `${what}: ${how}`);
    expect(more).toEqual(MAY[id] ?? []);
  });

  test('names every action by its commit', () => {
    const named = [uses, ...steps.map((step) => step.uses)].filter((one) => one !== undefined && !one.startsWith('./'));
    for (const one of named) expect(one).toMatch(/^[\w.-]+\/[\w./-]+@[0-9a-f]{40}$/);
  });

  test('runs no text that a pull request can choose', () => {
    const chosen = /\$\{\{[^}]*(?:github\.event\.(?:issue|comment|review|pages|commits|head_commit|pull_request\.(?:title|body|head\.(?:ref|label)))|github\.head_ref)/;
    for (const { run = '' } of steps) expect(run).not.toMatch(chosen);
  });
});

test('none runs with the secrets of the repository on the code of a stranger', () => {
  for (const [, , { on }] of jobs) expect(JSON.stringify(on)).not.toContain('pull_request_target');
});
