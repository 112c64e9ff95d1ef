import * as pulumi from '@pulumi/pulumi';
import { accessPlan, cephRgw, existingUser as existing, perUserHomeFolder, readOnlyPrefix, renderAccess } from '../../src';
import { existingGroup, existingUser, GroupMembers, PerUserBucket, PerUserHomeFolder, ReadOnlyPrefix, StorageAccess, StorageGroup, StorageProvider, StorageUser } from '../../src/pulumi';
import { declare, policiesOf, refusal, type Recorded } from './mocks';

const platform = cephRgw({ endpoint: 'https://rgw.store.example', scope: 'acme' });
const homes = { bucket: 'shared', prefix: 'home/' };
const plan = accessPlan({
  platform,
  users: { kim: { grants: [readOnlyPrefix({ bucket: 'logs', prefix: '' })] } },
  groups: { designers: { members: ['kim', existing('lou')], grants: [perUserHomeFolder(homes), readOnlyPrefix({ bucket: 'downloads', prefix: '' })] } },
});

type Options = { readonly provider: StorageProvider };
const within = (build: (at: Options) => unknown) => () => build({ provider: new StorageProvider('store', { platform }) });
const group = (at: Options, more: object = {}) => new StorageGroup('engineering', { members: [new StorageUser('dana', {}, at), existingUser('lee')], ...more }, at);
const membersGrant = (at: Options, more: object) => new PerUserHomeFolder('homes', { ...homes, grantee: group(at, more) }, at);
const unknown = () => existingUser(pulumi.output('lee'));
const inline = (resources: readonly Recorded[], kind: 'User' | 'Group') => resources
  .filter(({ type }) => type === `aws:iam/${kind.toLowerCase()}Policy:${kind}Policy`)
  .sort((a, b) => (a.name < b.name ? -1 : 1));
const named = (name: unknown) => String(name).replace(/-[0-9a-f]{8}$/, '-HASH');

test('a grant that depends on the user name becomes a policy of each member, and none of the group', async () => {
  const { result, resources } = await declare(within((at) => new PerUserHomeFolder('homes', { ...homes, grantee: group(at) }, at)));
  expect(inline(resources, 'User').map(({ name, inputs }) => [name, inputs.user, named(inputs.name)])).toEqual([
    ['homes-policy-dana', 'dana', 'homes'], ['homes-policy-lee', 'lee', 'acme.homes-HASH'],
  ]);
  expect(inline(resources, 'User').map(({ inputs }) => String(inputs.policy).match(/home\/\w+\/\*/)?.[0])).toEqual(['home/dana/*', 'home/lee/*']);
  expect(inline(resources, 'Group')).toEqual([]);
  const made = result as PerUserHomeFolder;
  expect([made.policies.length, [...made.resources.memberPolicies?.keys() ?? []]]).toEqual([2, ['dana', 'lee']]);
});

test('only those whom a condition on users names get one; other grants stay with the group', async () => {
  const { resources } = await declare(within((at) => {
    const grantee = group(at);
    new PerUserBucket('buckets', { namePrefix: 'acme-', when: { users: ['lee'] }, grantee }, at);
    new ReadOnlyPrefix('reads', { bucket: 'downloads', prefix: '', grantee }, at);
    new PerUserHomeFolder('own', homes, at);
  }));
  expect(inline(resources, 'User').map(({ inputs }) => inputs.user)).toEqual(['lee', 'own']);
  expect(inline(resources, 'Group').map(({ inputs }) => inputs.group)).toEqual(['engineering']);
  expect(JSON.stringify(resources)).not.toContain('aws:username');
});

test('a whole plan is what renderAccess says', async () => {
  const { resources } = await declare(within((at) => new StorageAccess('access', { plan }, at)));
  const rendered = renderAccess(plan);
  const expected = [...rendered.users, ...rendered.groups, ...rendered.existing].flatMap((one) => one.policies.map(({ json }) => json));
  const written = Object.values(policiesOf(resources)).map((one) => JSON.stringify(one));
  expect(written.sort()).toEqual(expected.map((json) => JSON.stringify(JSON.parse(json))).sort());
});

test.each<readonly [what: string, build: (at: Options) => unknown, code: string, said: string]>([
  ['an existing group', (at) => new PerUserHomeFolder('homes', { ...homes, grantee: existingGroup('auditors') }, at), 'UnsupportedOnPlatform', "whose name stands there isn't known"],
  ['an additive group', (at) => membersGrant(at, { membership: 'additive' }), 'UnsupportedOnPlatform', 'others may put members in it who would get none'],
  ['a group without members', (at) => membersGrant(at, { members: [] }), 'UnsupportedOnPlatform', 'no members are named'],
  ['a user known at deploy only', (at) => new PerUserHomeFolder('homes', { ...homes, grantee: unknown() }, at), 'UnsupportedOnPlatform', "whose name stands there isn't known"],
  ['a member known at deploy only', (at) => membersGrant(at, { members: [unknown()] }), 'UnsupportedOnPlatform', 'the name of one is known only at deploy time'],
  ['a policy that is taken over', (at) => new PerUserHomeFolder('homes', { ...homes, grantee: group(at), adopt: { name: 'old' } }, at), 'AdoptedPolicy', 'writes a policy for each member of group engineering'],
  ['members who come later', (at) => {
    const grantee = group(at);
    new PerUserHomeFolder('homes', { ...homes, grantee }, at);
    return new GroupMembers('more', { group: grantee, members: [existingUser('kim')] }, at);
  }, 'MixedMembership', 'says who all its members are'],
])('%s is refused', async (_what, build, code, said) => {
  expect(await refusal(within(build))).toMatchObject({ code, message: expect.stringContaining(said) });
});
