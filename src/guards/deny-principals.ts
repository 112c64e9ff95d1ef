import type { Intent } from '../grants/grant';
import { withProps } from '../shape/intent';
import { VALUE } from '../shape/readers';
import type { Shape } from '../shape/shape';
import type { Guard } from './guard';
import { COMMON_GUARD, makeGuard, type CommonGuardProps } from './make-guard';
import { principalPatterns } from './principal-patterns';

/** Props of {@link denyPrincipals}. */
export interface DenyPrincipalsProps extends CommonGuardProps {
  /**
   * Patterns of the ARNs of those who are denied, such as `arn:aws:iam::111122223333:user/contractor-*`; `:*` after an account's id is
   * everybody in it, sessions of federated users (`sts:GetFederationToken`) included. A role's sessions are known by the ARN of the role.
   */
  readonly principals: readonly string[];
}

const PROPS: Shape<DenyPrincipalsProps> = { ...COMMON_GUARD, principals: VALUE };

// @construct Denies these principals everything on a bucket.
// @construct new DenyPrincipals('deny-principals', { bucket: bucket.id, principals: ['arn:aws:iam::111122223333:user/contractor-*'] });
/**
 * Denies these principals everything on a bucket, or in folders of it. The patterns are held against `aws:PrincipalArn`, since a wildcard
 * within the Principal of a statement is malformed. Anonymous requests have no such key and aren't denied, and neither are AWS services that act
 * for themselves.
 *
 * It denies names, and not people. A user who may call `sts:GetFederationToken` gets a session by a name of its own choice, and one who may take
 * a role that isn't named here acts as that role: neither session is denied. Name `arn:aws:sts::111122223333:federated-user/*` and those roles
 * too, or don't let them be taken. Anyone else who may write the bucket policy may end the guard, see `denyPolicyManagement`.
 *
 * Only for buckets: to restrain one user or group, put a guard such as {@link quarantine} on it.
 *
 * @throws AccessError `InvalidPrincipalPattern`, `InvalidPrefix`, `InvalidOption`, `DeployTimeValue`, and `WrongGuardTarget` on a user, group or role
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalarn
 * @example
 * accessPlan({ buckets: { releases: { guards: [denyPrincipals({ principals: ['arn:aws:iam::111122223333:user/contractor-*'] })] } } });
 */
export const denyPrincipals: Intent<DenyPrincipalsProps, Guard> = withProps('DenyPrincipals', PROPS, (props) => {
  const conditions = [{ operator: 'ArnLike', key: 'aws:PrincipalArn', values: principalPatterns(props.principals, 'principals').flatMap(withFederated) }];
  return makeGuard('DenyPrincipals', props, (deny) => deny.everything('DenyPrincipals', conditions), { targets: ['bucket'] });
});

/** Everybody in an account: also those whose sessions aren't known by an ARN of IAM. */
function withFederated(pattern: string): readonly string[] {
  const account = /^(arn:[^:]+):iam::([^:]+):\*$/.exec(pattern);
  return account === null ? [pattern] : [pattern, `${account[1]}:sts::${account[2]}:federated-user/*`];
}
