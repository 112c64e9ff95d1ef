import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { accessPlan, anotherAccount, enforceHttps, everyone, externalPrincipal, readOnlyPrefix, renderAccess, writeOnlyUploader } from '../../src';
import { policyFiles, writePolicyFiles, writtenPaths } from '../../src/cli/policy-files';
import { refuseStaleFiles } from '../../src/cli/render';

const reads = { bucket: 'downloads', prefix: 'public/' };
const role = (path: string) => externalPrincipal(`arn:aws:iam::444455556666:role/${path}`);
const rendered = renderAccess(accessPlan({
  external: [
    { grantee: anotherAccount('444455556666'), grants: [readOnlyPrefix(reads)] },
    { grantee: role('ci'), grants: [writeOnlyUploader(reads)] },
    { grantee: role('teams/ci'), grants: [writeOnlyUploader(reads)] },
    { grantee: everyone(), grants: [readOnlyPrefix({ ...reads, listing: false })] },
  ],
  buckets: { downloads: { guards: [enforceHttps()], existingStatements: { Statement: { Effect: 'Allow', Principal: { AWS: '555566667777' }, Action: 's3:GetObject', Resource: '*' } } } },
}));

test('what other accounts must attach is printed and written, for each of them under a name of its own', () => {
  const files = policyFiles(rendered);
  expect(files.map(({ path, gets, kind, intents }) => [path, gets, kind, intents])).toEqual([
    [join('buckets', 'downloads.json'), 'bucket downloads', 'bucket policy', ['ReadOnlyPrefix', 'WriteOnlyUploader', 'EnforceHttps', '1 kept']],
    [join('other-accounts', '444455556666', 'access.json'), 'account 444455556666', 'policy of another account', ['ReadOnlyPrefix']],
    [join('other-accounts', '444455556666', 'role-ci.json'), 'role ci of account 444455556666', 'policy of another account', ['WriteOnlyUploader']],
    [join('other-accounts', '444455556666', 'role-ci-2.json'), 'role ci of account 444455556666', 'policy of another account', ['WriteOnlyUploader']],
  ]);
});

test('they aren\'t read as access of this account', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bucket-grants-'));
  try {
    const files = policyFiles(rendered);
    writePolicyFiles(rendered, files, folder);
    expect(() => refuseStaleFiles(folder, writtenPaths(rendered, files))).not.toThrow();
    expect(() => refuseStaleFiles(folder, new Set(['buckets', join('buckets', 'downloads.json')]))).not.toThrow();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
