import { OperationTarget, decide, headObjectStatus, requestsFor } from '../../src/decide';
import { isKnownS3Action, s3Action } from '../../src/s3/catalogue';
import { API_OPERATIONS, CLIENT_OPERATIONS } from '../../src/s3/operation-checks';
import { refused } from '../grants/refused';
import { userState } from './states';

/** Operations and what they can't do without: action, resource, condition keys. */
const TABLE: readonly (readonly [operation: string, target: OperationTarget, needed: readonly string[]])[] = [
  ['s3:PutObject', { bucket: 'b', key: 'k' }, ['s3:PutObject b/k {}']],
  ['s3:CompleteMultipartUpload', { bucket: 'b', key: 'k' }, ['s3:PutObject b/k {}']],
  ['s3:UploadPart', { bucket: 'b', key: 'k' }, ['s3:PutObject b/k {}']],
  ['s3:AbortMultipartUpload', { bucket: 'b', key: 'k' }, ['s3:AbortMultipartUpload b/k {}']],
  ['s3:ListParts', { bucket: 'b', key: 'k' }, ['s3:ListMultipartUploadParts b/k {}']],
  ['s3:ListMultipartUploads', { bucket: 'b', prefix: 'p/' }, ['s3:ListBucketMultipartUploads b {"s3:prefix":"p/"}']],
  ['s3:HeadObject', { bucket: 'b', key: 'k' }, ['s3:GetObject b/k {}']],
  ['s3:GetObject', { bucket: 'b', key: 'k', versionId: 'v1' }, ['s3:GetObjectVersion b/k {"s3:VersionId":"v1"}']],
  ['s3:DeleteObjects', { bucket: 'b', keys: ['x', 'y'] }, ['s3:DeleteObject b/x {}', 's3:DeleteObject b/y {}']],
  ['s3:DeleteObject', { bucket: 'b', key: 'k', versionId: 'v1' }, ['s3:DeleteObjectVersion b/k {"s3:VersionId":"v1"}']],
  ['s3:CopyObject', { bucket: 'b', key: 'k', source: { bucket: 's', key: 'o' } }, ['s3:GetObject s/o {}', 's3:PutObject b/k {"s3:x-amz-copy-source":"s/o"}']],
  ['s3:UploadPartCopy', { bucket: 'b', key: 'k', source: { bucket: 's', key: 'o', versionId: 'v' } }, ['s3:GetObjectVersion s/o {"s3:VersionId":"v"}', 's3:PutObject b/k {"s3:x-amz-copy-source":"s/o"}']],
  ['s3:ListObjectsV2', { bucket: 'b' }, ['s3:ListBucket b {"s3:prefix":""}']],
  ['s3:ListObjectVersions', { bucket: 'b', prefix: 'p/' }, ['s3:ListBucketVersions b {"s3:prefix":"p/"}']],
  ['s3:HeadBucket', { bucket: 'b' }, ['s3:ListBucket b {}']],
  ['s3:ListBuckets', { bucket: 'b' }, ['s3:ListAllMyBuckets * {}']],
  ['s3:GetBucketPolicy', { bucket: 'b' }, ['s3:GetBucketPolicy b {}']],
  ['s3:PutObjectRetention', { bucket: 'b', key: 'k' }, ['s3:PutObjectRetention b/k {}']],
  ['aws s3 cp', { bucket: 'b', key: 'k' }, ['s3:PutObject b/k {}']],
  ['aws s3 cp', { bucket: 'b', key: 'k', direction: 'download' }, ['s3:GetObject b/k {}']],
  ['aws s3 cp', { bucket: 'b', prefix: 'p/', direction: 'download' }, ['s3:ListBucket b {"s3:prefix":"p/"}', 's3:GetObject b/p/any-object {}']],
  ['aws s3 mv', { bucket: 'b', key: 'k', source: { bucket: 's', key: 'o' } }, ['s3:GetObject s/o {}', 's3:PutObject b/k {"s3:x-amz-copy-source":"s/o"}', 's3:DeleteObject s/o {}']],
  ['aws s3 sync', { bucket: 'b', prefix: 'p/' }, ['s3:ListBucket b {"s3:prefix":"p/"}', 's3:PutObject b/p/any-object {}']],
  ['aws s3 sync', { bucket: 'b', prefix: 'p/', source: { bucket: 's', prefix: 'q/' } }, ['s3:ListBucket s {"s3:prefix":"q/"}', 's3:ListBucket b {"s3:prefix":"p/"}', 's3:GetObject s/q/any-object {}', 's3:PutObject b/p/any-object {"s3:x-amz-copy-source":"s/q/any-object"}']],
  ['aws s3 ls', { bucket: 'b', prefix: 'p/' }, ['s3:ListBucket b {"s3:prefix":"p/","s3:delimiter":"/"}']],
  ['aws s3 rm', { bucket: 'b', prefix: 'p/' }, ['s3:ListBucket b {"s3:prefix":"p/"}', 's3:DeleteObject b/p/any-object {}']],
  ['mc cp', { bucket: 'b', key: 'k' }, ['s3:PutObject b/k {}']],
  ['mc mirror', { bucket: 'b', prefix: 'p/', direction: 'download' }, ['s3:ListBucket b {"s3:prefix":"p/"}', 's3:GetObject b/p/any-object {}']],
  ['mc ls', { bucket: 'b', prefix: 'p/' }, ['s3:ListBucket b {"s3:prefix":"p/","s3:delimiter":"/"}']],
  ['mc rm', { bucket: 'b', key: 'k' }, ['s3:DeleteObject b/k {}', 's3:GetObject b/k {}']],
  ['mc rm', { bucket: 'b', prefix: 'p/' }, ['s3:ListBucket b {"s3:prefix":"p/"}', 's3:DeleteObject b/p/any-object {}']],
  ['boto3 upload_file', { bucket: 'b', key: 'k' }, ['s3:PutObject b/k {}']],
  ['boto3 download_file', { bucket: 'b', key: 'k' }, ['s3:GetObject b/k {}']],
  ['boto3 copy', { bucket: 'b', key: 'k', source: { bucket: 's', key: 'o' } }, ['s3:GetObject s/o {}', 's3:PutObject b/k {"s3:x-amz-copy-source":"s/o"}']],
  ['rclone copy', { bucket: 'b', prefix: 'p/' }, ['s3:ListBucket b {"s3:prefix":"p/","s3:delimiter":"/"}', 's3:PutObject b/p/any-object {}']],
  ['rclone sync', { bucket: 'b', prefix: 'p/' }, ['s3:ListBucket b {"s3:prefix":"p/","s3:delimiter":"/"}', 's3:PutObject b/p/any-object {}', 's3:DeleteObject b/p/any-object {}']],
];

test.each(TABLE)('%s on %o', (operation, target, needed) => {
  const requests = requestsFor(operation, target).filter((one) => one.optional === undefined);
  expect(requests.map((one) => `${one.action} ${one.resource.replace('arn:aws:s3:::', '')} ${JSON.stringify(one.context)}`)).toEqual(needed);
});

test('every check names an action that AWS documents, on a resource of its level', () => {
  const ofClients = [...CLIENT_OPERATIONS.values()].flatMap((one) => [...Object.values(one.object), ...Object.values(one.prefix)].flat());
  const checks = [...[...API_OPERATIONS.values()].flat(), ...ofClients];
  const levels = { object: 'object', source: 'object', bucket: 'bucket', sourceBucket: 'bucket', none: 'none' };
  for (const { action, on, versioned } of checks) {
    expect([action, s3Action(action)?.level]).toEqual([action, levels[on]]);
    if (versioned !== undefined) expect([versioned, isKnownS3Action(versioned)]).toEqual([versioned, true]);
  }
});

test.each([
  ['rsync', { bucket: 'b' }, 'UnknownOperation'],
  ['s3:Teleport', { bucket: 'b' }, 'UnknownOperation'],
  ['s3:PutObject', { bucket: 'b' }, 'MissingKey'],
  ['s3:CopyObject', { bucket: 'b', key: 'k' }, 'MissingSource'],
])('%s on %o is refused', (operation, target, code) => {
  expect(() => requestsFor(operation, target)).toThrow(expect.objectContaining({ code }));
});

test('given context is in every check', () => {
  for (const one of requestsFor('aws s3 sync', { bucket: 'b', prefix: 'p/', context: { 'aws:SourceIp': '192.0.2.1' } })) expect(one.context).toHaveProperty(['aws:SourceIp'], '192.0.2.1');
});

test('what sync lacks under an upload-only policy is the listing', () => {
  const state = userState([{ effect: 'Allow', actions: ['s3:PutObject'], resources: ['arn:aws:s3:::b/p/*'] }]);
  const lacks = requestsFor('aws s3 sync', { bucket: 'b', prefix: 'p/' }).filter((check) => check.optional === undefined && decide(state, { principal: { user: 'dana' }, ...check }).effect !== 'allow');
  expect(lacks.map((check) => check.action)).toEqual(['s3:ListBucket']);
});

test('a pipeline that may read and write every setting but one can\'t plan', () => {
  const lacking = (action: string) => userState([
    { effect: 'Allow', actions: ['s3:*'], resources: ['*'] },
    { effect: 'Deny', actions: [action], resources: ['arn:aws:s3:::b'] },
  ]);
  const plan = requestsFor('terraform plan', { bucket: 'b' });
  expect(plan).toHaveLength(14);
  for (const { action } of plan) {
    const missing = plan.filter((check) => !decide(lacking(action), { principal: { user: 'dana' }, ...check }).allowed);
    expect(missing.map((check) => check.action)).toEqual([action]);
  }
  const more = requestsFor('terraform apply', { bucket: 'b' }).filter(({ action, optional }) => optional === undefined && !plan.some((check) => check.action === action));
  expect(more.map(({ action }) => action)).toEqual(['s3:CreateBucket', 's3:PutBucketPolicy']);
});

describe('HEAD of an object', () => {
  const read = { effect: 'Allow' as const, actions: ['s3:GetObject'], resources: ['arn:aws:s3:::b/*'] };
  const list = { effect: 'Allow' as const, actions: ['s3:ListBucket'], resources: ['arn:aws:s3:::b'], conditions: [{ operator: 'StringLike', key: 's3:prefix', values: ['public/*'] }] };
  const asked = { principal: { user: 'dana' }, bucket: 'b' };
  test.each([
    ['is there and may be read', [read], 'k', true, 200],
    ['is there and may not be read', [list], 'public/k', true, 403],
    ['is missing, and its prefix may be listed', [read, list], 'public/k', false, 404],
    ['is missing, and another prefix may be listed', [read, list], 'private/k', false, 403],
    ['is missing, and nothing may be listed', [read], 'public/k', false, 403],
    ['is missing and may not be read', [list], 'public/k', false, 403],
  ])('that %s', (_, statements, key, exists, status) => {
    expect(headObjectStatus(userState(statements), { ...asked, key, exists }).status).toBe(status);
  });

  test('a context that throws when it is looked at is refused', () => {
    const context = new Proxy({}, { ownKeys: () => { throw new Error('keys'); } });
    expect(refused(() => headObjectStatus(userState([read]), { ...asked, key: 'k', exists: true, context })).code).toBe('InvalidRequest');
    expect(refused(() => requestsFor('aws s3 cp', { bucket: 'b', key: 'k', context }, userState([read]))).code).toBe('InvalidRequest');
  });
});
