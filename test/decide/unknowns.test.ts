import { DecisionEffect, decide } from '../../src/decide';
import type { Statement } from '../../src/policy/document';
import { AccessState, UNKNOWN_TEXT as U } from '../../src/state/access-state';
import { ACCOUNT, policy, state, userState } from './states';

const allow: Statement = { effect: 'Allow', actions: ['s3:*'], resources: ['*'] };
const DANA = `arn:aws:iam::${ACCOUNT}:user/dana`;
const unknownPolicy = { name: 'user dana, policy x' };
const withPolicies = (...policies: readonly { readonly name: string }[]): AccessState => state({ users: [{ name: 'dana', groups: [], policies }] });
const only = (one: Partial<Statement>): Statement => ({ ...allow, ...one });
const condition = (operator: string, key: string, ...values: string[]): Partial<Statement> => ({ conditions: [{ operator, key, values }] });
const noAccount = (bucket: readonly Statement[], statements: readonly Statement[] = []): AccessState => userState(statements, { account: '', bucket });

/** What a state tells, and the answer. */
const TABLE: readonly (readonly [name: string, state: AccessState, effect: DecisionEffect])[] = [
  ['a policy without a document may allow', withPolicies(unknownPolicy), 'uncertain'],
  ['and may deny what another allows', withPolicies(policy([allow]), unknownPolicy), 'uncertain'],
  ['but changes nothing about an explicit denial', withPolicies(policy([{ ...allow, effect: 'Deny' }]), unknownPolicy), 'explicitDeny'],
  ['a Deny that may match, where nothing allows', userState([only({ effect: 'Deny', resources: [U] })]), 'implicitDeny'],
  ['an Allow on an unknown resource', userState([only({ resources: [`arn:aws:s3:::${U}/*`] })]), 'uncertain'],
  ['beside an Allow that certainly applies', userState([only({ resources: [`arn:aws:s3:::${U}/*`] }), allow]), 'allow'],
  ['on an unknown bucket that is not this one', userState([only({ resources: [`arn:aws:s3:::x${U}/*`] })]), 'implicitDeny'],
  ['a Deny on an unknown resource', userState([allow, only({ effect: 'Deny', resources: [`${U}/*`] })]), 'uncertain'],
  ['an unknown action', userState([only({ actions: [`s3:${U}`] })]), 'uncertain'],
  ['an unknown action of another service', userState([only({ actions: [`sns:${U}`] })]), 'implicitDeny'],
  ['an unknown condition value', userState([only(condition('StringEquals', 's3:prefix', U))]), 'uncertain'],
  ['one that the request does not fit', userState([only(condition('StringLike', 's3:prefix', `x${U}*`))]), 'implicitDeny'],
  ['a negated one', userState([allow, only({ effect: 'Deny', ...condition('StringNotEquals', 's3:prefix', U) })]), 'uncertain'],
  ['an unknown number', userState([only(condition('NumericLessThan', 's3:max-keys', U))]), 'uncertain'],
  ['an unknown key', userState([only(condition('Bool', `aws:${U}`, 'true'))]), 'uncertain'],
  ['the unique id of a user, which nobody tells', userState([only(condition('StringLike', 'aws:userid', 'AIDA*'))]), 'uncertain'],
  ['whether it is there is known', userState([only(condition('Null', 'aws:userid', 'false'))]), 'allow'],
  ['an unknown principal', userState([], { bucket: [only({ principals: { AWS: [U] } })] }), 'uncertain'],
  ['an unknown user of another name', userState([], { bucket: [only({ principals: { AWS: [`arn:aws:iam::${U}:user/lee`] } })] }), 'implicitDeny'],
  ['an unknown account', userState([], { bucket: [only({ principals: { AWS: [`arn:aws:iam::${U}:user/dana`] } })] }), 'uncertain'],
  ['an unknown principal that is denied', userState([allow], { bucket: [only({ effect: 'Deny', principals: { AWS: [U] } })] }), 'uncertain'],
  ['an unknown boundary', state({ users: [{ name: 'dana', groups: [], policies: [policy([allow])], boundary: { name: 'boundary' } }] }), 'uncertain'],
  ['a Principal in an identity policy', userState([only({ principals: '*' })]), 'uncertain'],
  // a state that doesn't tell its account
  ['a user of some account, where the state tells none', noAccount([only({ principals: { AWS: [DANA] } })]), 'uncertain'],
  ['a user by reference in the same stack', noAccount([only({ principals: { AWS: [`arn:aws:iam::${U}:user/dana`] } })]), 'allow'],
  ['the same in a condition', noAccount([only({ principals: '*', ...condition('ArnEquals', 'aws:PrincipalArn', `arn:aws:iam::${U}:user/dana`) })]), 'allow'],
  ['another user in a condition', noAccount([only({ principals: '*', ...condition('ArnEquals', 'aws:PrincipalArn', `arn:aws:iam::${U}:user/lee`) })]), 'implicitDeny'],
  ['some account in a condition', noAccount([only({ principals: '*', ...condition('StringEquals', 'aws:PrincipalArn', DANA) })]), 'uncertain'],
];

test.each(TABLE)('%s', (_, asked, effect) => {
  const decision = decide(asked, { principal: { user: 'dana' }, action: 's3:GetObject', resource: 'b/k', context: { 's3:prefix': 'p', 's3:max-keys': 3 } });
  expect([decision.effect, decision.allowed, decision.unknowns.length > 0]).toEqual([effect, effect === 'allow', effect === 'uncertain']);
  if (effect === 'uncertain') expect(decision.statements.some((one) => one.outcome === 'may apply')).toBe(true);
});
