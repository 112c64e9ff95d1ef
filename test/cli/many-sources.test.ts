import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { compiledFile } from '../compiled';
import { sarifFaults } from '../review/sarif-shape';
import { talk } from './talk';

const allow = (Action: string, Resource = 'arn:aws:s3:::b/*') => ({ Version: '2012-10-17', Statement: [{ Sid: 'S', Effect: 'Allow', Action, Resource }] });
const state = (...policies: readonly object[]) => JSON.stringify({ account: '111122223333', users: { dana: { policies } }, buckets: { b: {} } });
const OPEN = JSON.stringify({ resource: { aws_iam_user: { dana: { name: 'dana' } }, aws_iam_user_policy: { p: { user: 'dana', policy: '${var.policy}' } } } });

let root = '';
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'many-'));
});
afterAll(() => rmSync(root, { recursive: true }));

/** Writes a folder of files, and answers where it is. */
function folder(name: string, files: Readonly<Record<string, string>>): string {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name, file)), { recursive: true });
    writeFileSync(join(root, name, file), text);
  }
  return join(root, name);
}

const [SAME, READ, WROTE] = [state(), state(allow('s3:GetObject')), state(allow('s3:GetObject'), allow('s3:PutObject'))];
const before = () => folder('before', { 'a.json': SAME, 'b.json': READ, 'c/main.json': SAME, 'gone.json': READ, 'README.md': 'no source', '.hidden.json': 'no source' });
const after = () => folder('after', { 'a.json': SAME, 'b.json': WROTE, 'new.json': READ });

describe('review --each', () => {
  test('what is not a source is named, and a state of Terraform is one', async () => {
    const { out, err } = await talk(['review', '--each', before(), folder('with-state', { 'a.json': SAME, 'prod.tfstate': READ })]);
    expect(err).toContain('note: not read in ');
    expect(err).toContain('in JSON or YAML: "README.md"');
    expect(err).not.toContain('.hidden');
    expect(out).toContain('prod.tfstate');
  });

  test('pairs sources by their names, and makes one report of them', async () => {
    const { out, code } = await talk(['review', '--each', before(), folder('after-c', { 'a.json': SAME, 'b.json': WROTE, 'new.json': READ, 'gone.json': READ })]);
    expect({ code, out: out.replaceAll(root, '') }).toMatchInlineSnapshot(`
{
  "code": 2,
  "out": "5 sources: 2 with something to report, 2 without, 1 failed.

== b.json

Access: 1 gained, by 1 principal.

user dana
  + gained s3:PutObject
      on      b/*
      e.g.    s3:PutObject on b/x: denied before, allowed after
      by      after: user dana, policy 2, statement S

== new.json (only after)

Access: 1 gained, by 1 principal.

user dana
  + gained s3:GetObject
      on      b/*
      e.g.    s3:GetObject on b/x: denied before, allowed after
      by      after: user dana, policy 1, statement S

Names:
  new user: dana
  new bucket: b

Failed:
  c: the folder /before/c is neither a synthesized app (manifest.json of cdktf, cdktn or the CDK, cdk.tf.json), nor Terraform configuration (*.tf), nor files of a plan (accessPlan: 1), nor a policy folder (users, groups, roles, buckets)
    Code: UnreadableSource
    Remedy: synthesize first, name the file itself, or write policies as users/NAME/POLICY.json, groups/NAME/POLICY.json, roles/NAME/POLICY.json, role-trusts/NAME.json, buckets/BUCKET.json, access-points/REGION/NAME.json, policies/NAME.json, users/NAME/attached.json (also of groups and roles), scp/POLICY.json and rcp/POLICY.json
",
}
`);
  });

  test('a source that only one side has is compared with nothing, as nothing: is', async () => {
    const { out } = await talk(['review', '--each', folder('one', { 'a.json': READ, 'b.json': READ }), folder('two', { 'a.json': READ, 'c.json': READ }), '--format', 'json']);
    const { sources, failed } = JSON.parse(out) as { sources: { source: string; only?: string; verdict: string }[]; failed: unknown[] };
    expect(sources.map(({ source, only, verdict }) => [source, only, verdict])).toEqual([['a.json', undefined, 'none'], ['b.json', 'before', 'lost'], ['c.json', 'after', 'gained']]);
    expect(failed).toEqual([]);
    const alone = JSON.parse((await talk(['review', 'nothing:', join(root, 'two', 'c.json'), '--format', 'json'])).out) as object;
    expect(sources[2]).toEqual({ source: 'c.json', only: 'after', ...alone });
    expect(await talk(['review', 'nothing:', 'nothing:'])).toMatchObject({ code: 2, err: expect.stringContaining('both sides are nothing:') as string });
  });

  test.each([
    ['a failure outweighs a finding', { 'a.json': WROTE, 'b.json': 'broken' }, 2],
    ['a finding outweighs what can\'t be determined', { 'a.json': WROTE, 'b.json': OPEN }, 1],
    ['what can\'t be determined is not clean', { 'a.json': READ, 'b.json': OPEN }, 3],
    ['clean', { 'a.json': READ, 'b.json': READ }, 0],
  ])('%s', async (name, files, code) => {
    const [had, has] = [folder(`${name} before`, { 'a.json': READ, 'b.json': READ }), folder(`${name} after`, files)];
    expect((await talk(['review', '--each', had, has, '--fail-on', 'gained'])).code).toBe(code);
  });

  test('what fails is named with its reason in every form, and the others are reported', async () => {
    const [had, has] = [folder('whole', { 'a.json': READ, 'b.json': READ }), folder('torn', { 'a.json': WROTE, 'b.json': '{' })];
    const run = async (format: string) => (await talk(['review', '--each', had, has, '--format', format])).out;
    for (const format of ['text', 'markdown']) expect(await run(format)).toMatch(/a\.json[^]*s3:PutObject|s3:PutObject[^]*a\.json/);
    for (const format of ['text', 'markdown', 'json', 'sarif']) expect(await run(format)).toMatch(/b\.json[^]*JSON/);
    const sarif = JSON.parse(await run('sarif')) as { runs: { invocations: { executionSuccessful: boolean }[]; results: { ruleId: string; ruleIndex: number }[]; tool: { driver: { rules: { id: string }[] } } }[] };
    expect(sarifFaults(sarif)).toEqual([]);
    const [{ invocations, results, tool }] = sarif.runs;
    expect(sarif.runs).toHaveLength(1);
    expect(invocations[0].executionSuccessful).toBe(false);
    expect(results.map(({ ruleId, ruleIndex }) => [ruleId, tool.driver.rules[ruleIndex].id])).toEqual([['access-gained', 'access-gained']]);
  });

  test('accepted changes lie in a folder, a file for each source, and one of no source is refused', async () => {
    const entry = 'accepted: [{ change: gained, principal: user dana, actions: [s3:PutObject], resources: [b/*], reason: OPS-1, expires: 2099-01-01 }]';
    const [had, has] = [folder('had', { 'a.json': READ, 'b.json': READ }), folder('has', { 'a.json': WROTE, 'b.json': WROTE })];
    const review = (accepted: string) => talk(['review', '--each', had, has, '--fail-on', 'gained', '--allow', accepted]);
    expect((await review(folder('both', { 'a.json.yaml': entry, 'b.json.yaml': entry }))).code).toBe(0);
    expect((await review(folder('one of them', { 'a.json.yaml': entry }))).code).toBe(1);
    expect(await review(folder('stray', { 'a.yaml': entry }))).toMatchObject({ code: 2, err: expect.stringContaining('is of no source') as string });
  });

  test.each<readonly [what: string, args: () => readonly string[], said: string]>([
    ['a page for one source', () => ['review', '--each', before(), after(), '--format', 'html'], '--format html is for one source'],
    ['a folder without sources', () => ['review', '--each', folder('empty', { 'x.txt': '' }), after()], 'holds no folder and no JSON or YAML file'],
    ['a file', () => ['review', '--each', join(before(), 'a.json'), after()], 'can\'t be read'],
    ['one source twice', () => ['lint', before(), before()], 'is named twice'],
    ['standard input beside others', () => ['lint', '-', before()], '- is one of many sources'],
  ])('refuses %s', async (_, args, said) => {
    expect(await talk(args())).toMatchObject({ code: 2, out: '', err: expect.stringContaining(said) as string });
  });

  test('--out writes the report, and says in a line what came out; options are handed on', async () => {
    const open = (bucket: string) => JSON.stringify({ variable: { bucket: {} }, resource: { aws_iam_user: { dana: { name: 'dana' } }, aws_iam_user_policy: { p: { user: 'dana', policy: JSON.stringify(allow('s3:GetObject', `arn:aws:s3:::${bucket}/*`)) } } } });
    const file = join(root, 'report.json');
    const { out, code } = await talk(['review', '--each', folder('v1', { 'a.json': open('b') }), folder('v2', { 'a.json': open('${var.bucket}') }), '--var', 'bucket=b', '--var', 'x=-y z', '--out', file]);
    expect({ code, out }).toEqual({ code: 0, out: '1 source: 0 with something to report, 1 without.\n' });
  });
});

test('a folder of a commit', async () => {
  const repository = folder('repository', { 'stacks/a.json': READ, 'stacks/deep/cdk.tf.json': JSON.stringify({ resource: {} }), 'stacks/x.txt': '' });
  const git = (...args: readonly string[]) => execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], { cwd: repository });
  git('init', '--quiet');
  git('add', '.');
  git('commit', '--quiet', '--message', 'stacks');
  writeFileSync(join(repository, 'stacks/a.json'), WROTE);
  const home = process.cwd();
  process.chdir(repository);
  try {
    const { code, out } = await talk(['review', '--each', 'git:HEAD:stacks', 'stacks', '--fail-on', 'gained']);
    expect({ code, out }).toEqual({ code: 1, out: expect.stringMatching(/^2 sources: 1 with something to report, 1 without\.\n\n== a\.json\n/) as string });
  } finally {
    process.chdir(home);
  }
});

describe('lint', () => {
  const WRONG = state(allow('s3:GetObjects'));

  test('of several sources is one report, with each by its name', async () => {
    const [good, wrong] = [join(folder('lint', { 'good.json': SAME, 'wrong.json': WRONG }), 'good.json'), join(root, 'lint', 'wrong.json')];
    const several = await talk(['lint', good, wrong]);
    expect({ ...several, out: several.out.replaceAll(root, '') }).toEqual({ code: 1, err: '', out: expect.stringMatching(/^2 sources: 1 with something to report, 1 without\.\n\n== .lint.wrong\.json\n\n1 error\.\n/) as string });
    const { out } = await talk(['lint', '--each', join(root, 'lint'), '--format', 'json']);
    expect(JSON.parse(out)).toEqual({ sources: [{ source: 'good.json', findings: [] }, { source: 'wrong.json', findings: [expect.objectContaining({ code: 'UnknownAction' })] }], failed: [] });
  });

  test('what a source leaves open is told with its name', async () => {
    expect(await talk(['lint', '--each', folder('open', { 'a.json': SAME, 'b.json': OPEN })])).toMatchObject({ code: 3, err: expect.stringMatching(/^b\.json: unknown: /) as string });
  });
});

test('threads say the same as one process, and a source that takes one down fails alone', () => {
  const names = Array.from({ length: 5 }, (_, index) => `${index}.json`);
  const all = folder('threads', Object.fromEntries(names.map((name, index) => [name, index === 3 ? 'broken' : state(allow('s3:GetObjects'))])));
  const { status, stdout } = spawnSync(process.execPath, [compiledFile('src/cli/main.ts'), 'lint', '--each', all], { encoding: 'utf8', timeout: 60_000 });
  expect({ status, names: [...stdout.matchAll(/^== (.*)$/gm)].map(([, name]) => name) }).toEqual({ status: 2, names: ['0.json', '1.json', '2.json', '4.json'] });
  expect(stdout).toMatch(/^Failed:\n {2}3\.json: /m);
});
