import type { Intent } from '../grants/grant';
import { withProps } from '../shape/intent';
import { VALUE } from '../shape/readers';
import type { Shape } from '../shape/shape';
import type { Guard } from './guard';
import { SCOPE, POLICY_MANAGEMENT_PROPS, makeGuard, type GuardScope, type PolicyManagement } from './make-guard';
import { principalPatterns } from './principal-patterns';

/** Props of {@link denyEveryoneElse}. */
export interface DenyEveryoneElseProps extends GuardScope, PolicyManagement {
  /**
   * Patterns of the ARNs of those who aren't denied, such as `arn:aws:iam::111122223333:role/payroll`. Being named gives nothing: that takes
   * a grant. A role's sessions are known by the ARN of the role.
   */
  readonly principals: readonly string[];
}

const PROPS: Shape<DenyEveryoneElseProps> = { ...SCOPE, ...POLICY_MANAGEMENT_PROPS, principals: VALUE };

// @construct new DenyEveryoneElse('deny-else', { bucket: bucket.id, principals: ['arn:aws:iam::111122223333:role/payroll'] });
/**
 * Denies everything to everyone but these principals: whatever other policies of the account give, anonymous requests and other accounts
 * included. AWS services that act for themselves (log delivery, inventory: `aws:PrincipalIsAWSService`) aren't denied; they may do only what
 * the bucket policy gives them.
 *
 * Anyone who may take one of the roles that are named passes as that role. Sessions of federated users (`sts:GetFederationToken`) are known by a
 * name of their own and are denied unless `arn:aws:sts::111122223333:federated-user/…` is named.
 *
 * Anyone who deploys the bucket should be named too: all of its settings but the policy are denied to others. Nobody is locked out of the
 * policy, see `denyPolicyManagement`: anyone else who may write it may end the guard. Only for buckets.
 *
 * @throws AccessError `InvalidPrincipalPattern`, `InvalidPrefix`, `InvalidOption`, `DeployTimeValue`, and `WrongGuardTarget` on a user, group or role
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalarn
 * @example
 * accessPlan({ buckets: { payroll: { guards: [denyEveryoneElse({ principals: ['arn:aws:iam::111122223333:role/payroll'] })] } } });
 */
export const denyEveryoneElse: Intent<DenyEveryoneElseProps, Guard> = withProps('DenyEveryoneElse', PROPS, ({ principals, prefix, denyPolicyManagement }) => {
  const others = { operator: 'ArnNotLike', key: 'aws:PrincipalArn', values: principalPatterns(principals, 'principals') };
  return makeGuard(
    'DenyEveryoneElse',
    { prefix, denyPolicyManagement },
    (deny) => deny.everything('DenyEveryoneElse', [others, ...deny.exceptServices]),
    { targets: ['bucket'] },
  );
});
