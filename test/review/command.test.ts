import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { run } from '../../src/cli/run';
import { after, before, rewritten } from './states';

const start = process.cwd();
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bucket-grants-review-'));
  process.chdir(folder);
});

afterAll(() => {
  process.chdir(start);
  rmSync(folder, { recursive: true, force: true });
});

function file(path: string, content: unknown): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

async function review(...args: readonly string[]): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  const said = { out: '', err: '' };
  const code = await run(['review', ...args], { out: (text) => { said.out += `${text}\n`; }, err: (text) => { said.err += `${text}\n`; }, stdin: () => JSON.stringify(after) });
  return { code, ...said };
}

const states = () => ({ before: file('before.json', before), after: file('after.json', after), rewritten: file('rewritten.json', rewritten), less: file('less.json', { ...before, users: {} }) });
const unknown = { resource: { aws_iam_user: { ci: { name: 'ci' } }, aws_iam_user_policy: { p: { user: 'ci', name: 'p', policy: '${var.policy}' } } }, variable: { policy: {} } };

describe('exit codes', () => {
  test.each([
    [0, 'before', 'rewritten', 'any'],
    [1, 'before', 'after', 'gained'],
    [1, 'before', 'after', 'lost'],
    [1, 'before', 'after', 'any'],
    [0, 'before', 'less', 'gained'],
    [1, 'before', 'less', 'lost'],
    [0, 'less', 'before', 'lost'],
    [1, 'less', 'before', 'any'],
  ] as const)('%i from %s to %s with --fail-on %s', async (code, from, to, kind) => {
    const files = states();
    expect(await review(files[from], files[to], '--fail-on', kind)).toMatchObject({ code, err: '' });
  });

  test('0 when no kind is named', async () => expect(await review(states().before, states().after)).toMatchObject({ code: 0 }));

  test('3 when it cannot be told', async () => {
    const none = file('none.tf.json', { resource: { aws_iam_user: { ci: { name: 'ci' } } } });
    const { code, out } = await review(none, file('unknown.tf.json', unknown), '--fail-on', 'gained');
    expect([code, out]).toEqual([3, expect.stringContaining('Inconclusive:') as string]);
  });

  test('--var tells what a stack does not', async () => {
    const none = file('none.tf.json', { resource: { aws_iam_user: { ci: { name: 'ci' } } } });
    const policy = '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}}';
    expect(await review(none, file('unknown.tf.json', unknown), '--fail-on', 'gained', '--var', `policy=${policy}`)).toMatchObject({ code: 1 });
  });

  test.each([
    [['before.json', 'nowhere.json'], /nothing at nowhere\.json/],
    [['-', '-'], /only one standard input/],
    [['before.json'], /missing required argument 'after'/],
    [['before.json', 'after.json', '--fail-on', 'everything'], /Allowed choices are gained, lost, any/],
    [['before.json', 'after.json', '--format', 'pdf'], /Allowed choices are text, markdown, json, sarif, html/],
    [['before.json', 'after.json', '--allow', 'nowhere.yaml'], /InvalidAllowFile/],
    [['before.json', 'after.json', '--out', 'nowhere/report.html'], /nowhere\/report\.html can't be written/],
  ])('2 for %j', async (args, message) => {
    states();
    const { code, err } = await review(...args);
    expect([code, err]).toEqual([2, expect.stringMatching(message) as string]);
  });

  test('one side comes from standard input', async () => expect(await review(states().before, '-', '--fail-on', 'gained')).toMatchObject({ code: 1 }));
});

test('--out writes the report and says what came out', async () => {
  const { out } = await review(states().before, states().after, '--format', 'html', '--out', 'report.html');
  expect(out).toMatch(/^Access: \d+ gained, \d+ lost, by \d+ principals\.\n$/);
  expect(readFileSync('report.html', 'utf8')).toMatch(/^<!doctype html>/);
});

test('--strict finds what no server is ever asked', async () => {
  const allow = (Action: string) => ({ users: { ci: { policies: [{ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: 'arn:aws:s3:::a/*' }] }] } } });
  const [one, other] = [file('one.json', allow('s3:GetObject')), file('other.json', allow('s3:GetObjec?'))];
  expect(await review(one, other, '--fail-on', 'any', '--strict')).toMatchObject({ code: 1 });
});

describe('--allow', () => {
  const entry = (expires: string, principal = 'user old') => `
accepted:
  - change: lost
    principal: ${principal}
    actions: ["s3:*"]
    resources: "*"
    reason: left the company
    expires: ${expires}
`;
  const lost = async (text: string, ...more: readonly string[]) => review(states().before, states().after, '--allow', file('allow.yaml', text), ...more);

  test('accepts what is written down', async () => expect(await lost(entry('2999-12-31'), '--fail-on', 'lost')).toMatchObject({ code: 0 }));
  test('also as JSON', async () => {
    const text = JSON.stringify({ accepted: [{ change: 'lost', principal: 'user old', actions: '*', resources: '*', reason: 'left', expires: '2999-12-31' }] });
    expect(await lost(text, '--fail-on', 'lost')).toMatchObject({ code: 0 });
  });
  test('accepts nothing else', async () => expect(await lost(entry('2999-12-31'), '--fail-on', 'any')).toMatchObject({ code: 1 }));
  test('fails when an entry has expired, whatever is named, and names it', async () => {
    const { code, out } = await lost(entry('2020-01-31'));
    expect([code, out]).toEqual([1, expect.stringMatching(/expired:\n {2}user old, lost s3:\* on \*, until 2020-01-31: left the company/) as string]);
  });
  test('reports an entry that nothing needs, and does not fail for it', async () => {
    const { code, out } = await lost(entry('2999-12-31', 'user nobody'));
    expect([code, out]).toEqual([0, expect.stringMatching(/not needed:\n {2}user nobody/) as string]);
  });
  test('refuses a file that is not YAML', async () => expect(await lost('accepted: [')).toMatchObject({ code: 2 }));
});

describe('git:REV:PATH', () => {
  const git = (...args: readonly string[]) => execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', '-c', 'commit.gpgsign=false', ...args], { stdio: 'pipe' });

  beforeAll(() => {
    git('init', '--quiet', '--initial-branch=main');
    file('state/access.json', before);
    file('policies/users/ci/uploads.json', before.users?.ci.policies?.[0]);
    mkdirSync('links/users/ci', { recursive: true });
    symlinkSync('../../../state/access.json', 'links/users/ci/link.json');
    git('add', 'state', 'policies', 'links');
    git('commit', '--quiet', '-m', 'one');
    file('state/access.json', after);
    git('commit', '--quiet', '-am', 'two');
  });

  test('a file of a commit against the file that is there', async () => {
    expect(await review('git:HEAD~1:state/access.json', 'state/access.json', '--fail-on', 'gained')).toMatchObject({ code: 1 });
    expect(await review('git:main:./state/access.json', 'state/access.json', '--fail-on', 'any')).toMatchObject({ code: 0 });
  });

  test('a folder of a commit', async () => {
    file('policies/users/ci/uploads.json', after.users?.ci.policies?.[0]);
    const { code, out } = await review('git:HEAD:policies/', 'policies', '--fail-on', 'gained');
    expect([code, out]).toEqual([1, expect.stringContaining('user ci') as string]);
  });

  test.each([
    ['git:HEAD', /not a git:REV:PATH/],
    ['git:--output=x:state', /not a git:REV:PATH/],
    ['git:nobranch:state/access.json', /git knows no nobranch:state\/access\.json/],
    ['git:HEAD:nowhere', /git knows no HEAD:nowhere/],
    ['git:HEAD;touch pwned:state', /git knows no/],
    ['git:HEAD:links', /holds "users\/ci\/link\.json", which is not a file below it/],
    ['git:HEAD:state', /git:HEAD:state is neither a synthesized app/],
  ])('%s is bad input', async (source, message) => {
    const { code, err } = await review(source, 'state/access.json');
    expect([code, err]).toEqual([2, expect.stringMatching(message) as string]);
    expect(err).not.toContain(tmpdir() + '/bucket-grants-git');
  });
});
