import * as pulumi from '@pulumi/pulumi';
import {
  accessPlan, aws, denyIpRanges, everyone, existingGroup as group, minio, perUserHomeFolder, readOnlyPrefix, relayer, renderAccess, writeOnlyUploader,
  type Platform,
} from '../../src';
import {
  AccessKey, EnforceHttps, existingGroup, existingUser, GroupMembers, PerUserHomeFolder, PublicReadPrefix, Quarantine, ReadOnlyPrefix,
  ReadWritePrefix,
  StorageAccess, StorageGroup, StorageProvider, StorageRole, StorageUser, WriteOnlyUploader,
} from '../../src/pulumi';
import { principalInput } from '../../src/pulumi/deploy';
import { plainOrPlaceholder } from '../../src/pulumi/placeholders';
import { declare, outcomeOf, refusal, valueOf, type Recorded } from './mocks';

const platform = minio({ scope: 'acme-storage', endpoint: 'https://store.example:9000', region: 'eu-west-1', requestFilter: 'strips-condition-names' });

const plan = (on: Platform) => accessPlan({
  platform: on,
  users: { auditor: { grants: [readOnlyPrefix({ bucket: 'logs', prefix: '' })], guards: [denyIpRanges({ ipRanges: ['203.0.113.0/24'] })], accessKeys: ['1'] } },
  groups: { uploads: { members: ['auditor'], grants: [writeOnlyUploader({ bucket: 'inbox', prefix: '' }), perUserHomeFolder({ bucket: 'inbox', objectLock: true })] } },
  existing: [{ principal: group('auditors'), members: ['auditor'], grants: [readOnlyPrefix({ bucket: 'logs', prefix: 'audit/' })] }],
  external: [{ grantee: everyone(), grants: [readOnlyPrefix({ bucket: 'inbox', prefix: 'readme/', listing: false })] }],
});

/** One of everything that the admin API or the S3 API is asked for. */
function everything(on: Platform = platform) {
  const provider = new StorageProvider('store', { platform: on });
  const opts = { provider };
  const dana = new StorageUser('dana', { accessKeys: ['2026-05', { generation: '2026-11', status: 'Inactive' }] }, opts);
  const staff = new StorageGroup('staff', { members: [dana, existingUser('lee')] }, opts);
  new GroupMembers('more', { group: new StorageGroup('others', { membership: 'additive' }, opts), members: [dana] }, opts);
  new PerUserHomeFolder('homes', { bucket: 'shared', prefix: 'home/', grantee: staff, objectLock: true });
  const ci = new WriteOnlyUploader('ci-uploader', { bucket: 'releases', prefix: 'firmware/' }, opts);
  new ReadOnlyPrefix('read', { bucket: pulumi.output('downloads'), prefix: 'public/', grantee: existingGroup(pulumi.output('readers')) }, opts);
  new PublicReadPrefix('public', { bucket: 'downloads', prefix: 'public/' }, opts);
  new ReadOnlyPrefix('readme', { bucket: 'downloads', prefix: 'readme/', listing: false, grantee: everyone() }, opts);
  const https = new EnforceHttps('https', { on: dana });
  const key = new AccessKey('lee-key', { user: existingUser('lee'), generation: '1' }, opts);
  const access = new StorageAccess('access', { plan: plan(on) }, opts);
  return { provider, dana, staff, ci, https, key, access };
}

const ofMinio = (resources: readonly Recorded[]) => resources.filter(({ type }) => type.startsWith('minio:') || type.startsWith('pulumi:providers:'));
const only = (resources: readonly Recorded[], name: string) => resources.filter((resource) => resource.name === name)[0].inputs;

test('makes the resources of the admin API with the provider of MinIO, and none of AWS', async () => {
  const { resources } = await declare(() => { everything(); });
  expect(resources.filter(({ type }) => type.startsWith('aws:') || type === 'pulumi:providers:aws')).toEqual([]);
  const lines = ofMinio(resources).map(({ type, name, provider, inputs }) => {
    const { policy, ...rest } = inputs;
    return `${type.split(':')[2]} ${name} of ${provider} ${JSON.stringify(rest)}${policy === undefined ? '' : ' + policy'}`;
  });
  expect(lines.sort()).toMatchSnapshot();
});

test('every policy is what the plan renders without an engine, its variables as they are', async () => {
  const { resources } = await declare(() => { everything(); });
  const policies = new Map(resources.filter(({ type }) => type === 'minio:index/iamPolicy:IamPolicy').map(({ inputs }) => [inputs.name, inputs.policy]));
  expect([...policies.values()].filter((policy) => String(policy).includes('/${aws:username}/*'))).toHaveLength(2);
  const { users, groups, existing } = renderAccess(plan(platform));
  const texts = [...policies.values()];
  for (const { json } of [...users, ...groups, ...existing].flatMap((each) => each.policies)) expect(texts).toContain(json);
});

test('keys, names and policies are handed back as on every platform, and the objects of AWS are refused', async () => {
  const { result } = await declare(() => {
    const made = everything();
    const { provider, dana, staff, ci, https, key, access } = made;
    const publicRead = new PublicReadPrefix('site', { bucket: 'site', prefix: '' }, { provider });
    const refused = [dana, staff, ci, ci.user, https, key, access, publicRead].map((one) => {
      try {
        return one.resources;
      } catch (error) {
        return (error as { code: string }).code;
      }
    });
    const outputs = pulumi.all([ci.user.name, ci.accessKey.id, ci.accessKey.secret, ci.accessKey.encryptedSecret, staff.name]);
    return { ...made, refused, outputs, policies: ci.policies };
  });
  expect(result.refused).toEqual(Array.from({ length: 8 }, () => 'NotOfAws'));
  expect(await valueOf(result.outputs)).toEqual(['acme-storage.ci-uploader', 'ci-uploader-access-key-1-id', 'secret of ci-uploader-access-key-1', '', 'acme-storage.staff']);
  expect(await (result.outputs as unknown as { readonly isSecret: Promise<boolean> }).isSecret).toBe(true);
  expect(result.policies).toEqual([expect.objectContaining({ placement: 'managed', grants: ['WriteOnlyUploader'] })]);
  expect([result.provider.platform, result.provider.provider]).toEqual([platform, result.provider]);
});

test('an update shows no change of a key that nobody changed: its policy is ignored, and nothing else of anything', async () => {
  const ignored: string[] = [];
  const note: pulumi.ResourceTransformation = ({ type, opts: { ignoreChanges = [] } }) => {
    if (ignoreChanges.length > 0) ignored.push(`${type} ${ignoreChanges.join()}`);
    return undefined;
  };
  await declare(() => new StorageUser('dana', { accessKeys: ['1'] }, { provider: new StorageProvider('store', { platform }), transformations: [note] }));
  expect(ignored).toEqual(['minio:index/iamServiceAccount:IamServiceAccount policy']);
});

test('names that are known only at deploy are checked there, by the rule of the platform', async () => {
  const late = (name: string) => outcomeOf(principalInput('user', plainOrPlaceholder('user name', pulumi.output(name)), platform));
  expect(await late('lee')).toEqual({ value: 'lee' });
  expect(await late('a,consoleAdmin')).toMatchObject({ error: { code: 'InvalidName' } });
  expect(await late('ab')).toMatchObject({ error: { code: 'InvalidName' } });
});

test.each<readonly [string, (opts: pulumi.ComponentResourceOptions) => unknown, string]>([
  ['a guard on a bucket', (opts) => new EnforceHttps('g', { bucket: 'releases' }, opts), 'has no bucket policy that restrains signed-in users'],
  ['a role', (opts) => new StorageRole('role', { trust: [] as never }, opts), 'has no roles'],
  ['adopting a user', (opts) => new StorageUser('dana', { adopt: true }, opts), "isn't one whose existing users"],
  ['adopting a group', (opts) => new StorageGroup('staff', { adopt: true }, opts), "isn't one whose existing users"],
  ['a boundary', (opts) => new StorageUser('dana', { boundary: [readOnlyPrefix({ bucket: 'b-1', prefix: '' })] }, opts), 'has no permissions boundaries'],
  ['a PGP key', (opts) => new StorageUser('dana', { accessKeys: [{ generation: '1', pgpKey: 'keybase:dana' }] }, opts), "can't encrypt a secret"],
])('refuses %s', async (_, build, why) => {
  expect(await refusal(() => { build({ provider: new StorageProvider('store', { platform }) }); })).toMatchObject({ code: 'UnsupportedOnPlatform', message: expect.stringContaining(why) });
});

test('a construct that has providers of two platforms says which it is for', async () => {
  const both = (more: { readonly platform?: Platform }) => () => {
    const providers = [new StorageProvider('minio', { platform }), new StorageProvider('aws', { platform: aws({ region: 'eu-west-1' }) })];
    new ReadWritePrefix('dana', { bucket: 'one', prefix: '', ...more }, { providers: providers.map(({ provider }) => provider) });
  };
  expect(await refusal(both({}))).toMatchObject({ code: 'OutsidePlatform', message: expect.stringContaining('has the providers of several platforms: aws, minio') });
  const { resources } = await declare(both({ platform }));
  expect(resources.find(({ type }) => type === 'minio:index/iamUser:IamUser')?.provider).toBe('minio');
  const { resources: onAws } = await declare(both({ platform: aws({ region: 'eu-west-1' }) }));
  expect(onAws.find(({ type }) => type === 'aws:iam/user:User')?.provider).toBe('aws');
});

test('settings go to the provider, and what is meant for another one is refused', async () => {
  const { resources } = await declare(() => { new StorageProvider('store', { platform: minio({ scope: 'acme-storage' }), settings: { minioServer: 'localhost:9000', minioUser: 'root' } }); });
  expect(only(resources, 'store')).toMatchObject({ minioServer: 'localhost:9000', minioUser: 'root' });
  expect(await refusal(() => new StorageProvider('store', { platform, profile: 'x' }))).toMatchObject({ code: 'InvalidPlatform', message: expect.stringContaining('is given profile') });
  expect(await refusal(() => new StorageProvider('store', { platform: aws(), settings: { minioUser: 'x' } }))).toMatchObject({ code: 'InvalidPlatform' });
});

test('Relayer is made by nobody but where the admin API of MinIO is said to work', async () => {
  expect(await refusal(() => new StorageProvider('store', { platform: relayer() }))).toMatchObject({ code: 'UnsupportedOnPlatform', message: expect.stringContaining('has no API for them') });
  expect(await refusal(() => new StorageUser('dana', { platform: relayer() }))).toMatchObject({ code: 'UnsupportedOnPlatform' });
  const { resources } = await declare(() => {
    const provider = new StorageProvider('store', { platform: relayer({ adminApi: 'minio', scope: 'acme-storage', endpoint: 'http://relayer.example' }) });
    new Quarantine('leaked', { on: new StorageUser('dana', {}, { provider }) });
  });
  expect(only(resources, 'store')).toMatchObject({ minioServer: 'relayer.example' });
  expect(resources.map(({ type }) => type)).toContain('minio:index/iamUserPolicyAttachment:IamUserPolicyAttachment');
});

test('where the package is absent, it is said what to install', () => {
  jest.isolateModules(() => {
    jest.doMock('@pulumi/minio', () => { throw new Error("Cannot find module '@pulumi/minio'"); });
    const { makeMinioProvider } = jest.requireActual<typeof import('../../src/pulumi/minio')>('../../src/pulumi/minio');
    expect(() => makeMinioProvider('store', platform, {})).toThrow(/needs the package @pulumi\/minio, which can't be loaded: Cannot find module '@pulumi\/minio'\n {2}Code: NotInstalled\n {2}Remedy: npm install @pulumi\/minio/);
    jest.dontMock('@pulumi/minio');
  });
});
