import type { AccessSubject } from './access-of';
import { checkAllowsOnly, type ExpectedAccess } from './allow-only';
import { checkAllows, checkDenies, type CheckResult, type TestRequest } from './checks';
import { checkGivesNobody } from './give-nobody';

/** What jest and vitest call a matcher with. */
export interface MatcherContext {
  /** Whether it was called as `.not`. */
  readonly isNot?: boolean;
}

/**
 * Matchers for jest and vitest.
 *
 * @example
 * expect.extend(accessMatchers);
 * expect(stack).toAllow({ user: 'ci-uploader', action: 's3:PutObject', resource: 'releases/firmware/a.bin' });
 */
export const accessMatchers = {
  /** As {@link checkAllows}. */
  toAllow(this: MatcherContext | void, subject: AccessSubject, request: TestRequest): CheckResult {
    return conclusive(this, checkAllows(subject, request));
  },
  /** As {@link checkDenies}. */
  toDeny(this: MatcherContext | void, subject: AccessSubject, request: TestRequest): CheckResult {
    return conclusive(this, checkDenies(subject, request));
  },
  /** As {@link checkAllowsOnly}. */
  toAllowOnly(this: MatcherContext | void, subject: AccessSubject, expected: readonly ExpectedAccess[]): CheckResult {
    return conclusive(this, checkAllowsOnly(subject, expected));
  },
  /** As {@link checkGivesNobody}. */
  toGiveNobody(
    this: MatcherContext | void, subject: AccessSubject, actions: string | readonly string[], resources: string | readonly string[],
  ): CheckResult {
    return conclusive(this, checkGivesNobody(subject, actions, resources));
  },
};

/** What can't be told fails with `.not` as well: there, a runner fails whatever passes. */
function conclusive(context: MatcherContext | void, result: CheckResult): CheckResult {
  return result.conclusive || context?.isNot !== true ? result : { ...result, pass: true };
}

/** What the matchers add to `expect(…)`. */
export interface AccessMatchers<R> {
  /** The request is allowed, for certain. */
  toAllow(request: TestRequest): R;
  /** The request is denied, for certain. */
  toDeny(request: TestRequest): R;
  /** Exactly this access is there and nothing else, but for what guards deny. */
  toAllowOnly(expected: readonly ExpectedAccess[]): R;
  /** Nobody may do it, neither a principal of the stack nor anybody else. */
  toGiveNobody(actions: string | readonly string[], resources: string | readonly string[]): R;
}

declare global {
  namespace jest {
    interface Matchers<R> extends AccessMatchers<R> {}
  }
}
