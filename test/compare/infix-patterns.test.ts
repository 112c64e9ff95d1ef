import * as fc from 'fast-check';
import { compareAccess } from '../../src/compare';
import { comparison, toolsFor } from '../../src/compare/compare-principals';
import { compareStates } from '../../src/compare/compare-states';
import { comparedStates } from '../../src/compare/compile/compared-state';
import type { AccessChange, Comparison } from '../../src/compare/types';
import { compileState, decideEffect } from '../../src/decide';
import type { AccessStateJson } from '../../src/state/access-state';

type Json = Readonly<Record<string, unknown>>;

const dana = (own: readonly Json[], bucketPolicy: readonly Json[] = []): AccessStateJson => ({
  account: '111122223333',
  users: { dana: { policies: [{ Version: '2012-10-17', Statement: own }] } },
  buckets: { data: bucketPolicy.length === 0 ? {} : { policy: { Version: '2012-10-17', Statement: bucketPolicy } } },
});
const allow = (Resource: unknown, more: Json = {}): Json => ({ Effect: 'Allow', Action: 's3:GetObject', Resource, ...more });
const deny = (Resource: unknown, more: Json = {}): Json => ({ ...allow(Resource, more), Effect: 'Deny' });
const infix = (literal: string | number, prefix = 'data/', suffix = ''): string => `arn:aws:s3:::${prefix}*${literal}*${suffix}`;
const several = (count: number, prefix?: string, suffix?: string): readonly string[] => Array.from({ length: count }, (_, index) => infix(`foo${index}`, prefix, suffix));

/** The comparison with infix patterns taken apart from so many on. */
function compareFrom(infixes: number, before: AccessStateJson, after: AccessStateJson): Comparison {
  const [one, other] = comparedStates(before, after);
  return comparison(compareStates(one, other, { tools: { ...toolsFor({}), infixes } }));
}

/** The statements that changes come from, by direction. */
function statements(changes: readonly AccessChange[], direction: 'gained' | 'lost'): readonly string[] {
  const works = changes.flatMap((change) => change.statements.filter(({ effect, state }) => (effect === 'Allow') === (state === (direction === 'gained' ? 'after' : 'before')))
    .map(({ state, index, policy }) => `${JSON.stringify(change.principal)} ${state} ${index} ${policy}`));
  return [...new Set(works)].sort();
}

const summary = ({ verdict, gained, lost, inconclusive }: Comparison) => (
  { verdict, gained: statements(gained, 'gained'), lost: statements(lost, 'lost'), causes: inconclusive.map(({ cause }) => cause) }
);

const literal = fc.constantFrom('foo1', 'foo10', 'foo', 'oo1', 'a', 'ab', 'b', 'log', 'ogs/', '/x', '.csv', 's', 'x-y');
const pattern = fc.oneof(
  { weight: 6, arbitrary: literal.map((text) => infix(text)) },
  { weight: 2, arbitrary: fc.tuple(literal, fc.constantFrom('', 'data/logs/', 'dat', 'other/'), fc.constantFrom('', '.csv', '1')).map(([text, prefix, suffix]) => infix(text, prefix, suffix)) },
  { weight: 2, arbitrary: fc.constantFrom('data/*', 'data/logs/*', 'data/foo1/x', 'data/foo1*', '*', 'data/*.csv', 'data/?oo*', 'data/*foo10*x*', 'data/*a*b', 'data').map((text) => `arn:aws:s3:::${text}`) },
);
const statement = fc.record({
  deny: fc.boolean(),
  not: fc.integer({ min: 0, max: 4 }).map((number) => number === 0),
  action: fc.constantFrom('s3:GetObject', 's3:GetObject', 's3:*', 's3:ListBucket'),
  resources: fc.uniqueArray(pattern, { minLength: 1, maxLength: 2 }),
  condition: fc.option(fc.constantFrom<Json>({ Bool: { 'aws:SecureTransport': 'true' } }, { StringEquals: { 's3:prefix': 'a' } }, { StringLike: { 'aws:userid': 'AROA*' } }), { freq: 4, nil: undefined }),
}).map(({ deny: isDeny, not, action, resources, condition }): Json => ({
  Effect: isDeny ? 'Deny' : 'Allow', Action: action, [not ? 'NotResource' : 'Resource']: resources, ...(condition && { Condition: condition }),
}));

describe('infix patterns: literals as questions of their own', () => {
  test('it says the same as enumerating all combinations', () => {
    let used = 0;
    const runs = Number(process.env.FC_RUNS ?? 40);
    fc.assert(fc.property(
      fc.array(statement, { minLength: 1, maxLength: 4 }),
      fc.array(statement, { maxLength: 3 }),
      fc.array(statement, { maxLength: 3 }),
      fc.array(statement.map((one) => ({ ...one, Principal: '*' })), { maxLength: 1 }),
      (common, before, after, bucket) => {
        const states = [dana([...common, ...before]), dana([...common, ...after], bucket)] as const;
        const separated = compareFrom(1, ...states);
        used += [...separated.gained, ...separated.lost].some(({ inexact }) => inexact) ? 1 : 0;
        expect(summary(separated)).toEqual(summary(compareFrom(Number.POSITIVE_INFINITY, ...states)));
      },
    ), { numRuns: runs });
    expect(used).toBeGreaterThan(runs / 4);
  });

  const only = (resource: string): Json => ({ Effect: 'Deny', Action: '*', NotResource: `arn:aws:s3:::${resource}` });
  test.each<[string, readonly Json[], readonly Json[]]>([
    ['a literal that begins in a longer prefix', [only('data/*'), allow(infix('/x', 'data/'))], [only('data/*'), allow(infix('/x', 'dat'))]],
    ['a literal that ends in a longer suffix', [only('*.csv'), allow(infix('x.', 'data/', '.csv'))], [only('*.csv'), allow(infix('x.', 'data/', 'csv'))]],
    ['a literal that moves another pattern on', [deny('arn:aws:s3:::data/*foo10*x*')], [deny('arn:aws:s3:::data/*foo10*x*'), allow(infix('foo10'))]],
    ['a literal that a prefix holds', [only('data/foo1/*'), allow('arn:aws:s3:::data/foo1/*')], [only('data/foo1/*'), allow(infix('foo1'))]],
    ['a literal that no bucket can hold', [only('data*'), allow(infix('a/b', ''), { Action: 's3:ListBucket' })], [only('data*')]],
    ['a longer literal that holds a shorter one', [allow(infix('foo1'))], [allow([infix('foo10'), infix('foo1')])]],
    ['a shorter literal in place of a longer one', [allow(infix('foo10'))], [allow(infix('foo1'))]],
    ['a Deny of a shorter literal', [allow(infix('foo10'))], [allow(infix('foo10')), deny(infix('foo1'))]],
  ])('it says the same of %s', (_, before, after) => {
    const states = [dana(before), dana(after)] as const;
    expect(summary(compareFrom(1, ...states))).toEqual(summary(compareFrom(Number.POSITIVE_INFINITY, ...states)));
  });

  test.each([13, 20, 40, 100])('issue 12 B2: %i statements are answered', (count) => {
    const start = process.cpuUsage();
    const after = dana(several(count).map((one) => allow(one)));
    const { verdict, gained, inconclusive } = compareAccess(dana([]), after);
    expect([verdict, inconclusive, gained.flatMap(({ resources }) => resources).sort()]).toEqual(['gained', [], [...several(count)].sort()]);
    const state = compileState(after);
    for (const { witness, resources: [resource] } of gained) {
      expect(decideEffect(state, witness)).toBe('allow');
      expect(witness.resource).toContain(resource.slice(resource.indexOf('*') + 1, -1));
    }
    expect(process.cpuUsage(start).user / 1e6).toBeLessThan(5);
  });

  test.each<[string, readonly Json[], readonly Json[], string]>([
    ['one statement with all of them and a statement for each', [allow(several(40))], several(40).map((one) => allow(one)), 'none'],
    ['one literal less, that a shorter one holds', [allow(several(40))], [allow(several(40).slice(0, 39))], 'none'],
    ['one literal less, that no other holds', [allow(several(40))], [allow(several(40).slice(1))], 'lost'],
    ['a Deny of one that is allowed', several(40).map((one) => allow(one)), [...several(40).map((one) => allow(one)), deny(infix('foo7'))], 'lost'],
    ['a Deny of what nothing allows', several(40).map((one) => allow(one)), [...several(40).map((one) => allow(one)), deny(infix('foo7', 'other/'))], 'none'],
    ['all but some', [allow('arn:aws:s3:::data/*'), deny(several(40))], [allow('arn:aws:s3:::data/*'), deny([...several(40), infix('bar')])], 'lost'],
    ['NotResource of all and of one less', [{ Effect: 'Allow', Action: 's3:GetObject', NotResource: several(20) }], [{ Effect: 'Allow', Action: 's3:GetObject', NotResource: several(20).slice(1) }], 'gained'],
    ['with a suffix', [allow(several(40, 'data/', '.csv'))], [allow(several(40, 'data/', '.csv')), allow('arn:aws:s3:::data/*.csv')], 'gained'],
    ['in all buckets', [allow(several(40, ''))], [allow([...several(40, ''), infix('bar', '')])], 'gained'],
    ['each under a condition of its own', [], several(40).map((one, index) => allow(one, { Condition: { StringEquals: { 'aws:PrincipalTag/team': `t${index}` } } })), 'gained'],
  ])('%s', (_, before, after, verdict) => {
    const start = process.cpuUsage();
    expect(summary(compareAccess(dana(before), dana(after)))).toMatchObject({ verdict, causes: [] });
    expect(process.cpuUsage(start).user / 1e6).toBeLessThan(5);
  });
});
