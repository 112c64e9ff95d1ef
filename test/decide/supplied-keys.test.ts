import { decide, type AccessRequest, type AccessState } from '../../src';
import { headObjectStatus } from '../../src/decide';
import { isSuppliedKey } from '../../src/decide/supplied-keys';
import type { Statement } from '../../src/policy/document';
import { REQUEST_KEYS, requestKey } from '../../src/s3/request-keys';
import { ACCOUNT, OTHER_ACCOUNT, policy, state, userState } from './states';

const when = (operator: string, key: string, ...values: string[]): Pick<Statement, 'conditions'> => ({ conditions: [{ operator, key, values }] });
const allow = (more: Partial<Statement> = {}): Statement => ({ effect: 'Allow', actions: ['s3:*', 'kms:*'], resources: ['*'], ...more });
const deny = (more: Partial<Statement>): Statement => ({ ...allow(more), effect: 'Deny' });
const get = { principal: { user: 'dana' }, action: 's3:GetObject', resource: 'b/k' };
const effectOf = (statements: readonly Statement[], more: Partial<AccessRequest> = {}, owner?: string) =>
  decide(userState(statements, { owner }), { ...get, ...more }).effect;
const publicState = (...statements: readonly Statement[]): AccessState => state({ buckets: [{ name: 'b', policy: policy(statements) }] });

/** What a request has that says nothing of it (IAM user guide, global condition context keys; S3 user guide, condition keys). */
const ALWAYS: ReadonlyArray<readonly [key: string, value: string]> = [
  ['aws:SecureTransport', 'true'], ['aws:ViaAWSService', 'false'], ['aws:PrincipalIsAWSService', 'false'], ['aws:PrincipalAccount', ACCOUNT],
  ['aws:ResourceAccount', ACCOUNT], ['s3:ResourceAccount', ACCOUNT], ['s3:TlsVersion', '1.3'],
];

describe('keys that every request has', () => {
  test.each(ALWAYS)('%s is %s, in whatever letters the policy writes it', (key, value) => {
    for (const written of [key, key.toUpperCase(), key.toLowerCase()]) {
      expect([written, effectOf([allow(when('StringEquals', written, value))])]).toEqual([written, 'allow']);
      expect([written, effectOf([allow(), deny(when('StringNotEquals', written, value))])]).toEqual([written, 'allow']);
      expect([written, effectOf([allow(when('Null', written, 'true'))])]).toEqual([written, 'implicitDeny']);
    }
    expect(effectOf([allow(when('Null', key, 'false'))])).toBe('allow');
  });

  test.each(ALWAYS)('%s is as the request says where it says it, and not there where it has no value', (key, value) => {
    expect(effectOf([allow(when('StringEquals', key, value))], { context: { [key]: 'other' } })).toBe('implicitDeny');
    expect(effectOf([allow(when('Null', key, 'true'))], { context: { [key]: [] } })).toBe('allow');
  });

  test('without HTTPS there is no TLS', () => {
    expect(effectOf([allow(when('Null', 's3:TlsVersion', 'true'))], { context: { 'aws:SecureTransport': false } })).toBe('allow');
    expect(effectOf([allow(), deny(when('NumericLessThan', 's3:TlsVersion', '1.2'))])).toBe('allow');
  });

  test('the account of the resource is that of its bucket, or the one in its ARN; nobody knows that of a bucket whose owner nobody knows', () => {
    expect(effectOf([allow(), deny(when('StringNotEquals', 'aws:ResourceAccount', OTHER_ACCOUNT))])).toBe('explicitDeny');
    const unowned: AccessState = { ...userState([allow(), deny(when('StringNotEquals', 'aws:ResourceAccount', ACCOUNT))]), account: undefined };
    expect(decide(unowned, get).effect).toBe('uncertain');
    const other = `arn:aws:kms:eu-west-1:${OTHER_ACCOUNT}:key/1`;
    expect(effectOf([allow(), deny(when('StringEquals', 'aws:ResourceAccount', OTHER_ACCOUNT))], { action: 'kms:Decrypt', resource: other })).toBe('explicitDeny');
  });

  test('requests that are not signed are of the account anonymous, and of no service and no organisation', () => {
    const asked = (...more: readonly Statement[]) => {
      const open = publicState(...more.map((one) => ({ ...one, principals: '*' as const })));
      return decide(open, { ...get, principal: 'anonymous' }).effect;
    };
    expect(asked(allow(when('StringEqualsIfExists', 'aws:PrincipalAccount', ACCOUNT)))).toBe('implicitDeny');
    expect(asked(allow(), deny(when('StringEquals', 'aws:PrincipalAccount', 'anonymous')))).toBe('explicitDeny');
    expect(asked(allow(when('Null', 'aws:PrincipalIsAWSService', 'true')))).toBe('allow');
    for (const key of ['aws:PrincipalOrgID', 'aws:PrincipalOrgPaths']) expect([key, asked(allow(when('Null', key, 'true')))]).toEqual([key, 'allow']);
  });

  test('a service is one', () => {
    const byService = decide(publicState({ ...allow(when('Bool', 'aws:PrincipalIsAWSService', 'true')), principals: { Service: ['logging.s3.amazonaws.com'] } }), {
      ...get, principal: { arn: 'logging.s3.amazonaws.com' },
    });
    expect(byService.effect).toBe('allow');
  });

  test('names of tags are the same in whatever letters', () => {
    const tagged: AccessState = { ...userState([]), users: new Map([['dana', { name: 'dana', groups: [], tags: { Team: 'red' }, policies: [policy([allow(when('StringEquals', 'aws:PrincipalTag/TEAM', 'red'))])] }]]) };
    expect(decide(tagged, get).effect).toBe('allow');
    expect(effectOf([allow(when('StringEquals', 's3:ExistingObjectTag/Class', 'a'))], { context: { 's3:existingobjecttag/CLASS': 'a' } })).toBe('allow');
  });
});

describe('the moment of a request', () => {
  const until = (key: string) => [allow(when('DateLessThan', key, '2026-06-15T10:00:00Z'))];
  const ask = (key: string, request: Partial<AccessRequest>, at?: string | number | Date) => (
    decide(userState(until(key)), { ...get, ...request }, { at }).effect
  );

  test.each(['aws:CurrentTime', 'aws:EpochTime'])('%s is now, unless the request or the caller says when', (key) => {
    expect(ask(key, {})).toBe(Date.now() < Date.parse('2026-06-15T10:00:00Z') ? 'allow' : 'implicitDeny');
    for (const early of ['2026-06-15', '2026-06-15T09:59:59Z', 1_700_000_000, new Date('2020-01-01')]) expect([early, ask(key, {}, early)]).toEqual([early, 'allow']);
    for (const late of ['2026-06-15T10:00:00Z', '2030-01-01']) expect([late, ask(key, {}, late)]).toEqual([late, 'implicitDeny']);
    // what the request says wins
    expect(ask(key, { context: { [key]: '2026-06-14' } }, '2030-01-01')).toBe('allow');
  });

  test('either key tells the other, and two that disagree are refused', () => {
    expect(ask('aws:EpochTime', { context: { 'aws:CurrentTime': '2026-06-14' } })).toBe('allow');
    expect(ask('aws:CurrentTime', { context: { 'aws:epochtime': 1_900_000_000 } })).toBe('implicitDeny');
    const both = (date: string, epoch: number) => ask('aws:CurrentTime', { context: { 'aws:CurrentTime': date, 'aws:EpochTime': epoch } });
    expect(both('2026-06-14T00:00:00Z', Date.parse('2026-06-14T00:00:00Z') / 1000)).toBe('allow');
    expect(() => both('2026-06-14T00:00:00Z', 1_900_000_000)).toThrow(expect.objectContaining({ code: 'InvalidRequest', message: expect.stringContaining('one moment') as string }));
  });

  test.each(['soon', '', Number.NaN, new Date('x')])('%s is not a time', (at) => {
    expect(() => decide(userState([]), get, { at })).toThrow(expect.objectContaining({ code: 'InvalidRequest' }));
  });
});

describe('what was taken for granted is said where it could matter', () => {
  const HTTPS = 'HTTPS with TLS 1.3';
  const assumed = (statements: readonly Statement[], context?: AccessRequest['context'], at?: string) => decide(userState(statements), { ...get, context }, { at }).assumptions.join('\n');

  test.each<readonly [string, readonly Statement[], string]>([
    ['a grant over HTTPS', [allow(when('Bool', 'aws:SecureTransport', 'true'))], HTTPS],
    ['a guard against HTTP', [allow(), deny(when('Bool', 'aws:SecureTransport', 'false'))], HTTPS],
    ['a guard against old TLS', [allow(), deny(when('NumericLessThan', 's3:TlsVersion', '1.2'))], HTTPS],
    ['a time window', [allow(when('DateGreaterThan', 'aws:CurrentTime', '2020-01-01'))], 'to be made at 20'],
    ['a request through a service', [allow(when('Bool', 'aws:ViaAWSService', 'false'))], 'aws:ViaAWSService'],
  ])('%s', (_, statements, text) => {
    expect(assumed(statements)).toContain(text);
    // whatever is allowed anyway, or denied anyway, doesn't depend on it
    expect(assumed([allow(), ...statements.filter(({ effect }) => effect === 'Allow')])).toBe('');
    expect(assumed([...statements, deny({})])).toBe('');
  });

  test('and not where the request says it', () => {
    expect(assumed([allow(when('Bool', 'aws:SecureTransport', 'true'))], { 'aws:securetransport': 'true' })).toBe('');
    expect(assumed([allow(when('DateGreaterThan', 'aws:CurrentTime', '2020-01-01'))], { 'aws:EpochTime': 1_900_000_000 })).toBe('');
    expect(assumed([allow(when('DateGreaterThan', 'aws:CurrentTime', '2020-01-01'))], {}, '2026-01-01')).toBe('');
  });
});

test('every key that is supplied is said to be in every such request, and no other is', () => {
  const principals = ['aws:PrincipalAccount', 'aws:PrincipalType', 'aws:userid', 'aws:PrincipalIsAWSService', 'aws:username', 'aws:PrincipalArn'];
  for (const { name, presence } of REQUEST_KEYS) {
    const isCertain = presence !== undefined && presence !== 'signedOnly' && !principals.includes(name);
    expect([name, isSuppliedKey(name.toLowerCase())]).toEqual([name, isCertain]);
  }
  expect(requestKey('AWS:principaltag/Team')?.presence).toBe('signedOnly');
  expect(requestKey('aws:SourceIp')?.presence).toBeUndefined();
});

test('the status of a HEAD depends on what is not known', () => {
  const unknown = state({ users: [{ name: 'dana', groups: [], policies: [{ name: 'p' }] }] });
  const head = (exists: boolean) => headObjectStatus(unknown, { principal: { user: 'dana' }, bucket: 'b', key: 'k', exists }).status;
  expect([head(true), head(false)]).toEqual(['uncertain', 'uncertain']);
});
