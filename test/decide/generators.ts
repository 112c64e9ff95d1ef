import * as fc from 'fast-check';
import type { AccessRequest } from '../../src/decide';
import type { Condition, Principals, Statement } from '../../src/policy/document';
import type { AccessState } from '../../src/state/access-state';
import type { NamedPolicy } from '../../src/state/named-policy';
import { ACCOUNT, OTHER_ACCOUNT, state } from './states';

/** Small alphabets, so that things meet. */
const ACTIONS = ['s3:GetObject', 's3:PutObject', 's3:ListBucket'];
const action = fc.constantFrom(...ACTIONS, 's3:*', 's3:Get*', 's3:?utObject', 'S3:GETOBJECT', '*');
const key = fc.stringMatching(/^[ab*?]{0,3}$/);
const resource = fc.oneof(
  fc.constantFrom('*', 'arn:aws:s3:::*', 'arn:aws:s3:::b', 'arn:aws:s3:::b/*', 'arn:aws:s3:::b*', 'arn:aws:s3:*:*:b/a', 'arn:*:s3:::b*', 'arn:aws:s3:::${aws:username}/*', 'arn:aws:s3:::b/${aws:username}', 'arn:aws:s3:::b/${*}', "arn:aws:s3:::b/${s3:Tag, 'a'}", 'arn:aws:s3:::b/${s3:Tag}'),
  key.map((text) => `arn:aws:s3:::b/${text}`),
);
const value = fc.oneof(key, fc.constantFrom('${aws:username}', '${s3:Tag}', '${*}', 'dana', '1', '2', 'true', 'false'));

export const condition: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({
    operator: fc.tuple(fc.constantFrom('', 'ForAllValues:', 'ForAnyValue:'), fc.constantFrom('StringEquals', 'StringNotEquals', 'StringLike', 'StringNotLike', 'StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase'), fc.constantFrom('', 'IfExists')).map((parts) => parts.join('')),
    key: fc.constantFrom('s3:Tag', 'S3:TAG', 'aws:username', 'aws:TagKeys', 'aws:PrincipalAccount'),
    values: fc.array(value, { minLength: 1, maxLength: 3 }),
  }),
  fc.record({ operator: fc.constantFrom('NumericEquals', 'NumericLessThan', 'NumericNotEqualsIfExists'), key: fc.constant('s3:max-keys'), values: fc.array(fc.constantFrom('1', '2', '3'), { minLength: 1, maxLength: 2 }) }),
  fc.record({ operator: fc.constant('Bool'), key: fc.constantFrom('aws:SecureTransport', 'aws:ViaAWSService', 'aws:PrincipalIsAWSService'), values: fc.array(fc.constantFrom('true', 'false'), { minLength: 1, maxLength: 1 }) }),
  fc.record({ operator: fc.constant('Null'), key: fc.constantFrom('s3:Tag', 'aws:username', 'aws:TagKeys', 'aws:SecureTransport', 'aws:PrincipalAccount', 'aws:PrincipalIsAWSService'), values: fc.array(fc.constantFrom('true', 'false'), { minLength: 1, maxLength: 1 }) }),
);

const PRINCIPALS: readonly Principals[] = [
  '*',
  { AWS: ['*'] },
  { AWS: [`arn:aws:iam::${ACCOUNT}:user/dana`] },
  { AWS: [ACCOUNT] },
  { AWS: [`arn:aws:iam::${OTHER_ACCOUNT}:user/dana`] },
];

function mostly<T, U>(often: fc.Arbitrary<T>, seldom: fc.Arbitrary<U>): fc.Arbitrary<T | U> {
  return fc.oneof({ weight: 4, arbitrary: often }, { weight: 1, arbitrary: seldom });
}

export function statement(effect: fc.Arbitrary<Statement['effect']> = fc.constantFrom('Allow', 'Allow', 'Allow', 'Deny'), isBucket = false): fc.Arbitrary<Statement> {
  const list = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(one, { minLength: 1, maxLength: 2 });
  const plainResource = resource.filter((text) => !text.includes(':Tag') && !text.includes(':username'));
  return fc.tuple(
    effect,
    mostly(list(action).map((actions) => ({ actions })), list(action).map((notActions) => ({ notActions }))),
    // a NotResource with a variable that has no value is left open by the documentation, so it isn't compared
    mostly(list(resource).map((resources) => ({ resources })), list(plainResource).map((notResources) => ({ notResources }))),
    fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, { weight: 3, arbitrary: fc.array(condition, { minLength: 1, maxLength: 2 }) }),
    isBucket ? fc.constantFrom(...PRINCIPALS) : fc.constant(undefined),
  ).map(([one, actions, resources, conditions, principals]): Statement => ({ effect: one, ...actions, ...resources, conditions, principals }));
}

export const policy = (isBucket = false): fc.Arbitrary<NamedPolicy> => fc.record({
  name: fc.constant(isBucket ? 'bucket policy' : 'policy'),
  document: fc.record({ version: fc.constantFrom('2012-10-17' as const, '2012-10-17' as const, '2008-10-17' as const), statements: fc.array(statement(undefined, isBucket), { maxLength: 4 }) }),
});

export const accessState: fc.Arbitrary<AccessState> = fc.tuple(
  fc.array(policy(), { maxLength: 2 }),
  fc.array(policy(), { maxLength: 1 }),
  fc.option(policy(), { nil: undefined, freq: 4 }),
  fc.option(policy(true), { nil: undefined }),
  fc.constantFrom(undefined, undefined, OTHER_ACCOUNT),
).map(([own, group, boundary, bucket, owner]) => state({
  users: [{ name: 'dana', policies: own, groups: ['team'], boundary }],
  groups: [{ name: 'team', policies: group }],
  buckets: [{ name: 'b', account: owner, policy: bucket }],
}));

export const request: fc.Arbitrary<AccessRequest> = fc.record({
  principal: fc.constantFrom({ user: 'dana' }, { user: 'dana' }, 'anonymous' as const),
  action: fc.constantFrom(...ACTIONS),
  resource: fc.oneof(fc.constantFrom('b', 'b/', 'b/dana', 'b/*', 'dana/x'), key.map((text) => `b/${text}`)),
  context: fc.record({
    's3:tag': fc.constantFrom('a', 'b', 'dana', 'A', '*'),
    'aws:TagKeys': fc.array(fc.constantFrom('a', 'b', 'ab'), { maxLength: 1 }),
    's3:max-keys': fc.constantFrom(1, 2, '3'),
    'aws:SecureTransport': fc.boolean(),
  }, { requiredKeys: [] }) as fc.Arbitrary<AccessRequest['context']>,
});
