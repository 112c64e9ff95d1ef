import * as fc from 'fast-check';
import { decide } from '../../src/decide';
import { tokenize } from '../../src/decide/match/tokens';
import { AccessError } from '../../src/errors';
import { CONDITION_OPERATORS } from '../../src/policy/operators';
import { readDate } from '../../src/policy/operators/date';
import { readRange } from '../../src/policy/operators/ip';
import { matchesGlob } from '../../src/policy/pattern/glob';
import { runs } from '../runs';
import { policy, state, userState } from './states';

/** Generous, since the machine may be busy; anything worse than n·m takes hours. */
const SECONDS = 20;

function within(seconds: number, work: () => void): void {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  expect((user + system) / 1e6).toBeLessThan(seconds);
}

const dana = { user: 'dana' };

test('patterns that make others backtrack', () => {
  within(SECONDS, () => {
    const long = 'a'.repeat(20_000);
    expect(matchesGlob(`${'*a'.repeat(500)}*b`, long)).toBe(false);
    expect(matchesGlob(`${'a*'.repeat(500)}`, long)).toBe(true);
    expect(matchesGlob(`${'*?'.repeat(500)}b`, long)).toBe(false);
    const allow = { effect: 'Allow' as const, actions: ['*a*a*a*a*a*a*b'], resources: [`arn:aws:s3:::${'*a'.repeat(50)}*b`], conditions: [{ operator: 'StringLike', key: 's3:prefix', values: ['${aws:username}*a*a*a*b'] }] };
    expect(decide(userState([allow]), { principal: dana, action: `s3:${'a'.repeat(5000)}`, resource: `b/${long}`, context: { 's3:prefix': long } }).effect).toBe('implicitDeny');
  });
});

test('100,000 statements, decided and explained', () => {
  within(SECONDS, () => {
    const statements = Array.from({ length: 100_000 }, (_, index) => ({ sid: `S${index}`, effect: 'Allow' as const, actions: ['s3:GetObject'], resources: [`arn:aws:s3:::b/${index}/*`] }));
    const large = userState(statements, { bucket: statements.map((one) => ({ ...one, principals: '*' as const })) });
    const decision = decide(large, { principal: dana, action: 's3:GetObject', resource: 'b/99999/k' });
    expect(decision.effect).toBe('allow');
    expect(decision.statements.filter((one) => one.outcome === 'applies')).toHaveLength(2);
    expect(decision.reason.length).toBeLessThan(1000);
  });
});

test('long lists, long texts and many unclosed variables', () => {
  within(SECONDS, () => {
    const many = Array.from({ length: 100_000 }, (_, index) => `arn:aws:s3:::b/${index}`);
    const open = '${'.repeat(200_000);
    const statements = [
      { effect: 'Allow' as const, actions: ['s3:*'], resources: [...many, `arn:aws:s3:::b/${open}`, `arn:aws:s3:::b/${open}}`], conditions: [{ operator: 'StringNotEquals', key: 's3:prefix', values: many }] },
    ];
    const decision = decide(userState(statements), { principal: dana, action: 's3:GetObject', resource: 'b/99999', context: { 's3:prefix': 'x'.repeat(1_000_000) } });
    expect(decision.effect).toBe('allow');
    expect(decision.statements[0].text.length).toBeLessThan(10_000);
    expect(tokenize(`${open}}`, { wildcards: true, variables: true })).toHaveLength(1);
  });
});

test('10,000 condition keys and values of a request', () => {
  within(SECONDS, () => {
    const context = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`s3:k${index}`, 'v']));
    const values = Array.from({ length: 3000 }, (_, index) => `v${index}`);
    const conditions = [{ operator: 'ForAllValues:StringEquals', key: 's3:tags', values }];
    const allow = { effect: 'Allow' as const, actions: ['s3:*'], resources: ['*'], conditions };
    expect(decide(userState([allow]), { principal: dana, action: 's3:GetObject', resource: 'b/k', context: { ...context, 's3:tags': values } }).effect).toBe('allow');
  });
});

test('names from prototypes are names like others', () => {
  const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
  const context = JSON.parse('{"__proto__": "x", "constructor": "x", "toString": "x", "hasOwnProperty": "x"}') as Record<string, string>;
  for (const name of names) {
    const allow = { effect: 'Allow' as const, actions: ['s3:*'], resources: [`arn:aws:s3:::${name}/\${aws:username}`], conditions: [{ operator: 'StringEquals', key: name, values: ['x'] }] };
    const hostile = state({ users: [{ name, groups: [name], policies: [policy([allow])] }], buckets: [{ name }] });
    expect(decide(hostile, { principal: { user: name }, action: 's3:GetObject', resource: `${name}/${name}`, context }).effect).toBe('allow');
    expect(decide(hostile, { principal: { user: name }, action: 's3:GetObject', resource: `${name}/${name}` }).effect).toBe('implicitDeny');
  }
});

test('any document and request end in an answer or a typed error', () => {
  const text = fc.oneof(fc.string({ maxLength: 30, unit: 'binary' }), fc.stringMatching(/^[arn:s3*?${}',/]{0,30}$/), fc.constantFrom('*', '${*}', '${aws:username}', "${a:b, 'c'}", '\u{F0000}', 'arn:aws:iam::1:root'));
  const list = fc.option(fc.array(text, { maxLength: 3 }), { nil: undefined });
  const principals = fc.option(fc.oneof(fc.constant('*' as const), fc.record({ AWS: fc.array(text, { maxLength: 3 }) })), { nil: undefined });
  const operator = fc.oneof(text, fc.constantFrom(...CONDITION_OPERATORS.keys()), fc.constantFrom(...CONDITION_OPERATORS.keys()).map((name) => `ForAnyValue:${name}IfExists`));
  const statement = fc.record({
    effect: fc.constantFrom('Allow' as const, 'Deny' as const),
    actions: list,
    notActions: list,
    resources: list,
    notResources: list,
    principals,
    notPrincipals: principals,
    conditions: fc.array(fc.record({ operator, key: fc.oneof(text, fc.constantFrom('s3:x', 'aws:userid')), values: fc.array(text, { maxLength: 3 }) }), { maxLength: 2 }),
  });
  const principal = fc.oneof(fc.constant('anonymous' as const), fc.record({ user: fc.oneof(text, fc.constant('dana')) }), fc.record({ role: text }), fc.record({ arn: text }));
  const statements = fc.array(statement, { maxLength: 4 });
  const given = fc.dictionary(text, fc.oneof(text, fc.array(text, { maxLength: 2 }), fc.double(), fc.boolean()));
  fc.assert(fc.property(statements, statements, principal, text, given, (own, bucket, who, resource, context) => {
    try {
      const decision = decide(userState(own, { bucket }), { principal: who, action: 's3:GetObject', resource, context: { 's3:x': '1', ...context } });
      expect(['allow', 'explicitDeny', 'implicitDeny', 'uncertain']).toContain(decision.effect);
      expect([decision.allowed, decision.unknowns.length > 0]).toEqual([decision.effect === 'allow', decision.effect === 'uncertain']);
      expect(typeof JSON.stringify(decision)).toBe('string');
    } catch (error) {
      if (!(error instanceof AccessError)) throw error;
    }
  }), { numRuns: runs(2000) });
});

test('readers of values take any text', () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9a-fA-F:./TZ+-]{0,40}$/)), (text) => {
    const time = readDate(text);
    const range = readRange(text);
    expect(time === undefined || Number.isFinite(time)).toBe(true);
    expect(range === undefined || range.words.every((word) => Number.isInteger(word) && word >= 0 && word < 2 ** 32)).toBe(true);
  }), { numRuns: runs(5000) });
});
