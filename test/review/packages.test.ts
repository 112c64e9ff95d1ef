import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { MARKER } from '../../src/cli/init/github-workflow';
import { REVIEW_PACKAGES } from '../../tools/review-packages';
import { NOTE_SCRIPT } from '../../tools/review-packages/gitlab';
import { describeWith, isInstalled } from '../e2e/tools';

const root = resolve(__dirname, '../..');
const text = (path: string) => readFileSync(join(root, path), 'utf8');

interface Step { readonly name?: string; readonly uses?: string; readonly run?: string; readonly shell?: string }
interface Job { readonly permissions: Readonly<Record<string, string>>; readonly steps: readonly Step[]; readonly if?: string }

const workflow = parse(text('examples/review/github-workflow.yml')) as { readonly on: string; readonly permissions: object; readonly jobs: Readonly<Record<string, Job>> };
const action = parse(text('action.yml')) as { readonly inputs: Readonly<Record<string, object>>; readonly runs: { readonly using: string; readonly steps: readonly Step[] } };
const runOf = (steps: readonly Step[], name: string) => steps.find((step) => step.name === name)?.run ?? '';

test.each([...REVIEW_PACKAGES])('issue 17 D: %s is what npx projen review-packages writes', (path, content) => expect(text(path)).toBe(content));

/** actionlint, from the path or as Go installs it. */
function actionlint(): string | undefined {
  if (isInstalled('actionlint', '-version')) return 'actionlint';
  const bin = join(root, 'node_modules', '.cache', 'actionlint');
  const command = join(bin, 'actionlint');
  if (!existsSync(command)) spawnSync('go', ['install', 'github.com/rhysd/actionlint/cmd/actionlint@v1.7.12'], { env: { ...process.env, GOBIN: bin }, stdio: 'ignore', timeout: 120_000 });
  return existsSync(command) ? command : undefined;
}

const lint = actionlint();
describeWith({ 'actionlint, and Go to install it': lint !== undefined })('issue 17 D: workflows', () => {
  test('actionlint finds nothing', () => {
    const own = readdirSync(join(root, '.github/workflows')).filter((name) => /\.ya?ml$/.test(name)).map((name) => `.github/workflows/${name}`);
    const files = ['examples/review/github-workflow.yml', ...own];
    expect(spawnSync(lint ?? '', files, { cwd: root, encoding: 'utf8' })).toMatchObject({ status: 0, stdout: '' });
  });
});

describe('issue 17 D: who may write', () => {
  test('a job that runs code of the pull request may only read, and the one that comments runs none of it', () => {
    expect([workflow.on, workflow.permissions]).toEqual(['pull_request', {}]);
    const write = Object.entries(workflow.jobs).filter(([, { permissions }]) => Object.values(permissions).includes('write'));
    expect(write.map(([name]) => name)).toEqual(['review']);
    const [[, review]] = write;
    expect(review.if).toBe("needs.target.outputs.has-command == 'true'");
    const commands = review.steps.map(({ run = '' }) => run);
    // the target branch, before anything of it is run
    expect(commands.findIndex((run) => run.includes('HEAD^1'))).toBeLessThan(commands.findIndex((run) => run.includes('npm')));
    expect(commands.join('\n')).toContain('npm ci --ignore-scripts');
    expect(commands.join('\n')).not.toMatch(/synth|\$\{\{/);
    for (const [name, { permissions }] of Object.entries(workflow.jobs)) if (name !== 'review') expect(permissions).toEqual({ contents: 'read' });
  });

  test('the action and the workflow run the same steps', () => {
    expect(action.runs.using).toBe('composite');
    for (const name of ['Write the reports', 'Comment', 'Judge']) expect(runOf(action.runs.steps, name)).toBe(runOf(workflow.jobs.review.steps, name));
    for (const { run, shell, uses } of action.runs.steps) expect([run === undefined, shell ?? 'none']).toEqual(uses === undefined ? [false, 'bash'] : [true, 'none']);
    const used = JSON.stringify(action.runs).match(/inputs\.[a-z-]+/g)?.map((name) => name.slice('inputs.'.length));
    expect([...new Set(used)].sort()).toEqual(Object.keys(action.inputs).sort());
  });

  test('the component of GitLab is the jobs with inputs', () => {
    const [spec, jobs] = parseAllDocuments(text('templates/access-review.yml')).map((document) => document.toJS() as Readonly<Record<string, Readonly<Record<string, unknown>>>>);
    expect(Object.keys(spec.spec.inputs as object)).toEqual(['synthesize', 'fail-on', 'image']);
    expect(Object.keys(jobs)).toEqual(Object.keys(parse(text('examples/review/gitlab-ci.yml')) as object));
  });
});

describeWith({ bash: isInstalled('bash', '--version'), git: isInstalled('git', '--version') })('issue 17 D: the shell steps', () => {
  let folder: string;
  beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'review-steps-')); });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const file = (path: string) => (existsSync(join(folder, path)) ? readFileSync(join(folder, path), 'utf8') : '');
  function write(path: string, content: string, mode = 0o644): void {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
    chmodSync(join(folder, path), mode);
  }
  /** As GitHub runs a step. */
  const step = (run: string, env: Readonly<Record<string, string>> = {}) => spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', run], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, PATH: `${join(folder, 'bin')}:${process.env.PATH ?? ''}`, GITHUB_OUTPUT: join(folder, 'output'), GITHUB_STEP_SUMMARY: join(folder, 'summary'), ...env },
  });
  const { steps } = workflow.jobs.review;

  /** A command that says what it was given, writes its report, and ends as it is told. */
  const command = `#!/bin/sh
echo "$@" >> calls
for word; do if [ "$last" = --out ]; then echo "report as $word" > "$word"; fi; last="$word"; done
exit "\${ENDS:-0}"`;
  const reports = (ends: number) => {
    write('bin/review', command, 0o755);
    return step(runOf(steps, 'Write the reports'), { COMMAND: 'review', BEFORE: 'sides/before', AFTER: 'sides/after', ALLOW: 'accepted.yaml', FAIL_ON: 'gained', ENDS: String(ends) });
  };

  test.each([0, 1, 3])('a review that ends with %d is reported, and judged later', (status) => {
    expect(reports(status)).toMatchObject({ status: 0, stderr: '' });
    expect([file('output'), file('summary')]).toEqual([`status=${status}\n`, 'report as access-review.markdown\n']);
    expect(file('calls').split('\n')[2]).toBe('review sides/before sides/after --fail-on gained');
  });
  test('bad input fails', () => expect(reports(2).status).not.toBe(0));
  test('accepted changes are given where there are some', () => {
    write('accepted.yaml', 'accepted: []\n');
    reports(0);
    expect(file('calls').split('\n')[0]).toBe('review sides/before sides/after --allow accepted.yaml --format markdown --out access-review.markdown');
  });

  test.each([['0', 0, ''], ['1', 1, ''], ['3', 0, '::warning title=Access review::']])('a review that ended with %s is judged', (STATUS, status, said) => {
    const judged = step(runOf(steps, 'Judge'), { STATUS });
    expect([judged.status, judged.stdout]).toEqual([status, expect.stringContaining(said)]);
  });

  test.each([['nobody commented yet', '', '--method POST repos/acme/store/issues/7/comments'], ['its own comment is there', '42', '--method PATCH repos/acme/store/issues/comments/42']])('comments: %s', (_what, id, call) => {
    write('bin/gh', `#!/bin/sh\necho "$@" >> calls\nif [ "$2" = --paginate ]; then printf '${id}'; fi`, 0o755);
    write('access-review.markdown', '# Access review\n');
    const said = step(runOf(steps, 'Comment'), { GITHUB_REPOSITORY: 'acme/store', NUMBER: '7', REPORT: 'https://github.example/artifact/1' });
    expect(said).toMatchObject({ status: 0, stderr: '' });
    const [list, write_] = file('calls').split('\n');
    expect(list).toContain(`select(.user.login == "github-actions[bot]" and (.body | startswith("${MARKER}")))`);
    expect(write_).toBe(`api --silent ${call} --field body=@access-review.comment`);
    expect(file('access-review.comment')).toBe(`${MARKER}\n# Access review\n\n[The whole report, to search and filter](https://github.example/artifact/1)\n`);
  });

  const git = (...args: readonly string[]) => spawnSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', '-c', 'commit.gpgsign=false', ...args], { cwd: folder, encoding: 'utf8' });
  /** A merge commit as a pull request has it: its first parent is the target branch. */
  function merged(target: Readonly<Record<string, string>>, branch: Readonly<Record<string, string>>): void {
    git('init', '-q', '-b', 'main');
    write('readme', 'x');
    git('add', 'readme');
    git('commit', '-qm', 'base');
    git('checkout', '-qb', 'change');
    for (const [path, content] of Object.entries(branch)) write(path, content);
    git('add', '-A');
    git('commit', '-qm', 'change', '--allow-empty');
    git('checkout', '-q', 'main');
    for (const [path, content] of Object.entries(target)) write(path, content);
    git('add', '-A');
    git('commit', '-qm', 'target', '--allow-empty');
    git('merge', '-q', '--no-ff', '-m', 'merge', 'change');
  }
  const LOCK = '{ "packages": { "node_modules/bucket-grants": {} } }';

  test.each([['has it', { 'package-lock.json': LOCK }, {}, 'true'], ['gets it by the pull request', {}, { 'package-lock.json': LOCK }, 'false'], ['has other packages', { 'package-lock.json': '{}' }, { x: '' }, 'false']])('the target branch %s', (_what, target, branch, has) => {
    merged(target as Record<string, string>, branch as Record<string, string>);
    expect(step(runOf(workflow.jobs.target.steps, 'Look for the command'))).toMatchObject({ status: 0 });
    expect(file('output')).toBe(`has-command=${has}\n`);
  });

  test('before is the target branch as it is merged into, and nothing where it has no program', () => {
    merged({ 'package-lock.json': '{}', 'side': 'target' }, { 'access-review.yaml': 'accepted: []\n' });
    write('bin/npm', '#!/bin/sh\n', 0o755);
    write('bin/npx', '#!/bin/sh\nmkdir -p cdktf.out && cp side cdktf.out/', 0o755);
    const { steps: own } = workflow.jobs.synthesize;
    expect(step(runOf(own, 'The target branch as it is merged into')).status).toBe(0);
    expect(step(runOf(own, 'Synthesize')).status).toBe(0);
    expect([file('sides/cdktf.out/side'), file('sides/access-review.yaml')]).toEqual(['target', '']);
    write('package-lock.json', '');
    rmSync(join(folder, 'package-lock.json'));
    expect(step(runOf(own, 'Synthesize')).status).toBe(0);
    expect(file('sides/nothing.json')).toBe('{}\n');
  });

  test('the sides are named, and the real command reviews them', () => {
    write('sides/before/nothing.json', '{}');
    write('sides/after/cdktf.out/cdk.tf.json', JSON.stringify({ resource: { aws_iam_user_policy: { p: { user: 'dana', policy: JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::data/*' }] }) } } } }));
    expect(step(runOf(steps, 'Name what is compared')).status).toBe(0);
    expect(file('output')).toBe('before=sides/before/nothing.json\nafter=sides/after/cdktf.out\n');
    write('bin/review', `#!/bin/sh\nexec "${process.execPath}" --import "${join(root, 'node_modules/tsx/dist/loader.mjs')}" "${join(root, 'src/cli/main.ts')}" "$@"`, 0o755);
    const done = step(runOf(steps, 'Write the reports'), { COMMAND: 'review', BEFORE: 'sides/before/nothing.json', AFTER: 'sides/after/cdktf.out', ALLOW: 'none.yaml', FAIL_ON: 'gained' });
    expect([done.status, file('output').split('\n').at(-2), file('summary')]).toEqual([0, 'status=1', expect.stringContaining('user dana')]);
    expect(file('access-review.html')).toContain('<!doctype html>');
  }, 60_000);

  interface Noted { readonly status: number | null; readonly wrote: readonly string[]; readonly body: string }

  describe('the note of GitLab', () => {
    /** Answers as GitLab does, and keeps what is written. */
    async function noted(notes: readonly object[]): Promise<Noted> {
      const wrote: string[] = [];
      let body = '';
      const textOf = async (request: IncomingMessage) => {
        const parts: Buffer[] = [];
        for await (const part of request) parts.push(part as Buffer);
        return Buffer.concat(parts).toString();
      };
      const server = createServer((request, response) => {
        void (async () => {
          const { pathname, searchParams } = new URL(request.url ?? '', 'http://gitlab.example');
          const page = Number(searchParams.get('page') ?? 1);
          if (request.method !== 'GET') {
            wrote.push(`${request.method} ${pathname}`);
            body = (JSON.parse(await textOf(request)) as { readonly body: string }).body;
          }
          response.end(JSON.stringify(pathname === '/user' ? { id: 9 } : request.method === 'GET' ? notes.slice((page - 1) * 100, page * 100) : {}));
        })();
      });
      await new Promise<void>((done) => { server.listen(0, '127.0.0.1', done); });
      write('access-review.markdown', '# Access review\n');
      const child = spawn(process.execPath, ['-e', NOTE_SCRIPT], {
        cwd: folder,
        env: { ...process.env, CI_API_V4_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, CI_PROJECT_ID: '1', CI_MERGE_REQUEST_IID: '2', REVIEW_TOKEN: 't', CI_JOB_URL: 'https://gitlab.example/job/3' },
      });
      const status = await new Promise<number | null>((done) => { child.on('close', done); });
      server.close();
      return { status, wrote, body };
    }
    const others = Array.from({ length: 130 }, (_, id) => ({ id, author: { id: 1 }, body: `${MARKER} of somebody else` }));

    test('is written once', async () => {
      const { status, wrote, body } = await noted(others);
      expect([status, wrote]).toEqual([0, ['POST /projects/1/merge_requests/2/notes']]);
      expect(body).toBe(`${MARKER}\n# Access review\n\n[The whole report, to search and filter](https://gitlab.example/job/3/artifacts/file/access-review.html)\n`);
    });
    test('and edited then', async () => {
      expect(await noted([...others, { id: 500, author: { id: 9 }, body: `${MARKER}\nold` }])).toMatchObject({ status: 0, wrote: ['PUT /projects/1/merge_requests/2/notes/500'] });
    });
  });
});
