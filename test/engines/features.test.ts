import { Construct } from 'constructs';
import {
  accessPlan, anotherAccount, aws, denyDelete, everyone, existingRole, existingUser, externalPrincipal, logDelivery, readOnlyPrefix, renderAccess,
  type AccessPlanProps, type Platform,
} from '../../src';
import type { ExternalGrantee } from '../../src/plan/external-grantees';
import { ALL_FEATURES } from '../../src/platforms/features';
import type { PlatformFeature } from '../../src/platforms/platform';
import * as engine from '../../src/pulumi';
import { refused } from '../grants/refused';
import { variant } from '../platforms/variant';
import { declare, refusal } from '../pulumi/mocks';
import { kits, lone, type Kit, type Stack } from '../terraform/kit';
import { trustIn } from './trust';

/** One way to ask for a feature: in a plan, as constructs of both Terraform engines, and on Pulumi. The plan's way is also that of StorageAccess. */
interface Use {
  /** Absent where a plan can't ask for it. */
  readonly plan?: () => AccessPlanProps;
  readonly terraform: (kit: Kit, stack: Stack) => void;
  readonly pulumi: (on: engine.PlatformArgs) => unknown;
}

const trust = trustIn('aws');
const bucket = 'releases';
const reader = { bucket, prefix: 'public/' };
const ACCOUNT = '444455556666';
const KMS = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const existing = { Version: '2012-10-17', Statement: { Effect: 'Deny', Principal: '*', Action: 's3:DeleteObject', Resource: `arn:aws:s3:::${bucket}/*` } };
const ARN = 'arn:aws:iam::111122223333:policy/limits';
const LOGS = { bucket: 'logs', prefix: 'releases/', sourceBucket: 'releases', sourceAccount: '111122223333' };
const delivered = { ...reader, through: { accessPoint: 'partner-in', region: 'eu-central-1', account: '111122223333' } };
const withKey = { ...reader, kmsKey: KMS };
const toExternal = (grantee: ExternalGrantee, props = reader): Use => ({
  plan: () => ({ external: [{ grantee, grants: [readOnlyPrefix(props)] }] }),
  terraform: (kit, stack) => new kit.ReadOnlyPrefix(stack, 'x', { ...props, grantee }),
  pulumi: (on) => new engine.ReadOnlyPrefix('x', { ...on, ...props, grantee }),
});
const key = (settings: { status?: 'Inactive'; pgpKey?: string }): readonly Use[] => {
  const accessKeys = [{ generation: '1', ...settings }];
  return [{
    plan: () => ({ users: { dana: { accessKeys } } }),
    terraform: (kit, stack) => new kit.StorageUser(stack, 'dana', { accessKeys }),
    pulumi: (on) => new engine.StorageUser('dana', { ...on, accessKeys }),
  }, {
    terraform: (kit, stack) => new kit.WriteOnlyUploader(stack, 'ci', { bucket, prefix: '', user: { accessKeys } }),
    pulumi: (on) => new engine.WriteOnlyUploader('ci', { ...on, bucket, prefix: '', user: { accessKeys } }),
  }, {
    terraform: (kit, stack) => new kit.AccessKey(stack, 'key', { user: existingUser('lee'), ...accessKeys[0] }),
    pulumi: (on) => new engine.AccessKey('key', { ...on, user: existingUser('lee'), ...accessKeys[0] }),
  }];
};

/** Every feature, and every way to ask for it. A feature without a row doesn't compile. */
const USES: Readonly<Record<PlatformFeature, readonly Use[]>> = {
  roles: [{
    plan: () => ({ roles: { ci: { trust } } }),
    terraform: (kit, stack) => new kit.StorageRole(stack, 'ci', { trust }),
    pulumi: (on) => new engine.StorageRole('ci', { ...on, trust }),
  }, {
    plan: () => ({ existing: [{ principal: existingRole('ci'), grants: [readOnlyPrefix(reader)] }] }),
    terraform: (kit, stack) => new kit.ReadOnlyPrefix(stack, 'x', { ...reader, grantee: existingRole('ci') }),
    pulumi: (on) => new engine.ReadOnlyPrefix('x', { ...on, ...reader, grantee: engine.existingRole('ci') }),
  }, {
    plan: () => ({ existing: [{ principal: existingRole('ci'), guards: [denyDelete()] }] }),
    terraform: (kit, stack) => new kit.DenyDelete(stack, 'x', { on: existingRole('ci') }),
    pulumi: (on) => new engine.DenyDelete('x', { ...on, on: engine.existingRole('ci') }),
  }, toExternal(externalPrincipal(`arn:aws:iam::${ACCOUNT}:role/reader`))],
  boundaries: [ARN, [readOnlyPrefix(reader)]].flatMap((boundary): readonly Use[] => [{
    plan: () => ({ users: { dana: { boundary } } }),
    terraform: (kit, stack) => new kit.StorageUser(stack, 'dana', { boundary }),
    pulumi: (on) => new engine.StorageUser('dana', { ...on, boundary }),
  }, {
    plan: () => ({ roles: { ci: { trust, boundary } } }),
    terraform: (kit, stack) => new kit.StorageRole(stack, 'ci', { trust, boundary }),
    pulumi: (on) => new engine.StorageRole('ci', { ...on, trust, boundary: typeof boundary === 'string' ? Promise.resolve(boundary) : boundary }),
  }, {
    terraform: (kit, stack) => new kit.WriteOnlyUploader(stack, 'ci', { bucket, prefix: '', user: { boundary } }),
    pulumi: (on) => new engine.WriteOnlyUploader('ci', { ...on, bucket, prefix: '', user: { boundary } }),
  }]),
  bucketGuards: [{
    plan: () => ({ buckets: { [bucket]: { guards: [denyDelete()] } } }),
    terraform: (kit, stack) => new kit.DenyDelete(stack, 'x', { bucket }),
    pulumi: (on) => new engine.DenyDelete('x', { ...on, bucket }),
  }, {
    terraform: (kit, stack) => new kit.BucketPolicy(stack, 'x', { bucket, guards: [denyDelete()] }),
    pulumi: (on) => new engine.BucketPolicy('x', { ...on, bucket, guards: [denyDelete()] }),
  }],
  principalGuards: [{
    plan: () => ({ users: { dana: { guards: [denyDelete()] } } }),
    terraform: (kit, stack) => new kit.DenyDelete(stack, 'x', { on: new kit.StorageUser(stack, 'dana') }),
    pulumi: (on) => new engine.DenyDelete('x', { ...on, on: new engine.StorageUser('dana', on) }),
  }],
  accountGrantees: [toExternal(anotherAccount(ACCOUNT))],
  principalGrantees: ['user', 'role'].map((kind) => toExternal(externalPrincipal(`arn:aws:iam::${ACCOUNT}:${kind}/reader`))),
  everyoneGrantees: [toExternal(everyone()), {
    terraform: (kit, stack) => new kit.PublicReadPrefix(stack, 'x', reader),
    pulumi: (on) => new engine.PublicReadPrefix('x', { ...on, ...reader }),
  }],
  serviceGrantees: [{
    plan: () => ({ external: [{ grants: [logDelivery(LOGS)] }] }),
    terraform: (kit, stack) => new kit.LogDelivery(stack, 'x', LOGS),
    pulumi: (on) => new engine.LogDelivery('x', { ...on, ...LOGS }),
  }],
  existingStatements: [{
    plan: () => ({ buckets: { [bucket]: { existingStatements: existing } } }),
    terraform: (kit, stack) => new kit.BucketPolicy(stack, 'x', { bucket, existingStatements: existing }),
    pulumi: (on) => new engine.BucketPolicy('x', { ...on, bucket, existingStatements: existing }),
  }],
  kmsKeys: [{
    plan: () => ({ users: { dana: { grants: [readOnlyPrefix(withKey)] } } }),
    terraform: (kit, stack) => new kit.ReadOnlyPrefix(stack, 'x', withKey),
    pulumi: (on) => new engine.ReadOnlyPrefix('x', { ...on, ...withKey }),
  }, toExternal(externalPrincipal(`arn:aws:iam::${ACCOUNT}:user/reader`), withKey)],
  accessPoints: [{
    plan: () => ({ users: { dana: { grants: [readOnlyPrefix(delivered)] } } }),
    terraform: (kit, stack) => new kit.ReadOnlyPrefix(stack, 'x', delivered),
    pulumi: (on) => new engine.ReadOnlyPrefix('x', { ...on, ...delivered }),
  }, {
    plan: () => ({ users: { dana: { boundary: [readOnlyPrefix(delivered)] } } }),
    terraform: (kit, stack) => new kit.StorageUser(stack, 'dana', { boundary: [readOnlyPrefix(delivered)] }),
    pulumi: (on) => new engine.StorageUser('dana', { ...on, boundary: [readOnlyPrefix(delivered)] }),
  }, toExternal(anotherAccount(ACCOUNT), delivered)],
  pgpKeys: key({ pgpKey: 'keybase:dana' }),
  suspendedKeys: key({ status: 'Inactive' }),
  // a plan takes nothing over
  adoption: [{
    terraform: (kit, stack) => new kit.StorageUser(stack, 'dana', { adopt: true }),
    pulumi: (on) => new engine.StorageUser('dana', { ...on, adopt: true }),
  }, {
    terraform: (kit, stack) => new kit.StorageGroup(stack, 'all', { adopt: true }),
    pulumi: (on) => new engine.StorageGroup('all', { ...on, adopt: true }),
  }, {
    terraform: (kit, stack) => new kit.StorageRole(stack, 'ci', { adopt: true, trust }),
    pulumi: (on) => new engine.StorageRole('ci', { ...on, adopt: true, trust }),
  }, {
    terraform: (kit, stack) => new kit.WriteOnlyUploader(stack, 'ci', { bucket, prefix: '', user: { adopt: true } }),
    pulumi: (on) => new engine.WriteOnlyUploader('ci', { ...on, bucket, prefix: '', user: { adopt: true } }),
  }, {
    terraform: (kit, stack) => new kit.ReadOnlyPrefix(stack, 'x', { ...reader, grantee: new kit.StorageUser(stack, 'dana'), adopt: { name: 'read' } }),
    pulumi: (on) => new engine.ReadOnlyPrefix('x', { ...on, ...reader, grantee: new engine.StorageUser('dana', on), adopt: { name: 'read' } }),
  }, {
    terraform: (kit, stack) => new kit.ReadOnlyPrefix(stack, 'x', { ...reader, grantee: existingUser('lee'), adopt: { name: 'limits', arn: ARN } }),
    pulumi: (on) => new engine.ReadOnlyPrefix('x', { ...on, ...reader, grantee: engine.existingUser('lee'), adopt: { name: 'limits', arn: ARN } }),
  }],
  // what the package makes has none of its own; a provider may put some on all that it makes
  tags: [{
    terraform: (kit, stack) => {
      const { platform = aws() } = (stack.node.tryFindChild('store') ?? {}) as { readonly platform?: Platform };
      return new kit.StorageProvider(new Construct(stack, 'team'), 'tagged', { platform, alias: 'tagged', config: { defaultTags: [{ tags: { team: 'storage' } }] } });
    },
    pulumi: ({ platform = aws() }) => new engine.StorageProvider('tagged', { platform, defaultTags: { tags: { team: 'storage' } } }),
  }],
};
const without = (feature: PlatformFeature): Platform => variant(aws(), { name: 'plain', title: 'Plain Storage', features: ALL_FEATURES.filter((each) => each !== feature) });

/** What a plan is refused with, when it is made or when it is rendered. */
function planned(props: AccessPlanProps, platform: Platform): string {
  return refused(() => renderAccess(accessPlan({ ...props, platform }))).message;
}

describe.each(ALL_FEATURES)('%s', (feature) => {
  const uses = USES[feature];
  const platform = without(feature);
  const lacks = { code: 'UnsupportedOnPlatform', message: expect.stringContaining("can't be expressed on Plain Storage: it ") };

  test('is refused in a plan where the platform has no such thing, and not elsewhere', () => {
    for (const { plan } of uses) {
      if (plan === undefined) continue;
      expect(planned(plan(), platform)).toContain("can't be expressed on Plain Storage");
      expect(() => renderAccess(accessPlan(plan()))).not.toThrow();
    }
    expect(uses.length).toBeGreaterThan(0);
  });

  test.each(kits)('is refused on %s', (_engine, kit) => {
    for (const { plan, terraform } of uses) {
      const below = (stack: Stack) => {
        new kit.StorageProvider(stack, 'store', { platform, alias: 'store' });
        return stack;
      };
      expect(refused(() => lone(kit, (stack) => terraform(kit, below(stack))))).toMatchObject(lacks);
      expect(() => lone(kit, (stack) => terraform(kit, stack))).not.toThrow();
      if (plan) expect(refused(() => lone(kit, (stack) => new kit.StorageAccess(below(stack), 'access', { plan: accessPlan({ ...plan(), platform }) })))).toMatchObject(lacks);
    }
  });

  test('is refused on Pulumi', async () => {
    for (const { plan, pulumi } of uses) {
      expect(await refusal(() => pulumi({ platform }))).toMatchObject(lacks);
      await declare(() => { pulumi({ platform: aws() }); });
      if (plan) expect(await refusal(() => new engine.StorageAccess('access', { platform, plan: accessPlan({ ...plan(), platform }) }))).toMatchObject(lacks);
    }
  });
});
