import type { AccessSubject } from './access-of';
import { checkAllowsOnly, type ExpectedAccess } from './allow-only';
import { checkAllows, checkDenies, type CheckResult, type TestRequest } from './checks';
import { checkGivesNobody } from './give-nobody';

/**
 * Matchers for jest and vitest.
 *
 * @example
 * expect.extend(accessMatchers);
 * expect(stack).toAllow({ user: 'ci-uploader', action: 's3:PutObject', resource: 'releases/firmware/a.bin' });
 */
export const accessMatchers = {
  /** As {@link checkAllows}. */
  toAllow: (subject: AccessSubject, request: TestRequest): CheckResult => checkAllows(subject, request),
  /** As {@link checkDenies}. */
  toDeny: (subject: AccessSubject, request: TestRequest): CheckResult => checkDenies(subject, request),
  /** As {@link checkAllowsOnly}. */
  toAllowOnly: (subject: AccessSubject, expected: readonly ExpectedAccess[]): CheckResult => checkAllowsOnly(subject, expected),
  /** As {@link checkGivesNobody}. */
  toGiveNobody: (subject: AccessSubject, actions: string | readonly string[], resources: string | readonly string[]): CheckResult =>
    checkGivesNobody(subject, actions, resources),
};

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
