import type { AccessSubject } from './access-of';
import { checkAllowsOnly, type ExpectedAccess } from './allow-only';
import { checkAllows, checkDenies, type TestRequest, type TestResult } from './checks';
import { checkGivesNobody } from './give-nobody';

/** What jest and vitest call a matcher with. */
export interface MatcherContext {
  /** Whether it was called as `.not`. */
  readonly isNot?: boolean;
}

/** What jest and vitest expect of a matcher. */
export interface MatcherResult {
  /** Whether it is as expected. */
  readonly pass: boolean;
  /** What was expected, what came out, and why. */
  readonly message: () => string;
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
  toAllow(this: MatcherContext | void, subject: AccessSubject, request: TestRequest): MatcherResult {
    return matched(this, checkAllows(subject, request));
  },
  /** As {@link checkDenies}. */
  toDeny(this: MatcherContext | void, subject: AccessSubject, request: TestRequest): MatcherResult {
    return matched(this, checkDenies(subject, request));
  },
  /** As {@link checkAllowsOnly}. */
  toAllowOnly(this: MatcherContext | void, subject: AccessSubject, expected: readonly ExpectedAccess[]): MatcherResult {
    return matched(this, checkAllowsOnly(subject, expected));
  },
  /** As {@link checkGivesNobody}. */
  toGiveNobody(
    this: MatcherContext | void, subject: AccessSubject, actions: string | readonly string[], resources: string | readonly string[],
  ): MatcherResult {
    return matched(this, checkGivesNobody(subject, actions, resources));
  },
};

/** What is inconclusive fails with `.not` as well: there, a runner fails whatever passes. */
function matched(context: MatcherContext | void, { ok, violations, inconclusive, message }: TestResult): MatcherResult {
  return { pass: ok || (context?.isNot === true && violations.length === 0 && inconclusive.length > 0), message };
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

// Of jest's global `expect`, and of vitest's, which takes over what is declared here. The type parameters must be those of both.
declare global {
  namespace jest {
    interface Matchers<R, T = {}> extends AccessMatchers<R> {}
  }
}

/** @ts-ignore where jest isn't installed: of the `expect` of `@jest/globals` */
declare module 'expect' {
  interface Matchers<R extends void | Promise<void>, T = unknown> extends AccessMatchers<R> {}
}
