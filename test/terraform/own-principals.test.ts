import { DataAwsIamRole as CdktfDataRole } from '@cdktf/provider-aws/lib/data-aws-iam-role';
import { IamGroup as CdktfGroup } from '@cdktf/provider-aws/lib/iam-group';
import { IamRole as CdktfRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamUser as CdktfUser } from '@cdktf/provider-aws/lib/iam-user';
import { DataAwsIamRole as CdktnDataRole } from '@cdktn/provider-aws/lib/data-aws-iam-role';
import { IamGroup as CdktnGroup } from '@cdktn/provider-aws/lib/iam-group';
import { IamRole as CdktnRole } from '@cdktn/provider-aws/lib/iam-role';
import { IamUser as CdktnUser } from '@cdktn/provider-aws/lib/iam-user';
import { existingUser, externalPrincipal } from '../../src';
import { refused, untyped } from '../grants/refused';
import { all, counts, kits, lone, synth, type Arguments, type Stack, type Synthesized } from './kit';

const listed = (output: Synthesized, type: string): readonly Arguments[] => Object.values(all(output, type));
const reads = { bucket: 'downloads', prefix: 'public/' };
const cdktf = { IamUser: CdktfUser, IamGroup: CdktfGroup, IamRole: CdktfRole, DataAwsIamRole: CdktfDataRole };
const cdktn = { IamUser: CdktnUser, IamGroup: CdktnGroup, IamRole: CdktnRole, DataAwsIamRole: CdktnDataRole } as unknown as typeof cdktf;
const OWN = { cdktf, cdktn };
const lee = existingUser('lee');
const assumeRolePolicy = '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}}';

describe.each(kits)('%s: principals of the provider', (engine, kit) => {
  const own = OWN[engine as keyof typeof OWN];
  const role = (stack: Stack, name?: string) => new own.IamRole(stack, 'function', { assumeRolePolicy, ...(name !== undefined && { name }) });

  test.each([undefined, 'function'])('a role of a function, called %s, is a grantee', (name) => {
    const output = synth(kit, (stack) => { new kit.ReadOnlyPrefix(stack, 'reads', { ...reads, grantee: role(stack, name) }); });
    expect(counts(output)).toBe('aws_iam_policy 1, aws_iam_role 1, aws_iam_role_policy_attachment 1');
    expect(listed(output, 'aws_iam_role_policy_attachment')).toMatchObject([{ role: '${aws_iam_role.function.name}' }]);
  });

  test('a user without a name of its own, a group, and a role that is read, are grantees', () => {
    const output = synth(kit, (stack) => {
      new kit.ReadOnlyPrefix(stack, 'user-reads', { ...reads, grantee: new own.IamUser(stack, 'user', { name: 'u' }) });
      new kit.ReadOnlyPrefix(stack, 'group-reads', { ...reads, grantee: new own.IamGroup(stack, 'group', { name: 'g' }) });
      new kit.ReadOnlyPrefix(stack, 'role-reads', { ...reads, grantee: new own.DataAwsIamRole(stack, 'read', { name: 'r' }) });
    });
    expect(listed(output, 'aws_iam_user_policy_attachment')).toMatchObject([{ user: '${aws_iam_user.user.name}' }]);
    expect(listed(output, 'aws_iam_group_policy_attachment')).toMatchObject([{ group: '${aws_iam_group.group.name}' }]);
    expect(listed(output, 'aws_iam_role_policy_attachment')).toMatchObject([{ role: '${data.aws_iam_role.read.name}' }]);
  });

  test('and members, owners of keys, and restrained by guards', () => {
    const output = synth(kit, (stack) => {
      const user = new own.IamUser(stack, 'user', { name: 'u' });
      new kit.StorageGroup(stack, 'engineering', { members: [user] });
      new kit.AccessKey(stack, 'key', { user, generation: '2026-11' });
      new kit.DenyDelete(stack, 'keep', { on: user });
    });
    expect(listed(output, 'aws_iam_group_membership')).toMatchObject([{ users: ['${aws_iam_user.user.name}'] }]);
    expect(listed(output, 'aws_iam_access_key')).toMatchObject([{ user: '${aws_iam_user.user.name}' }]);
    expect(listed(output, 'aws_iam_user_policy_attachment')).toMatchObject([{ user: '${aws_iam_user.user.name}' }]);
  });

  test('a grant goes to a list: each inside has a policy, those outside share the statements of the bucket', () => {
    const output = synth(kit, (stack) => {
      const outside = [1, 2, 3].map((index) => externalPrincipal(`arn:aws:iam::444455556666:user/reader-${index}`));
      const grant = new kit.ReadOnlyPrefix(stack, 'reads', { ...reads, grantee: [role(stack), lee, new kit.StorageUser(stack, 'dana'), ...outside] });
      expect(grant.policies).toHaveLength(3);
      expect([grant.otherAccountPolicy, grant.otherAccountPolicies.length]).toEqual([undefined, 3]);
      expect(refused(() => grant.user).code).toBe('HasGrantee');
    });
    expect(counts(output)).toBe('aws_iam_policy 2, aws_iam_role 1, aws_iam_role_policy_attachment 1, aws_iam_user 1, aws_iam_user_policy 1, aws_iam_user_policy_attachment 1, aws_s3_bucket_policy 1');
    const [{ policy }] = listed(output, 'aws_s3_bucket_policy');
    const { Statement } = JSON.parse(String(policy)) as { Statement: { Principal: { AWS: string[] } }[] };
    expect(Statement.map(({ Principal }) => Principal.AWS.length)).toEqual([3, 3]);
  });

  test.each<readonly [string, (stack: Stack) => unknown, string]>([
    ['an empty list', () => [], 'InvalidGrantee'],
    ['somebody twice', () => [lee, lee], 'InvalidGrantee'],
    ['a bucket', (stack) => new kit.S3Bucket(stack, 'downloads', {}), 'InvalidGrantee'],
    ['a text', () => 'lee', 'InvalidGrantee'],
  ])('refuses %s as grantee', (_what, grantee, code) => {
    lone(kit, (stack) => {
      expect(refused(() => new kit.ReadOnlyPrefix(stack, 'reads', { ...reads, grantee: untyped(grantee(stack)) })).code).toBe(code);
    });
  });
});
