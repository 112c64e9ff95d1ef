import type { ConditionOperator, OperatorType } from '../../policy/operators';
import { arnLike } from './arn-like';
import { binaryEquals } from './binary-equals';
import { bool } from './bool';
import { date } from './date';
import { ipAddress } from './ip-address';
import { numeric } from './numeric';
import { stringEquals } from './string-equals';
import { stringEqualsIgnoreCase } from './string-equals-ignore-case';
import { stringLike } from './string-like';
import type { ValueOperator } from './value-test';

const FAMILIES: Readonly<Record<Exclude<OperatorType, 'null' | 'string'>, (operator: ConditionOperator) => ValueOperator>> = {
  arn: () => arnLike,
  number: (operator) => numeric(operator.comparison),
  date: (operator) => date(operator.comparison),
  boolean: () => bool,
  binary: () => binaryEquals,
  ip: () => ipAddress,
};

/**
 * The comparison behind a condition operator.
 *
 * @returns undefined for `Null`, which compares nothing
 */
export function valueOperator(operator: ConditionOperator): ValueOperator | undefined {
  if (operator.type === 'null') return undefined;
  if (operator.type !== 'string') return FAMILIES[operator.type](operator);
  if (operator.comparison === 'like') return stringLike;
  return operator.comparison === 'equals' ? stringEquals : stringEqualsIgnoreCase;
}
