/* Pass 6 of lowering a statement. It may assume: nothing but that a statement is in AWS's language. */
import type { Condition } from '../../policy/document';
import type { IntentStatement } from '../dialect';
import type { Platform } from '../platform';

/**
 * Leaves out the condition by which guards except AWS services, where there are none: no request is made by one, so it always holds, and
 * the statement says the same without it.
 */
export function withoutServices(statement: IntentStatement, { features }: Platform): IntentStatement {
  const { conditions } = statement;
  if (conditions === undefined || features.includes('serviceGrantees')) return statement;
  return { ...statement, conditions: conditions.filter((condition) => !exceptsServices(condition)) };
}

function exceptsServices({ operator, key, values }: Condition): boolean {
  return operator === 'BoolIfExists' && key.toLowerCase() === 'aws:principalisawsservice' && values.every((value) => value === 'false');
}
