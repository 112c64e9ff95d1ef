/**
 * The answer to a request. Both denials refuse it; only an explicit one can't be lifted by another Allow. `uncertain` where something that
 * the access state doesn't tell could change whether it is allowed.
 */
export type DecisionEffect = 'allow' | 'explicitDeny' | 'implicitDeny' | 'uncertain';

/** Three-valued truth: a policy that is only partly known may match without it being certain. Ordered, so that `and` is the smaller and `or` the larger. */
export type Truth = 0 | 1 | 2;

/** Certainly not. */
export const NO: Truth = 0;
/** Depends on something that the access state doesn't tell. */
export const MAYBE: Truth = 1;
/** Certainly. */
export const YES: Truth = 2;

/** Both. */
export function and(a: Truth, b: Truth): Truth {
  return a < b ? a : b;
}

/** Either. */
export function or(a: Truth, b: Truth): Truth {
  return a > b ? a : b;
}

/** The opposite; what is unknown stays unknown. */
export function not(a: Truth): Truth {
  return (2 - a) as Truth;
}

/** A certain answer. */
export function certainly(holds: boolean): Truth {
  return holds ? YES : NO;
}

/** An uncertain answer: no more than {@link MAYBE}. */
export function possibly(holds: boolean): Truth {
  return holds ? MAYBE : NO;
}
