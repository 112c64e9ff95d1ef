import { decide, type RequestPrincipal } from '../../src/decide';
import type { AccessState, UnknownScope } from '../../src/state/access-state';
import { readAccess } from '../../src/state/read-access';

const doc = (action: string, effect = 'Allow') => ({ Version: '2012-10-17', Statement: { Effect: effect, Action: action, Resource: '*' } });
const STATE = {
  users: { dana: { policies: [doc('s3:GetObject'), doc('s3:DeleteObject', 'Deny')], groups: ['eng'] } }, groups: { eng: {} }, roles: { ci: {} }, buckets: { releases: {} },
};
const withUnknown = (scope?: UnknownScope): AccessState => ({ ...readAccess(STATE), unknowns: [{ where: 'x', reason: 'is not read', ...(scope && { scope }) }] });
const effects = (scope?: UnknownScope, principal: RequestPrincipal = { user: 'dana' }) => ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'].map((action) => (
  decide(withUnknown(scope), { principal, action, resource: 'releases/x' }).effect
));

const CERTAIN = ['allow', 'implicitDeny', 'explicitDeny'];
const OPEN = ['uncertain', 'uncertain', 'explicitDeny'];

describe('issue 11 A: what is not read makes uncertain what it could change, and nothing else', () => {
  test.each<[string, UnknownScope | undefined, readonly string[]]>([
    ['without a scope it is only listed', undefined, CERTAIN],
    ['anything', {}, OPEN],
    ['it can only give', { effect: 'allow' }, ['allow', 'uncertain', 'explicitDeny']],
    ['it can only take', { effect: 'deny' }, ['uncertain', 'implicitDeny', 'explicitDeny']],
    ['this bucket', { buckets: ['releases'] }, OPEN],
    ['another bucket', { buckets: ['other'] }, CERTAIN],
    ['this service', { services: ['s3'] }, OPEN],
    ['another service', { services: ['kms'] }, CERTAIN],
    ['this user', { principals: ['user dana'] }, OPEN],
    ['a group of this user', { principals: ['group eng'] }, OPEN],
    ['another principal', { principals: ['user lee', 'role dana', 'group other'] }, CERTAIN],
    ['roles by the beginning of their names', { principals: ['role AWSReservedSSO_*'] }, CERTAIN],
  ])('%s', (_, scope, expected) => {
    expect(effects(scope)).toEqual(expected);
  });

  test('everybody else is asked by kind and name, too', () => {
    expect(effects({ principals: ['role c*'], effect: 'allow' }, { role: 'ci' })).toEqual(['uncertain', 'uncertain', 'uncertain']);
    expect(effects({ principals: ['user dana'] }, 'anonymous')).toEqual(['implicitDeny', 'implicitDeny', 'implicitDeny']);
    expect(effects({ effect: 'allow' }, 'anonymous')).toEqual(['uncertain', 'uncertain', 'uncertain']);
  });

  test('the answer names it', () => {
    const { allowed, reason, unknowns } = decide(withUnknown({}), { principal: { user: 'dana' }, action: 's3:GetObject', resource: 'releases/x' });
    expect([allowed, reason]).toEqual([false, 'Uncertain: x: is not read.']);
    expect(unknowns).toEqual([{ where: 'x', reason: 'is not read', scope: {} }]);
  });
});
