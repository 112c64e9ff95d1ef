import { checkNoPublicAccess, compareAccess } from '../../src/compare';
import type { AccessStateJson } from '../../src/state/access-state';

type Json = Readonly<Record<string, unknown>>;
const arn = (who: string): Json => ({ arn: `arn:aws:iam::${who}` });
const read = (more: Json, effect = 'Allow'): Json => (
  { Effect: effect, Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/*', ...more }
);
const when = (operator: string, key: string, ...values: readonly string[]): Json => ({ Condition: { [operator]: { [key]: values } } });
const state = (...statements: readonly Json[]): AccessStateJson => (
  { account: '111111111111', users: { u: {}, x: {} }, buckets: { b: { policy: { Version: '2012-10-17', Statement: statements } } } }
);
const OTHERS = 'any other principal';
const OWN = [{ user: 'u' }, { user: 'x' }];

describe('who is told of a bucket policy that lets in anyone that a condition lets in', () => {
  test.each<[string, Json, readonly unknown[]]>([
    ['users of any account', when('ArnLike', 'aws:PrincipalArn', 'arn:aws:iam::*:user/*'), [...OWN, OTHERS]],
    ['roles of any account', when('ArnLike', 'aws:PrincipalArn', 'arn:aws:iam::*:role/*'), [OTHERS]],
    ['root users of any account', when('StringEquals', 'aws:PrincipalType', 'Account'), [OTHERS]],
    ['anyone who has an ARN', when('StringLike', 'aws:PrincipalArn', '*'), [...OWN, OTHERS]],
    ['users of some name', when('StringEquals', 'aws:username', 'bob'), [OTHERS]],
    ['users of some name in either case, in a path', { Condition: { StringEqualsIgnoreCase: { 'aws:username': 'BOB' }, ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:user/team/*' } } }, [OTHERS]],
    ['anyone who has no user name', when('Null', 'aws:username', 'true'), ['anonymous', OTHERS]],
    ['accounts by the beginning of their ids', when('StringLike', 'aws:PrincipalAccount', '3*'), [OTHERS]],
    ['two accounts', when('StringEquals', 'aws:PrincipalAccount', '222222222222', '333333333333'), [arn('222222222222:root'), arn('333333333333:root')]],
    ['an account, also with IfExists: the key is in every request', when('StringEqualsIfExists', 'aws:PrincipalAccount', '333333333333'), [arn('333333333333:root')]],
    ['who is not signed in', when('StringEquals', 'aws:PrincipalAccount', 'anonymous'), ['anonymous']],
    ['one root user', when('ArnEquals', 'aws:PrincipalArn', 'arn:aws:iam::222222222222:root'), [arn('222222222222:root')]],
    ['two users of an account', when('ArnLike', 'aws:PrincipalArn', 'arn:aws:iam::222222222222:user/a', 'arn:aws:iam::222222222222:user/b*'), [arn('222222222222:user/a'), arn('222222222222:user/b')]],
    ['users of the own account whom the source does not hold', when('ArnLike', 'aws:PrincipalArn', 'arn:aws:iam::111111111111:user/u*'), [{ user: 'u' }, arn('111111111111:user/u0')]],
  ])('%s', (_, condition, principals) => {
    const { gained, lost, inconclusive } = compareAccess(state(), state(read(condition)));
    expect([gained.map(({ principal }) => principal), lost, inconclusive]).toEqual([principals, [], []]);
    expect(checkNoPublicAccess(state(read(condition))).ok).toBe(
      // anyone who is let in by a pattern is the public to S3, be it one of a single account
      // and so is anyone that a condition with IfExists lets in
      !principals.includes(OTHERS) && !principals.includes('anonymous') && !/[*]|IfExists/.test(JSON.stringify(condition)),
    );
  });

  test('an account that only a condition mentions, for which nothing differs, is told among the others', () => {
    const before = state(read({ Resource: 'arn:aws:s3:::b', ...when('ArnLike', 'aws:PrincipalArn', 'arn:aws:iam::222222222222:*') }));
    const told = compareAccess(before, state(read({}))).gained.map(({ principal }) => principal);
    expect(told).toEqual([...OWN, 'anonymous', OTHERS]);
  });

  test('the id of a root user may be the id of nobody else, but nobody knows the ids of the others', () => {
    const { gained, inconclusive } = compareAccess(state(), state(read(when('StringEquals', 'aws:userid', '222222222222'))));
    expect(gained.map(({ principal }) => principal)).toEqual([arn('222222222222:root')]);
    expect(inconclusive.map(({ principal }) => principal)).toEqual([...OWN, OTHERS]);
  });

  test('what a role may do where only a user name is left out is not known for certain', () => {
    const { gained, inconclusive } = compareAccess(
      state({ ...read({}), Resource: undefined, NotResource: 'arn:aws:s3:::b/${aws:username}/*' }), state(read({})),
    );
    expect(gained.map(({ principal }) => principal)).toEqual([...OWN, OTHERS]);
    expect(inconclusive.map(({ principal }) => principal)).toEqual(['anonymous', OTHERS]);
  });

  test('an order of accounts is not known', () => {
    expect(compareAccess(state(), state(read(when('NumericLessThan', 'aws:PrincipalAccount', '5')))).verdict).toBe('inconclusive');
  });
});

test('a Deny takes access from the root user of the own account too', () => {
  const { lost, gained } = compareAccess(state(), state(read({}, 'Deny')));
  expect([gained, lost.map(({ principal }) => principal)]).toEqual([[], [arn('111111111111:root')]]);
});

describe('a session of a role of the source that a bucket policy names is told beside the role', () => {
  const SESSION = 'arn:aws:sts::111111111111:assumed-role/r/s';
  const withRole = (own: readonly Json[], ...statements: readonly Json[]): AccessStateJson => (
    { ...state(...statements), users: {}, roles: { r: { policies: [{ Version: '2012-10-17', Statement: own }] } } }
  );
  const open = read({});
  const { Principal: _, ...identity } = open;
  const spared = { ...read({}, 'Deny'), Principal: undefined, NotPrincipal: { AWS: ['111111111111', SESSION] } };
  test.each<[string, AccessStateJson, AccessStateJson, 'gained' | 'lost', readonly unknown[]]>([
    ['let in', withRole([]), withRole([], { ...open, Principal: { AWS: SESSION } }), 'gained', [{ arn: SESSION }]],
    ['shut out', withRole([], open), withRole([], open, { ...read({}, 'Deny'), Principal: { AWS: SESSION } }), 'lost', [{ arn: SESSION }]],
    ['spared when the role gets more', withRole([], spared), withRole([identity], spared), 'gained', [{ arn: SESSION }]],
    ['once, where it gets what the role gets', withRole([], { ...read({}, 'Deny'), Action: 's3:PutObject', Principal: { AWS: SESSION } }), withRole([identity], { ...read({}, 'Deny'), Action: 's3:PutObject', Principal: { AWS: SESSION } }), 'gained', [{ role: 'r' }]],
  ])('%s', (__, before, after, direction, told) => {
    const result = compareAccess(before, after);
    expect([result[direction].map(({ principal }) => principal), result.verdict, result.inconclusive]).toEqual([told, direction, []]);
  });
});

test('principals lie in the partition of the buckets', () => {
  const china = (path: string): AccessStateJson => (
    state(read({ Resource: `arn:aws-cn:s3:::b${path}`, ...when('ArnLike', 'aws:PrincipalArn', 'arn:aws-cn:iam::222222222222:role/*') }))
  );
  const told = compareAccess(china(''), china('/*'));
  expect(told.gained.map(({ principal }) => principal)).toEqual([{ arn: 'arn:aws-cn:iam::222222222222:role/0' }]);
});

test('a user of the source with the name of an example does not hide everybody else', () => {
  const open = (policy: readonly Json[]): AccessStateJson => (
    { users: { 0: {} }, buckets: { b: { policy: { Version: '2012-10-17', Statement: policy } } } }
  );
  expect(compareAccess(open([]), open([read({})])).gained.map(({ principal }) => principal)).toEqual([{ user: '0' }, 'anonymous', OTHERS]);
});

test('what is left out of one region is not left out of another: the bucket and its objects change hands', () => {
  const owned = (account: string): AccessStateJson => ({ account: '111111111111', buckets: { c: { account } } });
  const { gained } = compareAccess(owned('111111111111'), owned('222222222222'));
  expect(gained.map(({ principal, actions, resources, resourcesExcept }) => ({ principal, actions, resources, resourcesExcept }))).toEqual([
    { principal: arn('222222222222:root'), actions: ['s3:*'], resources: ['arn:aws:s3:::c/*', 'arn:aws:s3:::c'], resourcesExcept: [] },
  ]);
});

test('a bucket policy that speaks of all resources speaks of its bucket', () => {
  const { gained } = compareAccess(state(read({}, 'Deny')), state(read({ Resource: '*' })));
  expect(gained[0]).toMatchObject({ resources: ['arn:aws:s3:::b/*'], resourcesExcept: [] });
});
