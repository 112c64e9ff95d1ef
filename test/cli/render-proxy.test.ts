import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { accessPlan, decide, deltaGlider, renderAccess, type AccessPlan } from '../../src';
import { policyFiles, writePolicyFiles, writtenPaths } from '../../src/cli/policy-files';
import { readAccessFile } from '../../src/files';
import { publicReadPrefix, readOnlyPrefix, writeOnlyUploader } from '../../src/grants';

const plan: AccessPlan = accessPlan({
  platform: deltaGlider(),
  users: { ci: { grants: [writeOnlyUploader({ bucket: 'releases', prefix: 'firmware/' })], accessKeys: ['1'] }, dana: { accessKeys: ['1'] } },
  groups: { people: { members: ['dana'], grants: [readOnlyPrefix({ bucket: 'releases', prefix: '' })] } },
  external: [{ grants: [publicReadPrefix({ bucket: 'downloads', prefix: 'public/', listing: 'prefix' })] }],
});

test('a plan for DeltaGlider Proxy is written as its file, and what its rules amount to as the folder that the other commands read', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bucket-grants-render-'));
  try {
    const rendered = renderAccess(plan);
    const files = policyFiles(rendered);
    expect(files.map(({ path, kind, gets, size }) => [path, kind, gets, size])).toEqual([
      [join('users', 'ci', 'rules.json'), 'rules', 'user ci', 1],
      [join('groups', 'people', 'rules.json'), 'rules', 'group people (dana)', 2],
      [join('buckets', 'downloads.json'), 'public prefixes', 'bucket downloads', 1],
    ]);
    writePolicyFiles(rendered, files, folder);
    expect(readFileSync(join(folder, 'access.yaml'), 'utf8')).toBe(rendered.files?.[0].text);
    expect([...writtenPaths(rendered, files)]).toContain('access.yaml');
    const state = readAccessFile(folder);
    expect(decide(state, { principal: { user: 'dana' }, action: 's3:GetObject', resource: 'arn:aws:s3:::releases/a' }).effect).toBe('allow');
    expect(decide(state, { principal: { user: 'ci' }, action: 's3:GetObject', resource: 'arn:aws:s3:::releases/firmware/a' }).effect).toBe('implicitDeny');
    expect(decide(state, { principal: 'anonymous', action: 's3:GetObject', resource: 'arn:aws:s3:::downloads/public/a' }).effect).toBe('allow');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
