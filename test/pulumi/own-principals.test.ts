import { Group } from '@pulumi/aws/iam/group';
import { Role } from '@pulumi/aws/iam/role';
import { User } from '@pulumi/aws/iam/user';
import { Bucket } from '@pulumi/aws/s3/bucket';
import * as pulumi from '@pulumi/pulumi';
import { accessPlan, activeScale, externalPrincipal, type Platform } from '../../src';
import { AccessKey, DenyDelete, existingUser, GroupMembers, PerUserHomeFolder, ReadOnlyPrefix, StorageAccess, StorageGroup, StorageUser } from '../../src/pulumi';
import { refused, untyped } from '../grants/refused';
import { declare, policiesOf, refusal, type Recorded } from './mocks';

const reads = { bucket: 'downloads', prefix: 'public/' };
const assumeRolePolicy = '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}}';
const lee = existingUser('lee');
const role = () => new Role('function', { assumeRolePolicy });
const types = (resources: readonly { readonly type: string }[]) => resources.map(({ type }) => type).filter((type) => type.startsWith('aws:')).sort();

test('a role of a function, a user and a group of the provider are grantees', async () => {
  const { resources } = await declare(() => {
    new ReadOnlyPrefix('role-reads', { ...reads, grantee: role() });
    new ReadOnlyPrefix('user-reads', { ...reads, grantee: new User('user') });
    new ReadOnlyPrefix('group-reads', { ...reads, grantee: new Group('group') });
  });
  expect(types(resources)).toEqual([
    'aws:iam/group:Group', 'aws:iam/groupPolicyAttachment:GroupPolicyAttachment', 'aws:iam/policy:Policy', 'aws:iam/policy:Policy', 'aws:iam/policy:Policy',
    'aws:iam/role:Role', 'aws:iam/rolePolicyAttachment:RolePolicyAttachment', 'aws:iam/user:User', 'aws:iam/userPolicyAttachment:UserPolicyAttachment',
  ]);
});

test('and members, owners of keys, and restrained by guards', async () => {
  const { resources } = await declare(() => {
    const user = new User('user');
    new StorageGroup('engineering', { members: [user] });
    new AccessKey('key', { user, generation: '2026-11' });
    new DenyDelete('keep', { on: user });
  });
  expect(types(resources)).toEqual([
    'aws:iam/accessKey:AccessKey', 'aws:iam/group:Group', 'aws:iam/groupMembership:GroupMembership', 'aws:iam/policy:Policy', 'aws:iam/user:User',
    'aws:iam/userPolicyAttachment:UserPolicyAttachment',
  ]);
});

test('a grant goes to a list: each inside has a policy, those outside share the statements of the bucket', async () => {
  const { result: grant, resources } = await declare(() => {
    const outside = [1, 2, 3].map((index) => externalPrincipal(`arn:aws:iam::444455556666:user/reader-${index}`));
    return new ReadOnlyPrefix('reads', { ...reads, grantee: [role(), lee, new StorageUser('dana'), ...outside] });
  });
  expect(grant.policies).toHaveLength(3);
  expect([grant.otherAccountPolicy, grant.otherAccountPolicies.length]).toEqual([undefined, 3]);
  const { Statement } = policiesOf(resources)['BucketPolicy downloads-bucket-policy'] as { Statement: { Principal: { AWS: string[] } }[] };
  expect(Statement.map(({ Principal }) => Principal.AWS.length)).toEqual([3, 3]);
});

test.each<readonly [string, () => unknown]>([
  ['an empty list', () => []],
  ['somebody twice', () => [lee, lee]],
  ['a bucket', () => new Bucket('downloads')],
  ['a text', () => 'lee'],
])('refuses %s as grantee', async (_what, grantee) => {
  const error = await refusal(() => new ReadOnlyPrefix('reads', { ...reads, grantee: untyped(grantee()) }));
  expect(error.code).toBe('InvalidGrantee');
});

describe('addMember', () => {
  const users = (resources: readonly Recorded[]) => resources.filter(({ type }) => /Membership$/.test(type)).map(({ inputs }) => inputs.users ?? inputs.user);

  test.each([undefined, 'additive' as const])('adds users made here, of the provider, by name and by Output; membership %s', async (membership) => {
    const { resources } = await declare(async () => {
      const group = new StorageGroup('engineering', { membership, members: [new StorageUser('dana')] });
      group.addMember(new ReadOnlyPrefix('ci', reads).user as StorageUser);
      group.addMember(new User('robot'));
      group.addMember(existingUser('lee'));
      group.addMember(existingUser(pulumi.output(Promise.resolve('kim'))));
      expect(group.resources.memberships).toHaveLength(membership ? 5 : 0);
    });
    expect(users(resources).flat().sort()).toEqual(['ci', 'dana', 'kim', 'lee', 'robot-4f0a1c2']);
    expect(users(resources)).toHaveLength(membership ? 5 : 1);
  });

  test('to a group of a plan, and one that has no members', async () => {
    const { resources } = await declare(() => {
      const { groups } = new StorageAccess('access', { plan: accessPlan({ users: { dana: {} }, groups: { engineering: { members: ['dana'] }, auditors: {} } }) });
      for (const group of groups.values()) group.addMember(existingUser('lee'));
    });
    expect(users(resources)).toEqual(expect.arrayContaining([['dana', 'lee'], ['lee']]));
  });

  const add = async (build: (group: StorageGroup) => void, platform?: Platform) => (
    (await refusal(() => build(new StorageGroup('engineering', { members: platform && [lee], platform })))).code
  );

  test('refuses somebody twice, strangers, and who is too late', async () => {
    expect(await add((group) => ['lee', 'LEE'].forEach((name) => group.addMember(existingUser(name))))).toBe('NameTwice');
    expect(await add((group) => group.addMember(untyped('lee')))).toBe('UnknownMember');
    expect(await add((group) => group.addMember(untyped(new Bucket('lee'))))).toBe('UnknownMember');
    expect(await add((group) => {
      new GroupMembers('more', { group, members: [existingUser('kim')] });
      group.addMember(lee);
    })).toBe('MixedMembership');
    const platform = activeScale({ version: '7.0', s3Endpoint: 'https://s3.store.example', iamEndpoint: 'https://iam.store.example' });
    expect(await add((group) => {
      new PerUserHomeFolder('homes', { bucket: 'shared', prefix: 'home/', grantee: group, platform });
      group.addMember(existingUser('kim'));
    }, platform)).toBe('UnsupportedOnPlatform');
  });

  test('refuses who comes after the end of the program, when the members are written', async () => {
    const { result: group } = await declare(() => new StorageGroup('engineering', { members: [lee] }));
    expect(refused(() => group.addMember(existingUser('kim'))).code).toBe('MembersClosed');
  });
});
