import { IamUser as CdktfUser } from '@cdktf/provider-aws/lib/iam-user';
import { IamUser as CdktnUser } from '@cdktn/provider-aws/lib/iam-user';
import { existingGroup, existingRole, existingUser, minio, serviceRole } from '../../src';
import { kits, synth, type Kit, type Stack } from './kit';

/** What the resources of a stack wait for beside what they refer to: `TYPE <- ADDRESSES`. */
const waits = (kit: Kit, build: (stack: Stack) => unknown): readonly string[] => {
  const { resource = {} } = synth(kit, (stack) => { build(stack); });
  return Object.entries(resource).flatMap(([type, some]) => Object.values(some).flatMap(({ depends_on: after }) => (
    // what is below one of our constructs has a hash in its address
    after === undefined ? [] : [`${type} <- ${String(after).replaceAll(/_[0-9A-F]{8}\b/g, '')}`]
  ))).sort();
};
const reads = { bucket: 'downloads', prefix: 'public/' };
const OWN = { cdktf: CdktfUser, cdktn: CdktnUser as unknown as typeof CdktfUser };

describe.each(kits)('%s: what is named by text', (engine, kit) => {
  const dana = (stack: Stack) => new kit.StorageUser(stack, 'dana');
  const own = (stack: Stack) => new OWN[engine as keyof typeof OWN](stack, 'own', { name: 'dana' });
  const staff = (stack: Stack) => new kit.StorageGroup(stack, 'staff', { membership: 'additive' });
  const role = (stack: Stack) => new kit.StorageRole(stack, 'worker', { trust: serviceRole({ service: 'lambda.amazonaws.com' }) });
  const bucket = (stack: Stack) => new kit.S3Bucket(stack, 'bucket', { bucket: 'downloads' });
  const granted = (to: 'user' | 'group' | 'role', name: string) => (stack: Stack) => (
    new kit.ReadOnlyPrefix(stack, 'reads', { ...reads, grantee: { user: existingUser, group: existingGroup, role: existingRole }[to](name) })
  );
  const principal = 'arn:aws:iam::111122223333:role/jobs/worker';

  test.each<readonly [string, (stack: Stack) => unknown, (stack: Stack) => unknown, readonly string[]]>([
    ['a user', dana, granted('user', 'dana'), ['aws_iam_user_policy_attachment <- aws_iam_user.dana']],
    ['a user whose name differs by case', dana, granted('user', 'Dana'), ['aws_iam_user_policy_attachment <- aws_iam_user.dana']],
    ['a user of the provider\'s own class', own, granted('user', 'dana'), ['aws_iam_user_policy_attachment <- aws_iam_user.own']],
    ['a group', staff, granted('group', 'staff'), ['aws_iam_group_policy_attachment <- aws_iam_group.staff']],
    ['a role', role, granted('role', 'worker'), ['aws_iam_role_policy_attachment <- aws_iam_role.worker']],
    ['the owner of a key', dana, (stack) => new kit.AccessKey(stack, 'key', { user: existingUser('dana'), generation: '1' }), ['aws_iam_access_key <- aws_iam_user.dana']],
    ['a member', dana, (stack) => new kit.StorageGroup(stack, 'g', { members: [existingUser('dana')] }), ['aws_iam_group_membership <- aws_iam_user.dana']],
    [
      'a member and its group', (stack) => [dana(stack), staff(stack)],
      (stack) => new kit.GroupMembers(stack, 'm', { group: existingGroup('staff'), members: [existingUser('dana')] }),
      ['aws_iam_user_group_membership <- aws_iam_user.dana,aws_iam_group.staff'],
    ],
    ['the bucket of a guard', bucket, (stack) => new kit.EnforceHttps(stack, 'https', { bucket: 'downloads' }), ['aws_s3_bucket_policy <- aws_s3_bucket.bucket']],
    [
      'a principal of a bucket policy', role, (stack) => new kit.BucketPolicy(stack, 'policy', {
        bucket: 'downloads',
        customStatements: [{ Effect: 'Allow', Principal: { AWS: principal }, Action: 's3:GetObject', Resource: 'arn:aws:s3:::downloads/*' }],
      }), ['aws_s3_bucket_policy <- aws_iam_role.worker'],
    ],
    ['nobody of this stack', dana, granted('user', 'lee'), []],
    ['another bucket', bucket, (stack) => new kit.EnforceHttps(stack, 'https', { bucket: 'other' }), []],
    ['a group of the same name', (stack) => new kit.StorageGroup(stack, 'dana'), granted('user', 'dana'), []],
    ['the identity policy needs no bucket', bucket, (stack) => new kit.ReadOnlyPrefix(stack, 'reads', reads), []],
  ])('%s is waited for, whichever is declared first', (_what, made, names, expected) => {
    expect(waits(kit, (stack) => [made(stack), names(stack)])).toEqual(expected);
    expect(waits(kit, (stack) => [names(stack), made(stack)])).toEqual(expected);
  });

  test('beside what was told to wait for', () => {
    expect(waits(kit, (stack) => {
      const dependsOn = [own(stack)];
      bucket(stack);
      new kit.EnforceHttps(stack, 'https', { bucket: 'downloads', dependsOn });
      new kit.ReadOnlyPrefix(stack, 'reads', { ...reads, grantee: existingUser('kim'), dependsOn });
      new kit.StorageUser(stack, 'kim');
    })).toEqual([
      'aws_iam_policy <- aws_iam_user.own',
      'aws_iam_user_policy_attachment <- aws_iam_user.own,aws_iam_user.kim',
      'aws_s3_bucket_policy <- aws_iam_user.own,aws_s3_bucket.bucket',
    ]);
  });

  test('on MinIO, too, where our users are of no class', () => {
    expect(waits(kit, (stack) => {
      new kit.StorageProvider(stack, 'store', { platform: minio({ endpoint: 'https://minio.example', scope: 'acme' }) });
      new kit.ReadOnlyPrefix(stack, 'reads', { ...reads, grantee: existingUser('dana') });
      new kit.StorageUser(stack, 'dana', { name: 'dana' });
    })).toEqual(['minio_iam_user_policy_attachment <- minio_iam_user.dana']);
  });
});
