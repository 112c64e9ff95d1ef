import { accessPlan, compareAccess, decide, readAccess, readOnlyPrefix, selectel, type AccessState } from '../../src';
import { kits, withApp, type Kit } from '../terraform/kit';

const store = (principal: string) => selectel({
  pool: 'ru-1',
  project: '1a2b3c',
  managers: ['arn:aws:iam:::user/boss'],
  confirmed: { principal, actions: ['s3:GetObject', 's3:ListBucket'], conditionKeys: ['s3:prefix'], operators: ['StringLike'] },
});
const BY_ID = 'arn:aws:iam:::user/{id}';
const BY_NAME = 'arn:aws:iam:::user/{name}';
const plan = (principal: string, prefix = 'a/') => accessPlan({
  platform: store(principal),
  users: { ci: { accessKeys: ['1', '2'], grants: [readOnlyPrefix({ bucket: 'releases', prefix })] }, dana: { accessKeys: ['1'] } },
});

/** What a synthesized stack tells, comments and all. */
const synthesized = (kit: Kit, principal: string, prefix?: string): AccessState => withApp(kit, (app) => {
  const stack = new kit.TerraformStack(app, 'stack');
  new kit.StorageProvider(stack, 'store', { platform: store(principal) });
  const password = (user: string) => new kit.TerraformVariable(stack, `${user}-password`, { type: 'string', sensitive: true }).stringValue;
  new kit.StorageAccess(stack, 'access', { plan: plan(principal, prefix), passwords: { ci: password('ci'), dana: password('dana') } });
  return readAccess(stack.toTerraform() as object);
});

const reads = (state: AccessState, principal: { readonly user: string } | { readonly arn: string }, key: string) => (
  decide(state, { principal, action: 's3:GetObject', resource: `arn:aws:s3:::releases/${key}` }).effect
);

describe.each(kits)('service users of a stack of %s', (_, kit) => {
  test.each([BY_ID, BY_NAME])('are who the policies of the buckets name: %s', (principal) => {
    const state = synthesized(kit, principal);
    expect([...state.users.keys()]).toEqual(['ci', 'dana']);
    expect(state.unknowns).toEqual([]);
    expect(state.platform?.name).toBe('selectel');
    expect([reads(state, { user: 'ci' }, 'a/x'), reads(state, { user: 'ci' }, 'b'), reads(state, { user: 'dana' }, 'a/x')]).toEqual(['allow', 'implicitDeny', 'implicitDeny']);
    expect([reads(state, { arn: 'arn:aws:iam:::user/boss' }, 'b'), reads(state, { arn: 'arn:aws:iam:::user/else' }, 'a/x')]).toEqual(['allow', 'implicitDeny']);
    expect(state.accessKeys?.map(({ user, status }) => [user, status])).toEqual([['ci', 'Active'], ['ci', 'Active'], ['dana', 'Active']]);
  });

  test('may do what the plan says', () => {
    expect(compareAccess(readAccess(plan(BY_NAME)), synthesized(kit, BY_NAME)).verdict).toBe('none');
  });

  test('are told by name when they gain something', () => {
    const { gained, lost, inconclusive } = compareAccess(synthesized(kit, BY_ID), synthesized(kit, BY_ID, ''));
    expect([lost, inconclusive]).toEqual([[], []]);
    expect(gained.map(({ principal, actions, resources }) => [principal, actions, resources])).toEqual([
      [{ user: 'ci' }, ['s3:GetObject'], ['arn:aws:s3:::releases/*']], [{ user: 'ci' }, ['s3:ListBucket'], ['arn:aws:s3:::releases']],
    ]);
  });
});

test('in a state, users have the ids that they got', () => {
  const resource = (type: string, name: string, values: object) => ({ address: `${type}.${name}`, mode: 'managed', type, name, values });
  const policy = (id: string) => JSON.stringify({
    Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam:::user/${id}` }, Action: 's3:GetObject', Resource: 'arn:aws:s3:::releases/*' }],
  });
  const shown = (id: string, options = { platform: store(BY_ID) }) => readAccess({
    format_version: '1.0',
    values: {
      root_module: {
        resources: [
          resource('selectel_iam_serviceuser_v1', 'ci', { id: 'f00d', name: 'ci' }),
          resource('selectel_iam_serviceuser_v1', 'dana', { id: 'beef', name: 'dana' }),
          resource('aws_s3_bucket_policy', 'releases', { bucket: 'releases', policy: policy(id) }),
        ],
      },
    },
  }, options);
  expect(['ci', 'dana'].map((user) => reads(shown('f00d'), { user }, 'x'))).toEqual(['allow', 'implicitDeny']);
  expect(['ci', 'dana'].map((user) => reads(shown('beef'), { user }, 'x'))).toEqual(['implicitDeny', 'allow']);
  // a name is nobody's id
  expect(['ci', 'dana'].map((user) => reads(shown('ci'), { user }, 'x'))).toEqual(['implicitDeny', 'implicitDeny']);
});

test('in an export of Pulumi, too', () => {
  const resource = (type: string, id: string, outputs: object) => ({ urn: `urn:pulumi:prod::access::${type}::${id}`, type, id, custom: true, outputs: { id, ...outputs } });
  const state = readAccess({
    version: 3,
    deployment: {
      resources: [
        resource('selectel:index/iamServiceuserV1:IamServiceuserV1', 'f00d', { name: 'ci' }),
        resource('selectel:index/iamS3CredentialsV1:IamS3CredentialsV1', 'key', { userId: 'f00d', accessKey: 'AK' }),
        resource('aws:s3/bucketPolicy:BucketPolicy', 'releases', {
          bucket: 'releases',
          policy: JSON.stringify({
            Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { AWS: 'arn:aws:iam:::user/f00d' }, Action: 's3:GetObject', Resource: 'arn:aws:s3:::releases/a/*' }],
          }),
        }),
      ],
    },
  }, { platform: store(BY_ID) });
  expect([...state.users.keys()]).toEqual(['ci']);
  expect([reads(state, { user: 'ci' }, 'a/x'), reads(state, { user: 'ci' }, 'b')]).toEqual(['allow', 'implicitDeny']);
  expect(state.accessKeys?.map(({ user }) => user)).toEqual(['ci']);
});
