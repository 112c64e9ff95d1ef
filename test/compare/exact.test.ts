import * as fc from 'fast-check';
import { type AccessChange, compareAccess } from '../../src/compare';
import { readArn } from '../../src/compare/compile/text-pattern';
import { globMatches } from '../../src/compare/domain/glob';
import { compileState, decideEffect } from '../../src/decide';
import { matchesGlob } from '../../src/policy/pattern/glob';
import type { AccessStateJson } from '../../src/state/access-state';
import { runs } from '../runs';

const RUNS = runs(60);
const ACTIONS = ['s3:GetObject', 's3:PutObject', 's3:ListBucket', 's3:Get*', 's3:*Object', 's3:*', '*', 's3:Put*'];
const RESOURCES = ['b', 'b/*', 'b/a/*', 'b/a*', 'b/*a', 'b/?', '*', 'b/*/a', 'b*', 'b/*b*', 'c/*', 'b/${aws:username}/*', 'b/ab?*'].map(
  (path) => `arn:aws:s3:::${path}`,
);
const KEYS = ['a', 'b', 'aa', 'ab', 'a/a', 'b/a', 'a/b', 'u/a', 'ab/a', 'a/b/a', 'bab', 'aba', 'u/b', 'x'];
const REQUESTS = [
  ...['s3:ListBucket', 's3:GetBucketAcl'].flatMap((action) => ['b', 'c', 'd'].map((name) => [action, name])),
  ...['s3:GetObject', 's3:PutObject', 's3:PutObjectAcl', 's3:DeleteObject'].flatMap(
    (action) => ['b', 'c', 'd'].flatMap((name) => KEYS.map((key) => [action, `${name}/${key}`])),
  ),
].map(([action, path]) => ({ principal: { user: 'u' }, action, resource: `arn:aws:s3:::${path}` }));

const some = <T>(values: readonly T[]) => fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 2 });
const statement = fc.record({
  Effect: fc.constantFrom('Allow', 'Allow', 'Deny'),
  what: fc.constantFrom('Action', 'Action', 'Action', 'NotAction'),
  actions: some(ACTIONS),
  where: fc.constantFrom('Resource', 'Resource', 'Resource', 'NotResource'),
  resources: some(RESOURCES),
}).map(({ Effect, what, actions, where, resources }) => ({ Effect, [what]: actions, [where]: resources }));
const statements = fc.array(statement, { minLength: 1, maxLength: 4 });
const condition = fc.constantFrom<object>(
  ...['10.0.0.0/8', '10.0.0.0/7'].flatMap((range) => ['IpAddress', 'NotIpAddress'].map((name) => ({ [name]: { 'aws:SourceIp': range } }))),
  ...['true', 'false'].flatMap((value) => ['Bool', 'BoolIfExists', 'Null'].map((operator) => ({ [operator]: { 'aws:SecureTransport': value } }))),
);
const conditional = fc.array(
  fc.tuple(statement, fc.option(condition)).map(([one, Condition]) => (Condition === null ? one : { ...one, Condition })),
  { minLength: 1, maxLength: 4 },
);
/** All that the conditions distinguish. */
const CONTEXTS = ['10.0.0.1', '11.0.0.1', '12.0.0.1', undefined].flatMap((ip) => ['true', 'false'].map((tls) => ({
  ...(ip !== undefined && { 'aws:SourceIp': ip }), 'aws:SecureTransport': tls,
})));

const state = (list: readonly object[]): AccessStateJson => ({
  account: '111111111111', users: { u: { policies: [{ Version: '2012-10-17', Statement: list }] } }, buckets: { b: {}, c: {}, d: {} },
});

/** Whether a change says that a request is one of its. */
function says({ actions, actionsExcept, resources, resourcesExcept }: AccessChange, { action, resource }: typeof REQUESTS[number]): boolean {
  const has = (patterns: readonly string[]) => patterns.some((pattern) => matchesGlob(pattern, action, true));
  const matches = (patterns: readonly string[]) => patterns.some((pattern) => {
    const glob = readArn(pattern, {
      version: '2012-10-17', wildcards: true, variables: true, fold: false, unknowns: '', fixed: new Map([['aws:username', ['u']]]),
    })?.glob;
    return glob !== undefined && globMatches(glob, resource);
  });
  return has(actions) && !has(actionsExcept) && matches(resources) && !matches(resourcesExcept);
}

test.each([['where nothing has a condition', statements, [{}]], ['under conditions', conditional, CONTEXTS]] as const)(
  '%s, the lines say exactly what changes: no request less, and none more',
  (_, documents, contexts) => {
    let [changes, lines] = [0, 0];
    fc.assert(fc.property(documents, documents, fc.nat(), (one, more, kept) => {
      const [before, after] = [state(one), state([...one.slice(0, kept % (one.length + 1)), ...more])];
      const [had, has] = [compileState(before), compileState(after)];
      const { gained, lost, inconclusive } = compareAccess(before, after);
      expect(inconclusive).toEqual([]);
      lines += gained.length + lost.length;
      const answers = REQUESTS.map((request) => {
        const turns = contexts.map((context) => [had, has].map((side) => decideEffect(side, { ...request, context }) === 'allow').join());
        return { request, gained: turns.includes('false,true'), lost: turns.includes('true,false') };
      });
      const told = REQUESTS.map((request) => ({
        request, gained: gained.some((change) => says(change, request)), lost: lost.some((change) => says(change, request)),
      }));
      changes += answers.filter((answer) => answer.gained || answer.lost).length;
      expect(told).toEqual(answers);
    }), { numRuns: RUNS });
    expect(changes).toBeGreaterThan(RUNS);
    // few: for states of eight statements with little in common
    expect(lines).toBeLessThan(12 * RUNS);
  },
);
