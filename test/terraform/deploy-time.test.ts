import { existingGroup, existingRole, existingUser } from '../../src';
import { refused, untyped } from '../grants/refused';
import { kits, lone, only, policyOf, synth, type Arguments, type Stack } from './kit';

const BUCKET = '^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$';
const conditions = ({ lifecycle = { precondition: [] } }: Arguments): string[] =>
  (lifecycle as { precondition: { condition: string }[] }).precondition.map(({ condition }) => condition);

describe.each(kits)('%s', (_engine, kit) => {
  const variable = (stack: Stack, id = 'bucket') => new kit.TerraformVariable(stack, id, { type: 'string' }).stringValue;
  const warn = jest.spyOn(console, 'warn').mockImplementation();
  beforeEach(() => warn.mockClear());

  describe('a bucket that is known only at deploy time', () => {
    test.each<[string, (stack: Stack) => string, string, string]>([
      ['a variable', (stack) => variable(stack), '${var.bucket}', 'var.bucket'],
      ['a variable in a text', (stack) => `releases-${variable(stack)}`, 'releases-${var.bucket}', 'join("", ["releases-", var.bucket])'],
      ['a function', (stack) => kit.Fn.lower(variable(stack)), '${lower(var.bucket)}', 'lower(var.bucket)'],
      ['a resource named by a variable', (stack) => new kit.S3Bucket(stack, 'b', { bucket: variable(stack) }).id, '${aws_s3_bucket.b.bucket}', 'aws_s3_bucket.b.bucket'],
      ['a data source named by a variable', (stack) => new kit.DataAwsS3Bucket(stack, 'b', { bucket: variable(stack) }).arn, '${data.aws_s3_bucket.b.bucket}', 'data.aws_s3_bucket.b.bucket'],
      ['an element of a list', (stack) => kit.Token.asString(kit.Fn.element(new kit.TerraformVariable(stack, 'l', { type: 'list(string)' }).listValue, 0)), '${element(var.l, 0)}', 'element(var.l, 0)'],
    ])('is checked there, by its policies: %s', (_name, bucket, text, expression) => {
      const output = synth(kit, (stack) => {
        const name = bucket(stack);
        new kit.ReadOnlyPrefix(stack, 'read', { bucket: name, prefix: 'public/', grantee: existingRole('r') });
        new kit.EnforceHttps(stack, 'https', { bucket: name });
      });
      const policy = only(output, 'aws_iam_policy');
      expect(policy.policy).toContain(`arn:aws:s3:::${text}/public/*`);
      for (const checked of [policy, only(output, 'aws_s3_bucket_policy')]) expect(conditions(checked)).toEqual([`\${can(regex("${BUCKET}", ${expression}))}`]);
      expect(warn).not.toHaveBeenCalled();
    });

    test.each<[string, (stack: Stack) => string]>([
      ['a resource with a name', (stack) => new kit.S3Bucket(stack, 'b', { bucket: 'releases' }).id],
      ['its ARN, which is folded into the name', (stack) => new kit.S3Bucket(stack, 'b', { bucket: 'releases' }).arn],
      ['a resource whose name Terraform makes up', (stack) => new kit.S3Bucket(stack, 'b').bucket],
    ])('needs no check where it is %s', (_name, bucket) => {
      const output = synth(kit, (stack) => {
        new kit.ReadOnlyPrefix(stack, 'read', { bucket: bucket(stack), prefix: 'public/', grantee: existingRole('r') });
      });
      expect(conditions(only(output, 'aws_iam_policy'))).toEqual([]);
      expect(policyOf(only(output, 'aws_iam_policy'))).toMatchObject({ Statement: [{ Resource: 'arn:aws:s3:::${aws_s3_bucket.b.bucket}/public/*' }, { Resource: 'arn:aws:s3:::${aws_s3_bucket.b.bucket}' }] });
    });

    test('counts at its longest', () => {
      const grant = (stack: Stack, bucket: string, prefix: string) => new kit.WriteOnlyUploader(stack, `up-${stack.node.children.length}`, { bucket, prefix, listing: 'prefix' }).policies[0];
      lone(kit, (stack) => {
        // the prefix is there twice: twenty characters are left of 2,048 with a short bucket name, and the longest needs 120 more
        const prefix = `${'x'.repeat(Math.floor((2048 - 20 - grant(stack, 'aaa', 'x/').json.length) / 2))}/`;
        expect([variable(stack), 'abc'].map((bucket) => grant(stack, bucket, prefix).placement)).toEqual(['managed', 'inline']);
      });
    });
  });

  test.each<[string, (stack: Stack) => unknown]>([
    ['a number', () => kit.Token.asNumber(kit.Fn.lengthOf([]))],
    ['a list', (stack) => kit.Token.asList(new kit.TerraformVariable(stack, 'l', { type: 'list(string)' }).listValue)],
    ['an element of an encoded list', (stack) => new kit.TerraformVariable(stack, 'l', { type: 'list(string)' }).listValue[0]],
    ['something to resolve', (stack) => kit.Fn.can(variable(stack))],
    ['an expression written by hand', () => '${var.bucket}'],
    ['a text with more than letters of a bucket name around it', (stack) => `${variable(stack)}/*`],
    ['a text that ends another ARN', (stack) => `${variable(stack)}","arn:aws:s3:::*`],
  ])('%s is not a bucket', (_name, bucket) => {
    for (const build of [
      (stack: Stack) => new kit.EnforceHttps(stack, 'https', { bucket: untyped(bucket(stack)) }),
      (stack: Stack) => new kit.ReadOnlyPrefix(stack, 'read', { bucket: untyped(bucket(stack)), prefix: '' }),
    ]) expect(['InvalidBucketName', 'DeployTimeValue']).toContain(refused(() => lone<unknown>(kit, build)).code);
  });

  describe('what must be known at synth', () => {
    test.each<[string, (stack: Stack, value: string) => unknown]>([
      ['a prefix', (stack, value) => new kit.ReadOnlyPrefix(stack, 'read', { bucket: 'downloads', prefix: `${value}/` })],
      ['the prefix of home folders', (stack, value) => new kit.PerUserHomeFolder(stack, 'homes', { bucket: 'shared', prefix: `${value}/` })],
      ['a user name', (stack, value) => new kit.StorageUser(stack, 'user', { name: value })],
      ['the name of a grant\'s own user', (stack, value) => new kit.ReadOnlyPrefix(stack, 'read', { bucket: 'downloads', prefix: '', user: { name: value } })],
      ['a group name', (stack, value) => new kit.StorageGroup(stack, 'group', { name: value })],
      ['a generation of a key', (stack, value) => new kit.StorageUser(stack, 'user', { accessKeys: [value] })],
    ])('%s', (_name, build) => {
      expect(refused(() => lone(kit, (stack) => build(stack, variable(stack, 'value')))).code).toBe('DeployTimeValue');
    });
  });

  describe('somebody who exists already and is known only at deploy time', () => {
    const USER = '${can(regex("^[A-Za-z0-9+=,.@_-]{1,64}$", var.who))}';
    test.each([
      ['user', existingUser, USER],
      ['role', existingRole, USER],
      ['group', existingGroup, '${can(regex("^[A-Za-z0-9+=,.@_-]{1,128}$", var.who))}'],
    ] as const)('%s as grantee', (kind, existing, condition) => {
      const output = synth(kit, (stack) => new kit.ReadOnlyPrefix(stack, 'read', { bucket: 'downloads', prefix: '', grantee: existing(variable(stack, 'who')) }));
      expect(conditions(only(output, 'aws_iam_policy'))).toEqual([condition]);
      expect(only(output, `aws_iam_${kind}_policy_attachment`)[kind]).toBe('${var.who}');
    });

    test('as member of a group, and as owner of a key', () => {
      const output = synth(kit, (stack) => {
        const who = existingUser(variable(stack, 'who'));
        new kit.StorageGroup(stack, 'group', { members: [who] });
        new kit.AccessKey(stack, 'key', { user: who, generation: '1' });
      });
      for (const type of ['aws_iam_group_membership', 'aws_iam_access_key']) expect(conditions(only(output, type))).toEqual([USER]);
    });

    test('with letters around that no name has: refused', () => {
      expect(refused(() => lone(kit, (stack) => new kit.ReadOnlyPrefix(stack, 'read', { bucket: 'downloads', prefix: '', grantee: existingUser(`${variable(stack, 'who')}/x`) }))).code).toBe('InvalidName');
    });

    test('a managed policy is called after the construct, so that it stays the same at every deploy', () => {
      const name = () => lone(kit, (stack) => new kit.ReadOnlyPrefix(stack, 'read', { bucket: 'downloads', prefix: '', grantee: existingUser(variable(stack, 'who')) }).policies[0].name);
      expect(name()).toBe(name());
    });
  });
});
