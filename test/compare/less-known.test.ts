import { compareAccess } from '../../src/compare';
import { compileState, decideEffect } from '../../src/decide';
import type { AccessStateJson } from '../../src/state/access-state';

type Json = Readonly<Record<string, unknown>>;
const ACCOUNT = '111122223333';
const doc = (...statements: readonly Json[]): Json => ({ Version: '2012-10-17', Statement: statements });
const allow = (more: Json = {}): Json => ({ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::data/*', ...more });
const dana = (...statements: readonly Json[]): AccessStateJson => (
  { account: ACCOUNT, users: { dana: { policies: [doc(...statements)] } }, buckets: { data: {} } }
);
const when = (operator: string, key: string, value: string): Json => ({ Condition: { [operator]: { [key]: value } } });

describe('knowing less is not having less', () => {
  const stack = (account: string | undefined, ...more: readonly Json[]): AccessStateJson => ({
    ...(account !== undefined && { account }),
    users: { dana: { policies: [doc(allow(), ...more)], ...(account !== undefined && { arn: `arn:aws:iam::${account}:user/team/dana` }) } },
    buckets: {
      data: { policy: doc(allow({ Principal: { AWS: ACCOUNT }, Action: 's3:PutObject' }), { ...allow({ Principal: '*' }), Effect: 'Deny', ...when('StringNotEquals', 'aws:PrincipalAccount', ACCOUNT) }) },
    },
  });

  test('equal stacks, one of which knows its account and ARNs, are not a change', () => {
    expect(compareAccess(stack(undefined), stack(ACCOUNT)).verdict).toBe('none');
    expect(compareAccess(stack(ACCOUNT), stack(undefined)).verdict).toBe('none');
  });
  test('and what one has more is told', () => {
    const more = allow({ Action: 's3:DeleteObject' });
    expect(compareAccess(stack(undefined, more), stack(ACCOUNT))).toMatchObject({ verdict: 'lost', lost: [{ principal: { user: 'dana' }, actions: ['s3:DeleteObject'] }] });
  });
});

describe('what nobody knows makes nothing else inconclusive', () => {
  const unlessRole = { Effect: 'Deny', Action: '*', Resource: '*', ...when('StringNotLike', 'aws:userid', 'AROAEXAMPLE:*') };
  test('a Deny by aws:userid that both sides have: what it could cancel is told, with it', () => {
    const { verdict, gained, inconclusive } = compareAccess(dana(unlessRole), dana(unlessRole, allow()));
    expect([verdict, inconclusive]).toEqual(['gained', []]);
    expect(gained).toMatchObject([{ actions: ['s3:GetObject'], unless: [expect.stringContaining('aws:userid')] }]);
  });
  test('an Allow by aws:userid: the rest is told beside it', () => {
    const { verdict, gained, inconclusive } = compareAccess(dana(), dana(allow(), allow({ Action: 's3:PutObject', ...when('StringLike', 'aws:userid', 'AIDAEXAMPLE') })));
    expect(verdict).toBe('inconclusive');
    expect(gained).toMatchObject([{ actions: ['s3:GetObject'] }]);
    expect(inconclusive).toMatchObject([{ cause: 'unknown', principal: { user: 'dana' }, remedy: expect.stringContaining('--var') as string }]);
  });
});

describe('keys that every request has', () => {
  test.each<[string, Json, Json, string]>([
    ['the moment, by either key', when('DateLessThan', 'aws:CurrentTime', '2026-06-15T10:00:00Z'), when('DateLessThan', 'aws:EpochTime', '2026-06-15T10:00:00Z'), 'none'],
    ['the moment as a number', when('DateLessThan', 'aws:CurrentTime', '2026-06-15T10:00:00Z'), when('NumericLessThan', 'aws:EpochTime', '1781517600'), 'none'],
    ['a later moment', when('DateLessThan', 'aws:CurrentTime', '2026-06-15T10:00:00Z'), when('NumericLessThan', 'aws:EpochTime', '1781517601'), 'gained'],
    ['IfExists of a key that is there', when('Bool', 'aws:SecureTransport', 'true'), when('BoolIfExists', 'aws:SecureTransport', 'true'), 'none'],
    ['the owner of the resource, by either key', when('StringEquals', 'aws:ResourceAccount', ACCOUNT), when('StringEquals', 's3:ResourceAccount', ACCOUNT), 'none'],
  ])('%s', (_, before, after, verdict) => {
    expect(compareAccess(dana(allow(before)), dana(allow(after))).verdict).toBe(verdict);
  });
  test('a key that is always there is never missing', () => {
    expect(compareAccess(dana(), dana(allow(when('Null', 'aws:SecureTransport', 'true')))).verdict).toBe('none');
  });
  test('who is not signed in has no organization', () => {
    const open = (condition: Json): AccessStateJson => ({ account: ACCOUNT, buckets: { data: { policy: doc(allow({ Principal: '*', ...condition })) } } });
    const before = { account: ACCOUNT, buckets: { data: {} } };
    const principals = (condition: Json) => compareAccess(before, open(condition)).gained.map(({ principal }) => principal);
    expect(principals(when('StringEquals', 'aws:PrincipalOrgID', 'o-1'))).toContain('any other principal');
    expect(principals(when('StringEquals', 'aws:PrincipalOrgID', 'o-1'))).not.toContain('anonymous');
    expect(principals(when('Bool', 'aws:PrincipalIsAWSService', 'true'))).not.toContain('anonymous');
  });
});

test('a Deny that is rewritten lets through what is not a number', () => {
  const deny = (operator: string): Json => ({ ...allow(), Effect: 'Deny', ...when(operator, 's3:ExistingObjectTag/level', '5') });
  const { verdict, gained } = compareAccess(dana(allow(), { ...deny('NumericNotEquals') }), dana(allow(), deny('NumericLessThan'), deny('NumericGreaterThan')));
  expect(verdict).toBe('gained');
  expect(gained).toHaveLength(1);
});

describe('patterns that reach into each other', () => {
  const word = (index: number): string => String.fromCharCode(97 + index % 26) + (index < 26 ? '' : index);
  const infix = (count: number): AccessStateJson => dana(...Array.from({ length: count }, (_, index) => allow({ Resource: `arn:aws:s3:::*${word(index)}*` })));

  test.each([10, 12])('%i of them are told by the statements that make the change', (count) => {
    const after = compileState(infix(count));
    const { verdict, gained } = compareAccess(dana(), infix(count));
    expect([verdict, gained.flatMap(({ resources }) => resources).sort()]).toEqual(['gained', Array.from({ length: count }, (_, index) => `arn:aws:s3:::*${word(index)}*`)]);
    for (const { witness } of gained) expect(decideEffect(after, witness)).toBe('allow');
  });

  test('40 of them are answered within 5 seconds', () => {
    const start = process.cpuUsage();
    const { verdict, gained, inconclusive } = compareAccess(dana(), infix(40));
    expect([verdict, gained.length, inconclusive]).toEqual(['gained', 40, []]);
    expect(process.cpuUsage(start).user / 1e6).toBeLessThan(5);
  });
});

describe('witnesses are requests as they are made', () => {
  const read = (Condition: Json): AccessStateJson => dana(allow({ Condition }));
  test('a request without a version of TLS is one over HTTP, and no list without values stands in it', () => {
    const { gained } = compareAccess(dana(), read({ Null: { 's3:TlsVersion': 'true' } }));
    expect(gained.map(({ witness }) => witness.context)).toEqual([{ 'aws:SecureTransport': 'false' }]);
  });
  test.each<[string, Json]>([
    ['both as text', { StringEquals: { 'aws:CurrentTime': '2026-01-01T00:00:00Z', 'aws:EpochTime': '1767225601' } }],
    ['one with wildcards', { StringEquals: { 'aws:CurrentTime': '2026-01-01T00:00:00Z' }, StringLike: { 'aws:EpochTime': '1767225601*' } }],
  ])('two times that no request has together are inconclusive, and no error: %s', (_, condition) => {
    const { verdict, gained, inconclusive } = compareAccess(dana(), read(condition));
    expect([verdict, gained]).toEqual(['inconclusive', []]);
    expect(inconclusive).toMatchObject([{ cause: 'mixed', principal: { user: 'dana' } }]);
  });
  test('two times that tell one moment are told', () => {
    const { verdict } = compareAccess(dana(), read({ StringEquals: { 'aws:CurrentTime': '2026-01-01T00:00:00Z', 'aws:EpochTime': '1767225600' } }));
    expect(verdict).toBe('gained');
  });
});
