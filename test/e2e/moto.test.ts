import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudfrontDistribution } from '@cdktn/provider-aws/lib/cloudfront-distribution';
import { CloudfrontOriginAccessControl } from '@cdktn/provider-aws/lib/cloudfront-origin-access-control';
import { Construct } from 'constructs';
import { accessPlan, anotherAccount, aws, enforceHttps, existingGroup, existingRole, existingUser, readOnlyPrefix, renderAccess, writeOnlyUploader } from '../../src';
import { kits, withApp, type Kit } from '../terraform/kit';
import { Moto, values } from './moto';
import { StayingProvider } from './provider';
import { standIn, terraform, terraformOk, type TerraformRun } from './terraform';
import { describeWith, isInstalled, providerMirror, type ProviderMirror } from './tools';

const mirror = providerMirror();
/** Terraform reads a provider of several hundred megabytes: seconds on an idle machine, minutes on a busy one. */
const PATIENCE = 600_000;

/** What a user who was there before may do, written by hand. */
const memories = { bucket: 'archive', prefix: 'photos/' };

/** What the program expects to find at the platform, by whom. */
type Expected = Record<string, string>;

const plan = accessPlan({
  users: { 'plan-ci': { grants: [writeOnlyUploader({ bucket: 'releases', prefix: 'docs/' })] }, 'plan-dana': {} },
  groups: { 'plan-readers': { members: ['plan-dana', existingUser('lee')], grants: [readOnlyPrefix({ bucket: 'downloads', prefix: 'public/' })] } },
  existing: [{ principal: existingGroup('auditors'), grants: [readOnlyPrefix({ bucket: 'downloads', prefix: '' })] }],
  buckets: { downloads: { guards: [enforceHttps()] } },
});

const CREDENTIALS = { accessKey: 'test', secretKey: 'test' };

/** Plain HTTP, as moto speaks, is an endpoint that enforceHttps refuses: the provider is pointed there behind the platform's back, by {@link standIn}. */
const CONFIG = {
  ...CREDENTIALS,
  s3UsePathStyle: true,
  skipCredentialsValidation: true,
  skipMetadataApiCheck: 'true',
  skipRequestingAccountId: true,
};

/** Every construct, with the keys of one user in the given generations. */
function program(kit: Kit, stack: InstanceType<Kit['TerraformStack']>, endpoint: string, accessKeys: readonly string[]): Expected {
  new kit.StorageProvider(stack, 'aws', { platform: aws({ region: 'us-east-1' }), config: CONFIG });

  const releases = new kit.S3Bucket(stack, 'releases', { bucket: 'releases' });
  const downloads = new kit.S3Bucket(stack, 'downloads', { bucket: 'downloads' });
  const ci = new kit.WriteOnlyUploader(stack, 'ci', { bucket: releases.id, prefix: 'firmware/', user: { accessKeys } });
  new kit.TerraformOutput(stack, 'secret', { value: ci.accessKey.secret, sensitive: true, staticId: true });
  const dana = new kit.StorageUser(stack, 'dana', { accessKeys: [{ generation: '1', status: 'Inactive' }] });
  const engineering = new kit.StorageGroup(stack, 'engineering', { members: [dana, existingUser('lee')] });
  const homes = new kit.PerUserHomeFolder(stack, 'homes', { bucket: 'shared', prefix: 'home/*?$/', othersMayRead: true, grantee: engineering });
  const deploy = new kit.ReadWritePrefix(stack, 'deploy', { bucket: releases.id, prefix: '', grantee: existingRole('deployer') });
  new kit.AccessKey(stack, 'lee-key', { user: existingUser('lee'), generation: '1' });
  new kit.EnforceHttps(stack, 'https', { bucket: releases.id });
  const https = new kit.EnforceHttps(stack, 'tls', { bucket: releases.arn, minimumTlsVersion: '1.2' });
  new kit.StorageAccess(stack, 'access', { plan, dependsOn: [downloads] });

  // Somebody that others made, with a policy under the name that they gave it.
  const veteran = new kit.StorageUser(stack, 'veteran', { adopt: true });
  new kit.StorageGroup(stack, 'veterans', { adopt: true });
  new kit.ReadOnlyPrefix(stack, 'memories', { ...memories, grantee: veteran, adopt: { name: 'made-by-hand' } });

  // A second store: the platform itself says where it is.
  const elsewhere = new Construct(stack, 'elsewhere');
  new kit.StorageProvider(elsewhere, 'store', { platform: aws({ iamEndpoint: endpoint, s3Endpoint: endpoint }), alias: 'store', config: CREDENTIALS });
  const backup = new kit.WriteOnlyUploader(elsewhere, 'backup', { bucket: 'backups', prefix: '', user: { accessKeys: [] } });

  const known = (json: string) => json.replaceAll(/\$\{TfToken\[[^\]]*\]\}/g, 'releases');
  return {
    'user ci': known(ci.policies[0].json),
    'user backup': backup.policies[0].json,
    'group engineering': homes.policies[0].json,
    'role deployer': known(deploy.policies[0].json),
    'bucket releases': known(https.policy.json),
  };
}

describeWith({
  'terraform on the PATH': isInstalled('terraform', 'version'),
  'TF_PLUGIN_DIR with the AWS provider': mirror !== undefined,
  'moto_server on the PATH': isInstalled('moto_server', '--help'),
})('terraform with the real AWS provider, on moto', () => {
  const [, [, kit]] = kits;
  const folder = mkdtempSync(join(tmpdir(), 'bucket-grants-moto-'));
  const printed: string[] = [];
  let moto: Moto;
  let staying: StayingProvider;
  let expected: Expected;

  const run = (args: readonly string[], environment?: Readonly<Record<string, string>>): TerraformRun => {
    const result = terraformOk(folder, args, environment);
    printed.push(result.text);
    return result;
  };
  const STAYS = { stays: true };
  const APPLY = ['apply', '-auto-approve', '-no-color', '-parallelism=20'];
  const keysOf = async (user: string) => {
    const answer = await moto.iam('ListAccessKeys', { UserName: user });
    return values(answer, 'AccessKeyId').map((id, index) => ({ id, status: values(answer, 'Status')[index] }));
  };

  /**
   * Writes a stack, for the version of the provider that is there and with its state in the folder. For the provider that stays, which knows where
   * moto is, it is without the endpoints of the second store, which cost more than all the rest.
   */
  const write = (build: (stack: InstanceType<Kit['TerraformStack']>) => void, { stays = false } = {}): void => withApp(kit, (app) => {
    build(new kit.TerraformStack(app, 'stack'));
    app.synth();
    const { terraform: { backend: _, ...settings }, provider: { aws: providers }, ...rest } = JSON.parse(
      readFileSync(join(app.outdir, 'stacks', 'stack', 'cdk.tf.json'), 'utf8'),
    ) as { terraform: Record<string, unknown>; provider: { aws: ReadonlyArray<Record<string, unknown>> } };
    const pinned = { ...settings, required_providers: { aws: { source: 'hashicorp/aws', version: mirror?.version } } };
    const provider = { aws: stays ? providers.map(({ endpoints: __, ...config }) => config) : providers };
    writeFileSync(join(folder, 'cdk.tf.json'), JSON.stringify({ ...rest, provider, terraform: pinned }));
  });
  const writeProgram = (accessKeys: readonly string[], options?: { readonly stays: boolean }): void => {
    write((stack) => { expected = program(kit, stack, moto.url, accessKeys); }, options);
  };

  beforeAll(async () => {
    moto = await Moto.start();
    await moto.iam('CreateUser', { UserName: 'lee' });
    await moto.iam('CreateGroup', { GroupName: 'auditors' });
    await moto.iam('CreateRole', { RoleName: 'deployer', AssumeRolePolicyDocument: '{"Version":"2012-10-17","Statement":[]}' });
    await moto.iam('CreateUser', { UserName: 'veteran' });
    await moto.iam('CreateGroup', { GroupName: 'veterans' });
    const [byHand] = renderAccess(accessPlan({ users: { veteran: { grants: [readOnlyPrefix(memories)] } } })).users[0].policies;
    await moto.iam('PutUserPolicy', { UserName: 'veteran', PolicyName: 'made-by-hand', PolicyDocument: byHand.json });
    writeProgram(['2026-05']);
    run(['init', '-no-color', `-plugin-dir=${mirror?.folder}`]);
    staying = await StayingProvider.start(mirror as ProviderMirror, moto.url);
  }, PATIENCE);

  afterAll(async () => {
    moto?.stop();
    await staying?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test('the provider takes the stack for valid', () => {
    writeProgram(['2026-05'], STAYS);
    const { valid, diagnostics } = JSON.parse(run(['validate', '-json'], staying.environment).stdout) as { valid: boolean; diagnostics: unknown[] };
    expect({ valid, diagnostics }).toEqual({ valid: true, diagnostics: [] });
  }, PATIENCE);

  test('the provider takes a distribution that reads through origin access control for valid, with the policy that lets it, and access points with theirs', () => {
    write((stack) => {
      new kit.StorageProvider(stack, 'aws', { platform: aws({ region: 'us-east-1' }), config: CONFIG });
      const site = new kit.S3Bucket(stack, 'site', { bucket: 'site' });
      new kit.CloudFrontRead(stack, 'read', { bucket: site.id, prefix: '', sourceAccount: '111122223333', allowNotFound: true });
      const through = { region: 'us-east-1', account: '111122223333' };
      const toPartner = { accessPoint: 'partner-in', vpc: 'vpc-0123456789abcdef0', ...through };
      new kit.ReadOnlyPrefix(stack, 'partner', { bucket: site.id, prefix: 'public/', through: toPartner, grantee: anotherAccount('444455556666') });
      new kit.ReadWritePrefix(stack, 'authors', { bucket: site.id, prefix: 'articles/', through: { accessPoint: 'authors', ...through } });
      const control = new CloudfrontOriginAccessControl(stack as never, 'control', {
        name: 'site', originAccessControlOriginType: 's3', signingBehavior: 'always', signingProtocol: 'sigv4',
      });
      new CloudfrontDistribution(stack as never, 'distribution', {
        enabled: true,
        defaultRootObject: 'index.html',
        origin: [{ originId: 'site', domainName: site.bucketRegionalDomainName, originAccessControlId: control.id }],
        defaultCacheBehavior: {
          targetOriginId: 'site',
          viewerProtocolPolicy: 'redirect-to-https',
          allowedMethods: ['GET', 'HEAD'],
          cachedMethods: ['GET', 'HEAD'],
          forwardedValues: { queryString: false, cookies: { forward: 'none' } },
        },
        restrictions: { geoRestriction: { restrictionType: 'none' } },
        viewerCertificate: { cloudfrontDefaultCertificate: true },
      });
    });
    const { valid, diagnostics } = JSON.parse(run(['validate', '-json'], staying.environment).stdout) as { valid: boolean; diagnostics: unknown[] };
    expect({ valid, diagnostics }).toEqual({ valid: true, diagnostics: [] });
    writeProgram(['2026-05']);
  }, PATIENCE);

  test('an output of a secret that isn\'t sensitive is refused', () => {
    write((stack) => {
      new kit.StorageProvider(stack, 'aws', { platform: aws({ region: 'us-east-1' }), config: CONFIG });
      new kit.TerraformOutput(stack, 'leak', { value: new kit.StorageUser(stack, 'dana', { accessKeys: ['1'] }).accessKey.secret });
    });
    const { code, text } = terraform(folder, ['plan', '-no-color'], staying.environment);
    expect([code, /Output refers to sensitive values/.test(text)]).toEqual([1, true]);
    writeProgram(['2026-05']);
  }, PATIENCE);

  test('apply makes what the program says, and takes over a user, a group and a policy as they are', async () => {
    // as users do: terraform starts each configuration of the provider by itself
    const { stdout } = run(APPLY, standIn(moto.url));
    expect(/Apply complete! Resources: (\d+) imported, \d+ added, (\d+) changed, (\d+) destroyed/.exec(stdout)?.slice(1)).toEqual(['3', '0', '0']);
    expect(values(await moto.iam('ListUsers'), 'UserName').sort()).toEqual(['backup', 'ci', 'dana', 'lee', 'plan-ci', 'plan-dana', 'veteran']);
    expect(values(await moto.iam('GetGroup', { GroupName: 'engineering' }), 'UserName').sort()).toEqual(['dana', 'lee']);
    expect(values(await moto.iam('GetGroup', { GroupName: 'plan-readers' }), 'UserName').sort()).toEqual(['lee', 'plan-dana']);
    expect((await keysOf('dana')).map(({ status }) => status)).toEqual(['Inactive']);
    expect((await keysOf('lee')).map(({ status }) => status)).toEqual(['Active']);
    expect(await keysOf('backup')).toEqual([]);
  }, PATIENCE);

  test('the platform holds exactly the documents that the constructs handed back', async () => {
    const inline = async (kind: 'User' | 'Group', name: string) => {
      const [PolicyName] = values(await moto.iam(`List${kind}Policies`, { [`${kind}Name`]: name }), 'member');
      return moto.documents(`Get${kind}Policy`, { [`${kind}Name`]: name, PolicyName });
    };
    const attached = async (kind: 'Group' | 'Role', name: string) => {
      const [PolicyArn] = values(await moto.iam(`ListAttached${kind}Policies`, { [`${kind}Name`]: name }), 'PolicyArn');
      return moto.documents('GetPolicyVersion', { PolicyArn, VersionId: 'v1' });
    };
    const found = {
      'user ci': await inline('User', 'ci'),
      'user backup': await inline('User', 'backup'),
      'group engineering': await inline('Group', 'engineering'),
      'role deployer': await attached('Role', 'deployer'),
      'bucket releases': [JSON.parse((await moto.s3('releases?policy')).body)],
    };
    expect(found).toEqual(Object.fromEntries(Object.entries(expected).map(([who, json]) => [who, [JSON.parse(json)]])));
    expect(JSON.stringify(found['group engineering'])).toContain('${aws:username}');

    const { users, groups, existing, buckets } = renderAccess(plan);
    expect([await inline('User', 'plan-ci'), await inline('Group', 'plan-readers'), await attached('Group', 'auditors'), [JSON.parse((await moto.s3('downloads?policy')).body)]])
      .toEqual([...[users[0], groups[0], existing[0]].map(({ policies: [{ json }] }) => [JSON.parse(json)]), [JSON.parse(buckets[0].json)]]);
  }, PATIENCE);

  test('a second plan has no changes', () => {
    writeProgram(['2026-05'], STAYS);
    const { code, text } = terraform(folder, ['plan', '-detailed-exitcode', '-no-color', '-parallelism=20'], staying.environment);
    expect([code, text]).toEqual([0, expect.stringContaining('No changes')]);
  }, PATIENCE);

  test('a key is rotated by adding a generation and removing the other: the new one stays the same key', async () => {
    const [first] = await keysOf('ci');
    writeProgram(['2026-05', '2026-11'], STAYS);
    run([...APPLY, '-refresh=false'], staying.environment);
    const both = (await keysOf('ci')).map(({ id }) => id);
    expect(both).toHaveLength(2);
    expect(both).toContain(first.id);
    writeProgram(['2026-11'], STAYS);
    run([...APPLY, '-refresh=false'], staying.environment);
    expect((await keysOf('ci')).map(({ id }) => id)).toEqual(both.filter((id) => id !== first.id));
  }, PATIENCE);

  test('no secret is ever printed', () => {
    // of the state file itself, which is the one place that holds them
    const { resources } = JSON.parse(readFileSync(join(folder, 'terraform.tfstate'), 'utf8')) as
      { resources: { type: string; instances: { attributes: { secret?: string } }[] }[] };
    const keys = resources.filter(({ type }) => type === 'aws_iam_access_key').flatMap(({ instances }) => instances);
    const secrets = keys.map(({ attributes: { secret } }) => String(secret));
    expect(secrets.filter((secret) => secret.length > 20)).toHaveLength(3);
    expect(secrets.filter((secret) => printed.some((text) => text.includes(secret)))).toEqual([]);
    expect(terraformOk(folder, ['output']).stdout).toContain('secret = <sensitive>');
  }, PATIENCE);

  test('destroy takes away all of it and nothing else', async () => {
    run(['destroy', '-auto-approve', '-no-color', '-parallelism=20'], staying.environment);
    expect(values(await moto.iam('ListUsers'), 'UserName')).toEqual(['lee']);
    expect(await keysOf('lee')).toEqual([]);
    expect(values(await moto.iam('ListGroups'), 'GroupName')).toEqual(['auditors']);
    expect(values(await moto.iam('ListPolicies', { Scope: 'Local' }), 'PolicyName')).toEqual([]);
    expect((await moto.s3('releases')).status).toBe(404);
  }, PATIENCE);
});
