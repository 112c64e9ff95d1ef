import { compareAccess, decide, readAccess, type AccessRequest, type AccessState } from '../../src';
import { compileState, decideEffect, requestsFor } from '../../src/decide';
import { refused, untyped } from '../grants/refused';

const state = readAccess({ users: { dana: { policies: [] } } });
const request = { principal: { user: 'dana' }, action: 's3:GetObject', resource: 'releases/a.bin' } as const;
const READABLE = 'what can be read:';

/** What plain JavaScript hands over: the code, what was given, and what is allowed. */
type Refusal = readonly [what: string, run: () => unknown, code: string, given: string, allowed: string];

const NO_STATES: readonly Refusal[] = [[undefined, 'undefined'], [null, 'null'], ['cdktf.out', 'string "cdktf.out"'], [7, 'number 7'], [[], 'a list']]
  .map(([given, shown]) => [untyped<AccessState>(given), String(shown)] as const)
  .flatMap(([given, shown]) => [
    [`decide in ${shown}`, () => decide(given, request)],
    [`compileState of ${shown}`, () => compileState(given)],
    [`compareAccess before ${shown}`, () => compareAccess(given, state)],
    [`compareAccess after ${shown}`, () => compareAccess(state, given)],
  ].map(([what, run]) => [what, run, 'UnreadableSource', `the source is ${shown}`, READABLE] as Refusal));

const NO_REQUESTS: readonly Refusal[] = ([
  [undefined, 'the request is undefined', '{ principal, action, resource, context? }'],
  [null, 'the request is null', '{ principal, action, resource, context? }'],
  [{}, 'principal of the request is undefined', "{ user: 'dana' }"],
  [{ ...request, principal: 'dana' }, 'principal of the request is "dana"', "'anonymous'"],
  [{ ...request, principal: null }, 'principal of the request is null', "'anonymous'"],
  [{ ...request, resource: undefined }, 'resource of the request is undefined', 'bucket/key'],
  [{ ...request, resource: ['releases/a.bin'] }, 'resource of the request is ["releases/a.bin"]', 'bucket/key'],
  [{ ...request, action: undefined, resource: '*' }, 'action of the request is undefined', 's3:PutObject'],
] as const).flatMap(([given, shown, allowed]) => [
  [`decide: ${shown}`, () => decide(state, untyped<AccessRequest>(given)), 'InvalidRequest', shown, allowed],
  [`decideEffect: ${shown}`, () => decideEffect(compileState(state), untyped<AccessRequest>(given)), 'InvalidRequest', shown, allowed],
]);

const NO_TARGETS: readonly Refusal[] = [
  ['no target', () => requestsFor('aws s3 sync', untyped(undefined)), 'InvalidRequest', 'the target is given no parts', 'bucket, key, keys, prefix'],
  ['a target null', () => requestsFor('s3:GetObject', untyped(null)), 'InvalidRequest', 'the target is given null for its parts', 'bucket, key, keys, prefix'],
  ['a target by name', () => requestsFor('aws s3 ls', untyped('releases')), 'InvalidRequest', 'the target is given "releases" for its parts', 'bucket, key, keys, prefix'],
  ['no bucket', () => requestsFor('s3:GetObject', untyped({ key: 'a.bin' })), 'InvalidRequest', 'bucket of the target is undefined', 'the name of a bucket'],
  ['a source by name', () => requestsFor('s3:CopyObject', untyped({ bucket: 'x', key: 'a', source: 'releases/a' })), 'InvalidRequest', 'the target.source is "releases/a"', 'bucket, key, keys, prefix'],
  ['a source without a bucket', () => requestsFor('s3:CopyObject', untyped({ bucket: 'x', key: 'a', source: { key: 'a' } })), 'InvalidRequest', 'bucket of the source is undefined', 'the name of a bucket'],
  ['no operation', () => requestsFor(untyped(undefined), { bucket: 'releases' }), 'UnknownOperation', 'undefined is not an operation', 'aws s3 sync'],
  ['a state null', () => requestsFor('s3:GetObject', { bucket: 'releases', key: 'a' }, untyped(null)), 'UnreadableSource', 'the source is null', READABLE],
  ['a state by name', () => requestsFor('s3:GetObject', { bucket: 'releases', key: 'a' }, untyped('minio')), 'UnreadableSource', 'the source is string "minio"', READABLE],
];

test.each([...NO_STATES, ...NO_REQUESTS, ...NO_TARGETS])('%s is refused', (_what, run, code, given, allowed) => {
  const error = refused(run);
  expect(error.code).toBe(code);
  expect(error.message).toContain(given);
  expect(error.message).toContain(allowed);
});

test('an operation on no bucket needs none', () => {
  expect(requestsFor('s3:ListAllMyBuckets', untyped({}))).toMatchObject([{ action: 's3:ListAllMyBuckets', resource: 'arn:aws:s3:::*' }]);
});
