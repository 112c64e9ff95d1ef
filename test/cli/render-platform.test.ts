import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  accessPlan, aws, enforceHttps, existingGroup, existingUser, minio, perUserHomeFolder, planFor, readOnlyPrefix, relayer, renderAccess,
  writeOnlyUploader,
} from '../../src';
import { fileText } from '../../src/cli/console-steps';
import { compiledFile } from '../compiled';
import { refused } from '../grants/refused';
import type { Talk } from './talk';

const root = join(__dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'bucket-grants-platform-'));
const at = (...path: string[]): string => join(folder, ...path);

const props = {
  users: { 'ci-uploader': { grants: [writeOnlyUploader({ bucket: 'releases', prefix: 'firmware/' })], accessKeys: ['2026-11'] }, 'dana': {} },
  groups: { engineering: { members: ['dana', existingUser('lee')], grants: [perUserHomeFolder({ bucket: 'shared', prefix: 'home/', objectLock: true })] } },
  existing: [{ principal: existingGroup('auditors'), members: ['dana'], grants: [readOnlyPrefix({ bucket: 'logs', prefix: '' })] }],
};
const source = `import { accessPlan, existingGroup, existingUser, perUserHomeFolder, readOnlyPrefix, writeOnlyUploader } from ${JSON.stringify(compiledFile('src/index.ts'))};
export const plan = accessPlan({
  users: { 'ci-uploader': { grants: [writeOnlyUploader({ bucket: 'releases', prefix: 'firmware/' })], accessKeys: ['2026-11'] }, 'dana': {} },
  groups: { engineering: { members: ['dana', existingUser('lee')], grants: [perUserHomeFolder({ bucket: 'shared', prefix: 'home/', objectLock: true })] } },
  existing: [{ principal: existingGroup('auditors'), members: ['dana'], grants: [readOnlyPrefix({ bucket: 'logs', prefix: '' })] }],
});
export const two = accessPlan({ users: { dana: { accessKeys: ['1', '2'] } } });
`;

/** Several command lines, one after the other in one process. */
function talks(...commands: string[][]): readonly Talk[] {
  const { stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', compiledFile('test/cli/talk-many.ts')], { cwd: root, input: JSON.stringify(commands), encoding: 'utf8' });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as Talk[];
}

beforeAll(() => {
  writeFileSync(at('plan.ts'), source);
  writeFileSync(at('short.ts'), source.replace(/dana/g, 'al').replace(/export const two[^]*$/, ''));
});
afterAll(() => rmSync(folder, { recursive: true }));

test('a plan of AWS for Relayer: files that are called as their policies, and the steps to paste them', () => {
  const [written, own, refusedName, unknown] = talks(
    ['render', at('plan.ts'), '--platform', 'relayer', '--out', at('relayer')], ['render', at('plan.ts'), '--out', at('aws')],
    ['render', at('short.ts'), '--platform', 'relayer'], ['render', at('plan.ts'), '--platform', 'gcs'],
  );
  expect(written).toMatchObject({ code: 0, err: '' });
  expect(written.out).toContain('3 policies below');
  expect(written.out).toContain('what to do with them is in STEPS.md');
  const files = readdirSync(at('relayer'), { recursive: true, encoding: 'utf8' }).filter((file) => !file.startsWith('.') && statSync(at('relayer', file)).isFile()).sort();
  expect(files).toMatchSnapshot();
  expect(readFileSync(at('relayer', 'STEPS.md'), 'utf8')).toMatchSnapshot();
  for (const file of files.filter((name) => name.endsWith('.json') && !name.endsWith('members.json'))) {
    expect(readFileSync(at('relayer', file), 'utf8')).toMatchSnapshot(file);
    expect(readFileSync(at('relayer', 'STEPS.md'), 'utf8')).toContain(`paste \`${file}\` (${statSync(at('relayer', file)).size} bytes)`);
  }
  expect(own).toMatchObject({ code: 0, err: '' });
  expect(readdirSync(at('aws'))).not.toContain('STEPS.md');
  expect(refusedName).toMatchObject({ code: 2, err: expect.stringContaining('user name "al" isn\'t allowed on Relayer') });
  expect(unknown).toMatchObject({ code: 2, err: expect.stringContaining("argument 'gcs' is invalid. Allowed choices are aws") });
});

test('the steps are printed where nothing is written, and what the platform gives along is said', () => {
  const [{ out }] = talks(['render', at('plan.ts'), '--platform', 'relayer']);
  expect(out).toContain('# Steps in the console of Relayer');
  expect(out).toContain('note: PerUserHomeFolder: s3:GetObjectVersion comes along, since anyone who has s3:GetObject on Relayer has it too');
});

test('a policy goes into its file indented as long as that fits, since white space counts there', () => {
  const json = JSON.stringify({ a: ['x'.repeat(100), 'y'] });
  const indented = fileText(json);
  expect(indented).toBe(`${JSON.stringify(JSON.parse(json), null, 2)}\n`);
  expect(fileText(json, Buffer.byteLength(indented))).toBe(indented);
  expect(fileText(json, Buffer.byteLength(indented) - 1)).toBe(json);
});

test('a plan for one platform and the same for another differ only where the platforms do', () => {
  const plan = accessPlan({ platform: aws(), ...props });
  expect(renderAccess(planFor(plan, minio({ scope: 'acme-storage' })))).toEqual(renderAccess(accessPlan({ platform: minio({ scope: 'acme-storage' }), ...props })));
  expect(renderAccess(planFor(planFor(plan, relayer()), aws()))).toEqual(renderAccess(plan));
  const [onAws, onMinio] = [plan, planFor(plan, minio({ scope: 'acme-storage' }))].map((one) => renderAccess(one).existing[0].policies[0].json);
  // there the holder of a key is denied making itself another
  const statements = (json: string) => (JSON.parse(json) as { Statement: Array<{ Sid: string }> }).Statement;
  expect(statements(onMinio)).toEqual([...statements(onAws), expect.objectContaining({ Sid: 'NoOwnAccessKeys' })]);
});

test('names of MinIO begin with --scope, and there is nothing to render without one', () => {
  const of = (...more: string[]) => ['render', at('plan.ts'), ...more];
  const [scoped, without, elsewhere, own] = talks(of('--platform', 'minio', '--scope', 'acme-storage'), of('--platform', 'minio'), of('--platform', 'aws', '--scope', 'acme'), of('--scope', 'acme'));
  expect(scoped).toMatchObject({ code: 0, err: '', out: expect.stringContaining(' acme-storage.user-ci-uploader-access-') });
  expect(without).toMatchObject({ code: 2, err: expect.stringContaining('MinIO has no scope') });
  expect(elsewhere).toMatchObject({ code: 2, err: expect.stringContaining('--scope is for ceph-rgw, minio; aws has no use for it') });
  expect(own).toMatchObject({ code: 2, err: expect.stringContaining('--scope is for the platform of --platform') });
});

test('what another platform refuses is refused', () => {
  expect(refused(() => planFor(accessPlan({ users: { dana: { accessKeys: ['1', '2'] } } }), relayer())).code).toBe('TooManyAccessKeys');
  expect(refused(() => renderAccess(planFor(accessPlan({ buckets: { releases: { guards: [enforceHttps()] } } }), minio({ scope: 'acme-storage' })))).code).toBe('UnsupportedOnPlatform');
});
