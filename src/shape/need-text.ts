import { AccessError, type AccessErrorCode } from '../errors';
import { shown } from './shown';

/**
 * Refuses what is not a text, where a function takes one by itself.
 *
 * @param what the argument, in words
 * @throws AccessError of the code
 */
export function needText(value: unknown, what: string, code: AccessErrorCode = 'InvalidArgument'): asserts value is string {
  if (typeof value === 'string') return;
  throw new AccessError({ code, message: `${what} is ${shown(value)}; allowed: a text`, remedy: 'write a text' });
}
