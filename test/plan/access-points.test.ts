import * as pulumi from '@pulumi/pulumi';
import * as fc from 'fast-check';
import {
  accessPlan, activeScale, anotherAccount, aws, bucketAdministrator, compareAccess, decide,
  denyDelete, enforceHttps, everyone, existingGroup, externalPrincipal,
  listOnlyPrefix, perUserHomeFolder, readAccess, readOnlyPrefix, readWritePrefix, renderAccess, retentionUploader, taggedObjectAccess,
  writeOnlyUploader, type AccessPlanProps, type AccessState, type Grant,
} from '../../src';
import { StorageAccess } from '../../src/pulumi';
import { pulumiRecording } from '../../src/testing';
import { refused } from '../grants/refused';
import { runs } from '../runs';
import { kits, withApp } from '../terraform/kit';

const through = { accessPoint: 'partner-in', region: 'eu-central-1', account: '111122223333' };
const ARN = 'arn:aws:s3:eu-central-1:111122223333:accesspoint/partner-in';
const PARTNER = '444455556666';

/** One of everybody that a grant may be given to, beside a guard. */
const plan = accessPlan({
  users: { dana: { grants: [readWritePrefix({ bucket: 'shared', prefix: 'dana/', allowDelete: true, through: { ...through, accessPoint: 'dana-in', vpc: 'vpc-0123456789abcdef0' } })] }, kim: {} },
  groups: { engineering: { members: ['kim'], grants: [perUserHomeFolder({ bucket: 'shared', prefix: 'home/', through: { ...through, accessPoint: 'homes' } })] } },
  existing: [{ principal: existingGroup('auditors'), grants: [listOnlyPrefix({ bucket: 'shared', prefix: '', through: { ...through, accessPoint: 'auditors' } })] }],
  external: [{ grantee: externalPrincipal(`arn:aws:iam::${PARTNER}:role/reader`), grants: [readOnlyPrefix({ bucket: 'shared', prefix: 'public/', through })] }],
  buckets: { shared: { guards: [enforceHttps(), denyDelete({ prefix: 'dana/kept/' })] } },
});

const VPC = { 'aws:SourceVpc': 'vpc-0123456789abcdef0' };
const point = (name: string, rest = '') => `arn:aws:s3:eu-central-1:111122223333:accesspoint/${name}${rest}`;

const table = [
  [{ user: 'dana' }, 's3:PutObject', point('dana-in', '/object/dana/a'), VPC, 'allow'],
  [{ user: 'dana' }, 's3:DeleteObject', point('dana-in', '/object/dana/a'), VPC, 'allow'],
  [{ user: 'kim' }, 's3:GetObject', point('homes', '/object/home/kim/a'), {}, 'allow'],
  // everything else is denied: another VPC, a guard of the bucket, another folder, the bucket itself, another access point, another user
  [{ user: 'dana' }, 's3:PutObject', point('dana-in', '/object/dana/a'), {}, 'explicitDeny'],
  [{ user: 'dana' }, 's3:DeleteObject', point('dana-in', '/object/dana/kept/a'), VPC, 'explicitDeny'],
  [{ user: 'dana' }, 's3:PutObject', point('dana-in', '/object/dana/a'), { ...VPC, 'aws:SecureTransport': 'false' }, 'explicitDeny'],
  [{ user: 'dana' }, 's3:PutObject', point('dana-in', '/object/dana2/a'), VPC, 'implicitDeny'],
  [{ user: 'dana' }, 's3:PutObject', 'arn:aws:s3:::shared/dana/a', VPC, 'implicitDeny'],
  [{ user: 'dana' }, 's3:GetObject', point('partner-in', '/object/public/a'), VPC, 'implicitDeny'],
  [{ user: 'kim' }, 's3:GetObject', point('homes', '/object/home/dana/a'), {}, 'implicitDeny'],
  [{ user: 'kim' }, 's3:GetObject', 'arn:aws:s3:::shared/home/kim/a', {}, 'implicitDeny'],
  [{ user: 'kim' }, 's3:PutObject', point('dana-in', '/object/dana/a'), VPC, 'implicitDeny'],
  ['anonymous', 's3:GetObject', point('partner-in', '/object/public/a'), {}, 'implicitDeny'],
  [{ arn: `arn:aws:iam::${PARTNER}:role/other` }, 's3:GetObject', point('partner-in', '/object/public/a'), {}, 'implicitDeny'],
  [{ arn: `arn:aws:iam::${PARTNER}:role/reader` }, 's3:GetObject', 'arn:aws:s3:::shared/public/a', {}, 'implicitDeny'],
] as const;

const answers = (state: AccessState) => table.map(([principal, action, resource, context]) => (
  [principal, action, resource, context, decide(state, { principal, action, resource, context: { 'aws:SecureTransport': 'true', ...context } }).effect]
));

describe('what is given through access points', () => {
  test('is decided alike from the plan', () => {
    expect(answers(readAccess(plan, { account: through.account }))).toEqual(table);
  });

  test.each(kits)('is decided alike from what %s synthesizes', (_, kit) => {
    withApp(kit, (app) => {
      const stack = new kit.TerraformStack(app, 'stack');
      new kit.AwsProvider(stack, 'aws', { region: 'eu-central-1' });
      new kit.StorageAccess(stack, 'access', { plan });
      expect(answers(readAccess(JSON.parse(kit.Testing.synth(stack, true)) as object, { account: through.account }))).toEqual(table);
    });
  });

  test('is decided alike from what Pulumi registers', async () => {
    const recording = pulumiRecording();
    await pulumi.runtime.setMocks(recording.mocks, 'proj', 'dev');
    new StorageAccess('access', { plan });
    await pulumi.runtime.disconnect();
    expect(answers(readAccess({ steps: recording.steps }, { account: through.account }))).toEqual(table);
  });
});

test('the account of a plan is that of its access points', () => {
  expect(readAccess(plan).account).toBe(through.account);
});

describe('never wider than on the bucket itself', () => {
  const prefix = fc.constantFrom('', 'a/', 'b/', 'a/b/');
  const flag = fc.boolean();
  type Make = (more: object) => Grant;
  const made = fc.oneof(
    fc.record({ prefix, allowVersions: flag }).map((props): Make => (more) => readOnlyPrefix({ bucket: 'shared', ...props, ...more })),
    fc.record({ prefix, allowDelete: flag, allowTagging: flag, allowOverwrite: flag }).map((props): Make => (more) => readWritePrefix({ bucket: 'shared', ...props, ...more })),
    fc.record({ prefix, allowTagging: flag, listing: fc.constantFrom('prefix' as const, 'bucket' as const, false as const) }).map((props): Make => (more) => writeOnlyUploader({ bucket: 'shared', ...props, ...more })),
    fc.record({ prefix, allowVersions: flag }).map((props): Make => (more) => listOnlyPrefix({ bucket: 'shared', ...props, ...more })),
    fc.record({ prefix }).map((props): Make => (more) => taggedObjectAccess({ bucket: 'shared', tag: 'team', ...props, ...more })),
    fc.record({ prefix }).map((props): Make => (more) => retentionUploader({ bucket: 'shared', minimumDays: 30, mode: 'COMPLIANCE', ...props, ...more })),
  );
  const request = fc.record({
    action: fc.constantFrom('s3:GetObject', 's3:GetObjectVersion', 's3:PutObject', 's3:PutObjectTagging', 's3:DeleteObject', 's3:AbortMultipartUpload', 's3:ListBucket', 's3:ListBucketVersions', 's3:PutBucketPolicy'),
    key: fc.constantFrom('x', 'a/x', 'a/b/x', 'b/x', 'ab/x'),
    context: fc.record({ 's3:prefix': fc.constantFrom('', 'a/', 'b/'), 's3:if-none-match': fc.constantFrom('*'), 's3:ExistingObjectTag/team': fc.constantFrom('storage', 'other'), 'aws:SecureTransport': fc.constantFrom('true', 'false') }, { requiredKeys: [] }),
  });
  const isOnBucket = (action: string) => action.startsWith('s3:List') || action === 's3:PutBucketPolicy';
  const at = (base: string, { action, key }: { readonly action: string; readonly key: string }) => (isOnBucket(action) ? base : `${base}/${key}`);
  const guards = { buckets: { shared: { guards: [enforceHttps()] } } };
  const stateOf = (props: AccessPlanProps) => readAccess(accessPlan({ ...props, ...guards }), { account: through.account });

  test('dana may do through it what she may do there, nobody else anything, and none of it on the bucket', () => {
    fc.assert(fc.property(made, request, (make, one) => {
      const { action, context } = one;
      const ask = (grant: Grant, user: string, resource: string) => (
        decide(stateOf({ users: { dana: { grants: [grant] }, kim: {} } }), { principal: { user }, action, resource, context }).effect
      );
      const [direct, delivered] = [make({}), make({ through })];
      const behind = at(ARN, one).replace(`${ARN}/`, `${ARN}/object/`);
      const bucket = at('arn:aws:s3:::shared', one);
      expect(ask(delivered, 'dana', behind)).toBe(ask(direct, 'dana', bucket));
      expect(ask(delivered, 'kim', behind)).not.toBe('allow');
      expect(ask(delivered, 'dana', bucket)).not.toBe('allow');
    }), { numRuns: runs(300) });
  });

  test('another account likewise, and a stranger nothing, through no access point', () => {
    fc.assert(fc.property(made, request, (make, one) => {
      const delivered = make({ through });
      if (JSON.stringify(delivered).includes('aws:PrincipalTag')) return;
      const state = stateOf({ external: [{ grantee: anotherAccount(PARTNER), grants: [delivered] }] });
      const strangers = [{ arn: 'arn:aws:iam::777788889999:user/x' }, 'anonymous', { user: 'dana' }] as const;
      const own = 'arn:aws:s3:eu-central-1:777788889999:accesspoint/partner-in';
      const resource = at('arn:aws:s3:::shared', one);
      for (const principal of strangers) {
        for (const context of [one.context, { ...one.context, 's3:DataAccessPointArn': own, 's3:DataAccessPointAccount': '777788889999' }]) {
          expect(decide(state, { principal, action: one.action, resource, context }).effect).not.toBe('allow');
        }
        const behind = at(ARN, one).replace(`${ARN}/`, `${ARN}/object/`);
        expect(decide(state, { principal, action: one.action, resource: behind, context: one.context }).effect).not.toBe('allow');
      }
    }), { numRuns: runs(300) });
  });
});

describe('a bucket policy that overflows', () => {
  const many = (more: object) => accessPlan({
    external: Array.from({ length: 120 }, (_, index) => ({
      grantee: anotherAccount(String(100_000_000_000 + index)),
      grants: [readOnlyPrefix({ bucket: 'shared', prefix: `partner-${index}/`, ...'through' in more && { through: { ...through, accessPoint: `partner-${index}` } } })],
    })),
  });

  test('names access points as the remedy, and they are one', () => {
    expect(refused(() => renderAccess(many({}))).remedy).toContain('through: { accessPoint, region, account }');
    const { buckets: [{ size, accessPoints, document }] } = renderAccess(many({ through: true }));
    expect(accessPoints).toHaveLength(120);
    expect(document.statements).toHaveLength(1);
    expect(size).toBeLessThan(10_000);
  });

  test('names none where the platform has none', () => {
    const platform = activeScale({ version: '7.1', iamEndpoint: 'https://iam.store.example', s3Endpoint: 'https://s3.store.example' });
    expect(platform.features).not.toContain('accessPoints');
  });
});

test('several grants go through one access point, whose policy has them all', () => {
  const grants = [readOnlyPrefix({ bucket: 'shared', prefix: 'a/', through }), writeOnlyUploader({ bucket: 'shared', prefix: 'b/', through })];
  const { buckets: [{ accessPoints }] } = renderAccess(accessPlan({ external: [{ grantee: anotherAccount(PARTNER), grants }] }));
  expect(accessPoints.map((one) => [one.grants, one.policy?.document.statements.length])).toEqual([[['ReadOnlyPrefix', 'WriteOnlyUploader'], 3]]);
});

describe('refused', () => {
  const grant = (more: object) => () => readOnlyPrefix({ bucket: 'shared', prefix: 'a/', through: { ...through, ...more } });
  const rendered = (props: AccessPlanProps) => () => renderAccess(accessPlan(props));
  const toDana = (...grants: readonly Grant[]) => ({ users: { dana: { grants } } });

  test.each([
    ['a name in capitals', grant({ accessPoint: 'Partner' }), 'InvalidOption', 'through.accessPoint is "Partner"'],
    ['a name that is S3\'s own', grant({ accessPoint: 'partner-s3alias' }), 'InvalidOption', 'endings such as -s3alias'],
    ['a name that ends in a hyphen', grant({ accessPoint: 'partner-' }), 'InvalidOption', 'not at its ends'],
    ['a name of 51 letters', grant({ accessPoint: 'p'.repeat(51) }), 'InvalidOption', '3 to 50'],
    ['a name with a wildcard', grant({ accessPoint: 'partner*' }), 'InvalidOption', 'through.accessPoint'],
    ['no region', grant({ region: 'eu' }), 'InvalidOption', 'through.region is "eu"'],
    ['an account with a wildcard', grant({ account: '1111222233*' }), 'InvalidOption', 'through.account'],
    ['an account as a number', grant({ account: 111122223333 }), 'InvalidOption', 'through.account'],
    ['a VPC endpoint for the VPC', grant({ vpc: 'vpce-0123456789abcdef0' }), 'InvalidOption', 'through.vpc'],
    ['a misspelt part', grant({ vpcId: 'vpc-0123456789abcdef0' }), 'InvalidOption', 'through has no property'],
    ['a text', () => readOnlyPrefix({ bucket: 'shared', prefix: 'a/', through: 'partner' as never }), 'InvalidOption', 'accessPoint, region, account'],
    ['a key of KMS beside it', () => readOnlyPrefix({ bucket: 'shared', prefix: 'a/', through, kmsKey: 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab' }), 'InvalidOption', "isn't documented"],
    ['a grant that manages buckets', () => bucketAdministrator({ bucket: 'shared', through } as never), 'InvalidOption', 'through'],
    ['everyone', rendered({ external: [{ grantee: everyone(), grants: [readOnlyPrefix({ bucket: 'shared', prefix: 'a/', through })] }] }), 'NotForEveryone', 'all public access blocked'],
    ['an access point of two buckets', rendered(toDana(readOnlyPrefix({ bucket: 'shared', prefix: 'a/', through }), readOnlyPrefix({ bucket: 'other', prefix: 'a/', through }))), 'NameTwice', ARN],
    ['an access point of two VPCs', rendered(toDana(grant({})(), grant({ vpc: 'vpc-0123456789abcdef0' })())), 'InvalidOption', 'differ in the VPC'],
    ['another region than that of the platform', rendered({ platform: aws({ region: 'eu-west-1' }), ...toDana(grant({})()) }), 'InvalidOption', 'in the region of its bucket'],
    ['another partition', rendered({ platform: aws({ partition: 'aws-cn' }), ...toDana(grant({})()) }), 'OtherPartition', 'aws-cn'],
  ])('%s', (_what, make, code, words) => {
    const { code: given, message, remedy } = refused(make);
    expect([given, `${message} ${remedy}`]).toEqual([code, expect.stringContaining(words)]);
  });
});

test('a delegation taken away is a loss, and nothing is gained by it', () => {
  const without = readAccess(accessPlan({ users: { dana: {} } }), { account: through.account });
  const { verdict } = compareAccess(readAccess(accessPlan({ users: { dana: { grants: [readOnlyPrefix({ bucket: 'shared', prefix: 'a/', through })] } } }), { account: through.account }), without);
  expect(verdict).toBe('lost');
});
