import * as fc from 'fast-check';
import type { AccessRequest, RequestPrincipal } from '../../src/decide';
import type { AccessStateJson } from '../../src/state/access-state';

/** Few names and letters, so that patterns and requests often meet. */
const ACTIONS = ['s3:GetObject', 's3:PutObject', 's3:ListBucket', 's3:Get*', 's3:*Object', 's3:*', '*', 's3:PutObject?', 's3:Put*'];
const RESOURCES = [
  'arn:aws:s3:::b', 'arn:aws:s3:::b/*', 'arn:aws:s3:::b/a/*', 'arn:aws:s3:::b/a*', 'arn:aws:s3:::b/*a', 'arn:aws:s3:::b/?', 'arn:aws:s3:::c/*', 'arn:aws:s3:::*', '*',
  'arn:aws:s3:::b/a', 'arn:aws:s3:::b/*/a', 'arn:aws:s3:::b/${aws:username}/*', 'arn:*:s3:::b*', 'arn:aws:s3:::b/${aws:PrincipalTag/team, \'a\'}*', 'arn:aws:s3:*',
  'arn:aws:s3:::b/${aws:PrincipalAccount}/*', 'arn:aws:s3:::b/333333333333/*', 'arn:aws:s3:::b/u/*',
  'arn:aws:s3:::b/${aws:PrincipalTag/team}/*',
];
const TEXT = ['a', 'ab', 'a*', '*a', '?', 'b', '*', '${aws:username}', 'u', '${aws:PrincipalTag/team}'];
const CONDITIONS: readonly (readonly [operator: string, key: string, values: readonly string[]])[] = [
  ...[
    'StringEquals',
    'StringNotEquals',
    'StringLike',
    'StringNotLike',
    'StringLikeIfExists',
    'StringEqualsIgnoreCase',
  ].map((operator) => [operator, 's3:prefix', TEXT] as const),
  ['StringEquals', 'aws:PrincipalTag/team', ['a', 'b']],
  ['IpAddress', 'aws:SourceIp', ['10.0.0.0/8', '10.0.0.0/9', '10.128.0.1', '2001:db8::/32']],
  ['NotIpAddress', 'aws:SourceIp', ['10.0.0.0/8', '10.0.0.0/7']],
  ['NumericLessThan', 's3:max-keys', ['5', '6', '10']],
  ['NumericGreaterThanEqualsIfExists', 's3:max-keys', ['5', '6']],
  ['Bool', 'aws:SecureTransport', ['true', 'false']],
  ['BoolIfExists', 'aws:SecureTransport', ['true', 'false']],
  ['Null', 's3:prefix', ['true', 'false']],
  ['DateLessThan', 'aws:CurrentTime', ['2026-01-01T00:00:00Z', '2027-01-01T00:00:00Z']],
  ['ForAnyValue:StringLike', 'aws:TagKeys', ['a', 'a*', 'b']],
  ['ForAllValues:StringLike', 'aws:TagKeys', ['a', 'a*', 'b']],
  ['ForAllValues:StringNotEquals', 'aws:TagKeys', ['a', 'b']],
  ['ArnLike', 'aws:PrincipalArn', ['arn:aws:iam::111111111111:user/*', 'arn:aws:iam::*:role/r', 'arn:aws:iam::222222222222:*']],
  ['ArnNotLikeIfExists', 'aws:PrincipalArn', ['arn:aws:iam::*:user/*', 'arn:aws:iam::333333333333:root', 'arn:aws:iam::111111111111:user/u*']],
  ['StringNotEquals', 'aws:PrincipalAccount', ['111111111111', '222222222222']],
  ['StringEquals', 'aws:PrincipalAccount', ['222222222222', '333333333333']],
  ['StringLikeIfExists', 'aws:PrincipalAccount', ['*1', '3*']],
  ['StringLike', 'aws:username', ['x', 'u*', '*']],
  ['StringNotEqualsIgnoreCase', 'aws:username', ['X', 'ux']],
  ['StringEquals', 'aws:PrincipalType', ['User', 'Account', 'AssumedRole', 'Anonymous']],
];
/** Values of a tag: of every type, and of none. */
const LEVELS = ['4', '5', '0x10', '1e400', '2020-02-30', '2026-06-01', '10.0.0.1', 'true', 'secret', ''];
/** A tag holds any text, so that what is held against numbers, dates and addresses is often none. */
const TYPED: typeof CONDITIONS = [
  ['NumericLessThan', 's3:ExistingObjectTag/level', ['5', '5.5']],
  ['NumericGreaterThanEquals', 's3:ExistingObjectTag/level', ['5', '16']],
  ['NumericNotEqualsIfExists', 's3:ExistingObjectTag/level', ['5', '4']],
  ['DateLessThan', 's3:ExistingObjectTag/level', ['2026-01-01T00:00:00Z', '2027-01-01T00:00:00Z']],
  ['DateGreaterThanEquals', 's3:ExistingObjectTag/level', ['2026-01-01T00:00:00Z']],
  ['IpAddress', 's3:ExistingObjectTag/level', ['10.0.0.0/8']],
  ['NotIpAddress', 's3:ExistingObjectTag/level', ['10.0.0.0/8', '::/0']],
  ['Bool', 's3:ExistingObjectTag/level', ['true', 'false']],
  ['BoolIfExists', 's3:ExistingObjectTag/level', ['false']],
  ['Null', 's3:ExistingObjectTag/level', ['true', 'false']],
  ['StringEquals', 's3:ExistingObjectTag/level', ['5', 'secret', 'TRUE']],
];
const PRINCIPALS: readonly unknown[] = [
  '*', { AWS: '111111111111' }, { AWS: '222222222222' }, { AWS: 'arn:aws:iam::111111111111:user/u' }, { AWS: 'arn:aws:iam::111111111111:role/r' },
  { AWS: ['arn:aws:iam::222222222222:user/x', 'arn:aws:iam::111111111111:user/v'] }, { Service: 'logging.s3.amazonaws.com' },
  { AWS: 'arn:aws:sts::111111111111:assumed-role/r/s' }, { AWS: ['222222222222', 'arn:aws:iam::333333333333:user/y'] },
];

const some = <T>(values: readonly T[], most: number) => fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: most });

const condition = fc.constantFrom(...CONDITIONS, ...TYPED).chain(
  ([operator, key, values]) => some(values, 2).map((chosen) => [operator, key, chosen] as const),
);

function conditionBlock(conditions: readonly (readonly [string, string, readonly string[]])[]): object {
  const block: Record<string, Record<string, readonly string[]>> = {};
  for (const [operator, key, values] of conditions) block[operator] = { ...block[operator], [key]: values };
  return conditions.length === 0 ? {} : { Condition: block };
}

const identityStatement = fc.tuple(
  fc.constantFrom('Allow', 'Allow', 'Allow', 'Deny'), fc.constantFrom('Action', 'Action', 'Action', 'NotAction'), some(ACTIONS, 2),
  fc.constantFrom('Resource', 'Resource', 'Resource', 'NotResource'), some(RESOURCES, 2), fc.array(condition, { maxLength: 2 }),
).map(
  ([effect, what, actions, where, resources, conditions]) => ({ Effect: effect, [what]: actions, [where]: resources, ...conditionBlock(conditions) }),
);

const bucketStatement = fc.tuple(identityStatement, fc.constantFrom(...PRINCIPALS), fc.constantFrom('Principal', 'Principal', 'Principal', 'NotPrincipal')).map(
  ([statement, principal, element]) => ({ ...statement, [principal === '*' ? 'Principal' : element]: principal }),
);

const document = <T>(statement: fc.Arbitrary<T>, most: number) => fc.array(statement, { minLength: 1, maxLength: most }).map(
  (statements) => ({ Version: '2012-10-17', Statement: statements }),
);
const policies = fc.array(document(identityStatement, 3), { maxLength: 2 });

/** A state of one account with two users, a group, a role and two buckets, one of them of another account at times. */
export const states: fc.Arbitrary<AccessStateJson> = fc.record({
  own: policies,
  groups: fc.constantFrom<readonly string[]>([], ['g']),
  boundary: fc.option(document(identityStatement, 2), { nil: undefined, freq: 3 }),
  tags: fc.constantFrom<Record<string, string> | undefined>(undefined, { team: 'a' }, { team: 'b' }),
  other: policies,
  group: policies,
  role: policies,
  bucket: fc.option(document(bucketStatement, 3), { nil: undefined }),
  second: fc.option(document(bucketStatement, 2), { nil: undefined, freq: 1 }),
  account: fc.constantFrom<string | undefined>(undefined, undefined, undefined, '222222222222'),
}).map(({ own, groups, boundary, tags, other, group, role, bucket, second, account }) => ({
  account: '111111111111',
  users: {
    u: { policies: own, groups, ...(boundary === undefined ? {} : { boundary }), ...(tags === undefined ? {} : { tags }) },
    v: { policies: other, tags: {} },
  },
  groups: { g: { policies: group } },
  roles: { r: { policies: role } },
  buckets: {
    b: bucket === undefined ? {} : { policy: bucket },
    c: { ...(account === undefined ? {} : { account }), ...(second === undefined ? {} : { policy: second }) },
  },
}));

/** Two states that are often almost the same. */
export const pairs: fc.Arbitrary<readonly [AccessStateJson, AccessStateJson]> = fc.tuple(
  states,
  states,
  fc.subarray(['users', 'groups', 'roles', 'buckets'] as const, { minLength: 1, maxLength: 2 }),
)
  .map(([before, other, parts]) => [before, { ...before, ...Object.fromEntries(parts.map((part) => [part, other[part]])) }] as const);

const PRINCIPAL_LIST: readonly RequestPrincipal[] = [
  { user: 'u' }, { user: 'v' }, { role: 'r' }, 'anonymous',
  ...['222222222222:root', '222222222222:user/x', '333333333333:user/y'].flatMap((who) => [who, who]),
  { arn: 'arn:aws:sts::111111111111:assumed-role/r/s' },
  ...['111111111111:root', '111111111111:user/ux', '333333333333:root', '333333333333:role/team/r', '333333333333:user/a', '222222222222:user/team/ab'],
].map((who) => (typeof who === 'string' && who !== 'anonymous' ? { arn: `arn:aws:iam::${who}` } : who as RequestPrincipal));

const OBJECTS = [
  'arn:aws:s3:::b/a',
  'arn:aws:s3:::b/a/a',
  'arn:aws:s3:::b/aa',
  'arn:aws:s3:::b/b',
  'arn:aws:s3:::b/u/x',
  'arn:aws:s3:::b/333333333333/a',
  'arn:aws:s3:::c/a',
  'arn:aws:s3:::d/x',
  'arn:aws:s3:::b/b/a',
];
const BUCKETS = ['arn:aws:s3:::b', 'arn:aws:s3:::c', 'arn:aws:s3:::d'];

const key = <T>(name: string, value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined }).map(
  (one) => (one === undefined ? {} : { [name]: one }),
);

/** Requests that S3 could get: with the resources and the keys of their actions. */
export const requests: fc.Arbitrary<AccessRequest> = fc.constantFrom(
  's3:GetObject',
  's3:PutObject',
  's3:ListBucket',
  's3:PutObjectAcl',
  's3:ListBucketVersions',
).chain((action) => {
  const lists = action.startsWith('s3:List');
  return fc.record({
    principal: fc.constantFrom(...PRINCIPAL_LIST),
    action: fc.constant(action),
    resource: fc.constantFrom(...(lists ? BUCKETS : OBJECTS)),
    context: fc.tuple(
      lists ? key('s3:prefix', fc.constantFrom('', 'a', 'ab', 'b', 'u', 'ca', 'AB')) : fc.constant({}),
      lists ? key('s3:max-keys', fc.constantFrom('4', '5', '6', '11')) : fc.constant({}),
      key('aws:SourceIp', fc.constantFrom('10.0.0.1', '10.128.0.1', '11.0.0.1', '192.0.2.1', '2001:db8::1')),
      // every request has these
      fc.constantFrom('true', 'false').map((value) => ({ 'aws:SecureTransport': value })),
      fc.constantFrom('2025-06-01T00:00:00Z', '2026-01-01T00:00:00Z', '2028-01-01T00:00:00Z').map((value) => ({ 'aws:CurrentTime': value })),
      lists || action === 's3:PutObject' ? fc.constant({}) : key('s3:ExistingObjectTag/level', fc.constantFrom(...LEVELS)),
      key('aws:PrincipalTag/team', fc.constantFrom('a', 'b', 'u')),
      key('aws:TagKeys', fc.subarray(['a', 'ab', 'b', 'c'], { minLength: 1 })),
    ).map((parts) => Object.assign({}, ...parts) as Record<string, string>),
  });
});

/** Whether a request can be, as far as a state tells: nobody signed in and root users have no tags, and whose tags it tells has no others. */
export function canBe({ principal, context }: AccessRequest, { users = {} }: AccessStateJson): boolean {
  if (context?.['aws:PrincipalTag/team'] === undefined) return true;
  if (typeof principal !== 'object') return false;
  return 'arn' in principal ? !principal.arn.endsWith(':root') : !('user' in principal) || users[principal.user]?.tags === undefined;
}
