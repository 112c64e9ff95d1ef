import { AssertionError } from 'node:assert';
import { AccessError } from '../errors';
import { reading } from '../shape/shape';
import { shown } from '../shape/shown';
import type { TestResult } from './checks';

/**
 * Throws when a check is not ok, for `node:test` and every other runner.
 *
 * @param result what a check of this entry answers
 * @throws AssertionError with the check's explanation; AccessError `InvalidExpectation` when it is not such a result
 * @example
 * test('uploads only', () => assertAccess(checkDenies(stack, { user: 'ci-uploader', action: 's3:GetObject', resource: 'releases/firmware/a.bin' })));
 */
export function assertAccess(result: TestResult): void {
  const { ok, message } = reading({ where: 'the result', code: 'InvalidExpectation' }, () => resultOf(result));
  if (!ok) throw new AssertionError({ message: message(), stackStartFn: assertAccess });
}

function resultOf(result: unknown): Pick<TestResult, 'ok' | 'message'> {
  const { ok, message } = (typeof result === 'object' ? result ?? {} : {}) as Partial<TestResult>;
  if (typeof ok === 'boolean' && typeof message === 'function') return { ok, message };
  throw new AccessError({ code: 'InvalidExpectation', message: `the result is ${shown(result)}; allowed: what checkAllows(…) and the other checks answer`, remedy: 'write assertAccess(checkAllows(stack, { … }))' });
}
