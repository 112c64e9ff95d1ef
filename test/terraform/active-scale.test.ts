import { Construct } from 'constructs';
import { accessPlan, activeScale, denyIpRanges, enforceHttps, everyone, existingRole, existingUser, externalPrincipal, perUserHomeFolder, readOnlyPrefix, writeOnlyUploader } from '../../src';
import { refused } from '../grants/refused';
import { counts, kits, lone, only, withApp, type Kit, type Stack, type Synthesized } from './kit';

const platform = activeScale({ version: '7.1', iamEndpoint: 'https://iam.store.example', s3Endpoint: 'https://s3.store.example' });

/** One of everything that goes to the IAM API or the S3 API. */
function everything(kit: Kit, stack: Stack): void {
  const dana = new kit.StorageUser(stack, 'dana', { accessKeys: ['2026-05', { generation: '2026-11', status: 'Inactive' }] });
  const all = new kit.StorageGroup(stack, 'all', { members: [dana, existingUser('lee')] });
  new kit.GroupMembers(stack, 'more', { group: new kit.StorageGroup(stack, 'others', { membership: 'additive' }), members: [dana] });
  new kit.PerUserHomeFolder(stack, 'homes', { bucket: 'shared', prefix: 'home/', grantee: all });
  new kit.WriteOnlyUploader(stack, 'ci', { bucket: 'releases', prefix: 'firmware/' });
  new kit.ReadOnlyPrefix(stack, 'read', { bucket: 'downloads', prefix: 'public/', grantee: existingUser('lee') });
  new kit.ReadOnlyPrefix(stack, 'partner', { bucket: 'downloads', prefix: 'partner/', grantee: externalPrincipal('arn:aws:iam::123456789012:user/reader') });
  new kit.PublicReadPrefix(stack, 'public', { bucket: 'downloads', prefix: 'public/' });
  new kit.EnforceHttps(stack, 'https', { bucket: 'downloads', minimumTlsVersion: '1.2' });
  new kit.AccessKey(stack, 'lee-key', { user: existingUser('lee'), generation: '1', pgpKey: 'keybase:lee' });
  new kit.StorageAccess(stack, 'access', {
    plan: accessPlan({
      platform,
      users: { auditor: { grants: [readOnlyPrefix({ bucket: 'logs', prefix: '' })], guards: [denyIpRanges({ ipRanges: ['203.0.113.0/24'] })], accessKeys: ['1'] } },
      groups: { uploads: { members: ['auditor'], grants: [writeOnlyUploader({ bucket: 'inbox', prefix: '' }), perUserHomeFolder({ bucket: 'inbox' })] } },
      external: [{ grantee: everyone(), grants: [readOnlyPrefix({ bucket: 'inbox', prefix: 'readme/', listing: false })] }],
      buckets: { inbox: { guards: [enforceHttps()] } },
    }),
  });
}

describe.each(kits)('%s', (_engine, kit) => {
  const output = withApp(kit, (app) => {
    const stack = new kit.TerraformStack(app, 'stack');
    new kit.StorageProvider(stack, 'store', { platform });
    everything(kit, stack);
    app.synth();
    return JSON.parse(kit.Testing.synth(stack, true)) as Synthesized;
  });

  test('the provider asks the store for everything, and nothing of what only AWS has', () => {
    expect(output.provider).toEqual({
      aws: [{
        region: 'us-east-1',
        endpoints: [{ iam: 'https://iam.store.example', sts: 'https://iam.store.example', s3: 'https://s3.store.example', s3control: 'https://s3.store.example' }],
        s3_use_path_style: true,
        skip_credentials_validation: true,
        skip_metadata_api_check: 'true',
        skip_region_validation: true,
        skip_requesting_account_id: true,
      }],
    });
  });

  test('makes the resources of the IAM API, and one that keeps the keys', () => {
    expect(counts(output)).toBe('aws_iam_access_key 5, aws_iam_group 3, aws_iam_group_membership 2, aws_iam_group_policy 2, aws_iam_policy 1, aws_iam_user 3, '
      + 'aws_iam_user_group_membership 1, aws_iam_user_policy 2, aws_iam_user_policy_attachment 1, aws_s3_bucket_policy 2, terraform_data 1');
    expect(only(output, 'terraform_data')).toEqual({
      for_each: '${toset(["auditor/1","ci/1","dana/2026-05","dana/2026-11","lee/1"])}',
      input: "suspend a key instead: status: 'Inactive'; where keys can be deleted, say so on the platform: deleteAccessKey: true",
      lifecycle: { prevent_destroy: true },
    });
    expect(Object.values(output.resource?.aws_iam_access_key ?? {}).every(({ lifecycle }) => JSON.stringify(lifecycle) === '{"prevent_destroy":true}')).toBe(true);
  });

  test('sets only the arguments that its API has: no tags, paths, descriptions, boundaries or force_destroy', () => {
    const used = Object.entries(output.resource ?? {}).filter(([type]) => type.startsWith('aws_'))
      .map(([type, some]) => [type, [...new Set(Object.values(some).flatMap((args) => Object.keys(args)))].filter((name) => name !== 'provider' && name !== 'lifecycle').sort().join(' ')]);
    expect(Object.fromEntries(used)).toEqual({
      aws_iam_access_key: 'pgp_key status user',
      aws_iam_group: 'name',
      aws_iam_group_membership: 'group name users',
      aws_iam_group_policy: 'group name policy',
      aws_iam_policy: 'name policy',
      aws_iam_user: 'name',
      aws_iam_user_group_membership: 'groups user',
      aws_iam_user_policy: 'name policy user',
      aws_iam_user_policy_attachment: 'policy_arn user',
      aws_s3_bucket_policy: 'bucket policy',
    });
  });

  test('two stores in a stack keep their keys apart, and a construct that names the platform without one has its own', () => {
    const two = withApp(kit, (app) => {
      const stack = new kit.TerraformStack(app, 'stack');
      new kit.AwsProvider(stack, 'default', {});
      for (const [alias, host] of [['one', 'a'], ['two', 'b']] as const) {
        const home = new Construct(stack, alias);
        new kit.StorageProvider(home, 'store', { alias, platform: activeScale({ version: '7.1', iamEndpoint: `https://iam.${host}.example`, s3Endpoint: `https://s3.${host}.example` }) });
        new kit.StorageUser(home, 'dana', { accessKeys: ['1'] });
      }
      new kit.StorageUser(stack, 'lee', { accessKeys: ['1'], platform });
      return JSON.parse(kit.Testing.synth(stack)) as Synthesized;
    });
    expect(Object.fromEntries(Object.entries(two.resource?.terraform_data ?? {}).map(([name, { for_each }]) => [name, for_each]))).toEqual({
      access_keys_that_cannot_be_deleted: '${toset(["lee/1"])}',
      access_keys_that_cannot_be_deleted_of_one: '${toset(["dana/1"])}',
      access_keys_that_cannot_be_deleted_of_two: '${toset(["dana/1"])}',
    });
  });

  test('a construct that names another such platform below a StorageProvider keeps its keys apart as well', () => {
    const other = activeScale({ version: '7.0', iamEndpoint: 'https://iam.b.example', s3Endpoint: 'https://s3.b.example' });
    const mixed = withApp(kit, (app) => {
      const stack = new kit.TerraformStack(app, 'stack');
      new kit.StorageProvider(stack, 'store', { platform });
      new kit.StorageUser(stack, 'dana', { accessKeys: ['1'] });
      new kit.StorageUser(stack, 'lee', { accessKeys: ['1'], platform: other });
      return JSON.parse(kit.Testing.synth(stack)) as Synthesized;
    });
    expect(Object.values(mixed.resource?.terraform_data ?? {}).map(({ for_each }) => for_each)).toEqual(['${toset(["dana/1"])}', '${toset(["lee/1"])}']);
  });

  test('a role is refused where it is declared', () => {
    expect(refused(() => lone(kit, (stack) => new kit.ReadOnlyPrefix(stack, 'x', { bucket: 'logs', prefix: '', platform, grantee: existingRole('ci') })))).toMatchObject({
      code: 'UnsupportedOnPlatform',
      message: expect.stringContaining("a policy for role ci can't be expressed on ActiveScale 7.1: it has no roles"),
    });
  });
});
