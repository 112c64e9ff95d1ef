import { Group } from '@pulumi/aws/iam/group';
import { Role } from '@pulumi/aws/iam/role';
import { User } from '@pulumi/aws/iam/user';
import { Bucket } from '@pulumi/aws/s3/bucket';
import { externalPrincipal } from '../../src';
import { AccessKey, DenyDelete, existingUser, ReadOnlyPrefix, StorageGroup, StorageUser } from '../../src/pulumi';
import { untyped } from '../grants/refused';
import { declare, policiesOf, refusal } from './mocks';

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
