import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { accessPlan, aws, enforceHttps, existingRole, existingUser, perUserHomeFolder } from '../../src';
import { kits, withApp, type Kit } from './kit';

/** Two stacks with every construct. */
function build(kit: Kit, app: InstanceType<Kit['App']>): void {
  const [people, store] = ['people', 'store'].map((id) => {
    const stack = new kit.TerraformStack(app, id);
    new kit.StorageProvider(stack, 'provider', { platform: aws({ region: 'eu-west-1', iamEndpoint: 'https://iam.store.example' }) });
    return stack;
  });
  const bucket = new kit.S3Bucket(store, 'releases', { bucketPrefix: 'releases-' });
  const named = new kit.TerraformVariable(people, 'bucket', { type: 'string' }).stringValue;
  const dana = new kit.StorageUser(people, 'dana', { accessKeys: ['2026-05', { generation: '2026-11', status: 'Inactive' }] });
  const engineering = new kit.StorageGroup(people, 'engineering', { members: [dana, existingUser('lee')] });
  new kit.AccessKey(people, 'lee-key', { user: existingUser('lee'), generation: '1' });
  new kit.WriteOnlyUploader(people, 'ci-uploader', { bucket: bucket.id, prefix: 'firmware/' });
  new kit.ReadOnlyPrefix(people, 'downloads', { bucket: `downloads-${named}`, prefix: 'public/', grantee: engineering });
  new kit.ReadWritePrefix(people, 'team', { bucket: 'shared', prefix: 'team/', allowDelete: true, grantee: existingRole('deployer') });
  new kit.PerUserHomeFolder(people, 'homes', { bucket: 'shared', prefix: 'home/', othersMayRead: true, allowRootListing: true, grantee: engineering });
  new kit.EnforceHttps(store, 'https', { bucket: bucket.id, minimumTlsVersion: '1.2' });
  new kit.BucketPolicy(store, 'policy', { bucket: bucket.arn, guards: [enforceHttps()], dependsOn: [bucket] });
  new kit.StorageAccess(people, 'access', { plan: accessPlan({ users: { ci: { grants: [perUserHomeFolder({ bucket: 'homes', prefix: 'x*$?/' })], accessKeys: ['1'] } } }) });
}

interface Written {
  readonly '//': { readonly metadata: Record<string, unknown> };
  readonly 'terraform': { readonly required_providers: { readonly aws: Record<string, unknown> } };
}

/** What an engine writes to disk, and apart from it the places in which the engines differ. */
function written(kit: Kit): ReadonlyArray<readonly [common: unknown, own: unknown]> {
  return withApp(kit, (app) => {
    build(kit, app);
    app.synth();
    return ['people', 'store'].map((stack) => {
      const { '//': { metadata: { version, ...metadata } }, terraform: { required_providers: { aws: provider }, ...terraform }, ...rest } =
        JSON.parse(readFileSync(join(app.outdir, 'stacks', stack, 'cdk.tf.json'), 'utf8')
          // the backend of each stack lies beside the program
          .replaceAll(process.cwd(), '.')) as Written;
      return [{ ...rest, metadata, terraform }, { version, provider }] as const;
    });
  });
}

test('cdktf and cdktn write the same, but for their own version and the address and version of the provider', () => {
  const [[, cdktf], [, cdktn]] = kits;
  const [one, other] = [written(cdktf), written(cdktn)];
  expect(other.map(([common]) => common)).toEqual(one.map(([common]) => common));
  expect(one.map(([, own]) => own)[0]).toEqual({ version: '0.21.0', provider: { source: 'aws', version: '6.25.0' } });
  expect(other.map(([, own]) => own)[0]).toEqual({ version: '0.24.0', provider: { source: 'hashicorp/aws', version: '6.66.0' } });
});

test('synthesizing twice writes the same', () => {
  for (const [, kit] of kits) expect(written(kit)).toEqual(written(kit));
});
