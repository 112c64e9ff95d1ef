import * as fc from 'fast-check';
import { anotherAccount, enforceHttps, type Guard } from '../../src';
import { refused, untyped } from '../grants/refused';
import { runs } from '../runs';
import { all, counts, kits, lone, only, policyOf, stackOf, synth, synthError, withApp, type Kit, type Stack, type Synthesized } from './kit';

/** Some text that the provider's own class takes for a policy. */
const THEIRS = '{"Version":"2012-10-17","Statement":[]}';

/** A guard of nobody's, to have several that differ. */
const denyAction = (action: string): Guard => ({
  kind: 'guard',
  name: 'DenyAction',
  statements: ({ bucket }) => [{
    sid: 'DenyAction', principals: '*', actions: [action], resources: [`arn:aws:s3:::${bucket}/*`], conditions: [{ operator: 'Null', key: 'aws:userid', values: ['false'] }],
  }],
});

describe.each(kits)('%s', (_engine, kit) => {
  const bucketIn = (stack: Stack, name: string | undefined = 'releases', id = 'releases') => new kit.S3Bucket(stack, id, { ...(name && { bucket: name }) });

  test('a guard on bucket.id of a bucket of the same stack', () => {
    const output = synth(kit, (stack) => new kit.EnforceHttps(stack, 'https', { bucket: bucketIn(stack).id, minimumTlsVersion: '1.2' }));
    expect(output.resource).toMatchInlineSnapshot(`
{
  "aws_s3_bucket": {
    "releases": {
      "bucket": "releases",
    },
  },
  "aws_s3_bucket_policy": {
    "bucket-policies_aws_s3_bucketreleases_253CB771": {
      "bucket": "\${aws_s3_bucket.releases.bucket}",
      "policy": "{"Version":"2012-10-17","Statement":[{"Sid":"EnforceHttps","Effect":"Deny","Principal":"*","Action":"s3:*","Resource":["arn:aws:s3:::\${aws_s3_bucket.releases.bucket}","arn:aws:s3:::\${aws_s3_bucket.releases.bucket}/*"],"Condition":{"Bool":{"aws:SecureTransport":"false"}}},{"Sid":"EnforceHttpsTls","Effect":"Deny","Principal":"*","NotAction":["s3:DeleteBucketPolicy","s3:GetBucketPolicy","s3:PutBucketPolicy"],"Resource":["arn:aws:s3:::\${aws_s3_bucket.releases.bucket}","arn:aws:s3:::\${aws_s3_bucket.releases.bucket}/*"],"Condition":{"NumericLessThan":{"s3:TlsVersion":"1.2"}}}]}",
    },
  },
}
`);
  });

  test('a guard on a bucket by name', () => {
    const output = synth(kit, (stack) => {
      const { policy, resources } = new kit.EnforceHttps(stack, 'https', { bucket: 'releases' });
      expect(policy).toEqual({ bucket: 'releases', guards: ['EnforceHttps'], grants: [], keeps: { statements: 0, sids: [] }, json: expect.stringContaining('aws:SecureTransport') });
      expect(Object.keys(resources)).toEqual(['bucketPolicy']);
    });
    expect(Object.keys(all(output, 'aws_s3_bucket_policy'))).toEqual([expect.stringMatching(/^bucket-policies_releases_[0-9A-F]{8}$/)]);
    expect(only(output, 'aws_s3_bucket_policy')).toMatchObject({ bucket: 'releases' });
  });

  test('a bucket whose name Terraform makes up needs no check', () => {
    const output = synth(kit, (stack) => new kit.EnforceHttps(stack, 'https', { bucket: bucketIn(stack, '').id }));
    expect(only(output, 'aws_s3_bucket_policy').lifecycle).toBeUndefined();
  });

  test('what a lazy value of the program throws is not called an unknown token', () => {
    const bucket = kit.Lazy.stringValue({ produce: () => { throw new Error('of the program'); } });
    expect(() => lone(kit, (stack) => new kit.EnforceHttps(stack, 'https', { bucket }))).toThrow('of the program');
  });

  test('a bucket by a token of the other engine, or of a log: refused', () => {
    const refusals = ['${TfToken[TOKEN.99999]}', 'logs-${TfToken[TOKEN.99999]}'].flatMap((text) => [
      refused(() => lone(kit, (stack) => new kit.EnforceHttps(stack, 'https', { bucket: text }))),
      refused(() => lone(kit, (stack) => new kit.ReadOnlyPrefix(stack, 'reads', { bucket: text, prefix: 'a/', grantee: anotherAccount('444455556666') }))),
    ]);
    for (const { code, message } of refusals) expect([code, message]).toEqual(['InvalidOption', expect.stringContaining("holds a token that this app doesn't know")]);
  });

  test('no guards: refused', () => {
    expect(refused(() => lone(kit, (stack) => new kit.BucketPolicy(stack, 'policy', { bucket: 'releases', guards: [] }))).code).toBe('NoGuards');
  });

  test('a policy over its limit is refused', () => {
    expect(synthError(kit, (stack) => {
      for (let i = 0; i < 120; i++) new kit.BucketPolicy(stack, `policy-${i}`, { bucket: 'releases', guards: [denyAction(`s3:${'x'.repeat(60)}${i}`)] });
    })).toContain('Code: BucketPolicyTooLarge');
  });

  describe('all guards of a bucket are one policy', () => {
    const actions = ['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:GetObjectAcl'];
    const namings = (stack: Stack, key: 'resource' | 'name') => {
      if (key === 'name') return ['releases', 'releases', 'releases', 'releases'];
      const bucket = bucketIn(stack);
      return [bucket.id, bucket.bucket, bucket.arn, bucket.id];
    };
    const merged = (key: 'resource' | 'name', order: readonly number[]): Synthesized => synth(kit, (stack) => {
      const names = namings(stack, key);
      const wait = ['first', 'second'].map((id) => new kit.S3Bucket(stack, id, { bucket: `${id}-bucket` }));
      for (const index of order) new kit.BucketPolicy(stack, `guard-${index}`, { bucket: names[index], guards: [denyAction(actions[index]), enforceHttps()], dependsOn: wait.slice(0, index % 3) });
    });

    test.each(['resource', 'name'] as const)('in whatever order they are declared: by %s', (key) => {
      const expected = merged(key, [0, 1, 2, 3]);
      expect(only(expected, 'aws_s3_bucket_policy').depends_on).toEqual(['aws_s3_bucket.first', 'aws_s3_bucket.second']);
      const statements = (policyOf(only(expected, 'aws_s3_bucket_policy')) as { Statement: unknown[] }).Statement;
      expect(statements).toHaveLength(actions.length + 1);
      fc.assert(fc.property(fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }), (order) => {
        expect(merged(key, order)).toEqual(expected);
      }), { numRuns: runs(8) });
    });

    test('of equal guards of several constructs one statement is left', () => {
      const output = synth(kit, (stack) => ['a', 'b'].map((id) => new kit.EnforceHttps(stack, id, { bucket: 'releases' })));
      expect(policyOf(only(output, 'aws_s3_bucket_policy'))).toEqual(policyOf(only(synth(kit, (stack) => new kit.EnforceHttps(stack, 'c', { bucket: 'releases' })), 'aws_s3_bucket_policy')));
    });

    test('a guard sees in its policy what others declare after it', () => {
      lone(kit, (stack) => {
        const { policy: before } = new kit.EnforceHttps(stack, 'a', { bucket: 'releases' });
        const first = new kit.EnforceHttps(stack, 'b', { bucket: 'releases', minimumTlsVersion: '1.3' });
        new kit.BucketPolicy(stack, 'c', { bucket: 'releases', guards: [denyAction('s3:GetObject')] });
        expect(before.guards).toEqual(['EnforceHttps']);
        expect(first.policy.guards).toContain('DenyAction');
      });
    });

    test('two buckets have two', () => {
      const output = synth(kit, (stack) => ['one', 'two'].map((id) => new kit.EnforceHttps(stack, id, { bucket: bucketIn(stack, `bucket-${id}`, `bucket-${id}`).id })));
      expect(counts(output)).toBe('aws_s3_bucket 2, aws_s3_bucket_policy 2');
    });

    test('with different providers: refused', () => {
      const error = refused(() => lone(kit, (stack) => {
        new kit.EnforceHttps(stack, 'a', { bucket: 'releases' });
        new kit.EnforceHttps(stack, 'b', { bucket: 'releases', provider: new kit.AwsProvider(stack, 'other', { alias: 'other' }) });
      }));
      expect(error).toMatchObject({ code: 'MixedProviders', message: expect.stringMatching(/stack\/a and of stack\/b/) });
    });
  });

  describe('a second policy of the same bucket', () => {
    type Build = (stack: Stack, kind: Kit) => void;
    const ours: Build = (stack) => new kit.EnforceHttps(stack, 'ours', { bucket: 'releases' });
    const theirs: Build = (stack) => new kit.S3BucketPolicy(stack, 'theirs', { bucket: 'releases', policy: THEIRS });
    const made = (stack: Stack) => (stack.node.tryFindChild('releases') as InstanceType<Kit['S3Bucket']> | undefined) ?? bucketIn(stack);

    test.each<[string, readonly Build[]]>([
      ['written before ours', [theirs, ours]],
      ['written after ours', [ours, theirs]],
      ['by the resource, ours by name', [(stack) => new kit.S3BucketPolicy(stack, 'theirs', { bucket: made(stack).id, policy: THEIRS }), ours]],
      ['by name, ours by the resource', [theirs, (stack) => new kit.EnforceHttps(stack, 'ours', { bucket: made(stack).bucket })]],
      ['both by a resource whose name Terraform makes up', [
        (stack) => new kit.EnforceHttps(stack, 'ours', { bucket: bucketIn(stack, '').id }),
        (stack) => new kit.S3BucketPolicy(stack, 'theirs', { bucket: made(stack).bucket, policy: THEIRS }),
      ]],
      ['deep in another construct', [ours, (stack) => new kit.S3BucketPolicy(new kit.StorageGroup(stack, 'group'), 'theirs', { bucket: 'releases', policy: THEIRS })]],
      ['by a data source', [ours, (stack) => new kit.S3BucketPolicy(stack, 'theirs', { bucket: new kit.DataAwsS3Bucket(stack, 'data', { bucket: 'releases' }).id, policy: THEIRS })]],
    ])('%s, is refused, and both are named', (_name, builds) => {
      const error = synthError(kit, (stack) => { for (const build of builds) build(stack, kit); });
      expect(error).toMatch(/Code: TwoBucketPolicies/);
      expect(error).toMatch(/stack\/ours and stack\/(group\/)?theirs/);
    });

    test('among the arguments of the bucket itself is refused', () => {
      const error = synthError(kit, (stack) => {
        const bucket = new kit.S3Bucket(stack, 'theirs', { bucket: 'releases', policy: THEIRS });
        new kit.EnforceHttps(stack, 'ours', { bucket: bucket.id });
      });
      expect(error).toMatch(/TwoBucketPolicies/);
    });

    test('in another stack is refused', () => {
      for (const second of [theirs, (stack: Stack) => new kit.EnforceHttps(stack, 'ours-too', { bucket: 'releases' })]) {
        const error = synthError(kit, (stack, app) => {
          ours(stack, kit);
          second(stackOf(kit, app, 'second'), kit);
        });
        expect(error).toMatch(/TwoBucketPolicies/);
        expect(error).toMatch(/stack\/ours and second\/(theirs|ours-too)/);
      }
    });

    test('by name where ours is by the resource is refused, although both are ours', () => {
      expect(synthError(kit, (stack) => {
        new kit.EnforceHttps(stack, 'one', { bucket: bucketIn(stack).id });
        new kit.EnforceHttps(stack, 'two', { bucket: 'releases' });
      })).toMatch(/stack\/one and stack\/two[\s\S]*Code: TwoBucketPolicies[\s\S]*in the same way everywhere/);
    });

    test('is found by the test of a single stack too', () => {
      expect(() => lone(kit, (stack) => {
        ours(stack, kit);
        theirs(stack, kit);
        return kit.Testing.synth(stack, true);
      })).toThrow(/TwoBucketPolicies/);
    });

    test('of another bucket, a policy that is only read, and theirs alone are none of our business', () => {
      const output = synth(kit, (stack) => {
        ours(stack, kit);
        new kit.S3BucketPolicy(stack, 'other', { bucket: 'other-bucket', policy: THEIRS });
        new kit.S3BucketPolicy(stack, 'legacy', { bucket: 'Legacy_Bucket', policy: THEIRS });
        new kit.S3BucketPolicy(stack, 'theirs-twice', { bucket: 'Legacy_Bucket', policy: THEIRS });
        new kit.DataAwsS3BucketPolicy(stack, 'read', { bucket: 'releases' });
      });
      expect(Object.keys(all(output, 'aws_s3_bucket_policy'))).toHaveLength(4);
    });
  });

  describe('buckets that can\'t be distinguished', () => {
    const variable = (stack: Stack, id: string) => new kit.TerraformVariable(stack, id, { type: 'string' }).stringValue;
    test.each<[string, (stack: Stack) => unknown]>([
      ['a variable and a name', (stack) => ['releases', variable(stack, 'bucket')]],
      ['two variables', (stack) => [variable(stack, 'one'), variable(stack, 'two')]],
      ['a variable and a resource with a name', (stack) => [variable(stack, 'bucket'), bucketIn(stack).id]],
      ['a variable in a name, and a variable', (stack) => [`releases-${variable(stack, 'env')}`, variable(stack, 'bucket')]],
      ['a resource named by a variable, and a name', (stack) => [bucketIn(stack, variable(stack, 'bucket')).id, 'downloads']],
      ['two functions of the same', (stack) => {
        const value = variable(stack, 'bucket');
        return [kit.Fn.lower(value), kit.Fn.lower(value)];
      }],
    ])('%s: refused', (_name, buckets) => {
      const error = synthError(kit, (stack) => (buckets(stack) as string[]).map((bucket, index) => new kit.EnforceHttps(stack, `guard-${index}`, { bucket })));
      expect(error).toMatch(/Code: AmbiguousBucket/);
      expect(error).toMatch(/stack\/guard-0/);
      expect(error).toMatch(/stack\/guard-1/);
    });

    test('a variable, and the provider\'s own policy on a name: refused', () => {
      expect(synthError(kit, (stack) => {
        new kit.S3BucketPolicy(stack, 'theirs', { bucket: 'releases', policy: THEIRS });
        new kit.EnforceHttps(stack, 'ours', { bucket: variable(stack, 'bucket') });
      })).toMatch(/AmbiguousBucket/);
    });

    test.each<[string, (stack: Stack) => unknown, number]>([
      ['the same variable twice is one bucket', (stack) => {
        const bucket = new kit.TerraformVariable(stack, 'bucket', { type: 'string' });
        return [bucket.stringValue, bucket.stringValue];
      }, 1],
      ['the same text around the same variable is one bucket', (stack) => {
        const env = new kit.TerraformVariable(stack, 'env', { type: 'string' });
        return [`releases-${env.stringValue}`, `releases-${env.stringValue}`];
      }, 1],
      ['a variable is not a bucket whose name Terraform makes up', (stack) => [variable(stack, 'bucket'), bucketIn(stack, '').id], 2],
      ['two data sources with names', (stack) => ['one-bucket', 'two-bucket'].map((bucket) => new kit.DataAwsS3Bucket(stack, bucket, { bucket }).id), 2],
      ['a data source and another name', (stack) => [new kit.DataAwsS3Bucket(stack, 'data', { bucket: 'downloads' }).id, 'releases'], 2],
    ])('%s', (_name, buckets, policies) => {
      const output = synth(kit, (stack) => (buckets(stack) as string[]).map((bucket, index) => new kit.EnforceHttps(stack, `guard-${index}`, { bucket })));
      expect(Object.keys(all(output, 'aws_s3_bucket_policy'))).toHaveLength(policies);
    });
  });

  describe('a bucket of another stack', () => {
    test('is guarded through the engine\'s reference', () => {
      withApp(kit, (app) => {
        const [one, other] = ['one', 'other'].map((id) => stackOf(kit, app, id));
        new kit.EnforceHttps(other, 'https', { bucket: bucketIn(one).id });
        app.synth();
        const output = JSON.parse(kit.Testing.synth(other, true)) as Synthesized;
        expect(only(output, 'aws_s3_bucket_policy').bucket).toMatch(/^\$\{data\.terraform_remote_state\.cross-stack-reference-input-one\.outputs\..*\}$/);
        expect(only(output, 'aws_s3_bucket_policy').policy).toMatch(/arn:aws:s3:::\$\{data\.terraform_remote_state/);
      });
    });

    test('guarded in both stacks is refused', () => {
      expect(synthError(kit, (stack, app) => {
        const bucket = bucketIn(stack, '');
        new kit.EnforceHttps(stack, 'here', { bucket: bucket.id });
        new kit.EnforceHttps(stackOf(kit, app, 'other'), 'there', { bucket: bucket.arn });
      })).toMatch(/stack\/here and other\/there[\s\S]*TwoBucketPolicies/);
    });
  });

  describe('the address of a policy', () => {
    const addressOf = (tokensBefore: number, bucket: (stack: Stack) => string): string[] => {
      const output = synth(kit, (stack) => {
        for (let i = 0; i < tokensBefore; i++) kit.Token.asString({ before: i });
        new kit.EnforceHttps(stack, 'https', { bucket: bucket(stack) });
      });
      return Object.keys(all(output, 'aws_s3_bucket_policy'));
    };
    const variable = (stack: Stack) => new kit.TerraformVariable(stack, 'env', { type: 'string' }).stringValue;

    test.each<[string, (stack: Stack) => string]>([
      ['a variable', variable],
      ['a variable in a text', (stack) => `releases-${variable(stack)}`],
      ['a function', (stack) => kit.Fn.lower(variable(stack))],
      ['a function in a text', (stack) => `releases-${kit.Fn.lower(variable(stack))}`],
    ])('of %s is the same at every synth, whatever else the program does', (_name, bucket) => {
      expect(addressOf(0, bucket)).toEqual(addressOf(7, bucket));
    });
  });

  test.each([['a number', 5], ['null', null], ['undefined', undefined], ['an ARN', 'arn:aws:s3:::releases'], ['a wildcard', '*'], ['a quote', 'x","arn:aws:s3:::*'], ['an expression', '${var.bucket}']])('%s is not a bucket', (_name, bucket) => {
    expect(refused(() => lone(kit, (stack) => new kit.EnforceHttps(stack, 'https', { bucket: untyped(bucket) }))).code).toBe('InvalidBucketName');
    expect(refused(() => lone(kit, (stack) => new kit.ReadOnlyPrefix(stack, 'read', { bucket: untyped(bucket), prefix: '' }))).code).toBe('InvalidBucketName');
  });

  test('a resource with a name that is none is refused', () => {
    expect(refused(() => lone(kit, (stack) => new kit.EnforceHttps(stack, 'https', { bucket: bucketIn(stack, 'x","arn:aws:s3:::*').id }))).code).toBe('InvalidBucketName');
  });
});
