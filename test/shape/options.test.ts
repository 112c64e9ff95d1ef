import { readAccessFile } from '../../src/files';
import { assertAccess, checkAllows, checkAllowsOnly, checkDenies } from '../../src/testing';
import * as core from '../all-of-core';
import { refused, untyped } from '../grants/refused';

const policy = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::releases/*' }] };
const state = core.readAccess({ users: { dana: { policies: [policy] } } });
const request = { principal: { user: 'dana' }, action: 's3:GetObject', resource: 'releases/a' };
const asked = { user: 'dana', action: 's3:GetObject', resource: 'releases/a' };
const read = { principal: { user: 'dana' }, bucket: 'releases', key: 'a', exists: true };

/** Calls with one name misspelt, and the name that was meant. */
const SLIPS: readonly (readonly [call: string, meant: string, run: () => unknown])[] = [
  ['decide, request', 'context', () => core.decide(state, untyped({ ...request, contxt: {} }))],
  ['decide, options', 'at', () => core.decide(state, request, untyped({ att: 1 }))],
  ['decideEffect', 'resource', () => core.decideEffect(core.compileState(state), untyped({ ...request, resorce: 'x' }))],
  ['headObjectStatus', 'versionId', () => core.headObjectStatus(state, untyped({ ...read, versionID: '1' }))],
  ['requestsFor', 'prefix', () => core.requestsFor('aws s3 ls', untyped({ bucket: 'releases', prefx: 'a/' }))],
  ['requestsFor, source', 'bucket', () => core.requestsFor('aws s3 cp', untyped({ bucket: 'releases', key: 'a', source: { buckt: 'x' } }))],
  ['compareAccess', 'strict', () => core.compareAccess(state, state, untyped({ strickt: true }))],
  ['equivalent', 'policyType', () => core.equivalent(policy, policy, untyped({ polycyType: 'resource' }))],
  ['redundantStatements', 'maxStates', () => core.redundantStatements(policy, untyped({ maxState: 1 }))],
  ['checkNoNewAccess', 'policyType', () => core.checkNoNewAccess(policy, policy, untyped({ policytype: 'identity' }))],
  ['checkNoPublicAccess', 'strict', () => core.checkNoPublicAccess(state, untyped({ stict: true }))],
  ['checkAccessNotGranted', 'actions', () => core.checkAccessNotGranted(state, untyped({ action: ['s3:GetObject'] }))],
  ['lintAccess', 'platform', () => core.lintAccess(state, untyped({ platfrom: core.minio({ scope: 'acme-storage' }) }))],
  ['accessMatrix', 'at', () => core.accessMatrix(state, untyped({ att: 1 }))],
  ['reviewAccess', 'format', () => core.reviewAccess(state, state, untyped({ fromat: 'html' }))],
  ['reviewAccess, names', 'before', () => core.reviewAccess(state, state, untyped({ names: { befor: 'a', after: 'b' } }))],
  ['readAccess', 'account', () => core.readAccess({}, untyped({ acount: '111122223333' }))],
  ['readAccessText', 'platform', () => core.readAccessText('{}', untyped({ plaform: core.minio({ scope: 'acme-storage' }) }))],
  ['readAccessFile', 'variableFiles', () => readAccessFile('.', untyped({ variablesFiles: [] }))],
  ['parsePolicy', 'kind', () => core.parsePolicy(policy, untyped({ kynd: 'identity' }))],
  ['a state by hand', 'policies', () => core.decide(untyped({ ...state, users: new Map([['dana', { name: 'dana', groups: [], policies: [], polices: [] }]]) }), request)],
  ['checkAllows', 'context', () => checkAllows(state, untyped({ ...asked, contxt: {} }))],
  ['checkDenies', 'action', () => checkDenies(state, untyped({ ...asked, acton: 's3:PutObject' }))],
  ['checkAllowsOnly', 'conditions', () => checkAllowsOnly(state, untyped([{ user: 'dana', actions: 's3:GetObject', resources: 'releases/*', condition: {} }]))],
];

test.each(SLIPS)('A1: %s refuses a misspelt %s and names it', (_call, meant, run) => {
  expect(refused(run).message).toMatch(new RegExp(`did you mean ${meant}\\?|allowed: ${meant}, if that was meant`));
});

/** Calls that mean nobody, or nothing, each with the code that refuses it. */
const SENSELESS: readonly (readonly [call: string, code: string, run: () => unknown])[] = [
  ['a principal of two names', 'InvalidRequest', () => core.decide(state, untyped({ ...request, principal: { user: 'dana', role: 'ci' } }))],
  ['a principal of none', 'InvalidRequest', () => core.decide(state, untyped({ ...request, principal: { arn: undefined } }))],
  ['a value of the context that is an object', 'InvalidRequest', () => checkAllows(state, untyped({ ...asked, context: { 'aws:SourceIp': { toString: 'x' } } })).message()],
  ['no policyType', 'InvalidOption', () => core.checkNoNewAccess(policy, policy, untyped({}))],
  ['maxStates that is none', 'InvalidOption', () => core.compareAccess(state, state, { maxStates: NaN })],
  ['a wildcard of its own making', 'InvalidArgument', () => core.policyText('a/', untyped({ wildcard: '*"],"Action":["*' }))],
  ['a check that was not made', 'InvalidExpectation', () => assertAccess(untyped(checkAllows))],
];

test.each(SENSELESS)('B5: %s is refused with %s', (_call, code, run) => {
  expect(refused(run).code).toBe(code);
});

describe('B5: what an access state comes with', () => {
  const throwing = { get policies(): never { throw new Error('policies'); }, name: 'dana', groups: [] };
  const withUsers = (dana: unknown) => ({ ...state, users: new Map([['dana', dana]]) });
  const withPolicies = (policies: unknown) => withUsers({ name: 'dana', groups: [], policies });
  const HOSTILE: Readonly<Record<string, unknown>> = {
    'a Map with wrong values': withUsers(1),
    'a Map with wrong names': { ...state, users: new Map([[1, { name: 'dana', groups: [], policies: [] }]]) },
    'a getter that throws': withUsers(throwing),
    'a hole': withPolicies(new Array(2)),
    'a document of its own making': withPolicies([{ name: 'p', document: { version: '2012-10-17', statements: [{ effect: 'allow' }] } }]),
    'a proxy of a Map': { ...state, users: new Proxy(new Map(), {}) },
    'a proxy': new Proxy({}, { get: () => { throw new Error('get'); }, ownKeys: () => { throw new Error('keys'); } }),
    'a bigint': { users: { dana: { policies: [{ ...policy, Version: 1n }] } } },
    'a Map for a section': { users: new Map() },
  };
  test.each(Object.entries(HOSTILE))('%s is refused by every function', (_what, hostile) => {
    const given = untyped<core.AccessState>(hostile);
    for (const run of [
      () => core.decide(given, request), () => core.compileState(given), () => core.compareAccess(given, state),
      () => core.compareAccess(state, given),
      () => core.lintAccess(given), () => core.accessMatrix(given), () => core.reviewAccess(state, given), () => core.checkNoPublicAccess(given),
      () => core.checkAccessNotGranted(given, {}), () => core.redundantStatements(given), () => core.readAccess(given),
      () => core.headObjectStatus(given, read),
      () => checkAllows(given, asked),
    ]) expect(refused(run).code).toMatch(/^(?:UnreadableSource|InvalidPolicy)$/);
  });

  test('is looked at once, and a document that a reader made not before somebody asks for it', () => {
    let reads = 0;
    const document = { get Version() { reads += 1; return '2012-10-17'; }, Statement: [] };
    const users = core.readAccess({ users: { dana: { policies: [document] } } }).users;
    expect(reads).toBe(1);
    core.decide({ ...state, users }, { ...request, principal: { user: 'lee' } });
    core.decide({ ...state, users }, request);
    expect(reads).toBe(1);
  });
});
