import { Provider } from '@pulumi/aws/provider';
import { Bucket } from '@pulumi/aws/s3/bucket';
import * as pulumi from '@pulumi/pulumi';
import { accessPlan, activeScale, aws, cephRgw, enforceHttps } from '../../src';
import { BucketPolicy, EnforceHttps, existingUser, ReadOnlyPrefix, StorageAccess, StorageGroup, StorageProvider, StorageUser, WriteOnlyUploader } from '../../src/pulumi';
import { declare, policiesOf, refusal } from './mocks';

const local = aws({ region: 'eu-west-1', iamEndpoint: 'https://iam.store.example', s3Endpoint: 'https://s3.store.example' });
const china = aws({ partition: 'aws-cn', region: 'cn-north-1' });

describe('StorageProvider', () => {
  test('is the provider that its platform needs', async () => {
    const { resources } = await declare(() => [
      new StorageProvider('local', { platform: local, accessKey: 'AKIA', s3UsePathStyle: false }),
      new StorageProvider('china', { platform: china }),
      new StorageProvider('plain', { platform: aws() }),
    ]);
    expect(resources.map(({ type, name, inputs }) => [type, name, inputs])).toMatchInlineSnapshot(`
[
  [
    "pulumi:providers:aws",
    "plain",
    {
      "skipCredentialsValidation": "false",
      "skipRegionValidation": "true",
    },
  ],
  [
    "pulumi:providers:aws",
    "china",
    {
      "region": "cn-north-1",
      "skipCredentialsValidation": "false",
      "skipRegionValidation": "true",
    },
  ],
  [
    "pulumi:providers:aws",
    "local",
    {
      "accessKey": {
        "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
        "value": "AKIA",
      },
      "endpoints": "[{"iam":"https://iam.store.example","sts":"https://iam.store.example","s3":"https://s3.store.example","s3control":"https://s3.store.example"}]",
      "region": "eu-west-1",
      "s3UsePathStyle": "false",
      "skipCredentialsValidation": "true",
      "skipMetadataApiCheck": "true",
      "skipRegionValidation": "true",
      "skipRequestingAccountId": "true",
    },
  ],
]
`);
  });

  test('puts tags on all that it makes where the platform takes them', async () => {
    const defaultTags = pulumi.output({ tags: { team: 'storage' } });
    const { resources } = await declare(() => new StorageProvider('tagged', { platform: local, defaultTags }));
    expect(resources[0].inputs).toMatchObject({ defaultTags: '{"tags":{"team":"storage"}}' });
    const { iam: iamEndpoint = '', s3: s3Endpoint = '' } = local.endpoints;
    for (const platform of [activeScale({ version: '7.0', iamEndpoint, s3Endpoint }), cephRgw({ endpoint: s3Endpoint })]) {
      const { code, message } = await refusal(() => new StorageProvider('tagged', { platform, defaultTags }));
      expect([code, message.split('\n')[0]]).toEqual([
        'UnsupportedOnPlatform', `defaultTags of tagged can't be expressed on ${platform.title}: it takes no tags on users and policies`,
      ]);
    }
  });

  test('gives constructs its platform and itself: own, from providers, from parents, from grantee and bucket', async () => {
    class Team extends pulumi.ComponentResource {
      constructor(name: string, opts: pulumi.ComponentResourceOptions) {
        super('test:index:Team', name, {}, opts);
        new ReadOnlyPrefix('inherited', { bucket: 'downloads', prefix: '' }, { parent: this });
      }
    }
    const { resources } = await declare(() => {
      const provider = new StorageProvider('china', { platform: china });
      const dana = new StorageUser('dana', { accessKeys: ['1'] }, { provider });
      new WriteOnlyUploader('own', { bucket: 'releases', prefix: '' }, { provider: provider.provider });
      new WriteOnlyUploader('listed', { bucket: 'releases', prefix: '' }, { providers: [provider] });
      new Team('team', { provider });
      new ReadOnlyPrefix('grantee', { bucket: 'downloads', prefix: '', grantee: dana });
      new EnforceHttps('bucket', { bucket: new Bucket('shared', {}, { provider }).id });
      new StorageAccess('access', { plan: accessPlan({ platform: china, users: { lee: {} } }) }, { provider });
      expect(provider.platform).toBe(china);
    });
    const made = resources.filter(({ type }) => type.startsWith('aws:'));
    expect(made.length).toBeGreaterThan(12);
    expect(made.filter(({ provider }) => provider !== 'china')).toEqual([]);
    for (const policy of Object.values(policiesOf(resources))) expect(JSON.stringify(policy)).toMatch(/"arn:aws-cn:s3:::(?!.*arn:aws:)/);
  });

  test('a program without one is AWS, with the provider of the engine or any other', async () => {
    const { resources } = await declare(() => {
      new StorageUser('dana');
      new StorageUser('lee', {}, { provider: new Provider('mine', { region: 'eu-west-1' }) });
    });
    expect(resources.filter(({ type }) => type.startsWith('aws:')).map(({ name, provider }) => [name, provider])).toEqual([['dana-user', ''], ['lee-user', 'mine']]);
  });

  const store = () => new StorageProvider('store', { platform: local });
  test.each<[string, () => unknown]>([
    ['a user', () => [store(), new StorageUser('dana')]],
    ['a group', () => [store(), new StorageGroup('engineering')]],
    ['a grant', () => [store(), new WriteOnlyUploader('ci', { bucket: 'releases', prefix: '' })]],
    ['a grant for an existing user', () => [store(), new ReadOnlyPrefix('x', { bucket: 'releases', prefix: '', grantee: existingUser('lee') })]],
    ['a guard', () => [store(), new EnforceHttps('https', { bucket: 'releases' })]],
    ['a guard of a bucket by the engine\'s provider', () => [store(), new BucketPolicy('x', { bucket: new Bucket('releases').id, guards: [enforceHttps()] })]],
    ['a plan', () => [store(), new StorageAccess('x', { plan: accessPlan({ platform: local, users: { dana: {} } }) })]],
    ['a construct with a provider of its own', () => [store(), new StorageUser('dana', {}, { provider: new Provider('mine') })]],
    ['a construct before it', () => [new StorageUser('dana'), store()]],
    ['a grant for a user of another platform', () => new ReadOnlyPrefix('x', { bucket: 'releases', prefix: '', grantee: new StorageUser('dana', { platform: china }) }, { provider: store() })],
    ['a member of another platform', () => new StorageGroup('x', { members: [new StorageUser('dana', { platform: china })] }, { provider: store() })],
  ])('%s outside the declared platform is refused', async (_, body) => {
    expect(await refusal(body)).toMatchObject({ code: 'OutsidePlatform' });
  });

  test('a plan for another platform without a provider of it is refused', async () => {
    const body = () => new StorageAccess('x', { plan: accessPlan({ platform: local, users: { dana: {} } }) });
    expect(await refusal(body)).toMatchObject({ code: 'PlatformMismatch' });
  });

  test('unless platform is named on it', async () => {
    const { resources } = await declare(() => {
      store();
      new StorageUser('dana', { platform: aws() });
      new WriteOnlyUploader('ci', { bucket: 'releases', prefix: '', platform: aws() });
      new StorageAccess('access', { plan: accessPlan({ users: { lee: {} } }), platform: aws() });
    });
    expect(resources.filter(({ type }) => type === 'aws:iam/user:User')).toHaveLength(3);
  });

  test('two accounts may each have a user of the same name', async () => {
    const { resources } = await declare(() => ['one', 'two'].map((name) => {
      const provider = new StorageProvider(name, { platform: aws() });
      return new StorageUser(`dana-${name}`, { name: 'dana' }, { provider });
    }));
    expect(resources.filter(({ type }) => type === 'aws:iam/user:User')).toHaveLength(2);
  });
});
