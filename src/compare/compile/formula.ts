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

/** A document alone: what an Allow gives and no Deny takes. */
export const DOCUMENT: Formula = documentIn('');

/** The same where a platform, when a request isn't allowed, asks another one, whose roles end so. */
export function documentOrElse(lane: string): Formula {
  return { or: [DOCUMENT, documentIn(lane)] };
}

function documentIn(lane: string): Formula {
  return { and: [{ role: `allow${lane}` }, { not: { role: `deny${lane}` } }] };
}
