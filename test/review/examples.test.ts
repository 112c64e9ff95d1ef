import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { reviewAccess } from '../../src';
import { reviewCommand } from '../../src/cli/review';
import { parseAccepted } from '../../src/report/review';

const root = join(__dirname, '..', '..');
const text = (path: string) => readFileSync(join(root, path), 'utf8');

interface Workflow {
  readonly on: string;
  readonly permissions: object;
  readonly jobs: Readonly<Record<string, Job>>;
}

interface Job {
  readonly permissions: object;
  readonly steps: readonly { readonly uses?: string; readonly run?: string }[];
}

const workflow = parse(text('examples/review/github-workflow.yml')) as Workflow;

test('every action is pinned to a commit', () => {
  const used = Object.values(workflow.jobs).flatMap(({ steps }) => steps.flatMap(({ uses }) => uses ?? []));
  expect(used.length).toBeGreaterThan(0);
  for (const action of used) expect(action).toMatch(/^actions\/[\w-]+@[0-9a-f]{40}$/);
});

test('the GitLab job is YAML and runs the same command', () => {
  const jobs = parse(text('examples/review/gitlab-ci.yml')) as Readonly<Record<string, { readonly script?: readonly string[] }>>;
  expect(jobs['access-review'].script?.at(-1)).toBe('npx bucket-grants review before after --allow accepted.yaml --fail-on gained');
});

test.each(['examples/review/access-review.yaml', 'docs/review.md'])('the accepted changes in %s can be read', (path) => {
  const [, block = text(path)] = /```yaml\n([^]*?)```/.exec(text(path)) ?? [];
  expect(parseAccepted(parse(block), path).length).toBeGreaterThan(0);
});

test('every option is described, and every option that is described is there', () => {
  const command = reviewCommand({ out: () => undefined, err: () => undefined, stdin: () => '', exit: () => undefined, runEach: () => Promise.resolve() });
  const known = command.options.map(({ long }) => long ?? '');
  const told = new Set(text('docs/review.md').replaceAll(/pulumi [^`]*`|jq [^`]*`|terraform plan[^`]*`|`-target`/g, '').match(/--[a-z]+(?:-[a-z]+)*/g));
  expect([...told].sort()).toEqual([...known].sort());
});

test('a format that is none is refused, with those that are', () => {
  const error = expect.objectContaining({ code: 'InvalidOption', message: expect.stringContaining('format is "pdf"; allowed: "text", "markdown", "json", "sarif", "html"') as string }) as Error;
  expect(() => reviewAccess({}, {}, { format: 'pdf' as unknown as 'text' })).toThrow(error);
});
