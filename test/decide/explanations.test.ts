import { decide } from '../../src/decide';
import { ACCOUNT, policy, state } from './states';

const asked = state({
  users: [{
    name: 'ci',
    groups: ['makers'],
    policies: [policy([
      { sid: 'Upload', effect: 'Allow', actions: ['s3:PutObject'], resources: ['arn:aws:s3:::releases/firmware/*'] },
      { effect: 'Allow', actions: ['s3:ListBucket'], resources: ['arn:aws:s3:::releases'], conditions: [{ operator: 'StringLike', key: 's3:prefix', values: ['firmware/*'] }] },
    ], '2012-10-17', 'user ci, inline policy ci')],
  }],
  groups: [{ name: 'makers', policies: [policy([{ sid: 'Read', effect: 'Allow', notActions: ['s3:Put*'], resources: ['arn:aws:s3:::downloads/*'] }], '2012-10-17', 'group makers, policy makers')] }],
  buckets: [{
    name: 'releases',
    policy: policy([
      { sid: 'Https', effect: 'Deny', principals: '*', actions: ['s3:*'], resources: ['*'], conditions: [{ operator: 'Bool', key: 'aws:SecureTransport', values: ['false'] }] },
      { sid: 'Partner', effect: 'Allow', principals: { AWS: [`arn:aws:iam::${ACCOUNT}:user/partner`] }, actions: ['s3:*'], resources: ['*'] },
    ], '2012-10-17', 'bucket releases, bucket policy'),
  }],
});
const texts = (request: Parameters<typeof decide>[1]): readonly string[] => decide(asked, request).statements.map((one) => one.text);

test('every statement says what became of it and why', () => {
  expect(texts({ principal: { user: 'ci' }, action: 's3:PutObject', resource: 'releases/firmware/a.bin', context: { 'aws:SecureTransport': true } })).toEqual([
    'Allow applies: statement Upload of user ci, inline policy ci',
    'Allow does not apply: statement 2 of user ci, inline policy ci (action: s3:ListBucket does not cover s3:PutObject; resource: arn:aws:s3:::releases does not cover arn:aws:s3:::releases/firmware/a.bin; condition: StringLike s3:prefix firmware/* does not hold: the request has no s3:prefix)',
    'Allow does not apply: statement Read of group makers, policy makers (action: all but s3:Put* does not cover s3:PutObject; resource: arn:aws:s3:::downloads/* does not cover arn:aws:s3:::releases/firmware/a.bin)',
    'Deny does not apply: statement Https of bucket releases, bucket policy (condition: Bool aws:SecureTransport false does not hold: the request has true)',
    `Allow does not apply: statement Partner of bucket releases, bucket policy (principal: arn:aws:iam::${ACCOUNT}:user/partner is not arn:aws:iam::${ACCOUNT}:user/ci)`,
  ]);
});

test('a mismatch of a condition has its parts as data', () => {
  const { statements } = decide(asked, { principal: { user: 'ci' }, action: 's3:ListBucket', resource: 'releases', context: { 's3:Prefix': 'docs/' } });
  expect(statements[1]).toMatchObject({ policy: 'user ci, inline policy ci', location: 'identity', index: 1, effect: 'Allow', outcome: 'does not apply' });
  expect(statements[1].mismatches).toEqual([
    { part: 'condition', certain: true, operator: 'StringLike', key: 's3:prefix', values: ['firmware/*'], actual: ['docs/'], text: 'condition: StringLike s3:prefix firmware/* does not hold: the request has docs/' },
  ]);
});

test.each([
  ['s3:PutObject', 'releases/firmware/a', {}, 'Allowed: statement Upload of user ci, inline policy ci applies.'],
  ['s3:PutObject', 'releases/docs/a', {}, 'Implicitly denied: no statement allows it.'],
  ['s3:PutObject', 'releases/firmware/a', { 'aws:SecureTransport': 'false' }, 'Explicitly denied: statement Https of bucket releases, bucket policy applies.'],
])('%s on %s with %o: the reason', (action, resource, context, reason) => {
  const decision = decide(asked, { principal: { user: 'ci' }, action, resource, context });
  expect(decision.reason).toBe(reason);
});

test('why a cross-account request or one outside the boundary is denied', () => {
  const allow = { effect: 'Allow' as const, actions: ['s3:*'], resources: ['*'] };
  const one = (user: object, bucket: object) => decide(state({ users: [{ name: 'ci', groups: [], policies: [policy([allow])], ...user }], buckets: [{ name: 'b', ...bucket }] }), { principal: { user: 'ci' }, action: 's3:GetObject', resource: 'b/k' }).reason;
  expect(one({}, { account: '999999999999' })).toContain('the bucket is in another account, so its bucket policy must allow it too');
  expect(one({ boundary: policy([]) }, {})).toContain('the permissions boundary of user ci does not allow it');
});

test('a decision is plain data as JSON, and says when S3 never asks for that', () => {
  const decision = decide(asked, { principal: { user: 'ci' }, action: 's3:ListBucket', resource: 'releases/firmware/' });
  expect(Object.keys(JSON.parse(JSON.stringify(decision)) as object)).toEqual(['effect', 'allowed', 'reason', 'statements', 'unknowns', 'assumptions', 'notes']);
  expect(decision.notes).toEqual(['S3 asks about s3:ListBucket on the bucket, never on an object']);
});

test('an action that S3 has not is noted, since nobody could ever be allowed it', () => {
  const notes = (action: string, resource: string) => decide(asked, { principal: { user: 'ci' }, action, resource }).notes;
  expect(notes('s3:GetObjet', 'releases/firmware/a')).toEqual(['S3 has no action s3:GetObjet: no request is about it']);
  expect(notes('s3:getobject', 'releases/firmware/a')).toEqual([]);
  expect(notes('iam:CreateUser', 'arn:aws:iam::111122223333:user/eve')).toEqual([]);
});
