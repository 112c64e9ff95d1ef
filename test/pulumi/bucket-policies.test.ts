import { Bucket } from '@pulumi/aws/s3/bucket';
import { BucketPolicy as AwsBucketPolicy } from '@pulumi/aws/s3/bucketPolicy';
import * as pulumi from '@pulumi/pulumi';
import * as fc from 'fast-check';
import type { Guard } from '../../src';
import { aws } from '../../src/platforms';
import { BucketPolicy, EnforceHttps, StorageProvider } from '../../src/pulumi';
import { watchStack } from '../../src/pulumi/other-policies';
import { runs } from '../runs';
import { declare, linesOf, policiesOf, refusal, valueOf, type Recorded } from './mocks';

const bucketPolicies = (resources: readonly Recorded[]) => resources.filter(({ type }) => type === 'aws:s3/bucketPolicy:BucketPolicy');

/** A guard of its own kind, to merge with others. */
const denial = (action: string): Guard => ({
  kind: 'guard',
  name: `Deny${action}`,
  statements: ({ bucket }) => [{
    sid: `Deny${action}`,
    principals: '*',
    actions: [`s3:${action}`],
    resources: [`arn:aws:s3:::${bucket}/*`],
    conditions: [{ operator: 'Bool', key: 'aws:SecureTransport', values: ['false'] }],
  }],
});

describe('merging', () => {
  test('all guards of a bucket are one policy, no matter who declares them', async () => {
    const { result: https, resources } = await declare(() => {
      const guard = new EnforceHttps('https', { bucket: 'releases' });
      new BucketPolicy('more', { bucket: 'releases', guards: [denial('GetObject'), denial('PutObject')] });
      new EnforceHttps('tls', { bucket: 'releases', minimumTlsVersion: '1.2' });
      new EnforceHttps('elsewhere', { bucket: 'logs' });
      return guard;
    });
    expect(linesOf(resources)).toMatchInlineSnapshot(`
[
  "BucketPolicy logs-bucket-policy {"bucket":"logs"} + policy",
  "BucketPolicy releases-bucket-policy {"bucket":"releases"} + policy",
]
`);
    expect(policiesOf(resources)).toMatchInlineSnapshot(`
{
  "BucketPolicy logs-bucket-policy": {
    "Statement": [
      {
        "Action": "s3:*",
        "Condition": {
          "Bool": {
            "aws:SecureTransport": "false",
          },
        },
        "Effect": "Deny",
        "Principal": "*",
        "Resource": [
          "arn:aws:s3:::logs",
          "arn:aws:s3:::logs/*",
        ],
        "Sid": "EnforceHttps",
      },
    ],
    "Version": "2012-10-17",
  },
  "BucketPolicy releases-bucket-policy": {
    "Statement": [
      {
        "Action": "s3:GetObject",
        "Condition": {
          "Bool": {
            "aws:SecureTransport": "false",
          },
        },
        "Effect": "Deny",
        "Principal": "*",
        "Resource": "arn:aws:s3:::releases/*",
        "Sid": "DenyGetObject",
      },
      {
        "Action": "s3:PutObject",
        "Condition": {
          "Bool": {
            "aws:SecureTransport": "false",
          },
        },
        "Effect": "Deny",
        "Principal": "*",
        "Resource": "arn:aws:s3:::releases/*",
        "Sid": "DenyPutObject",
      },
      {
        "Action": "s3:*",
        "Condition": {
          "Bool": {
            "aws:SecureTransport": "false",
          },
        },
        "Effect": "Deny",
        "Principal": "*",
        "Resource": [
          "arn:aws:s3:::releases",
          "arn:aws:s3:::releases/*",
        ],
        "Sid": "EnforceHttps",
      },
      {
        "Condition": {
          "NumericLessThan": {
            "s3:TlsVersion": "1.2",
          },
        },
        "Effect": "Deny",
        "NotAction": [
          "s3:DeleteBucketPolicy",
          "s3:GetBucketPolicy",
          "s3:PutBucketPolicy",
        ],
        "Principal": "*",
        "Resource": [
          "arn:aws:s3:::releases",
          "arn:aws:s3:::releases/*",
        ],
        "Sid": "EnforceHttpsTls",
      },
    ],
    "Version": "2012-10-17",
  },
}
`);
    expect(https.policy.guards).toEqual(['DenyGetObject', 'DenyPutObject', 'EnforceHttps']);
    expect(await valueOf(https.policy.json)).toBe(await valueOf(https.resources.bucketPolicy.policy));
  });

  test('id, arn and bucket of a bucket made in the program are the same bucket', async () => {
    const { resources } = await declare(() => {
      const releases = new Bucket('releases');
      new BucketPolicy('by-arn', { bucket: releases.arn, guards: [denial('GetObject')] });
      new EnforceHttps('by-id', { bucket: releases.id });
      new EnforceHttps('by-name', { bucket: releases.bucket, minimumTlsVersion: '1.3' });
      new EnforceHttps('computed', { bucket: releases.id.apply(() => 'releases-1a2b') });
    });
    expect(bucketPolicies(resources)).toMatchObject([{ name: 'releases-bucket-policy', inputs: { bucket: 'releases-1a2b' } }]);
    const [statement] = (policiesOf(resources)['BucketPolicy releases-bucket-policy'] as { Statement: unknown[] }).Statement;
    expect(statement).toMatchObject({ Sid: 'DenyGetObject', Resource: 'arn:aws:s3:::releases-1a2b/*' });
  });

  test('buckets of two resources are two buckets, even where their resources have one name', async () => {
    class Site extends pulumi.ComponentResource {
      public readonly bucket: Bucket;
      constructor(name: string) {
        super('test:index:Site', name);
        this.bucket = new Bucket('content', { bucket: `${name}-content` }, { parent: this });
      }
    }
    const { resources } = await declare(() => ['one', 'two'].map((name) => new EnforceHttps(name, { bucket: new Site(name).bucket.id })));
    expect(bucketPolicies(resources).map(({ inputs }) => inputs.bucket).sort()).toEqual(['one-content', 'two-content']);
  });

  test('the same Output is the same bucket', async () => {
    const { resources } = await declare(() => {
      const bucket = pulumi.output(Promise.resolve('releases'));
      new EnforceHttps('https', { bucket });
      new EnforceHttps('tls', { bucket, minimumTlsVersion: '1.2' });
    });
    expect(bucketPolicies(resources)).toMatchObject([{ inputs: { bucket: 'releases' } }]);
  });

  test('the policy and its name do not depend on the order of declaration', async () => {
    const actions = ['GetObject', 'PutObject', 'DeleteObject', 'ListBucket', 'GetObjectAcl'];
    const registered = async (order: readonly string[]) => {
      const { resources } = await declare(() => order.map((action) => new BucketPolicy(action, { bucket: new Bucket('releases').id && 'releases', guards: [denial(action)] })));
      return bucketPolicies(resources).map(({ name, inputs }) => ({ name, inputs }));
    };
    const expected = await registered(actions);
    expect(expected).toHaveLength(1);
    await fc.assert(fc.asyncProperty(fc.shuffledSubarray(actions, { minLength: actions.length }), async (order) => {
      expect(await registered(order)).toEqual(expected);
    }), { numRuns: runs(15) });
  });

  test('a bucket policy that outgrows the platform is refused where it is declared', async () => {
    const long = (at: number) => denial(`${'x'.repeat(4000)}${at}`);
    expect(await refusal(() => [1, 2, 3, 4, 5, 6].map((at) => new BucketPolicy(`guard-${at}`, { bucket: 'releases', guards: [long(at)] })))).toMatchObject({
      code: 'BucketPolicyTooLarge',
    });
  });
});

describe('refused', () => {
  const store = (region: string) => new StorageProvider(region, { platform: aws({ region }) });

  test.each<[string, string, () => unknown]>([
    ['a name and an Output', 'AmbiguousBucket', () => [new EnforceHttps('a', { bucket: 'releases' }), new EnforceHttps('b', { bucket: pulumi.output('releases') })]],
    ['a name and a resource', 'AmbiguousBucket', () => [new EnforceHttps('a', { bucket: new Bucket('x').id }), new EnforceHttps('b', { bucket: 'releases' })]],
    ['two Outputs of nobody', 'AmbiguousBucket', () => [new EnforceHttps('a', { bucket: pulumi.output('one') }), new EnforceHttps('b', { bucket: pulumi.output('two') })]],
    ['two Outputs of one resource that is not a bucket', 'AmbiguousBucket', () => {
      const stack = new pulumi.StackReference('org/other/dev');
      new EnforceHttps('a', { bucket: stack.getOutput('one') as pulumi.Output<string> });
      new EnforceHttps('b', { bucket: stack.getOutput('two') as pulumi.Output<string> });
    }],
    ['an Output of two buckets', 'AmbiguousBucket', () => {
      const [one, two] = [new Bucket('one'), new Bucket('two')];
      new EnforceHttps('a', { bucket: one.id });
      new EnforceHttps('b', { bucket: pulumi.all([one.id, two.id]).apply(([, id]) => id) });
    }],
    ['guards by two providers', 'MixedProviders', () => {
      new EnforceHttps('a', { bucket: 'releases' }, { provider: store('eu-west-1') });
      new EnforceHttps('b', { bucket: 'releases' }, { provider: store('eu-west-2') });
    }],
    ['a protected and an unprotected guard', 'MixedProviders', () => {
      new EnforceHttps('a', { bucket: 'releases' });
      new EnforceHttps('b', { bucket: 'releases' }, { protect: true });
    }],
    ['no guards', 'NoGuards', () => new BucketPolicy('a', { bucket: 'releases', guards: [] })],
    ['a grant among guards', 'NoGuards', () => new BucketPolicy('a', { bucket: 'releases', guards: [{ kind: 'grant' } as never] })],
    ['no bucket name', 'InvalidBucketName', () => new EnforceHttps('a', { bucket: 'arn:aws:s3:::releases' })],
    ['no bucket', 'InvalidBucketName', () => new EnforceHttps('a', {} as never)],
    ['https on an http endpoint', 'HttpsOnHttpEndpoint', () => new EnforceHttps('a', { bucket: 'releases', platform: aws({ s3Endpoint: 'http://localhost:5000' }) })],
    ['a guard after the end', 'BucketPolicyClosed', async () => {
      new EnforceHttps('a', { bucket: 'releases' });
      await new Promise((resolve) => setTimeout(resolve, 20));
      new EnforceHttps('b', { bucket: 'logs' });
    }],
  ])('%s: %s', async (_, code, body) => {
    expect(await refusal(body)).toMatchObject({ code });
  });

  test('the error of two that cannot be distinguished names both', async () => {
    const { message } = await refusal(() => [new EnforceHttps('first', { bucket: 'releases' }), new EnforceHttps('second', { bucket: new Bucket('made').id })]);
    expect(message).toMatchInlineSnapshot(`
"bucket releases of first and bucket made by made of second may be the same bucket, which isn't known before deploy; if they are, one policy would overwrite the other
  Code: AmbiguousBucket
  Remedy: name the bucket in the same way everywhere: as plain text, or by the resource that makes or reads it (bucket.id)"
`);
  });
});

describe('a policy by the provider\'s own class', () => {
  /** In a stack, as programs are: transformations of the stack see every resource. What the body throws comes out unchanged. */
  const inStack = (body: () => unknown) => async () => {
    let thrown: unknown;
    await pulumi.runtime.runInPulumiStack(() => {
      watchStack(); // a program imports the package first, which does this; here the import came before the stack
      try {
        body();
      } catch (error) {
        thrown = error;
      }
      return Promise.resolve({});
    });
    if (thrown) throw thrown;
  };
  const own = (name: string, bucket: pulumi.Input<string>) => new AwsBucketPolicy(name, { bucket, policy: '{}' });
  const made = () => new Bucket('made');

  test.each<[string, string, () => void]>([
    ['before ours', 'TwoBucketPolicies', () => [own('handmade', 'releases'), new EnforceHttps('https', { bucket: 'releases' })]],
    ['after ours', 'TwoBucketPolicies', () => [new EnforceHttps('https', { bucket: 'releases' }), own('handmade', 'releases')]],
    ['before ours, on one resource', 'TwoBucketPolicies', () => {
      const bucket = made();
      own('handmade', bucket.bucket);
      new EnforceHttps('https', { bucket: bucket.id });
    }],
    ['after ours, on one resource', 'TwoBucketPolicies', () => {
      const bucket = made();
      new EnforceHttps('https', { bucket: bucket.id });
      own('handmade', bucket.arn);
    }],
    ['in the bucket itself', 'TwoBucketPolicies', () => new EnforceHttps('https', { bucket: new Bucket('handmade', { policy: '{}' }).id })],
    ['on a bucket that may be another', 'AmbiguousBucket', () => [own('handmade', pulumi.output('releases')), new EnforceHttps('https', { bucket: 'releases' })]],
  ])('%s is refused: %s', async (_, code, body) => {
    const error = await refusal(inStack(body));
    expect(error).toMatchObject({ code });
    expect(error.message).toContain('https');
    expect(error.message).toContain('handmade');
  });

  test('on another bucket, or only read, is nobody\'s business', async () => {
    const { resources } = await declare(inStack(() => {
      own('handmade', 'logs');
      AwsBucketPolicy.get('read', 'releases');
      new EnforceHttps('https', { bucket: 'releases' });
      own('handmade-too', 'downloads');
    }));
    expect(bucketPolicies(resources).map(({ name }) => name).sort()).toEqual(['handmade', 'handmade-too', 'read', 'releases-bucket-policy']);
  });
});
