import { checkResult } from '../compare/checks/check-result';
import { compareAccess } from '../compare/compare-access';
import { asForged } from '../decide/forged';
import { printed } from '../errors/printed';
import type { PolicyDocument, Statement } from '../policy/document';
import { oneOrMore, TEXT } from '../shape/readers';
import { readShape, type Shape } from '../shape/shape';
import { LONGEST_REQUEST, shown } from '../shape/shown';
import type { AccessState, BucketAccess } from '../state/access-state';
import { knownState } from '../state/check-state';
import type { NamedPolicy } from '../state/named-policy';
import { partitionOf } from '../state/partition';
import { accessOf, type AccessSubject } from './access-of';
import type { TestResult } from './checks';
import { expectedStatement } from './expectations';

/**
 * Checks that nobody may do something: no user, no role, no principal of another account, not the public. The root user of a bucket's own
 * account may do anything there that isn't denied; that isn't counted, since nothing gives it.
 *
 * @param actions an action or a pattern of actions, or several, such as `s3:DeleteObject*`
 * @param resources a bucket, an object or a pattern of them, or several, such as `releases/*`
 * @throws AccessError `InvalidExpectation` when no action of S3 matches, `InvalidStack`, `EmptyRecording`, `UnreadableSource`
 * @example
 * const { ok, message } = checkGivesNobody(stack, 's3:DeleteObject', 'releases/*');
 */
export function checkGivesNobody(subject: AccessSubject, actions: string | readonly string[], resources: string | readonly string[]): TestResult {
  return givesNobody(subject, readShape<Forbidden>(FORBIDDEN, { actions, resources }, { what: 'the forbidden access', code: 'InvalidExpectation' }));
}

interface Forbidden {
  readonly actions: string | readonly string[];
  readonly resources: string | readonly string[];
}

const FORBIDDEN: Shape<Forbidden> = { actions: oneOrMore(TEXT), resources: oneOrMore(TEXT) };

function givesNobody(subject: AccessSubject, { actions, resources }: Forbidden): TestResult {
  const actual = asForged(accessOf(subject));
  const forbidden = expectedStatement('Deny', { actions, resources }, actual);
  // Exactly the forbidden requests are gained by taking the ban on them away.
  const { gained, inconclusive } = compareAccess(banned(actual, forbidden), actual);
  const check = checkResult(gained, [...inconclusive, ...actual.unknowns.map(({ where, reason }) => ({ where, reason }))]);
  const what = `${[actions].flat().join(', ')} on ${[resources].flat().join(', ')}`;
  return {
    ...check,
    message: () => printed([
      check.ok ? `expected somebody to be allowed ${what}, and nobody is` : `expected nobody to be allowed ${what}`,
      ...gained.map(({ principal, witness: { action, resource, context } }) =>
        `allowed: ${shown(principal, LONGEST_REQUEST)}, for example ${action} on ${resource} with ${shown(context, LONGEST_REQUEST)}`),
      ...check.inconclusive.map(({ where, reason }) => `inconclusive: ${where}: ${reason}`),
    ].join('\n')),
  };
}

/** The same state with a ban on everybody but the root users of the buckets' accounts: what they may do nothing gives them. */
function banned(state: AccessState, statement: Statement): AccessState {
  const ban = (policies: readonly NamedPolicy[]) => [...policies, { name: 'ban', document: documentOf([statement]) }];
  const everyone = (account: string | undefined): Statement => ({ ...statement, principals: '*', ...(account !== undefined && exceptRoot(account, state)) });
  const withBan = ({ policy, account = state.account }: BucketAccess) => policy?.document && {
    policy: { ...policy, document: documentOf([...policy.document.statements, everyone(account)], policy.document.version) },
  };
  return knownState({
    ...state,
    users: new Map([...state.users].map(([name, user]) => [name, { ...user, policies: ban(user.policies) }])),
    roles: new Map([...state.roles].map(([name, role]) => [name, { ...role, policies: ban(role.policies) }])),
    buckets: new Map([...state.buckets].map(([name, bucket]) => [name, { ...bucket, ...withBan(bucket) }])),
  });
}

function exceptRoot(account: string, state: AccessState): Pick<Statement, 'conditions'> {
  return { conditions: [{ operator: 'ArnNotEquals', key: 'aws:PrincipalArn', values: [`arn:${partitionOf(state)}:iam::${account}:root`] }] };
}

function documentOf(statements: readonly Statement[], version: PolicyDocument['version'] = '2012-10-17'): PolicyDocument {
  return { version, statements };
}
