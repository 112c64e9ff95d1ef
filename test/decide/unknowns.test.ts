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

/** What a state tells, the safe effect, and whether the decision says that it depends on something. */
const TABLE: readonly (readonly [name: string, state: AccessState, effect: DecisionEffect, uncertain: boolean])[] = [
  ['a policy without a document may allow', withPolicies(unknownPolicy), 'explicitDeny', true],
  ['and may deny what another allows', withPolicies(policy([allow]), unknownPolicy), 'explicitDeny', true],
  ['but changes nothing about an explicit denial', withPolicies(policy([{ ...allow, effect: 'Deny' }]), unknownPolicy), 'explicitDeny', false],
  ['a Deny that may match, where nothing allows', userState([only({ effect: 'Deny', resources: [U] })]), 'implicitDeny', false],
  ['an Allow on an unknown resource', userState([only({ resources: [`arn:aws:s3:::${U}/*`] })]), 'implicitDeny', true],
  ['beside an Allow that certainly applies', userState([only({ resources: [`arn:aws:s3:::${U}/*`] }), allow]), 'allow', false],
  ['on an unknown bucket that is not this one', userState([only({ resources: [`arn:aws:s3:::x${U}/*`] })]), 'implicitDeny', false],
  ['a Deny on an unknown resource', userState([allow, only({ effect: 'Deny', resources: [`${U}/*`] })]), 'explicitDeny', true],
  ['an unknown action', userState([only({ actions: [`s3:${U}`] })]), 'implicitDeny', true],
  ['an unknown action of another service', userState([only({ actions: [`sns:${U}`] })]), 'implicitDeny', false],
  ['an unknown condition value', userState([only(condition('StringEquals', 's3:prefix', U))]), 'implicitDeny', true],
  ['one that the request does not fit', userState([only(condition('StringLike', 's3:prefix', `x${U}*`))]), 'implicitDeny', false],
  ['a negated one', userState([allow, only({ effect: 'Deny', ...condition('StringNotEquals', 's3:prefix', U) })]), 'explicitDeny', true],
  ['an unknown number', userState([only(condition('NumericLessThan', 's3:max-keys', U))]), 'implicitDeny', true],
  ['an unknown key', userState([only(condition('Bool', `aws:${U}`, 'true'))]), 'implicitDeny', true],
  ['the unique id of a user, which nobody tells', userState([only(condition('StringLike', 'aws:userid', 'AIDA*'))]), 'implicitDeny', true],
  ['whether it is there is known', userState([only(condition('Null', 'aws:userid', 'false'))]), 'allow', false],
  ['an unknown principal', userState([], { bucket: [only({ principals: { AWS: [U] } })] }), 'implicitDeny', true],
  ['an unknown user of another name', userState([], { bucket: [only({ principals: { AWS: [`arn:aws:iam::${U}:user/lee`] } })] }), 'implicitDeny', false],
  ['an unknown account', userState([], { bucket: [only({ principals: { AWS: [`arn:aws:iam::${U}:user/dana`] } })] }), 'implicitDeny', true],
  ['an unknown principal that is denied', userState([allow], { bucket: [only({ effect: 'Deny', principals: { AWS: [U] } })] }), 'explicitDeny', true],
  ['an unknown boundary', state({ users: [{ name: 'dana', groups: [], policies: [policy([allow])], boundary: { name: 'boundary' } }] }), 'explicitDeny', true],
  ['a Principal in an identity policy', userState([only({ principals: '*' })]), 'implicitDeny', true],
  // a state that doesn't tell its account
  ['a user of some account, where the state tells none', noAccount([only({ principals: { AWS: [DANA] } })]), 'implicitDeny', true],
  ['a user by reference in the same stack', noAccount([only({ principals: { AWS: [`arn:aws:iam::${U}:user/dana`] } })]), 'allow', false],
  ['the same in a condition', noAccount([only({ principals: '*', ...condition('ArnEquals', 'aws:PrincipalArn', `arn:aws:iam::${U}:user/dana`) })]), 'allow', false],
  ['another user in a condition', noAccount([only({ principals: '*', ...condition('ArnEquals', 'aws:PrincipalArn', `arn:aws:iam::${U}:user/lee`) })]), 'implicitDeny', false],
  ['some account in a condition', noAccount([only({ principals: '*', ...condition('StringEquals', 'aws:PrincipalArn', DANA) })]), 'implicitDeny', true],
];

test.each(TABLE)('%s', (_, asked, effect, uncertain) => {
  const decision = decide(asked, { principal: { user: 'dana' }, action: 's3:GetObject', resource: 'b/k', context: { 's3:prefix': 'p', 's3:max-keys': 3 } });
  expect([decision.effect, decision.unknowns.length > 0]).toEqual([effect, uncertain]);
  if (uncertain) expect(decision.statements.some((one) => one.outcome === 'may apply')).toBe(true);
});
