import * as fc from 'fast-check';
import {
  checkAccessNotGranted, checkNoNewAccess, checkNoPublicAccess, compareAccess, equivalent, redundantStatements,
} from '../../src/compare';
import { readDocument } from '../../src/compare/checks/read-document';
import { compareTwoDocuments } from '../../src/compare/compare-documents';
import { readAccess } from '../../src/state';
import type { AccessState, AccessStateJson } from '../../src/state/access-state';
import { UNKNOWN_TEXT } from '../../src/state/access-state';
import { runs } from '../runs';

type Json = Record<string, unknown>;
const doc = (...statements: readonly Json[]): Json => ({ Version: '2012-10-17', Statement: statements });
const READ: Json = { Sid: 'Read', Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/*' };
const dana = (...policies: readonly Json[]): AccessStateJson => ({ users: { dana: { policies } } });

describe('checkAccessNotGranted', () => {
  test.each([
    ['another action', { actions: ['s3:Delete*'] }, true],
    ['another resource', { resources: ['arn:aws:s3:::c/*'] }, true],
    ['an action in a pattern', { actions: ['s3:Get*'] }, false],
    ['a resource that overlaps', { actions: ['s3:GetObject'], resources: ['arn:aws:s3:::*/secret/*'] }, false],
  ])('%s', (_, access, ok) => {
    expect(checkAccessNotGranted(doc(READ), access).ok).toBe(ok);
    expect(checkAccessNotGranted(dana(doc(READ)), access).ok).toBe(ok);
  });

  test('a Deny counts', () => {
    const denied = doc(READ, { Effect: 'Deny', Action: 's3:*', Resource: 'arn:aws:s3:::b/secret/*' });
    expect(checkAccessNotGranted(denied, { resources: ['arn:aws:s3:::b/secret/*'] }).ok).toBe(true);
    expect(checkAccessNotGranted(denied, { resources: ['arn:aws:s3:::b/secre*'] }).violations[0].witness).toMatchObject({ resource: 'arn:aws:s3:::b/secre' });
  });

  test('a resource that is not an ARN is refused', () => {
    expect(() => checkAccessNotGranted(doc(READ), { resources: ['b/x'] })).toThrow(/can match no resource/);
  });
});

describe('checkNoNewAccess', () => {
  const wider = { ...READ, Resource: 'arn:aws:s3:::*/*' };
  test.each([
    ['the same', READ, READ, { ok: true, violations: 0, inconclusive: 0 }],
    ['less', wider, READ, { ok: true, violations: 0, inconclusive: 0 }],
    ['more', READ, wider, { ok: false, violations: 1, inconclusive: 0 }],
  ])('%s', (_, before, after, expected) => {
    const { ok, violations, inconclusive, ...rest } = checkNoNewAccess(doc(before), doc(after), { policyType: 'identity' });
    expect({ ok, violations: violations.length, inconclusive: inconclusive.length }).toEqual(expected);
    expect(rest).toEqual({});
  });
});

test('a check whose answer depends on what the source does not say is not ok, and has no violation', () => {
  const hidden = dana(doc({ ...READ, Resource: `arn:aws:s3:::${UNKNOWN_TEXT}/*` }));
  expect(checkAccessNotGranted(hidden, { resources: ['arn:aws:s3:::b/*'] })).toMatchObject({ ok: false, violations: [], inconclusive: [{ principal: { user: 'dana' } }] });
});

describe('checkNoPublicAccess', () => {
  const open = (more: Json): Json => doc({ ...READ, Principal: '*', ...more });
  test.each([
    ['everyone', open({}), false],
    ['one account', doc({ ...READ, Principal: { AWS: '222222222222' } }), true],
    ['everyone in a private network', open({ Condition: { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } } }), true],
    ['everyone from everywhere', open({ Condition: { IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } } }), false],
    ['everyone through one endpoint', open({ Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-1' } } }), true],
    ['everyone but through one endpoint', open({ Condition: { StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } } }), false],
    ['everyone with TLS', open({ Condition: { Bool: { 'aws:SecureTransport': 'true' } } }), false],
    ['everyone of an organization', open({ Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } } }), true],
  ])('%s', (_, policy, ok) => {
    expect(checkNoPublicAccess(policy).ok).toBe(ok);
    expect(checkNoPublicAccess({ buckets: { b: { policy } } }).ok).toBe(ok);
  });
});

describe('equivalent and redundantStatements', () => {
  const team = { ...READ, Sid: 'Team', Resource: 'arn:aws:s3:::b/team/*' };
  test('documents and states', () => {
    expect(equivalent(doc(READ), doc(READ, team))).toBe(true);
    expect(equivalent(doc(team), doc(READ))).toBe(false);
    expect(equivalent(dana(doc(READ)), dana(doc(READ, team)))).toBe(true);
  });
  test('a statement within another one, and a Deny that denies nothing', () => {
    const idle = { Sid: 'Idle', Effect: 'Deny', Action: 's3:PutObject', Resource: '*' };
    expect(redundantStatements(doc(READ, team, idle)).map(({ sid }) => sid)).toEqual(['Team', 'Idle']);
    expect(redundantStatements(dana(doc(READ), doc(team))).map(({ policy, sid }) => [policy, sid])).toEqual([['user dana, policy 2', 'Team']]);
  });

  test('a Deny on what a source doesn\'t tell may deny what is allowed', () => {
    const hidden = { Sid: 'Hidden', Effect: 'Deny', Action: 's3:GetObject', Resource: `arn:aws:s3:::${UNKNOWN_TEXT}/x` };
    const read = { ...READ, Resource: 'arn:aws:s3:::b/x' };
    const [{ document }] = readAccess(dana(doc(read, hidden))).users.get('dana')!.policies;
    expect(redundantStatements(document!)).toEqual([]);
    expect(redundantStatements(doc(read, { ...hidden, Resource: 'arn:aws:s3:::c/x' })).map(({ sid }) => sid)).toEqual(['Hidden']);
  });

  test('of a document, those are found that it says the same without, compared as a whole', () => {
    const some = <T>(...all: readonly T[]) => fc.subarray([...all], { minLength: 1, maxLength: 2 });
    const statement = fc.record({
      Effect: fc.constantFrom('Allow', 'Allow', 'Deny'),
      Action: some('s3:GetObject', 's3:Get*', 's3:PutObject', 's3:*'),
      Resource: some('arn:aws:s3:::b/*', 'arn:aws:s3:::b/team/*', 'arn:aws:s3:::b/*team*', 'arn:aws:s3:::c/?/*', '*'),
    });
    let [found, kept] = [0, 0];
    fc.assert(fc.property(fc.array(statement, { minLength: 1, maxLength: 5 }), (statements) => {
      const document = doc(...statements);
      const whole = statements.flatMap((_, index) => (equivalent(document, doc(...statements.filter((_one, at) => at !== index))) ? [index] : []));
      expect(redundantStatements(document).map(({ index }) => index)).toEqual(whole);
      [found, kept] = [found + whole.length, kept + statements.length - whole.length];
    }), { numRuns: runs(400) });
    expect(Math.min(found, kept)).toBeGreaterThan(0);
  });
});

describe('what can not be told is inconclusive, and nothing else', () => {
  const variable = { ...READ, Sid: 'Variable', Resource: 'arn:aws:s3:::b/${s3:prefix}/*' };
  test('a variable used alike on both sides is no matter', () => {
    expect(compareAccess(dana(doc(variable)), dana(doc(variable, READ))).verdict).toBe('gained');
    expect(compareAccess(dana(doc(variable, READ)), dana(doc(READ))).verdict).toBe('none');
    expect(compareAccess(dana(doc(variable)), dana(doc({ ...variable, Sid: 'Renamed' }))).verdict).toBe('none');
  });
  test('a variable that matters is proven with a request that has it', () => {
    const { verdict, gained } = compareAccess(dana(), dana(doc(variable)));
    expect(verdict).toBe('gained');
    expect(gained[0].witness).toMatchObject({ resource: 'arn:aws:s3:::b/some-prefix/', context: { 's3:prefix': 'some-prefix' } });
  });
  test('a value that is made up is one that no statement writes', () => {
    const other = { ...READ, Resource: 'arn:aws:s3:::b/${s3:prefix}x/*' };
    const { gained, lost, inconclusive } = compareTwoDocuments(
      readDocument(doc(other, { ...READ, Resource: 'arn:aws:s3:::b/some-prefix/*' }), 'before'), readDocument(doc(other, variable), 'after'), { policyType: 'identity' },
    );
    expect(gained.map(({ resources, witness }) => [resources, witness.context])).toEqual([[[variable.Resource], { 's3:prefix': 'some-prefix-or-other' }]]);
    expect(lost.map(({ resources }) => resources)).toEqual([['arn:aws:s3:::b/some-prefix/*']]);
    expect(inconclusive).toEqual([]);
  });
  const deny = (Resource: string) => ({ Effect: 'Deny', Action: 's3:GetObject', Resource });
  const after = [{ ...READ, Resource: 'arn:aws:s3:::b/${aws:PrincipalTag/team}/*' }];
  const before = [...after, deny('arn:aws:s3:::b/secret/*'), deny('arn:aws:s3:::b/*/private/*')];
  test('what holds for nearly all values of a variable doesn\'t hide what holds for one that is written elsewhere', () => {
    const { gained, inconclusive } = compareAccess(dana(doc(...before)), dana(doc(...after)));
    expect(gained.map(({ witness }) => [witness.resource, witness.context])).toEqual(expect.arrayContaining([
      ['arn:aws:s3:::b/some-team/private/', { 'aws:PrincipalTag/team': 'some-team' }], ['arn:aws:s3:::b/secret/', { 'aws:PrincipalTag/team': 'secret' }],
    ]));
    expect(gained.flatMap(({ resources, resourcesExcept }) => [...resources, ...resourcesExcept]).join()).not.toContain('some-team');
    expect(inconclusive).toEqual([]);
    expect(compareAccess(dana(doc(...after)), dana(doc(...before))).lost).toHaveLength(gained.length);
    // a Deny that stays is nobody's gain
    const stays = compareAccess(dana(doc(...before)), dana(doc(...before.slice(0, 2))));
    expect(stays.gained.map(({ statements }) => statements.map(({ index }) => index))).toEqual([[2]]);
  });
  test('and where no value can be read off the text, that is said beside what was proven', () => {
    const wild = (statements: typeof before) => statements.map((one) => ({ ...one, Resource: one.Resource.replace('${', '?${').replace('secret', 'xsecret') }));
    const { verdict, gained, inconclusive } = compareAccess(dana(doc(...wild(before))), dana(doc(...wild(after))));
    expect([verdict, gained.map(({ statements }) => statements.map(({ index }) => index))]).toEqual(['inconclusive', [[2]]]);
    expect(inconclusive.map(({ reason }) => reason)).toEqual(['whether access is gained depends on arn:aws:s3:::b/?${aws:PrincipalTag/team}/*']);
  });
  test('text that a source does not tell', () => {
    const state = (resource: string): AccessState => ({
      users: new Map([['dana', {
        name: 'dana',
        groups: [],
        policies: [{
          name: 'p', document: { version: '2012-10-17', statements: [{ effect: 'Allow', actions: ['s3:GetObject'], resources: [resource] }] },
        }],
      }]]),
      groups: new Map(),
      roles: new Map(),
      buckets: new Map(),
      unknowns: [],
    });
    const unknown = state(`arn:aws:s3:::${UNKNOWN_TEXT}/*`);
    expect(compareAccess(unknown, unknown).verdict).toBe('none');
    expect(compareAccess(unknown, state(`arn:aws:s3:::${UNKNOWN_TEXT}/*`)).verdict).toBe('inconclusive');
    expect(compareAccess(unknown, state('arn:aws:s3:::*')).verdict).not.toBe('none');
  });
  test('a document made to blow up ends within its cap', () => {
    const resources = Array.from({ length: 40 }, (_, index) => `arn:aws:s3:::*${String.fromCharCode(97 + index % 26)}?${index}*`);
    const result = compareAccess(dana(), dana(doc({ ...READ, Resource: resources })), { maxStates: 20_000 });
    expect(result).toMatchObject({ verdict: 'inconclusive', inconclusive: [{ principal: { user: 'dana' }, reason: expect.stringContaining('20000') as string }] });
  });
  test('a key that is compared as text with wildcards and as a number', () => {
    const tagged = (conditions: Json): AccessStateJson => dana(doc({ Effect: 'Allow', Action: 's3:GetObject', Resource: '*', Condition: conditions }));
    const result = compareAccess(tagged({ NumericLessThan: { 's3:ExistingObjectTag/level': '5' } }), tagged({ StringLike: { 's3:ExistingObjectTag/level': '4*' } }));
    expect(result).toMatchObject({ verdict: 'inconclusive', inconclusive: [{ reason: expect.stringContaining('s3:ExistingObjectTag/level') as string }] });
    expect(result.gained).toHaveLength(1);
  });
  test('but one that is compared as whole text and as a number is told', () => {
    const list = (conditions: Json): AccessStateJson => dana(doc({ Effect: 'Allow', Action: 's3:ListBucket', Resource: '*', Condition: conditions }));
    const result = compareAccess(list({ NumericLessThan: { 's3:max-keys': '5' } }), list({ StringEquals: { 's3:max-keys': '4' } }));
    expect(result).toMatchObject({ verdict: 'lost', inconclusive: [] });
  });
});
