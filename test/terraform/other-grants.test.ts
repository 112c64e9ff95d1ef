import { accessPlan, existingRole, replicationSource } from '../../src';
import { refused } from '../grants/refused';
import { kits, lone, only, policyOf, synth, type Arguments } from './kit';

const messages = ({ lifecycle = { precondition: [] } }: Arguments): string[] =>
  (lifecycle as { precondition: { condition: string }[] }).precondition.map(({ condition }) => condition);

describe.each(kits)('%s', (_engine, kit) => {
  const BUCKET = '^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$';

  test('a grant with two buckets takes references to both and checks each at deploy', () => {
    const output = synth(kit, (stack) => {
      const destination = new kit.TerraformVariable(stack, 'copy', { type: 'string' }).stringValue;
      const { arn } = new kit.S3Bucket(stack, 'source', { bucket: 'releases' });
      new kit.ReplicationSource(stack, 'replication', { bucket: arn, destination, grantee: existingRole('replication') });
    });
    const policy = only(output, 'aws_iam_policy');
    expect(messages(policy)).toEqual([`\${can(regex("${BUCKET}", var.copy))}`]);
    expect(policyOf(policy)).toMatchObject({
      Statement: [
        { Resource: 'arn:aws:s3:::${aws_s3_bucket.source.bucket}' },
        { Resource: 'arn:aws:s3:::${aws_s3_bucket.source.bucket}/*' },
        { Resource: 'arn:aws:s3:::${var.copy}/*' },
      ],
    });
  });

  test('in a plan, too', () => {
    const output = synth(kit, (stack) => {
      const destination = new kit.TerraformVariable(stack, 'copy', { type: 'string' }).stringValue;
      const plan = accessPlan({ existing: [{ principal: existingRole('replication'), grants: [replicationSource({ bucket: 'releases', destination })] }] });
      new kit.StorageAccess(stack, 'access', { plan });
    });
    expect(messages(only(output, 'aws_iam_policy'))).toEqual([`\${can(regex("${BUCKET}", var.copy))}`]);
  });

  test('a grant without a bucket needs none, and gets no check', () => {
    const output = synth(kit, (stack) => {
      new kit.PerUserBucket(stack, 'homes', { namePrefix: 'acme-home-', grantee: new kit.StorageGroup(stack, 'engineering') });
      new kit.ListAllBuckets(stack, 'buckets', { grantee: existingRole('r') });
    });
    expect([...messages(only(output, 'aws_iam_group_policy')), ...messages(only(output, 'aws_iam_policy'))]).toEqual([]);
  });

  test.each(['namePrefix', 'nameSuffix'])('%s is known before deploy', (option) => {
    lone(kit, (stack) => {
      const text = new kit.TerraformVariable(stack, 'text', { type: 'string' }).stringValue;
      const props = { [option]: option === 'namePrefix' ? `${text}-` : `-${text}` } as { namePrefix: string };
      expect(refused(() => new kit.PerUserBucket(stack, 'homes', props)).code).toBe('DeployTimeValue');
    });
  });

  test('a role has no bucket of its user name, nor is it one of the users of a condition', () => {
    lone(kit, (stack) => {
      const grantee = existingRole('deployer');
      expect(refused(() => new kit.PerUserBucket(stack, 'homes', { namePrefix: 'acme-', grantee })).code).toBe('RoleHasNoUserName');
      expect(refused(() => new kit.ListAllBuckets(stack, 'buckets', { when: { users: ['dana'] }, grantee })).code).toBe('RoleHasNoUserName');
    });
  });
});
