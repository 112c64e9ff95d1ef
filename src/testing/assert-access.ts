import { AssertionError } from 'node:assert';
import type { TestResult } from './checks';

/**
 * Throws when a check is not ok, for `node:test` and every other runner.
 *
 * @throws AssertionError with the check's explanation
 * @example
 * test('uploads only', () => assertAccess(checkDenies(stack, { user: 'ci-uploader', action: 's3:GetObject', resource: 'releases/firmware/a.bin' })));
 */
export function assertAccess({ ok, message }: TestResult): void {
  if (!ok) throw new AssertionError({ message: message(), stackStartFn: assertAccess });
}
