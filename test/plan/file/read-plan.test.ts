import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { decide, readAccess, readAccessText, renderAccess } from '../../../src';
import { readAccessFile, readPlan } from '../../../src/files';
import { talk } from '../../cli/talk';
import { refused, untyped } from '../../grants/refused';

const folder = mkdtempSync(join(tmpdir(), 'bucket-grants-'));
const at = (...path: string[]): string => join(folder, ...path);
afterAll(() => rmSync(folder, { recursive: true }));

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(at(path)), { recursive: true });
    writeFileSync(at(path), content);
  }
}

const reads = (user: string) => `users: { ${user}: { grants: [{ readOnlyPrefix: { bucket: 'shared-\${env}', prefix: ${user}/ } }] } }`;
const base = 'accessPlan: 1\nenvironments: { dev: { days: 1 }, prod: { days: 30 } }\nvariables: { days: { type: number } }\n';

beforeAll(() => write({
  'plan/a-base.yaml': base,
  'plan/b-team.yml': `accessPlan: 1\nenvironments: { prod: { more: x }, dev: { more: y } }\nvariables: { more: { type: text } }\n${reads('dana')}\nexisting: [{ principal: { existingUser: ann }, grants: [listAllBuckets] }]`,
  'plan/teams/c.json': '{ "accessPlan": 1, "users": { "lee": {} }, "existing": [{ "principal": { "existingUser": "bob" }, "grants": ["listAllBuckets"] }] }',
  'plan/teams/notes.md': 'not a plan, and no YAML',
  'plan/.github/workflow.yaml': 'on: push',
  'access.yaml': `${base}${reads('dana')}`,
  'two/a.yaml': `accessPlan: 1\n${reads('dana').replace('-${env}', '')}`,
  'two/b.yaml': 'accessPlan: 1\n\nusers:\n  dana: {}',
  'stray/a.yaml': 'accessPlan: 1\nusers: { dana: {} }',
  'stray/b.yaml': 'accesPlan: 1\nbuckets: { b-1: { guards: [enforceHttps] } }',
  'state.json': '{ "accessPlan": 1, "users": { "dana": { "grants": [{ "readOnlyPrefix": { "bucket": "b-1", "prefix": "" } }] } } }',
}));

test('the files of a folder are one plan, in the order of their paths', () => {
  const plan = readPlan(at('plan'), { env: 'prod' });
  expect([...plan.users.keys()]).toEqual(['dana', 'lee']);
  expect(plan.existing.map(({ principal }) => principal.name)).toEqual(['ann', 'bob']);
  expect(renderAccess(plan).users[0].policies[0].json).toContain('arn:aws:s3:::shared-prod/dana/*');
});

test('a pattern names some of them', () => {
  expect([...readPlan(at('plan', '**', '*.?*ml'), { env: 'dev' }).users.keys()]).toEqual(['dana']);
  expect([...readPlan(at('plan', 't*', '*.json')).users.keys()]).toEqual(['lee']);
  expect(refused(() => readPlan(at('plan', '*.json'))).message).toContain('there is no plan file at');
  expect(refused(() => readPlan(at('none', '*.json'))).message).toContain('there is no plan file at');
});

test('what two files say is refused with both places, and a file that is none of the plan by its name', () => {
  expect(refused(() => readPlan(at('two'))).message.replaceAll(folder, '')).toMatch(/^\/two\/b\.yaml:4:3: "dana" stands in two files of the plan, here and at \/two\/a\.yaml:2:10/);
  expect(refused(() => readPlan(at('stray'))).message.replaceAll(folder, '')).toMatch(/^\/stray\/b\.yaml doesn't begin with accessPlan: 1/);
  write({ 'twice/a.yaml': 'accessPlan: 1\nplatform: aws\nusers: { dana: {} }', 'twice/b.yaml': 'accessPlan: 1\nplatform: aws' });
  expect(refused(() => readPlan(at('twice'))).message).toContain('"platform" stands in two files');
});

test('paths that are none', () => {
  symlinkSync(at('loop'), at('loop'));
  mkdirSync(at('empty'));
  for (const path of [at('absent.yaml'), at('empty'), at('loop'), '', 'a\0b', untyped<string>(7)]) expect(refused(() => readPlan(path)).code).toBe('UnreadableSource');
  expect(refused(() => readPlan(at('plan'), untyped({ evn: 'prod' }))).message).toContain('did you mean env?');
});

test('an access state is read from a plan file by its key, whatever its name', () => {
  const ask = { principal: { user: 'dana' }, action: 's3:GetObject', resource: 'shared-dev/dana/a' };
  for (const path of ['plan', 'access.yaml', join('plan', '*.y*')]) expect(decide(readAccessFile(at(path), { env: 'dev' }), ask).allowed).toBe(true);
  expect(decide(readAccessFile(at('access.yaml'), { env: 'prod' }), ask).allowed).toBe(false);
  expect(decide(readAccessFile(at('state.json')), { ...ask, resource: 'b-1/a' }).allowed).toBe(true);
  expect(decide(readAccessText(`${base}${reads('dana')}`, { env: 'dev' }), ask).allowed).toBe(true);
  // parsed, it is no access state: nothing in it would be access
  expect(refused(() => readAccess({ accessPlan: 1, users: { dana: {} } })).message).toContain('a plan file that was parsed');
});

test('every command takes it', async () => {
  const plan = at('access.yaml');
  const dana = ['--user', 'dana', '--action', 's3:GetObject', '--resource'];
  expect(await talk(['explain', plan, '--env', 'dev', ...dana, 'shared-dev/dana/a', '--expect', 'allow'])).toMatchObject({ code: 0 });
  expect(await talk(['explain', plan, '--env', 'dev', ...dana, 'shared-prod/dana/a', '--expect', 'deny'])).toMatchObject({ code: 0 });
  expect((await talk(['matrix', at('plan'), '--env', 'prod'])).out).toContain('shared-prod');
  expect((await talk(['who-can', plan, '--env', 'prod', '--action', 's3:GetObject', '--resource', 'shared-prod/dana/a'])).out).toContain('dana');
  expect(await talk(['lint', plan, '--env', 'prod'])).toMatchObject({ code: 0 });
  expect((await talk(['render', plan, '--env', 'prod', '--format', 'json'])).out).toContain('shared-prod');
  expect((await talk(['verify', plan, '--env', 'prod', '--endpoint', 'https://s3.store.example', '--dry-run'])).code).toBe(0);
  const said = await talk(['matrix', plan]);
  expect(said).toMatchObject({ code: 2, out: '' });
  expect(said.err.replaceAll(folder, '')).toContain('error: /access.yaml:2:1: the plan is one for each environment, and none is named; allowed: dev, prod');
});

test('review compares a plan file with that of a commit', async () => {
  write({ 'repository/access-plan.yaml': `${base}${reads('dana')}`, 'repository/plans/base.yml': base, 'repository/plans/team.yaml': `accessPlan: 1\n${reads('dana')}` });
  const git = (...args: string[]) => execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.example', ...args], { cwd: at('repository') });
  git('init', '-q');
  git('add', '.');
  git('commit', '-q', '-m', 'plan');
  write({ 'repository/access-plan.yaml': `${base}${reads('lee')}`, 'repository/plans/lee.json': '{ "accessPlan": 1, "users": { "lee": { "grants": ["listAllBuckets"] } } }' });
  const before = process.cwd();
  process.chdir(at('repository'));
  try {
    const review = await talk(['review', 'git:HEAD:access-plan.yaml', 'access-plan.yaml', '--env', 'prod', '--fail-on', 'gained']);
    expect(review).toMatchObject({ code: 1 });
    expect(review.out).toContain('user lee');
    const folders = await talk(['review', 'git:HEAD:plans', 'plans', '--env', 'prod']);
    expect(folders).toMatchObject({ code: 0, out: expect.stringContaining('Access: 1 gained') as string });
    const refusal = await talk(['review', 'git:HEAD:access-plan.yaml', 'access-plan.yaml', '--env', 'prd']);
    expect(refusal.err).toContain('git:HEAD:access-plan.yaml:2:1: the plan has no environment "prd"; did you mean prod?');
  } finally {
    process.chdir(before);
  }
});
