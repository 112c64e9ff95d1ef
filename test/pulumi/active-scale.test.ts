import type * as pulumi from '@pulumi/pulumi';
import { accessPlan, activeScale, aws, enforceHttps, perUserHomeFolder, type Platform } from '../../src';
import {
  AccessKey, EnforceHttps, existingUser, GroupMembers, PerUserHomeFolder, PublicReadPrefix, ReadOnlyPrefix, StorageAccess, StorageGroup,
  StorageProvider, StorageUser, WriteOnlyUploader,
} from '../../src/pulumi';
import { declare, type Recorded } from './mocks';

const store = { version: '7.1', iamEndpoint: 'https://iam.store.example', s3Endpoint: 'https://s3.store.example' } as const;
const platform = activeScale(store);

/** One of everything that goes to the IAM API or the S3 API. */
function everything(provider: StorageProvider): void {
  const at = { provider };
  const dana = new StorageUser('dana', { accessKeys: ['2026-05', { generation: '2026-11', status: 'Inactive' }] }, at);
  const all = new StorageGroup('all', { members: [dana, existingUser('lee')] }, at);
  new GroupMembers('more', { group: new StorageGroup('others', { membership: 'additive' }, at), members: [dana] }, at);
  new PerUserHomeFolder('homes', { bucket: 'shared', prefix: 'home/', grantee: all }, at);
  new WriteOnlyUploader('ci', { bucket: 'releases', prefix: 'firmware/' }, at);
  new ReadOnlyPrefix('read', { bucket: 'downloads', prefix: 'public/', grantee: existingUser('lee') }, at);
  new PublicReadPrefix('public', { bucket: 'downloads', prefix: 'public/' }, at);
  new EnforceHttps('https', { bucket: 'downloads', minimumTlsVersion: '1.2' }, at);
  new AccessKey('lee-key', { user: existingUser('lee'), generation: '1', pgpKey: 'keybase:lee' }, at);
  new StorageAccess('access', {
    plan: accessPlan({
      platform,
      users: { auditor: { grants: [perUserHomeFolder({ bucket: 'inbox' })], accessKeys: ['1'] } },
      buckets: { inbox: { guards: [enforceHttps()] } },
    }),
  }, at);
}

test('the provider asks the store for everything, and nothing of what only AWS has; resources have only the arguments of its API', async () => {
  const { resources } = await declare(() => everything(new StorageProvider('store', { platform })));
  const [provider] = resources.filter(({ type }) => type === 'pulumi:providers:aws');
  expect(provider.inputs).toEqual({
    region: 'us-east-1',
    endpoints: '[{"iam":"https://iam.store.example","sts":"https://iam.store.example","s3":"https://s3.store.example","s3control":"https://s3.store.example"}]',
    s3UsePathStyle: 'true',
    skipCredentialsValidation: 'true',
    skipMetadataApiCheck: 'true',
    skipRegionValidation: 'true',
    skipRequestingAccountId: 'true',
  });
  expect(argumentsOf(resources)).toEqual({
    'aws:iam/accessKey:AccessKey': 'pgpKey status user',
    'aws:iam/group:Group': 'name',
    'aws:iam/groupMembership:GroupMembership': 'group name users',
    'aws:iam/groupPolicy:GroupPolicy': 'group name policy',
    'aws:iam/policy:Policy': 'name policy',
    'aws:iam/user:User': 'name',
    'aws:iam/userGroupMembership:UserGroupMembership': 'groups user',
    'aws:iam/userPolicy:UserPolicy': 'name policy user',
    'aws:iam/userPolicyAttachment:UserPolicyAttachment': 'policyArn user',
    'aws:s3/bucketPolicy:BucketPolicy': 'bucket policy',
  });
  expect(resources.filter(({ type }) => type.startsWith('aws:')).every(({ provider: by }) => by === 'store')).toBe(true);
});

function argumentsOf(resources: readonly Recorded[]): Record<string, string> {
  const own = resources.filter(({ type }) => type.startsWith('aws:'));
  return Object.fromEntries([...new Set(own.map(({ type }) => type))].sort().map((type) => [
    type, [...new Set(own.filter((each) => each.type === type).flatMap(({ inputs }) => Object.keys(inputs)))].sort().join(' '),
  ]));
}

/** Which resources Pulumi refuses to delete, as the options say that they were registered with. */
async function protectedOnes(on: Platform): Promise<readonly string[]> {
  const names: string[] = [];
  const note: pulumi.ResourceTransformation = ({ name, opts }) => {
    if (opts.protect) names.push(name);
    return undefined;
  };
  await declare(() => {
    const at = { transformations: [note] };
    new StorageUser('dana', { accessKeys: ['1', '2'], platform: on }, at);
    new WriteOnlyUploader('ci', { bucket: 'releases', prefix: '', platform: on }, at);
    new AccessKey('lee-key', { user: existingUser('lee'), generation: '1', platform: on }, at);
    new StorageAccess('access', { platform: on, plan: accessPlan({ platform: on, users: { auditor: { accessKeys: ['1'] } } }) }, at);
  });
  return names.sort();
}

test('keys are protected where they can\'t be deleted, and nothing else is', async () => {
  expect(await protectedOnes(platform)).toEqual(['access-auditor-access-key-1', 'ci-access-key-1', 'dana-access-key-1', 'dana-access-key-2', 'lee-key-access-key-1']);
  expect(await protectedOnes(activeScale({ ...store, deleteAccessKey: true }))).toEqual([]);
  expect(await protectedOnes(aws())).toEqual([]);
});
