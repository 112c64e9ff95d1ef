import { parseOperator } from '../policy/operators';

/** Whether a condition with this operator leaves only requests that have one of its values: negated ones, and those of absence, don't. */
export function narrows(operator: string): boolean {
  const parsed = parseOperator(operator);
  return parsed !== undefined && parsed.base.type !== 'null' && !parsed.base.negated;
}
