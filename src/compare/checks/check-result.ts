import type { AccessChange, Comparison, Inconclusive } from '../types';

/** What a check found. */
export interface CheckResult {
  /** True only when nothing violates the check and nothing is inconclusive. */
  readonly ok: boolean;
  /** What violates the check: each region of requests with one request of it as a witness. Proven, also where something else is inconclusive. */
  readonly violations: readonly AccessChange[];
  /** What the check depends on and the source does not say: it may hold or not. */
  readonly inconclusive: readonly Inconclusive[];
}

/** A check that nothing may be gained. */
export function nothingGained({ gained, inconclusive }: Pick<Comparison, 'gained' | 'inconclusive'>): CheckResult {
  return checkResult(gained, inconclusive);
}

/** A check that holds when there are no violations and nothing is inconclusive. */
export function checkResult(violations: readonly AccessChange[], inconclusive: readonly Inconclusive[]): CheckResult {
  return { ok: violations.length + inconclusive.length === 0, violations, inconclusive };
}
