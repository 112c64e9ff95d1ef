import { AccountPublicAccessBlock } from '@pulumi/aws/s3/accountPublicAccessBlock';
import { Bucket } from '@pulumi/aws/s3/bucket';
import { BucketPublicAccessBlock } from '@pulumi/aws/s3/bucketPublicAccessBlock';
import * as pulumi from '@pulumi/pulumi';
import * as fc from 'fast-check';
import {
  accessPlan, anotherAccount, aws, enforceHttps, everyone, externalPrincipal, publicReadPrefix, readOnlyPrefix, writeOnlyUploader,
} from '../../src';
import { bucketDocument } from '../../src/plan/bucket-document';
import { bucketGrant } from '../../src/plan/bucket-grant';
import { keptStatements } from '../../src/plan/existing-statements';
import { BucketPolicy, EnforceHttps, PerUserHomeFolder, PublicReadPrefix, ReadOnlyPrefix, StorageAccess, WriteOnlyUploader, deployTimeName } from '../../src/pulumi';
import { deployedPolicy } from '../../src/pulumi/bucket-policies';
import { watchPublicAccess } from '../../src/pulumi/public-access';
import { refused, untyped } from '../grants/refused';
import { runs } from '../runs';
import { declare, outcomeOf, policiesOf, refusal, valueOf } from './mocks';

const reads = { bucket: 'downloads', prefix: 'public/' };
const reader = anotherAccount('444455556666');
const kept = { Version: '2012-10-17', Statement: { Sid: 'Old', Effect: 'Allow', Principal: { AWS: '555566667777' }, Action: 's3:GetObject', Resource: 'arn:aws:s3:::downloads/old/*' } };

const types = (resources: readonly { readonly type: string }[]) => resources.filter(({ type }) => type.startsWith('aws:')).map(({ type }) => type);
const sidsOf = (policies: Record<string, unknown>) => Object.fromEntries(Object.entries(policies).map(([name, policy]) => (
  [name, (policy as { Statement: { Sid: string }[] }).Statement.map(({ Sid }) => Sid).sort()]
)));

test('another account: no user, no identity policy, one bucket policy and the other side', async () => {
  const { result: grant, resources } = await declare(() => new ReadOnlyPrefix('partner', { ...reads, grantee: reader }));
  expect(types(resources)).toEqual(['aws:s3/bucketPolicy:BucketPolicy']);
  expect(policiesOf(resources)['BucketPolicy downloads-bucket-policy']).toMatchObject({ Statement: [{ Sid: 'ReadOnlyPrefixFor444455556666', Principal: { AWS: 'arn:aws:iam::444455556666:root' } }, {}] });
  expect(grant.policies).toEqual([]);
  expect(Object.keys(grant.resources)).toEqual(['bucketPolicy']);
  expect(grant.otherAccountPolicy).toMatchObject({ grantee: reader, grants: ['ReadOnlyPrefix'] });
  expect(await valueOf(grant.otherAccountPolicy!.json)).toContain('arn:aws:s3:::downloads/public/*');
  for (const ask of [() => grant.user, () => grant.accessKey]) expect(refused(ask).code).toBe('HasGrantee');
});

test('a grant to somebody inside has no other side, and everyone has none', async () => {
  const { result: grants } = await declare(() => [new ReadOnlyPrefix('own', reads), new ReadOnlyPrefix('all', { ...reads, listing: false, grantee: everyone() })]);
  expect(grants.map(({ otherAccountPolicy }) => otherAccountPolicy)).toEqual([undefined, undefined]);
});

test('a bucket of the program, named by id, bucket and arn: one policy, no matter which comes first', async () => {
  const declared = async (order: readonly number[]) => {
    const { resources } = await declare(() => {
      const bucket = new Bucket('files');
      const some = [
        () => new ReadOnlyPrefix('partner', { ...reads, bucket: bucket.id, grantee: reader }),
        () => new WriteOnlyUploader('uploader', { ...reads, bucket: bucket.arn, grantee: externalPrincipal('arn:aws:iam::444455556666:role/ci') }),
        () => new PublicReadPrefix('public', { ...reads, bucket: bucket.bucket }),
        () => new EnforceHttps('https', { bucket: bucket.id }),
        () => new ReadOnlyPrefix('partner-again', { ...reads, bucket: bucket.bucket, grantee: reader }),
      ];
      for (const index of order) some[index]();
    });
    return policiesOf(resources);
  };
  const expected = await declared([0, 1, 2, 3, 4]);
  expect(sidsOf(expected)).toEqual({
    'BucketPolicy files-bucket-policy': ['EnforceHttps', 'PublicReadPrefix', 'ReadOnlyPrefixFor444455556666', 'ReadOnlyPrefixListFor444455556666', 'WriteOnlyUploaderFor444455556666Roleci'],
  });
  expect(JSON.stringify(expected)).not.toMatch(/TfToken/);
  expect(JSON.stringify(expected)).toContain('arn:aws:s3:::files-1a2b/public/*');
  await fc.assert(fc.asyncProperty(fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5 }), async (order) => {
    expect(await declared(order)).toEqual(expected);
  }), { numRuns: runs(8) });
});

test('the other side of a bucket of the program has its name', async () => {
  const { result: grant } = await declare(() => new ReadOnlyPrefix('partner', { ...reads, bucket: new Bucket('files').id, grantee: reader }));
  const json = await valueOf(grant.otherAccountPolicy!.json);
  expect(JSON.parse(json).Statement.map(({ Resource }: { Resource: string }) => Resource)).toEqual(['arn:aws:s3:::files-1a2b/public/*', 'arn:aws:s3:::files-1a2b']);
});

const deployed = async (bucket: string, existing: object = kept) => {
  const { result } = await declare(() => {
    const mark = deployTimeName(pulumi.output(bucket));
    const document = bucketDocument(mark, [bucketGrant(publicReadPrefix({ ...reads, bucket: mark })), keptStatements(existing)], aws());
    return outcomeOf(deployedPolicy(document, [mark], 'policy'));
  });
  return result;
};

test('an Output that is not a bucket name, or not that of the kept statements, never gets into a bucket policy', async () => {
  expect((await deployed('x","arn:aws:s3:::*')).error?.code).toBe('InvalidBucketName');
  expect((await deployed('other')).error).toMatchObject({ code: 'InvalidExistingStatements', message: expect.stringContaining('policy: existingStatements name the bucket "downloads", and the policy is that of "other"') });
  expect((await deployed('downloads')).value).toContain('arn:aws:s3:::downloads/public/*');
  expect((await deployed('other', { ...kept, Statement: { ...kept.Statement, Resource: '*' } })).value).toContain('arn:aws:s3:::other/public/*');
});

test('a plan for those outside', async () => {
  const plan = accessPlan({
    external: [{ grantee: reader, grants: [readOnlyPrefix(reads), writeOnlyUploader({ bucket: 'releases', prefix: '' })] }],
    buckets: { downloads: { guards: [enforceHttps()], existingStatements: kept } },
  });
  const { result: access, resources } = await declare(() => new StorageAccess('access', { plan }));
  expect(sidsOf(policiesOf(resources))).toEqual({
    'BucketPolicy downloads-bucket-policy': ['EnforceHttps', 'Old', 'ReadOnlyPrefixFor444455556666', 'ReadOnlyPrefixListFor444455556666'],
    'BucketPolicy releases-bucket-policy': ['WriteOnlyUploaderFor444455556666'],
  });
  expect([...access.resources.bucketPolicies.keys()].sort()).toEqual(['downloads', 'releases']);
});

test('a plan with a bucket of the program, named in two ways', async () => {
  const { result: access, resources } = await declare(() => {
    const bucket = new Bucket('files');
    const external = [{ grantee: reader, grants: [readOnlyPrefix({ ...reads, bucket: deployTimeName(bucket.id) })] }];
    return new StorageAccess('access', { plan: accessPlan({ external, buckets: { [deployTimeName(bucket.bucket)]: { guards: [enforceHttps()] } } }) });
  });
  expect(sidsOf(policiesOf(resources))).toEqual({
    'BucketPolicy files-bucket-policy': ['EnforceHttps', 'ReadOnlyPrefixFor444455556666', 'ReadOnlyPrefixListFor444455556666'],
  });
  const [other] = access.otherAccountPolicies;
  expect(await valueOf(other.json)).toContain('arn:aws:s3:::files-1a2b/public/*');
});

test('refusals name their code', async () => {
  expect((await refusal(() => new WriteOnlyUploader('x', { ...reads, grantee: everyone() }))).code).toBe('NotForEveryone');
  expect((await refusal(() => new WriteOnlyUploader('x', { ...reads, grantee: untyped({ external: true, kind: 'account', account: '*' }) }))).code).toBe('InvalidPrincipal');
  expect((await refusal(() => new PerUserHomeFolder('x', { ...reads, grantee: reader }))).code).toBe('ExternalHasNoUserName');
  expect((await refusal(() => new ReadOnlyPrefix('x', { ...reads, grantee: reader, user: { name: 'x' } }))).code).toBe('HasGrantee');
  expect((await refusal(() => new BucketPolicy('x', { bucket: 'downloads' }))).code).toBe('NoGuards');
  expect((await refusal(() => new BucketPolicy('x', { bucket: 'downloads', existingStatements: '{}' }))).code).toBe('InvalidExistingStatements');
});

describe('what was there is kept', () => {
  test('beside guards and grants, and the policy says so', async () => {
    const { result: policy, resources } = await declare(() => {
      const made = new BucketPolicy('policy', { bucket: 'downloads', existingStatements: JSON.stringify(kept) });
      new ReadOnlyPrefix('partner', { ...reads, grantee: reader, listing: false });
      new EnforceHttps('https', { bucket: 'downloads' });
      return made.policy;
    });
    expect(policy).toMatchObject({ guards: ['EnforceHttps'], grants: ['ReadOnlyPrefix'], keeps: { statements: 1, sids: ['Old'] } });
    expect(sidsOf(policiesOf(resources))).toEqual({ 'BucketPolicy downloads-bucket-policy': ['EnforceHttps', 'Old', 'ReadOnlyPrefixFor444455556666'] });
  });

  test('on the resource of the bucket', async () => {
    const { resources } = await declare(() => new BucketPolicy('policy', { bucket: new Bucket('files', { bucket: 'downloads' }).id, existingStatements: kept }));
    expect(sidsOf(policiesOf(resources))).toEqual({ 'BucketPolicy files-bucket-policy': ['Old'] });
  });
});

describe('public access', () => {
  const inStack = (body: () => unknown) => async () => {
    let thrown: unknown;
    await pulumi.runtime.runInPulumiStack(() => {
      watchPublicAccess(); // a program imports the package first, which does this; here the import came before the stack
      try {
        body();
      } catch (error) {
        thrown = error;
      }
      return Promise.resolve({});
    });
    if (thrown) throw thrown;
  };
  const open = (bucket: pulumi.Input<string>) => new PublicReadPrefix('public', { ...reads, bucket });
  const block = (bucket: pulumi.Input<string>, args: object = { blockPublicPolicy: true }) => new BucketPublicAccessBlock('block', { bucket, ...args });

  test.each<[string, () => unknown]>([
    ['by name', () => [open('downloads'), block('downloads')]],
    ['by name, block first', () => [block('downloads'), open('downloads')]],
    ['by reference', () => { const { id, bucket } = new Bucket('files'); return [block(id, { restrictPublicBuckets: true }), open(bucket)]; }],
    ['of the account', () => [new AccountPublicAccessBlock('block', { blockPublicPolicy: true }), open('downloads')]],
    ['for everyone as a grantee', () => [new ReadOnlyPrefix('all', { ...reads, grantee: everyone() }), block('downloads')]],
  ])('blocked %s: refused', async (_what, build) => {
    const { code, message } = await refusal(inStack(build));
    expect(code).toBe('PublicAccessBlocked');
    expect(message).toContain('block');
  });

  test.each<[string, () => unknown]>([
    ['another bucket is blocked', () => [open('downloads'), block('other')]],
    ['the block lets public policies be', () => [open('downloads'), block('downloads', { blockPublicPolicy: false, blockPublicAcls: true })]],
    ['only known addresses are let in', () => [block('downloads'), new PublicReadPrefix('public', { ...reads, when: { ipRanges: ['203.0.113.0/24'] } })]],
    ['another account is let in', () => [block('downloads'), new ReadOnlyPrefix('partner', { ...reads, grantee: reader })]],
  ])('%s: let through', async (_what, build) => {
    const { resources } = await declare(inStack(build));
    expect(types(resources)).toContain('aws:s3/bucketPolicy:BucketPolicy');
  });
});
