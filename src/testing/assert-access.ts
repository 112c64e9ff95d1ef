import { AssertionError } from 'node:assert';
import type { CheckResult } from './checks';

/**
 * Throws when a check didn't pass, for `node:test` and every other runner.
 *
 * @throws AssertionError with the check's explanation
 * @example
 * test('uploads only', () => assertAccess(checkDenies(stack, { user: 'ci-uploader', action: 's3:GetObject', resource: 'releases/firmware/a.bin' })));
 */
export function assertAccess({ pass, message }: CheckResult): void {
  if (!pass) throw new AssertionError({ message: message(), stackStartFn: assertAccess });
}
