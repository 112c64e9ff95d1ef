import type { Formula } from './formula';
import { OR_ELSE } from './substitute-actions';

/**
 * How AWS decides, in the roles of statements: no Deny; in one account the identity side or the bucket policy, across accounts both; a
 * boundary limits all but what is given to the principal's own ARN. `across` stands for resources of other accounts.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export const STATE: Formula = decision('');

/** The same where there are resources for which more counts: KMS keys and trust policies (`gated`), and access points (`through`). */
export const STATE_GOVERNED: Formula = { and: [decision('', { and: [{ role: 'identity' }, { or: [{ not: { role: 'gated' } }, { role: 'account' }] }] }), { or: [{ not: { role: 'through' } }, { role: 'behind' }] }] };

/** The same on a platform that, where a request isn't allowed, asks another one. */
export const STATE_OR_ELSE: Formula = { or: [STATE, decision(OR_ELSE)] };

function decision(lane: string, identity: Formula = { role: `identity${lane}` }): Formula {
  const role = (name: string): Formula => ({ role: name + lane });
  return {
    and: [
      { not: role('deny') },
      {
        or: [
          { and: [{ not: role('across') }, { or: [role('direct'), { and: [{ or: [identity, role('limited')] }, role('boundary')] }] }] },
          { and: [role('across'), role('identity'), role('boundary'), { or: [role('direct'), role('limited'), role('account')] }] },
        ],
      },
    ],
  };
}
