import { AccessError } from '../errors';
import { actionFault } from '../faults/actions';
import { aws } from '../platforms/aws/aws';
import type { Platform } from '../platforms/platform';
import { READ_FAMILIES } from '../policy/operators/families';
import { requestKey } from '../s3/request-keys';

/** Values of a type, as a person would write one. */
const EXAMPLES = { number: '1000', date: '2026-11-29T08:00:00Z', boolean: 'true', ip: '203.0.113.9' } as const;

/**
 * Refuses a question that no request can be: an action that doesn't exist, and values that a condition key can't have. They would be denied, which
 * reads as an answer.
 *
 * @param platform by whose rules requests are judged
 * @throws AccessError `InvalidRequest`
 */
export function checkQuery(action: string, context: ReadonlyArray<readonly [key: string, value: string]>, platform: Platform = aws()): void {
  checkAction(action, platform);
  for (const [key, value] of context) {
    const type = requestKey(key)?.type;
    const family = type === undefined ? undefined : READ_FAMILIES[type];
    if (type === undefined || family === undefined || value === '' || (family.read(value, type === 'ip' ? 'inRange' : 'equals') !== undefined && !isRange(type, value))) continue;
    throw new AccessError({
      code: 'InvalidRequest',
      message: `${key}=${value.slice(0, 100)}: values of ${key} are ${family.form}`,
      remedy: `write such as --context ${key}=${EXAMPLES[type]}`,
    });
  }
}

/**
 * Refuses an action that doesn't exist, or a pattern that matches none.
 *
 * @throws AccessError `InvalidRequest`
 */
export function checkAction(action: string, platform: Platform = aws()): void {
  const fault = actionFault(action, platform);
  if (fault !== undefined) throw new AccessError({ code: 'InvalidRequest', message: fault.reason, remedy: fault.remedy });
}

/** A request comes from one address. */
function isRange(type: string, value: string): boolean {
  return type === 'ip' && value.includes('/');
}
