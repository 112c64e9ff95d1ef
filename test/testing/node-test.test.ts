import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compiledFile } from '../compiled';

const root = join(__dirname, '..', '..');
const entry = (name: string): string => JSON.stringify(compiledFile(join('src', name, 'index.ts')));

test("node's own runner: the plain functions pass, and fail with the reason", () => {
  const folder = mkdtempSync(join(tmpdir(), 'bucket-grants-'));
  const file = join(folder, 'access.test.cjs');
  writeFileSync(file, `
    const test = require('node:test');
    const { accessPlan, writeOnlyUploader } = require(${entry('.')});
    const { assertAccess, checkAllows, checkDenies } = require(${entry('testing')});
    const plan = accessPlan({ users: { ci: { grants: [writeOnlyUploader({ bucket: 'releases', prefix: 'firmware/' })] } } });
    const request = (action) => ({ user: 'ci', action, resource: 'releases/firmware/a.bin' });
    test('uploads', () => assertAccess(checkAllows(plan, request('s3:PutObject'))));
    test('reads nothing', () => assertAccess(checkDenies(plan, request('s3:GetObject'))));
    test('is wrong', () => assertAccess(checkAllows(plan, request('s3:GetObject'))));
  `);
  try {
    const { NODE_TEST_CONTEXT: _context, ...env } = process.env;
    const { status, stdout } = spawnSync(process.execPath, ['--test', '--test-reporter', 'tap', file], { cwd: root, encoding: 'utf8', env });
    expect(stdout).toMatch(/^ *ok \d - uploads$/m);
    expect(stdout).toMatch(/^ *ok \d - reads nothing$/m);
    expect(stdout).toMatch(/^ *not ok \d - is wrong$/m);
    expect(stdout).toContain('Implicitly denied: no statement allows it.');
    expect(status).toBe(1);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
