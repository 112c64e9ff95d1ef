import { S3AccountPublicAccessBlock as CdktfAccountBlock } from '@cdktf/provider-aws/lib/s3-account-public-access-block';
import { S3BucketPublicAccessBlock as CdktfBlock } from '@cdktf/provider-aws/lib/s3-bucket-public-access-block';
import { S3AccountPublicAccessBlock as CdktnAccountBlock } from '@cdktn/provider-aws/lib/s3-account-public-access-block';
import { S3BucketPublicAccessBlock as CdktnBlock } from '@cdktn/provider-aws/lib/s3-bucket-public-access-block';
import * as fc from 'fast-check';
import { accessPlan, anotherAccount, enforceHttps, everyone, externalPrincipal, readOnlyPrefix, writeOnlyUploader } from '../../src';
import { refused, untyped } from '../grants/refused';
import { runs } from '../runs';
import { counts, kits, lone, only, policyOf, synth, synthError, type Stack } from './kit';

const reads = { bucket: 'downloads', prefix: 'public/' };
const reader = anotherAccount('444455556666');
const kept = { Version: '2012-10-17', Statement: { Sid: 'Old', Effect: 'Allow', Principal: { AWS: '555566667777' }, Action: 's3:GetObject', Resource: 'arn:aws:s3:::downloads/old/*' } };

describe.each(kits)('%s: grants to those outside the account', (engine, kit) => {
  const blocks = engine === 'cdktf' ? { CdktfBlock, CdktfAccountBlock } : { CdktfBlock: CdktnBlock as unknown as typeof CdktfBlock, CdktfAccountBlock: CdktnAccountBlock as unknown as typeof CdktfAccountBlock };
  const bucketIn = (stack: Stack, name?: string) => new kit.S3Bucket(stack, 'downloads', { ...(name !== undefined && { bucket: name }) });
  const statements = (build: (stack: Stack) => void) => (policyOf(only(synth(kit, build), 'aws_s3_bucket_policy')) as { Statement: { Sid: string }[] }).Statement;

  test('another account: no user, no identity policy, one bucket policy and the other side', () => {
    const output = synth(kit, (stack) => {
      const grant = new kit.ReadOnlyPrefix(stack, 'partner', { ...reads, grantee: reader });
      expect(grant.policies).toEqual([]);
      expect(Object.keys(grant.resources)).toEqual(['bucketPolicy']);
      expect(grant.otherAccountPolicy).toMatchObject({ grantee: reader, grants: ['ReadOnlyPrefix'], json: expect.stringContaining('arn:aws:s3:::downloads/public/*') });
      for (const ask of [() => grant.user, () => grant.accessKey]) expect(refused(ask).code).toBe('HasGrantee');
    });
    expect(counts(output)).toBe('aws_s3_bucket_policy 1');
    expect(policyOf(only(output, 'aws_s3_bucket_policy'))).toMatchObject({ Statement: [{ Sid: 'ReadOnlyPrefixFor444455556666', Principal: { AWS: 'arn:aws:iam::444455556666:root' } }, {}] });
  });

  test('a grant to somebody inside has no other side, and everyone has none', () => {
    lone(kit, (stack) => {
      expect(new kit.ReadOnlyPrefix(stack, 'own', reads).otherAccountPolicy).toBeUndefined();
      expect(new kit.ReadOnlyPrefix(stack, 'all', { ...reads, listing: false, grantee: everyone() }).otherAccountPolicy).toBeUndefined();
    });
  });

  test('a bucket of the app, named by id, bucket and arn: one policy, no matter which comes first', () => {
    const declared = (order: readonly number[]) => synth(kit, (stack) => {
      const bucket = bucketIn(stack);
      const some = [
        () => new kit.ReadOnlyPrefix(stack, 'partner', { ...reads, bucket: bucket.id, grantee: reader }),
        () => new kit.WriteOnlyUploader(stack, 'uploader', { ...reads, bucket: bucket.arn, grantee: externalPrincipal('arn:aws:iam::444455556666:role/ci') }),
        () => new kit.PublicReadPrefix(stack, 'public', { ...reads, bucket: bucket.bucket }),
        () => new kit.EnforceHttps(stack, 'https', { bucket: bucket.id }),
        () => new kit.ReadOnlyPrefix(stack, 'partner-again', { ...reads, bucket: bucket.bucket, grantee: reader }),
      ];
      for (const index of order) some[index]();
    });
    const expected = declared([0, 1, 2, 3, 4]);
    const { policy, bucket } = only(expected, 'aws_s3_bucket_policy');
    expect(bucket).toBe('${aws_s3_bucket.downloads.bucket}');
    expect(JSON.parse(String(policy)).Statement.map(({ Sid }: { Sid: string }) => Sid).sort()).toEqual([
      'EnforceHttps', 'PublicReadPrefix', 'ReadOnlyPrefixFor444455556666', 'ReadOnlyPrefixListFor444455556666', 'WriteOnlyUploaderFor444455556666Roleci',
    ]);
    fc.assert(fc.property(fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5 }), (order) => {
      expect(declared(order)).toEqual(expected);
    }), { numRuns: runs(8) });
  });

  test('a variable as a bucket is checked at deploy', () => {
    const output = synth(kit, (stack) => {
      const name = new kit.TerraformVariable(stack, 'name', { type: 'string' }).stringValue;
      new kit.PublicReadPrefix(stack, 'public', { ...reads, bucket: name });
      new kit.ReadOnlyPrefix(stack, 'partner', { ...reads, bucket: name, grantee: reader });
    });
    expect(only(output, 'aws_s3_bucket_policy').lifecycle).toMatchObject({ precondition: [{ error_message: expect.stringContaining('not a bucket name') }] });
  });

  test('a plan for those outside', () => {
    const plan = accessPlan({
      external: [{ grantee: reader, grants: [readOnlyPrefix(reads), writeOnlyUploader({ bucket: 'releases', prefix: '' })] }],
      buckets: { downloads: { guards: [enforceHttps()], existingStatements: kept } },
    });
    const output = synth(kit, (stack) => {
      const access = new kit.StorageAccess(stack, 'access', { plan });
      expect([...access.resources.bucketPolicies.keys()].sort()).toEqual(['downloads', 'releases']);
      expect(access.otherAccountPolicies.map(({ grants }) => grants)).toEqual([['ReadOnlyPrefix', 'WriteOnlyUploader']]);
    });
    expect(counts(output)).toBe('aws_s3_bucket_policy 2');
  });

  test('a plan with a bucket of the app: by its id in the policy and on the other side, by its ARN refused', () => {
    const planned = (stack: Stack, attribute: 'id' | 'arn') => {
      const bucket = bucketIn(stack)[attribute];
      return new kit.StorageAccess(stack, 'access', { plan: accessPlan({ external: [{ grantee: reader, grants: [readOnlyPrefix({ ...reads, bucket })] }] }) });
    };
    const output = synth(kit, (stack) => new kit.TerraformOutput(stack, 'other', { value: planned(stack, 'id').otherAccountPolicies[0].json }));
    expect(String(only(output, 'aws_s3_bucket_policy').policy)).toContain('arn:aws:s3:::${aws_s3_bucket.downloads.bucket}/public/*');
    expect(JSON.stringify(output)).toContain('arn:aws:s3:::${aws_s3_bucket.downloads.id}/public/*');
    expect(refused(() => lone(kit, (stack) => planned(stack, 'arn'))).code).toBe('InvalidBucketName');
  });

  test('refusals name their code', () => {
    const give = (grantee: unknown) => () => lone(kit, (stack) => new kit.WriteOnlyUploader(stack, 'x', { ...reads, grantee: untyped(grantee) }));
    expect(refused(give(everyone())).code).toBe('NotForEveryone');
    expect(refused(give({ external: true, kind: 'account', account: '*' })).code).toBe('InvalidPrincipal');
    expect(refused(() => lone(kit, (stack) => new kit.PerUserHomeFolder(stack, 'x', { ...reads, grantee: reader }))).code).toBe('ExternalHasNoUserName');
    expect(refused(() => lone(kit, (stack) => new kit.ReadOnlyPrefix(stack, 'x', { ...reads, grantee: reader, user: { name: 'x' } }))).code).toBe('HasGrantee');
  });

  describe('what was there is kept', () => {
    test('beside guards and grants, and the policy says so', () => {
      const sids = statements((stack) => {
        const { policy } = new kit.BucketPolicy(stack, 'policy', { bucket: 'downloads', existingStatements: JSON.stringify(kept) });
        expect(policy).toMatchObject({ guards: [], grants: [], keeps: { statements: 1, sids: ['Old'] } });
        new kit.ReadOnlyPrefix(stack, 'partner', { ...reads, grantee: reader, listing: false });
        new kit.EnforceHttps(stack, 'https', { bucket: 'downloads' });
      }).map(({ Sid }) => Sid);
      expect(sids.sort()).toEqual(['EnforceHttps', 'Old', 'ReadOnlyPrefixFor444455556666']);
    });

    test('on a bucket of the app whose name is plain text', () => {
      expect(statements((stack) => new kit.BucketPolicy(stack, 'policy', { bucket: bucketIn(stack, 'downloads').id, existingStatements: kept }))).toHaveLength(1);
    });

    test.each<readonly [string, (stack: Stack) => string]>([
      ['of another name', (stack) => bucketIn(stack, 'other').id],
      ['whose name Terraform makes up', (stack) => bucketIn(stack).id],
      ['that is a variable', (stack) => new kit.TerraformVariable(stack, 'name', { type: 'string' }).stringValue],
    ])('refused on a bucket %s', (_what, bucket) => {
      expect(refused(() => lone(kit, (stack) => new kit.BucketPolicy(stack, 'policy', { bucket: bucket(stack), existingStatements: kept }))).code).toBe('InvalidExistingStatements');
    });

    test('a policy construct with nothing in it is refused', () => {
      expect(refused(() => lone(kit, (stack) => new kit.BucketPolicy(stack, 'policy', { bucket: 'downloads' }))).code).toBe('NoGuards');
    });
  });

  describe('public access', () => {
    const open = (stack: Stack, bucket: string) => new kit.PublicReadPrefix(stack, 'public', { ...reads, bucket });
    const block = (stack: Stack, bucket: string, config: object = { blockPublicPolicy: true }) => new blocks.CdktfBlock(stack as never, 'block', { bucket, ...config });

    test.each<readonly [string, (stack: Stack) => unknown]>([
      ['by name', (stack) => [open(stack, 'downloads'), block(stack, 'downloads')]],
      ['by reference, block first', (stack) => { const { id, bucket } = bucketIn(stack, 'downloads'); return [block(stack, id), open(stack, bucket)]; }],
      ['by reference and name', (stack) => [block(stack, bucketIn(stack, 'downloads').id, { restrictPublicBuckets: true }), open(stack, 'downloads')]],
      ['of the account', (stack) => [new blocks.CdktfAccountBlock(stack as never, 'block', { blockPublicPolicy: true }), open(stack, 'downloads')]],
      ['for everyone as a grantee', (stack) => [block(stack, 'downloads'), new kit.ReadOnlyPrefix(stack, 'all', { ...reads, grantee: everyone() })]],
    ])('blocked %s: refused', (_what, build) => {
      const message = synthError(kit, (stack) => { build(stack); });
      expect(message).toContain('Code: PublicAccessBlocked');
      expect(message).toContain('block');
    });

    test.each<readonly [string, (stack: Stack) => unknown]>([
      ['another bucket is blocked', (stack) => [open(stack, 'downloads'), block(stack, 'other')]],
      ['the block lets public policies be', (stack) => [open(stack, 'downloads'), block(stack, 'downloads', { blockPublicPolicy: false, blockPublicAcls: true })]],
      ['only known addresses are let in', (stack) => [block(stack, 'downloads'), new kit.PublicReadPrefix(stack, 'public', { ...reads, when: { ipRanges: ['203.0.113.0/24'] } })]],
      ['another account is let in', (stack) => [block(stack, 'downloads'), new kit.ReadOnlyPrefix(stack, 'partner', { ...reads, grantee: reader })]],
    ])('%s: let through', (_what, build) => {
      expect(counts(synth(kit, (stack) => { build(stack); }))).toContain('aws_s3_bucket_policy 1');
    });
  });
});
