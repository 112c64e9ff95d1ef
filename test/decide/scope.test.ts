import { decide, type AccessRequest, type AccessState } from '../../src';
import type { UnknownScope } from '../../src/entries/decide';
import type { Statement } from '../../src/policy/document';
import { ACCOUNT, policy, state } from './states';

const allow: Statement = { effect: 'Allow', actions: ['*'], resources: ['*'] };
const unread = (statements: readonly Statement[], scope?: UnknownScope): AccessState => ({
  ...state({ users: [{ name: 'dana', groups: ['g'], policies: [policy(statements)] }], groups: [{ name: 'g', policies: [] }], buckets: [{ name: 'b' }, { name: 'c' }] }),
  unknowns: [{ where: 'aws_s3_bucket_acl.x', reason: 'not read', ...(scope && { scope }) }],
});
const GET: AccessRequest = { principal: { user: 'dana' }, action: 's3:GetObject', resource: 'b/k' };

describe('what is not read makes answers in its scope uncertain, and no others', () => {
  test.each<readonly [string, readonly Statement[], UnknownScope | undefined, Partial<AccessRequest>, string]>([
    ['without a scope it is only listed', [allow], undefined, {}, 'allow'],
    ['anything', [allow], {}, {}, 'uncertain'],
    ['anything, where nothing allows', [], {}, {}, 'uncertain'],
    ['anything, where a statement denies', [{ ...allow, effect: 'Deny' }], {}, {}, 'explicitDeny'],
    ['it can only give: what is allowed stays so', [allow], { effect: 'allow' }, {}, 'allow'],
    ['it can only give: what is not may be', [], { effect: 'allow' }, {}, 'uncertain'],
    ['it can only take: what is allowed may not be', [allow], { effect: 'deny' }, {}, 'uncertain'],
    ['it can only take: what is not stays so', [], { effect: 'deny' }, {}, 'implicitDeny'],
    ['its bucket', [allow], { buckets: ['b'] }, {}, 'uncertain'],
    ['another bucket', [allow], { buckets: ['b'] }, { resource: 'c/k' }, 'allow'],
    ['no bucket', [allow], { buckets: ['b'] }, { action: 's3:ListAllMyBuckets', resource: '*' }, 'allow'],
    ['its user', [allow], { principals: ['user dana'] }, {}, 'uncertain'],
    ['its group', [allow], { principals: ['group g'] }, {}, 'uncertain'],
    ['another user', [allow], { principals: ['user lee', 'role dana'] }, {}, 'allow'],
    ['somebody who is not signed in, where it is about a user', [allow], { principals: ['user dana'] }, { principal: 'anonymous' }, 'implicitDeny'],
    ['somebody who is not signed in', [allow], { effect: 'allow' }, { principal: 'anonymous' }, 'uncertain'],
    ['its service', [allow], { services: ['s3'] }, {}, 'uncertain'],
    ['another service', [allow], { services: ['kms', 's3express'] }, {}, 'allow'],
  ])('%s', (_, statements, scope, more, effect) => {
    const decision = decide(unread(statements, scope), { ...GET, ...more });
    expect([decision.effect, decision.allowed]).toEqual([effect, effect === 'allow']);
    expect(decision.unknowns.some(({ where }) => where === 'aws_s3_bucket_acl.x')).toBe(effect === 'uncertain');
  });
});

test('sts:GetCallerIdentity needs no permission, and nothing denies it', () => {
  const ask = (statements: readonly Statement[], principal: AccessRequest['principal'] = { user: 'dana' }) =>
    decide(unread(statements, {}), { principal, action: 'sts:GetCallerIdentity', resource: '*' });
  for (const statements of [[], [allow], [{ ...allow, effect: 'Deny' as const }]]) expect(ask(statements).effect).toBe('allow');
  expect(ask([]).reason).toBe('Allowed: AWS needs no permission for it.');
  expect(ask([], 'anonymous').effect).not.toBe('allow');
});

describe('a boundary and what a bucket policy gives to everybody', () => {
  const app = `arn:aws:iam::${ACCOUNT}:role/app`;
  const ask = (conditions: Statement['conditions'], boundary: Statement, more: Partial<Statement> = {}) => decide(state({
    roles: [{ name: 'app', policies: [], boundary: policy([boundary]) }],
    buckets: [{ name: 'data', policy: policy([{ effect: 'Allow', principals: '*', actions: ['s3:GetObject'], resources: ['arn:aws:s3:::data/*'], conditions, ...more }]) }],
  }), { principal: { role: 'app' }, action: 's3:GetObject', resource: 'data/x' });
  const other: Statement = { effect: 'Allow', actions: ['ec2:*'], resources: ['*'] };
  const by = (operator: string, ...values: string[]) => [{ operator, key: 'aws:PrincipalArn', values }];

  test.each<readonly [string, Statement['conditions'], Partial<Statement>, string]>([
    ['narrowed by aws:PrincipalArn it does not limit it', by('ArnEquals', app), {}, 'allow'],
    ['with a pattern, too', by('StringLike', `arn:aws:iam::${ACCOUNT}:role/*`), {}, 'allow'],
    ['narrowed to another it gives nothing', by('ArnEquals', `${app}2`), {}, 'implicitDeny'],
    ['of a plain * the documents say nothing', undefined, {}, 'uncertain'],
    ['nor of a * that is narrowed to nobody', by('ArnLike', '*'), {}, 'uncertain'],
    ['nor of what IfExists lets in', by('ArnEqualsIfExists', app), {}, 'uncertain'],
    ['it limits what is given to the role', undefined, { principals: { AWS: [app] } }, 'implicitDeny'],
  ])('%s', (_, conditions, more, effect) => {
    const decision = ask(conditions, other, more);
    expect([decision.effect, decision.unknowns.length > 0]).toEqual([effect, effect === 'uncertain']);
  });

  test('an explicit deny of the boundary still counts', () => {
    expect(ask(by('ArnEquals', app), { effect: 'Deny', actions: ['s3:*'], resources: ['*'] }).effect).toBe('explicitDeny');
  });
});

test('a variable without a value in Resource matches nothing: a role has no aws:username', () => {
  const own = { effect: 'Allow' as const, actions: ['s3:GetObject'], resources: ['arn:aws:s3:::data/${aws:username}/*'] };
  const roles = state({ roles: [{ name: 'r', policies: [policy([own])] }], buckets: [{ name: 'data' }] });
  expect(decide(roles, { principal: { role: 'r' }, action: 's3:GetObject', resource: 'data/David/f' }).effect).toBe('implicitDeny');
});
