import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { accessPlan, decide, existingGroup, existingUser, githubActionsRole, perUserHomeFolder, readAccess, readOnlyPrefix, readWritePrefix, renderAccess, writeOnlyUploader, type AccessState } from '../../src';
import { policyFiles, writePolicyFiles } from '../../src/cli/policy-files';
import { readAccessFile } from '../../src/files';
import { refused, untyped } from '../grants/refused';

const provider = 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com';
const trust = githubActionsRole({ repository: 'acme/firmware', branch: 'main', provider });
const reads = readOnlyPrefix({ bucket: 'downloads', prefix: 'public/' });
const writes = readWritePrefix({ bucket: 'downloads', prefix: '' });
const uploads = writeOnlyUploader({ bucket: 'releases', prefix: 'firmware/' });

const plan = accessPlan({
  users: { dana: { grants: [writes], boundary: [reads] }, kim: {} },
  groups: { engineering: { members: ['kim'], membership: 'additive', grants: [reads] } },
  roles: { ci: { trust, grants: [uploads] }, bounded: { trust, grants: [writes], boundary: [reads] } },
  existing: [{ principal: existingGroup('auditors'), members: ['kim', existingUser('lee')], grants: [uploads] }],
});

type Asked = readonly [who: { readonly user: string } | { readonly role: string }, action: string, resource: string, effect: string];

const table: readonly Asked[] = [
  [{ user: 'dana' }, 's3:GetObject', 'downloads/public/a', 'allow'],
  [{ user: 'dana' }, 's3:PutObject', 'downloads/public/a', 'implicitDeny'],
  [{ user: 'dana' }, 's3:GetObject', 'downloads/private/a', 'implicitDeny'],
  [{ user: 'dana' }, 's3:GetObject', 'downloads/public2/a', 'implicitDeny'],
  [{ user: 'kim' }, 's3:GetObject', 'downloads/public/a', 'allow'],
  [{ user: 'kim' }, 's3:PutObject', 'releases/firmware/a', 'allow'],
  [{ user: 'lee' }, 's3:PutObject', 'releases/firmware/a', 'allow'],
  [{ user: 'lee' }, 's3:GetObject', 'downloads/public/a', 'implicitDeny'],
  [{ role: 'ci' }, 's3:PutObject', 'releases/firmware/a', 'allow'],
  [{ role: 'ci' }, 's3:GetObject', 'releases/firmware/a', 'implicitDeny'],
  [{ role: 'bounded' }, 's3:GetObject', 'downloads/public/a', 'allow'],
  [{ role: 'bounded' }, 's3:PutObject', 'downloads/public/a', 'implicitDeny'],
];

const answers = (state: AccessState): readonly Asked[] => table.map(([principal, action, resource]) => (
  [principal, action, resource, decide(state, { principal, action, resource: `arn:aws:s3:::${resource}` }).effect]
));

test('boundaries cap, roles get what they are granted, and added members get what their groups have', () => {
  expect(answers(readAccess(plan))).toEqual(table);
});

test('the folder of policy files says the same', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bucket-grants-'));
  try {
    const rendered = renderAccess(plan);
    const files = policyFiles(rendered);
    writePolicyFiles(rendered, files, folder);
    expect(files.map(({ path }) => path)).toEqual(expect.arrayContaining(['users/dana/boundary.json', 'roles/bounded/boundary.json', 'role-trusts/ci.json']));
    expect(answers(readAccessFile(folder))).toEqual(table);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a boundary that the plan only names is unknown, and no answer is guessed', () => {
  const state = readAccess(accessPlan({ users: { dana: { grants: [reads], boundary: 'arn:aws:iam::111122223333:policy/limits' } } }));
  expect(state.unknowns).toEqual([{ where: 'boundary of dana', reason: expect.stringContaining('policy/limits') }]);
  expect(decide(state, { principal: { user: 'dana' }, action: 's3:GetObject', resource: 'arn:aws:s3:::downloads/public/a' }).effect).not.toBe('allow');
});

test.each<[string, string, object]>([
  ['a membership that is none', 'InvalidMembership', { groups: { a: { membership: 'some' } } }],
  ['a role that exists and is made', 'InvalidPlan', { roles: { ci: { trust } }, existing: [{ principal: { existing: true, kind: 'role', name: 'CI' }, grants: [uploads] }] }],
  ['members of a role', 'InvalidPlan', { existing: [{ principal: { existing: true, kind: 'role', name: 'x' }, members: [existingUser('lee')] }] }],
  ['a member that nobody is', 'UnknownMember', { existing: [{ principal: existingGroup('x'), members: ['lee'] }] }],
  ['a member twice', 'NameTwice', { existing: [{ principal: existingGroup('x'), members: [existingUser('lee'), existingUser('LEE')] }] }],
  ['a role without a trust', 'InvalidPlan', { roles: { ci: {} } }],
  ['two roles of one name', 'NameTwice', { roles: { ci: { trust }, CI: { trust } } }],
  ['a role with a bad name', 'InvalidName', { roles: { 'a b': { trust } } }],
  ['eleven groups', 'TooManyGroups', { existing: Array.from({ length: 11 }, (_, index) => ({ principal: existingGroup(`x${index}`), members: [existingUser('lee')] })) }],
])('%s is refused', (_, code, props) => {
  expect(refused(() => accessPlan(untyped(props))).code).toBe(code);
});

test('a boundary with a user name on a role, without anything, or too large is refused', () => {
  const home = perUserHomeFolder({ bucket: 'shared', prefix: 'home/' });
  expect(refused(() => renderAccess(accessPlan({ roles: { ci: { trust, boundary: [home] } } }))).code).toBe('RoleHasNoUserName');
  expect(refused(() => renderAccess(accessPlan({ users: { dana: { boundary: untyped([]) } } }))).code).toBe('InvalidBoundary');
  const boundary = Array.from({ length: 8 }, (_, index) => readOnlyPrefix({ bucket: `bucket-${index}`, prefix: `${'x'.repeat(500)}/` }));
  expect(refused(() => renderAccess(accessPlan({ users: { dana: { boundary } } }))).code).toBe('PolicyTooLarge');
});
