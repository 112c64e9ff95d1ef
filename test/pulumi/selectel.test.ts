import * as pulumi from '@pulumi/pulumi';
import {
  accessPlan, aws, decide, deltaGlider, denyDelete, existingUser as user, perUserHomeFolder, readAccess, readOnlyPrefix, renderAccess, selectel,
  writeOnlyUploader, type AccessPlan, type AccessRequest, type Platform,
} from '../../src';
import type { SelectelOptions } from '../../src/entries/platform';
import { bucketDocument } from '../../src/plan/bucket-document';
import {
  AccessKey, BucketPolicy, DenyDelete, deployTimeName, existingUser, PublicReadPrefix, ReadOnlyPrefix, StorageAccess, StorageGroup, StorageProvider,
  StorageUser, WriteOnlyUploader, type StorageAccessArgs,
} from '../../src/pulumi';
import { deployedPolicy } from '../../src/pulumi/bucket-policies';
import { plainOrPlaceholder } from '../../src/pulumi/placeholders';
import { untyped } from '../grants/refused';
import { selectelStore as store } from '../platforms/selectel-store';
import { all, kits, withApp, type Synthesized } from '../terraform/kit';
import { runProgram, UNKNOWN, type EngineRun, type Properties } from './engine';
import { declare, outcomeOf, policiesOf, refusal, valueOf, type Recorded } from './mocks';
import * as sdk from './selectel-sdk';

jest.setTimeout(300_000);

const planOn = (platform: Platform, bucket = 'releases'): AccessPlan => accessPlan({
  platform,
  users: { ci: { grants: [writeOnlyUploader({ bucket, prefix: 'firmware/' })], accessKeys: ['1', '2026-11'] }, dana: { accessKeys: ['1'] } },
  groups: { people: { members: ['ci', 'dana'], grants: [perUserHomeFolder({ bucket: 'shared', prefix: 'home/' }), readOnlyPrefix({ bucket: 'shared', prefix: 'public/' })] } },
  buckets: { [bucket]: { guards: [denyDelete()] } },
});

const passwords = { ci: pulumi.secret('hush'), dana: pulumi.output('hush, too') };

/** A plan made below a StorageProvider. */
function make(options: SelectelOptions = store, args: Partial<StorageAccessArgs> = {}, opts: pulumi.ComponentResourceOptions = {}): StorageAccess {
  const platform = selectel(options);
  const provider = new StorageProvider('store', { platform, accessKey: 'deployers-key' });
  return new StorageAccess('access', { plan: planOn(platform), passwords, selectel: sdk, ...args }, { provider, ...opts });
}

const byType = (resources: readonly Recorded[], type: string) => resources.filter((resource) => resource.type === type);
const SERVICE_USER = 'selectel:index/iamServiceuserV1:IamServiceuserV1';
const S3_KEY = 'selectel:index/iamS3CredentialsV1:IamS3CredentialsV1';
const secret = (value: string) => ({ '4dabf18193072939515e22adb298388d': '1b47061264138c4ac30d75fd1eb44270', value });

describe('a plan', () => {
  test('makes service users and keys by the SDK, bucket policies by AWS\'s provider at the S3 endpoint, and nothing else', async () => {
    const { resources } = await declare(() => { make(); });
    const [made] = byType(resources, 'pulumi:providers:aws');
    expect(made.inputs).toMatchObject({ accessKey: secret('deployers-key'), region: 'ru-1', endpoints: '[{"s3":"https://s3.ru-1.storage.selcloud.ru","s3control":"https://s3.ru-1.storage.selcloud.ru"}]', s3UsePathStyle: 'true' });
    const own = resources.filter(({ type }) => !type.startsWith('bucket-grants:') && !type.startsWith('pulumi:'));
    expect(own.map(({ type, name, provider }) => `${type} ${name} ${provider}`).sort()).toEqual([
      'aws:s3/bucketPolicy:BucketPolicy releases-bucket-policy store',
      'aws:s3/bucketPolicy:BucketPolicy shared-bucket-policy store',
      `${S3_KEY} access-ci-access-key-1 `,
      `${S3_KEY} access-ci-access-key-2026-11 `,
      `${S3_KEY} access-dana-access-key-1 `,
      `${SERVICE_USER} access-ci-user `,
      `${SERVICE_USER} access-dana-user `,
    ]);
  });

  test('gives a service user its password as a secret, and the role that leaves all to the policies of buckets', async () => {
    const { resources } = await declare(() => { make(); });
    expect(byType(resources, SERVICE_USER).map(({ inputs }) => inputs)).toEqual([['ci', 'hush'], ['dana', 'hush, too']].map(([name, password]) => ({
      name, password: secret(password), enabled: true, roles: [{ roleName: 's3.user', scope: 'project', projectId: '1a2b3c' }],
    })));
  });

  test('makes each generation a key of its user in the project', async () => {
    const { resources } = await declare(() => { make(); });
    expect(byType(resources, S3_KEY).map(({ inputs }) => inputs)).toEqual([['ci', '1'], ['ci', '2026-11'], ['dana', '1']].map(([name, generation]) => ({
      name: generation, userId: `access-${name}-user-id`, projectId: '1a2b3c',
    })));
  });

  test('hands back users, keys whose secrets are Pulumi secrets, and no objects of AWS', async () => {
    const { result: access, resources } = await declare(() => make());
    const ci = access.users.get('ci') as StorageUser;
    expect([...access.users.keys(), ...ci.accessKeys.keys(), ci.accessKey.generation]).toEqual(['ci', 'dana', '1', '2026-11', '2026-11']);
    expect(await Promise.all([ci.name, ci.accessKey.id, ci.accessKey.secret].map(valueOf))).toEqual(['ci', 'access-ci-access-key-2026-11-id', 'secret of access-ci-access-key-2026-11']);
    expect(await pulumi.isSecret(ci.accessKey.secret)).toBe(true);
    expect([access.groups.size, access.roles.size, access.files.size, access.otherAccountPolicies.length]).toEqual([0, 0, 0, 0]);
    for (const resourcesOf of [() => access.resources, () => ci.resources]) expect(resourcesOf).toThrow('NotOfAws');
    expect(JSON.stringify(resources.filter(({ type }) => type !== SERVICE_USER))).not.toContain('hush');
  });

  test('writes the policies that cdktf writes, letter by letter, once the ids are filled in', async () => {
    const [[, cdktf]] = kits;
    const synthesized = withApp(cdktf, (app) => {
      const stack = new cdktf.TerraformStack(app, 'stack');
      const platform = selectel(store);
      new cdktf.StorageProvider(stack, 'store', { platform });
      const password = (id: string) => new cdktf.TerraformVariable(stack, id, { type: 'string', sensitive: true }).stringValue;
      new cdktf.StorageAccess(stack, 'access', { plan: planOn(platform), passwords: { ci: password('one'), dana: password('two') } });
      app.synth();
      return JSON.parse(cdktf.Testing.synth(stack, true)) as Synthesized;
    });
    const written = Object.values(all(synthesized, 'aws_s3_bucket_policy')).map(({ bucket, policy }) => [
      bucket, String(policy).replace(/\$\{selectel_iam_serviceuser_v1\.\w*?User-(\w+?)_\w+\.id\}/g, (_, name: string) => `access-${name}-user-id`),
    ]);
    const { resources } = await declare(() => { make(); });
    const deployed = byType(resources, 'aws:s3/bucketPolicy:BucketPolicy').map(({ inputs }) => [inputs.bucket, inputs.policy]);
    expect(deployed).toHaveLength(2);
    expect(deployed.sort()).toEqual(written.sort());
    expect(JSON.stringify(deployed)).toContain('access-ci-user-id');
  });

  test('names users by their names where that is confirmed', async () => {
    const { resources } = await declare(() => { make({ ...store, confirmed: { ...store.confirmed, principal: 'user/{name}' } }); });
    expect(JSON.stringify(policiesOf(resources))).toContain('"AWS":["user/ci","user/dana"]');
  });

  test('takes the project, and those who manage, as Outputs', async () => {
    const late = (value: string) => deployTimeName(pulumi.output(value));
    const { resources } = await declare(() => { make({ ...store, project: late('f00d'), managers: [late('admin-id'), 'deployer'] }); });
    expect(byType(resources, S3_KEY).map(({ inputs }) => inputs.projectId)).toEqual(['f00d', 'f00d', 'f00d']);
    expect(byType(resources, SERVICE_USER)[0].inputs.roles).toEqual([{ roleName: 's3.user', scope: 'project', projectId: 'f00d' }]);
    for (const policy of Object.values(policiesOf(resources)) as Array<{ Statement: Array<{ Sid: string; Principal: unknown }> }>) {
      expect(policy.Statement.find(({ Sid }) => Sid === 'Managers')?.Principal).toEqual({ AWS: ['admin-id', 'deployer'] });
    }
  });

  test('takes a bucket as an Output, and users who exist already by the ids that the platform is told', async () => {
    const platform = selectel({ ...store, principals: { lee: 'lee-id' } });
    const { resources } = await declare(() => {
      const bucket = deployTimeName(pulumi.output('arn:aws:s3:::releases'));
      const plan = accessPlan({ platform, existing: [{ principal: user('lee'), grants: [writeOnlyUploader({ bucket, prefix: '' })] }] });
      // nobody is made, so that there is nothing to hand over
      new StorageAccess('access', { plan }, { provider: new StorageProvider('store', { platform }) });
    });
    const [{ inputs }] = byType(resources, 'aws:s3/bucketPolicy:BucketPolicy');
    expect(inputs.bucket).toBe('releases');
    expect(inputs.policy).toContain('"Principal":{"AWS":"lee-id"},"Action":"s3:PutObject","Resource":"arn:aws:s3:::releases/*"');
  });

  test('has the SDK\'s provider from its parents, and AWS\'s at the endpoint beside it', async () => {
    const { resources } = await declare(() => {
      const platform = selectel(store);
      const providers = [new StorageProvider('store', { platform }), new sdk.Provider('panel', { username: 'deployer' })];
      new StorageAccess('access', { plan: planOn(platform), passwords, selectel: sdk }, { providers });
    });
    const providersOf = (type: string) => [...new Set(byType(resources, type).map(({ provider }) => provider))];
    expect([SERVICE_USER, S3_KEY, 'aws:s3/bucketPolicy:BucketPolicy'].map(providersOf)).toEqual([['panel'], ['panel'], ['store']]);
  });

  test('takes platform by name as well', async () => {
    const { resources } = await declare(() => { make(store, { platform: selectel(store) }); });
    expect(byType(resources, S3_KEY)).toHaveLength(3);
    expect((await refusal(() => make(store, { platform: selectel({ ...store, pool: 'ru-3' }) }))).code).toBe('OutsidePlatform');
    expect((await refusal(() => new StorageAccess('access', { plan: planOn(selectel(store)), passwords, selectel: sdk }))).code).toBe('PlatformMismatch');
  });
});

describe('what the deployed policies decide', () => {
  const ids = { ci: 'access-ci-user-id', dana: 'access-dana-user-id' };
  const rendered = renderAccess(planOn(selectel({ ...store, principals: ids })));
  const state = readAccess(rendered);

  test('they are what the plan renders with the ids of its users', async () => {
    const { resources } = await declare(() => { make(); });
    const deployed = byType(resources, 'aws:s3/bucketPolicy:BucketPolicy').map(({ inputs }) => [inputs.bucket, inputs.policy]);
    expect(deployed.sort()).toEqual(rendered.buckets.map(({ bucket, json }) => [bucket, json]).sort());
  });

  test.each<readonly [AccessRequest['principal'], string, string, AccessRequest['context'], string]>([
    [{ user: 'ci' }, 's3:PutObject', 'releases/firmware/a', undefined, 'allow'],
    [{ user: 'ci' }, 's3:PutObject', 'releases/firmware', undefined, 'implicitDeny'],
    [{ user: 'ci' }, 's3:GetObject', 'releases/firmware/a', undefined, 'implicitDeny'],
    [{ user: 'ci' }, 's3:DeleteObject', 'releases/firmware/a', undefined, 'explicitDeny'],
    [{ user: 'dana' }, 's3:PutObject', 'releases/firmware/a', undefined, 'implicitDeny'],
    [{ user: 'dana' }, 's3:PutObject', 'shared/home/dana/a', undefined, 'allow'],
    [{ user: 'dana' }, 's3:PutObject', 'shared/home/ci/a', undefined, 'implicitDeny'],
    [{ user: 'ci' }, 's3:PutObject', 'shared/home/ci/a', undefined, 'allow'],
    [{ user: 'dana' }, 's3:GetObject', 'shared/public/a', undefined, 'allow'],
    [{ user: 'dana' }, 's3:ListBucket', 'shared', { 's3:prefix': 'public/' }, 'allow'],
    [{ user: 'dana' }, 's3:ListBucket', 'shared', { 's3:prefix': 'home/ci/' }, 'implicitDeny'],
    [{ arn: 'deployer' }, 's3:PutBucketPolicy', 'releases', undefined, 'allow'],
    [{ arn: 'access-ci-user-id' }, 's3:PutBucketPolicy', 'releases', undefined, 'implicitDeny'],
    [{ arn: 'stranger' }, 's3:GetObject', 'shared/public/a', undefined, 'implicitDeny'],
    ['anonymous', 's3:GetObject', 'shared/public/a', undefined, 'implicitDeny'],
  ])('%j %s %s %j: %s', (principal, action, resource, context, effect) => {
    expect(decide(state, { principal, action, resource: `arn:aws:s3:::${resource}`, ...(context && { context }) }).effect).toBe(effect);
  });
});

describe('refuses', () => {
  test.each<readonly [string, () => object, string]>([
    ['none', () => ({}), 'user ci has no password'],
    ['plain text', () => ({ ...passwords, ci: 'hush' }), 'the password of user ci is plain text'],
    ['one for somebody else', () => ({ ...passwords, lee: pulumi.secret('hush') }), 'lee has a password and is not a user of the plan'],
    ['one under a name of every object', () => ({ ci: passwords.ci, constructor: pulumi.secret('hush') }), 'user dana has no password'],
  ])('passwords: %s', async (_, given, text) => {
    const error = await refusal(() => make(store, { passwords: untyped(given()) }));
    expect(error.code).toBe('InvalidPassword');
    expect(error.message).toContain(text);
    expect(error.message).toContain("requireSecret('ci-password')");
    expect(error.message).not.toContain('hush');
  });

  test.each<readonly [string, unknown, string]>([
    ['nothing', undefined, 'access makes users on Selectel, and needs the SDK of its provider, which no package of npm has, as selectel'],
    ['a module without keys', { IamServiceuserV1: sdk.IamServiceuserV1 }, 'what it is given as selectel has no IamS3CredentialsV1'],
    ['the platform', selectel(store), 'what it is given as selectel has no IamServiceuserV1 and no IamS3CredentialsV1'],
    ['text', '@pulumi/selectel', 'needs the SDK of its provider'],
  ])('%s for an SDK, and says where it comes from', async (_, given, text) => {
    const error = await refusal(() => make(store, { selectel: untyped(given) }));
    expect(error.code).toBe('NotInstalled');
    expect(error.message).toContain(text);
    expect(error.message).toContain('pulumi package add terraform-provider selectel/selectel');
    expect(error.message).toContain("new StorageAccess('access', { plan, passwords, selectel: sdk })");
  });

  test.each<readonly [string, (opts: pulumi.ComponentResourceOptions) => unknown]>([
    ['a grant', (opts) => new WriteOnlyUploader('it', { bucket: 'releases', prefix: '' }, opts)],
    ['a grant for somebody who exists', (opts) => new ReadOnlyPrefix('it', { bucket: 'releases', prefix: '', grantee: existingUser('lee') }, opts)],
    ['a user', (opts) => new StorageUser('it', {}, opts)],
    ['a group', (opts) => new StorageGroup('it', {}, opts)],
    ['a key', (opts) => new AccessKey('it', { user: existingUser('lee'), generation: '1' }, opts)],
    ['a guard', (opts) => new DenyDelete('it', { bucket: 'releases' }, opts)],
    ['a bucket policy', (opts) => new BucketPolicy('it', { bucket: 'releases', guards: [denyDelete()] }, opts)],
    ['what is public', (opts) => new PublicReadPrefix('it', { bucket: 'releases', prefix: '' }, opts)],
  ])('%s by itself', async (_, build) => {
    const error = await refusal(() => { build({ provider: new StorageProvider('store', { platform: selectel(store) }) }); });
    expect(error.code).toBe('UnsupportedOnPlatform');
    expect(error.message).toContain("it by itself can't be expressed on Selectel S3: it names everybody who has access to a bucket in one policy");
    expect(error.message).toContain("new StorageAccess('access', { plan: accessPlan({ platform, users, groups, buckets }), … })");
  });

  test('the same user twice', async () => {
    const error = await refusal(() => {
      const { plan, ...args } = { plan: planOn(selectel(store)), passwords, selectel: sdk };
      const provider = new StorageProvider('store', { platform: selectel(store) });
      for (const name of ['one', 'two']) new StorageAccess(name, { plan, ...args }, { provider });
    });
    expect(error).toMatchObject({ code: 'NameTwice', message: expect.stringContaining('one-ci makes the user ci, and two-ci would make ci') });
  });

  test('names of users that are known only at deploy: they would stand in policies letter by letter', async () => {
    const platform = selectel({ ...store, confirmed: { ...store.confirmed, principal: '{name}' } });
    const late = () => existingUser(pulumi.output('lee'));
    const grants = [perUserHomeFolder({ bucket: 'shared', prefix: 'home/' })];
    for (const props of [() => ({ existing: [{ principal: late(), grants }] }), () => ({ groups: { all: { members: [late()], grants } } })]) {
      const error = await refusal(() => new StorageAccess('access', { plan: accessPlan({ platform, ...props() }) }, { provider: new StorageProvider('store', { platform }) }));
      expect(error).toMatchObject({ code: 'UnsupportedOnPlatform', message: expect.stringContaining('whose name is known only at deploy time') });
    }
  });

  test('what a plan can\'t have, before anything is made', async () => {
    const platform = selectel(store);
    const plan = accessPlan({ platform, users: { ci: { grants: [readOnlyPrefix({ bucket: 'downloads', prefix: '', allowVersions: true })] } } });
    const made: string[] = [];
    class Watched extends sdk.IamServiceuserV1 {
      constructor(...args: ConstructorParameters<typeof sdk.IamServiceuserV1>) {
        made.push(args[0]);
        super(...args);
      }
    }
    expect((await refusal(() => make(store, { plan, passwords: { ci: passwords.ci }, selectel: { ...sdk, IamServiceuserV1: Watched } }))).message).toContain('s3:GetObjectVersion');
    expect(made).toEqual([]);
    const boundary = accessPlan({ platform, users: { ci: { boundary: [readOnlyPrefix({ bucket: 'downloads', prefix: '' })] } } });
    expect((await refusal(() => make(store, { plan: boundary, passwords: { ci: passwords.ci } }))).message).toContain('has no permissions boundaries');
  });

  test('its options for a plan of another platform', async () => {
    for (const platform of [aws(), deltaGlider()]) {
      const plan = accessPlan({ platform, users: { ci: { accessKeys: ['1'] } } });
      expect(await refusal(() => new StorageAccess('access', { plan, passwords: {} }))).toMatchObject({ code: 'InvalidOption', message: expect.stringContaining('access: option passwords is for Selectel, and the plan for') });
      expect(await refusal(() => new StorageAccess('access', { plan, selectel: sdk }))).toMatchObject({ code: 'InvalidOption', message: expect.stringContaining('option selectel is for Selectel') });
    }
  });

  test('settings of the SDK\'s provider for that of AWS', async () => {
    const error = await refusal(() => new StorageProvider('store', { platform: selectel(store), settings: { domain_name: '123456' } }));
    expect(error.code).toBe('InvalidPlatform');
    expect(error.message).toContain("providers: [store, new sdk.Provider('selectel', { … })]");
  });

  test.each(['*', '', 'a*', 'one","arn:aws:s3:::*', '${aws:userid}', '${TfToken[TOKEN.1]}', 'x'.repeat(257)])('an id that turns out to be %j: it could be anybody', async (id) => {
    const platform = selectel({ ...store, managers: [plainOrPlaceholder('user id', pulumi.output(id))] });
    const { error } = await outcomeOf(deployedPolicy(bucketDocument('releases', [denyDelete()], platform), ['releases'], 'access'));
    expect(error?.code).toBe('InvalidPrincipal');
  });
});

describe('with real registration', () => {
  const computed = (mode: 'preview' | 'up') => (type: string, name: string, inputs: Properties): Properties => {
    const known = (value: string) => (mode === 'up' ? value : UNKNOWN);
    if (type === 'aws:s3/bucket:Bucket') return { id: known(name), bucket: known(name), arn: known(name) };
    if (type === S3_KEY) return { accessKey: known('key-id'), secretKey: known('s3cr3t') };
    return type === SERVICE_USER ? { id: known(`${String(inputs.name)}-id`) } : {};
  };
  const run = (mode: 'preview' | 'up', env = {}): Promise<EngineRun> => runProgram('selectel.ts', { mode, computed: computed(mode), env });
  const named = ({ resources }: EngineRun, name: string) => resources.find((resource) => resource.name === name);
  let up: EngineRun;
  let preview: EngineRun;
  beforeAll(async () => {
    up = await run('up');
    preview = await run('preview');
  });

  test('runs, and registers the same in preview, where ids aren\'t known yet', () => {
    expect([up.code, up.text, preview.code, preview.text]).toEqual([0, '', 0, '']);
    expect(preview.resources.map(({ urn }) => urn).sort()).toEqual(up.resources.map(({ urn }) => urn).sort());
    expect(named(preview, 'releases-bucket-policy')?.inputs.policy).toBe('<unknown>');
    expect(named(preview, 'access-ci-access-key-1')?.inputs.userId).toBe('<unknown>');
    expect(named(preview, 'access-ci-user')?.inputs).toMatchObject({ name: 'ci', roles: [{ projectId: '<unknown>' }] });
  });

  test('the policy names the user by its id, and waits for all of them', () => {
    const { inputs, dependencies } = named(up, 'releases-bucket-policy')!;
    expect(JSON.parse(inputs.policy as string)).toMatchObject({
      Statement: [
        { Sid: 'DenyDelete' }, { Sid: 'DenyDeleteBucket' }, { Sid: 'Managers', Principal: { AWS: 'deployer' } }, { Sid: 'WriteOnlyUploaderForci', Principal: { AWS: 'ci-id' } },
      ],
    });
    expect(dependencies).toEqual(expect.arrayContaining([expect.stringContaining('::access-ci-user'), expect.stringContaining('::access-dana-user')]));
  });

  test('a policy that names users by their names waits for them, too', async () => {
    const byName = await run('up', { NAMES: '1' });
    const { inputs, dependencies } = named(byName, 'shared-bucket-policy')!;
    expect([byName.code, JSON.stringify(inputs.policy).includes('user/dana')]).toEqual([0, true]);
    expect(dependencies).toEqual(expect.arrayContaining([expect.stringContaining('::access-dana-user')]));
  });

  test('passwords and the secret of a key are secrets wherever they stand', () => {
    expect(named(up, 'access-ci-user')).toMatchObject({ inputs: { password: { secret: 'hush-hush' } }, secretOutputs: expect.arrayContaining(['password']) });
    expect(named(up, 'access-ci-access-key-1')?.secretOutputs).toContain('secretKey');
    expect(named(up, 'proj-dev')?.outputs).toMatchObject({ id: 'key-id', secret: { secret: 's3cr3t' } });
    const others = up.resources.filter(({ name }) => !['access-ci-user', 'access-dana-user', 'proj-dev'].includes(name));
    expect(JSON.stringify(others)).not.toMatch(/hush|s3cr3t/);
  });
});
