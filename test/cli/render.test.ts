import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { compareAccess, readAccess } from '../../src';
import { readAccessFile } from '../../src/files';
import { compiledFile } from '../compiled';
import type { Talk } from './talk';

const root = join(__dirname, '..', '..');
const core = compiledFile('src/index.ts');
const folder = mkdtempSync(join(tmpdir(), 'bucket-grants-'));
const at = (...path: string[]): string => join(folder, ...path);

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(at(path)), { recursive: true });
    writeFileSync(at(path), content);
  }
}

/** Runs Node in a process of its own. */
function node(args: readonly string[], input = ''): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, args, { cwd: root, input, encoding: 'utf8' });
}

/** Several command lines, one after the other in one process. */
function talks(...commands: string[][]): readonly Talk[] {
  const { stdout, stderr } = node(['--import', 'tsx', compiledFile('test/cli/talk-many.ts')], JSON.stringify(commands));
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as Talk[];
}

const planOf = (bucket: string): string => `{
  users: { ci: { grants: [writeOnlyUploader({ bucket: ${bucket}, prefix: 'firmware/' })] }, dana: {} },
  groups: { engineering: { members: ['dana', existingUser('lee')], grants: [readOnlyPrefix({ bucket: 'downloads', prefix: 'public/' })] } },
  buckets: { [${bucket}]: { guards: [enforceHttps()] } },
}`;
const imports = `import { accessPlan, enforceHttps, existingUser, readOnlyPrefix, writeOnlyUploader } from ${JSON.stringify(core)};\n`;

beforeAll(() => write({
  'plan.ts': `${imports}export const plan = accessPlan(${planOf("'releases'")});\n`,
  'standard.ts': `${imports}export default accessPlan(${planOf("'releases'")});\n`,
  'other.ts': `${imports}export const plan = accessPlan(${planOf("'releases'")});\nexport const more = 1;\n`,
  'environment.ts': `${imports}export const plan = async (environment: string, region = 'eu') => accessPlan(${planOf('`releases-${environment}-${region}`')});\n`,
  'smaller.ts': `${imports}export const plan = accessPlan({ users: { dana: {} }, buckets: { releases: { guards: [enforceHttps()] } } });\n`,
  'nothing.ts': `${imports}export const plan = accessPlan({ users: { dana: {} } });\n`,
  'common.cjs': `const { accessPlan } = require(${JSON.stringify(core)});\nmodule.exports = accessPlan({ users: { dana: {} } });\n`,
  'throws.ts': 'throw new Error(\'no such environment\');\n',
  'refused.ts': `${imports}export const plan = accessPlan({ users: { ci: { grants: [writeOnlyUploader({ bucket: 'releases', prefix: '/x' })] } } });\n`,
  'fails.ts': 'export const plan = (name: string) => { throw new Error(`no such environment: ${name}`); };\n',
  'none.ts': 'export const answer = 42;\n',
  'wrong.ts': 'export const plan = () => 42;\n',
}));
afterAll(() => rmSync(folder, { recursive: true }));

test('what is printed, from every kind of module', () => {
  const [text, json, standard, async, nothing, common] = talks(
    ['render', at('plan.ts')], ['render', at('plan.ts'), '--format', 'json'], ['render', at('standard.ts'), '--format', 'json'],
    ['render', '--arg', 'prod', '--arg', 'us', at('environment.ts'), '--format', 'json'], ['render', at('nothing.ts')], ['render', at('common.cjs')],
  );
  expect(text).toMatchObject({ code: 0, err: '' });
  expect(text.out).toContain('group engineering (dana, lee)');
  expect(text.out).toMatchSnapshot();
  const files = JSON.parse(json.out) as Array<{ gets: string; path: string; document: { Statement: unknown[] } }>;
  expect(files.map(({ path }) => path)).toEqual(['users/ci/access.json', 'groups/engineering/access.json', 'buckets/releases.json']);
  expect(files[0].document.Statement).toHaveLength(1);
  expect(standard.out).toBe(json.out);
  expect((JSON.parse(async.out) as typeof files).map(({ path }) => path)).toContain('buckets/releases-prod-us.json');
  expect(nothing).toMatchObject({ code: 0, out: 'The plan has no grants and no guards: there is no policy to render.\n' });
  expect(common).toEqual(nothing);
});

test('a module that gives no plan: exit code 2, and what to do on standard error', () => {
  const said = talks(...['throws.ts', 'refused.ts', 'fails.ts', 'none.ts', 'wrong.ts', 'absent.ts'].map((name) => ['render', at(name), '--arg', 'x']), ['render', at('plan.ts'), '--format', 'yaml']);
  expect(said.map(({ code, out }) => [code, out])).toEqual(said.map(() => [2, '']));
  const messages = said.map(({ err }) => err.replaceAll(folder, 'FOLDER'));
  expect(messages[0]).toMatch(/FOLDER\/throws\.ts can't be loaded: no such environment\n {2}Code: ModuleNotLoaded/);
  expect(messages[1]).toMatch(/^error: [^]*Code: InvalidPrefix/);
  expect(messages[1]).not.toContain('ModuleNotLoaded');
  expect(messages[2]).toMatch(/the plan of FOLDER\/fails\.ts, called with \("x"\), threw: no such environment: x\n {2}Code: PlanFailed/);
  expect(messages[3]).toMatch(/exports no plan; it exports .*"answer"[^]*Code: NoPlanInModule/);
  expect(messages[4]).toMatch(/its function of \("x"\) returns 42[^]*Code: NoPlanInModule/);
  expect(messages[5]).toMatch(/isn't there\n {2}Code: ModuleNotLoaded/);
  expect(messages[6]).toContain('Allowed choices are text, json');
});

test('--out writes what the other commands read, and refuses to leave what an earlier render wrote', () => {
  write({ 'taken': '', 'app/manifest.json': '{}' });
  const [first, again, other, shorter, file, app, matrix] = talks(
    ['render', at('plan.ts'), '--out', at('out')], ['render', at('plan.ts'), '--out', at('out')],
    ['render', at('environment.ts'), '--arg', 'dev', '--out', at('out')], ['render', at('smaller.ts'), '--out', at('out')],
    ['render', at('plan.ts'), '--out', at('taken')], ['render', at('plan.ts'), '--out', at('app')], ['matrix', at('out')],
  );
  expect([first.code, again.code, first.err]).toEqual([0, 0, '']);
  expect(first.out).toContain('3 policies below ');
  expect(first.out).toMatch(/group engineering \(dana, lee\) +inline policy +access +ReadOnlyPrefix +\d+ +groups\/engineering\/access\.json/);
  expect(other).toMatchObject({ code: 2, out: '' });
  expect(other.err).toMatch(/would be read as access: buckets\/releases\.json; nothing was written\n {2}Code: StaleFiles/);
  expect(shorter.err).toMatch(/would be read as access: groups\/, users\/ci\/; nothing was written/);
  expect(file.err).toMatch(/--out .*taken is a file[^]*Code: InvalidArgument/);
  expect(app.err).toMatch(/would be read as access: manifest\.json;/);
  expect(existsSync(at('app', 'users'))).toBe(false);
  // nothing of the refused ones was written, and what is there is the plan
  expect(readdirSync(at('out', 'buckets'))).toEqual(['releases.json']);
  expect(readdirSync(at('out', 'users'))).toEqual(['ci', 'dana']);
  expect(JSON.parse(readFileSync(at('out', 'groups', 'engineering', 'members.json'), 'utf8'))).toEqual(['dana', 'lee']);
  const rendered = JSON.parse(talks(['render', at('plan.ts'), '--format', 'json'])[0].out) as Array<{ path: string; document: unknown }>;
  for (const { path, document } of rendered) expect(JSON.parse(readFileSync(at('out', path), 'utf8'))).toEqual(document);
  expect(matrix.out).toMatch(/user lee +downloads +public\/ +yes +yes/);
  expect(compareAccess(readAccessFile(at('out')), readAccess({ users: { ci: {}, dana: {}, lee: {} } })).verdict).toBe('lost');
});

test('the command itself: data on standard output, the rest on standard error, exit codes', () => {
  const main = compiledFile('src/cli/main.ts');
  const source = JSON.stringify({ resource: { aws_iam_user_policy: { a: { user: 'dana', policy: '${var.p}' } } } });
  const asked = node([main, 'explain', '-', '--user', 'dana', '--action', 's3:GetObject', '--resource', 'a/b', '--format', 'json'], source);
  expect(asked).toMatchObject({ status: 3, stderr: '' });
  expect(JSON.parse(asked.stdout)).toMatchObject({ unknowns: [{ where: 'user dana, inline policy aws_iam_user_policy.a' }, { reason: expect.stringMatching(/^Deny may apply/) as string }] });
  expect(node([main, 'explian'])).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining("unknown command 'explian'") as string });
});
