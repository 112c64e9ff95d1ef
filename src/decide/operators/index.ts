import { isTextType, READ_FAMILIES, type ConditionOperator } from '../../policy/operators';
import { arnLike } from './arn-like';
import { stringEquals, stringEqualsIgnoreCase, stringLike } from './strings';
import { readValue, type ValueOperator } from './value-test';

/**
 * The comparison behind a condition operator.
 *
 * @returns undefined for `Null`, which compares nothing
 */
export function valueOperator({ type, comparison }: ConditionOperator): ValueOperator | undefined {
  if (type === 'null') return undefined;
  if (!isTextType(type)) return readValue(READ_FAMILIES[type], comparison);
  if (type === 'arn') return arnLike;
  if (comparison === 'like') return stringLike;
  return comparison === 'equals' ? stringEquals : stringEqualsIgnoreCase;
}
