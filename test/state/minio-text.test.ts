import { compareAccess } from '../../src/compare';
import { readAccess } from '../../src/state/read-access';

const state = (policy: string) => readAccess({
  format_version: '1.0',
  values: {
    root_module: {
      resources: [
        { address: 'minio_iam_policy.p', mode: 'managed', type: 'minio_iam_policy', values: { name: 'p', policy } },
        { address: 'minio_iam_user_policy_attachment.a', mode: 'managed', type: 'minio_iam_user_policy_attachment', values: { user_name: 'dana', policy_name: 'p' } },
      ],
    },
  },
});
const text = (statement: object, more: object = {}) => JSON.stringify({ Version: '2012-10-17', ...more, Statement: [statement] });
const back = (statement: object, more: object = {}) => JSON.stringify({ Statement: [statement], Version: '2012-10-17', ...more }, undefined, 1);

/** What we write, and what the provider hands back of it after the server has read and written it. */
describe('issue 11 A: what MinIO hands back of our own text is read', () => {
  test.each<[string, string, string]>([
    ['any resource', text({ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }), back({ Effect: 'Allow', Action: ['s3:GetObject'], Resource: ['**'] })],
    ['any resource, as one text', text({ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }), back({ Effect: 'Allow', Action: ['s3:GetObject'], Resource: '**' })],
    ['one among others', text({ Effect: 'Deny', Action: 's3:GetObject', Resource: ['*', 'arn:aws:s3:::b'] }), back({ Effect: 'Deny', Action: ['s3:GetObject'], Resource: ['**', 'arn:aws:s3:::b'] })],
    ['every resource but some', text({ Effect: 'Allow', Action: 's3:GetObject', NotResource: '*' }), back({ Effect: 'Allow', Action: ['s3:GetObject'], NotResource: ['**'] })],
    ['a list of one, sorted', text({ Effect: 'Allow', Action: ['s3:PutObject', 's3:GetObject'], Resource: 'arn:aws:s3:::b/*' }), back({ Action: ['s3:GetObject', 's3:PutObject'], Effect: 'Allow', Resource: ['arn:aws:s3:::b/*'] })],
    ['conditions as lists', text({ Effect: 'Allow', Action: 's3:ListBucket', Resource: 'arn:aws:s3:::b', Condition: { StringLike: { 's3:prefix': 'a/*' } } }), back({ Effect: 'Allow', Action: ['s3:ListBucket'], Resource: ['arn:aws:s3:::b'], Condition: { StringLike: { 's3:prefix': ['a/*'] } } })],
    ['a sid', text({ Sid: 'Read', Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/*' }), back({ Sid: 'Read', Effect: 'Allow', Action: ['s3:GetObject'], Resource: ['arn:aws:s3:::b/*'] })],
  ])('%s', (_, written, handed) => {
    const [before, after] = [state(written), state(handed)];
    expect(after.unknowns).toEqual([]);
    expect(compareAccess(before, after).verdict).toBe('none');
  });

  test('a policy of AWS that says ** is still none, and text in it stays', () => {
    const policy = text({ Effect: 'Allow', Action: 's3:GetObject', Resource: '**' });
    expect(readAccess({ resource: { aws_iam_user_policy: { p: { user: 'dana', policy } } } }).unknowns).toHaveLength(1);
    const inKey = back({ Effect: 'Allow', Action: ['s3:GetObject'], Resource: ['**', 'arn:aws:s3:::b/**'], Condition: { StringEquals: { 'aws:username': ['**'] } } });
    const [statement] = state(inKey).users.get('dana')?.policies[0].document?.statements ?? [];
    expect([statement.resources, statement.conditions?.[0].values]).toEqual([['*', 'arn:aws:s3:::b/**'], ['**']]);
  });
});
