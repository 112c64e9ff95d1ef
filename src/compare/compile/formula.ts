/** How the roles of statements make a decision. */
export type Formula =
  | { readonly role: string }
  | { readonly and: readonly Formula[] }
  | { readonly or: readonly Formula[] }
  | { readonly not: Formula };

/** True, false, or not decided yet. */
export type Known = boolean | undefined;

/** The value of a formula when only some of its roles are decided. */
export function evaluate(formula: Formula, roleValue: (role: string) => Known): Known {
  if ('role' in formula) return roleValue(formula.role);
  if ('not' in formula) {
    const value = evaluate(formula.not, roleValue);
    return value === undefined ? undefined : !value;
  }
  const [parts, absorbing] = 'and' in formula ? [formula.and, false] : [formula.or, true];
  let value: Known = !absorbing;
  for (const part of parts) {
    const one = evaluate(part, roleValue);
    if (one === absorbing) return absorbing;
    if (one === undefined) value = undefined;
  }
  return value;
}

/** What the roles end in that belong to the second of two requests, of which one that is allowed is enough. */
export const OR_ELSE = ' or else';

/** A document alone: what an Allow gives and no Deny takes. */
export const DOCUMENT: Formula = documentDecision('');

/** The same on a platform that tries another action where a request isn't allowed. */
export const DOCUMENT_OR_ELSE: Formula = { or: [DOCUMENT, documentDecision(OR_ELSE)] };

function documentDecision(lane: string): Formula {
  return { and: [{ role: `allow${lane}` }, { not: { role: `deny${lane}` } }] };
}

/**
 * How AWS decides, in the roles of statements: no Deny; in one account the identity policies or the bucket policy, across accounts both; a
 * boundary limits all but what is given to the principal's own ARN. `across` stands for resources of other accounts.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export const STATE: Formula = stateDecision('');

/** The same where there are resources for which more counts: KMS keys and trust policies (`gated`), and access points (`through`). */
export const STATE_GOVERNED: Formula = {
  and: [
    stateDecision('', { and: [{ role: 'identity' }, { or: [{ not: { role: 'gated' } }, { role: 'account' }] }] }),
    { or: [{ not: { role: 'through' } }, { role: 'behind' }] },
  ],
};

/** The same as {@link STATE} on a platform that tries another action where a request isn't allowed. */
export const STATE_OR_ELSE: Formula = { or: [STATE, stateDecision(OR_ELSE)] };

function stateDecision(lane: string, identity: Formula = { role: `identity${lane}` }): Formula {
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
