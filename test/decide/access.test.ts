import { decide, decideEffect, compileState } from '../../src/decide';
import { ACCESS } from './access-table';
import { userState, OTHER_ACCOUNT } from './states';

describe('who may', () => {
  test.each(ACCESS.map((row) => [row.name, row] as const))('%s', (_, { state, principal, action = 's3:GetObject', expected }) => {
    const resource = action === 's3:GetObject' ? 'b/k' : 'b';
    const decision = decide(state, { principal, action, resource });
    expect([decision.effect, decision.allowed, decision.unknowns.length > 0]).toEqual([expected, expected === 'allow', expected === 'uncertain']);
    expect(decideEffect(compileState(state), { principal, action, resource: `arn:aws:s3:::${resource}` })).toBe(expected);
  });
});

test('what is taken for granted about another account is said', () => {
  const state = userState([], { bucket: [{ effect: 'Allow', principals: '*', actions: ['s3:GetObject'], resources: ['*'] }] });
  const decision = decide(state, { principal: { arn: `arn:aws:iam::${OTHER_ACCOUNT}:user/x` }, action: 's3:GetObject', resource: 'b/k' });
  expect(decision.assumptions).toEqual([expect.stringContaining("that account's own policies are taken to allow")]);
  expect(decide(state, { principal: { user: 'dana' }, action: 's3:GetObject', resource: 'b/k' }).assumptions).toEqual([]);
  expect(decide(state, { principal: { user: 'dana' }, action: 's3:GetObject', resource: 'c/k' }).assumptions).toEqual([expect.stringContaining('the bucket c')]);
  expect(decide(state, { principal: { user: 'lee' }, action: 's3:GetObject', resource: 'b/k' }).notes).toEqual([expect.stringContaining('no user lee')]);
});

test('keys that follow from the principal are supplied unless given', () => {
  const keys = ['aws:username', 'aws:PrincipalArn', 'aws:PrincipalAccount', 'aws:PrincipalType', 'aws:PrincipalTag/Team'];
  const values = ['dana', 'arn:aws:iam::111122223333:user/dana', '111122223333', 'User', 'red'];
  const state = (key: string, value: string) => ({
    ...userState([]),
    users: new Map([['dana', {
      name: 'dana',
      groups: [],
      tags: { team: 'red' },
      policies: [{ name: 'p', document: { version: '2012-10-17' as const, statements: [{ effect: 'Allow' as const, actions: ['*'], resources: ['*'], conditions: [{ operator: 'StringEquals', key, values: [value] }] }] } }],
    }]]),
  });
  keys.forEach((key, index) => {
    const ask = (context: Record<string, string>) => decide(state(key, values[index]), { principal: { user: 'dana' }, action: 's3:GetObject', resource: 'b/k', context }).effect;
    expect([key, ask({}), ask({ [key.toUpperCase()]: 'other' }), ask({ [key.toLowerCase()]: values[index] })]).toEqual([key, 'allow', 'implicitDeny', 'allow']);
  });
});

test.each([
  ['no service', { action: 'GetObject', resource: 'b/k' }, 'InvalidRequest'],
  ['a wildcard', { action: 's3:Get*', resource: 'b/k' }, 'InvalidRequest'],
  ['no resource', { action: 's3:GetObject', resource: '' }, 'InvalidRequest'],
  ['a key without a bucket', { action: 's3:GetObject', resource: '/k' }, 'InvalidRequest'],
])('a request with %s is refused', (_, request, code) => {
  expect(() => decide(userState([]), { principal: { user: 'dana' }, ...request })).toThrow(expect.objectContaining({ code }));
});

test('a condition key given twice is refused', () => {
  const state = userState([{ effect: 'Allow', actions: ['*'], resources: ['*'], conditions: [{ operator: 'Bool', key: 'aws:SecureTransport', values: ['true'] }] }]);
  const request = { principal: { user: 'dana' }, action: 's3:GetObject', resource: 'b/k', context: { 'aws:SecureTransport': true, 'AWS:securetransport': false } };
  expect(() => decide(state, request)).toThrow(expect.objectContaining({ code: 'DuplicateContextKey' }));
});

test('a principal that the state does not hold has only what a bucket policy gives, also in a bucket of its own account', () => {
  const toAnotherAccount = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::444455556666:root' }, Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/*' }] };
  const state = { account: '444455556666', buckets: { b: { account: '111122223333', policy: toAnotherAccount } } };
  const effect = (arn: string, action = 's3:GetObject', resource = 'b/k') => decide(state, { principal: { arn }, action, resource }).effect;
  expect(effect('arn:aws:iam::111122223333:user/dana')).toBe('implicitDeny');
  expect(effect('arn:aws:iam::111122223333:role/deployer')).toBe('implicitDeny');
  expect(effect('arn:aws:iam::111122223333:user/dana', 's3:ListAllMyBuckets', '*')).toBe('implicitDeny');
  expect(effect('arn:aws:iam::111122223333:root')).toBe('allow');
});
