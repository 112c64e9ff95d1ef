import { needText } from '../../shape/need-text';

/** How a condition operator reads its values. */
export type OperatorType = 'string' | 'arn' | 'number' | 'date' | 'boolean' | 'binary' | 'ip' | 'null';

/** What a condition operator holds the request's value against its own by; for a negated operator, the comparison that must not hold. */
export type Comparison = 'equals' | 'equalsIgnoreCase' | 'like' | 'lessThan' | 'lessThanEquals' | 'greaterThan' | 'greaterThanEquals' | 'inRange' | 'isAbsent';

/** One condition operator without its set operator and `IfExists`. */
export interface ConditionOperator {
  /** As it is written in a policy; operator names are case-sensitive. */
  readonly name: string;
  /** How values are read. */
  readonly type: OperatorType;
  /** What is compared. */
  readonly comparison: Comparison;
  /** Whether the operator holds when the comparison does not; such an operator also holds when the request lacks the key. */
  readonly negated: boolean;
  /** Whether `*` and `?` in its values are wildcards. */
  readonly wildcards: boolean;
  /** Whether `$\{…}` in its values is a policy variable (in version 2012-10-17). */
  readonly variables: boolean;
}

/** A condition operator as written in a policy, taken apart. */
export interface ParsedOperator {
  /** `any` for `ForAnyValue:`, `all` for `ForAllValues:`; absent for a plain operator. */
  readonly set?: 'any' | 'all';
  /** The operator proper. */
  readonly base: ConditionOperator;
  /** Whether it ends in `IfExists`: it holds when the request lacks the key. */
  readonly ifExists: boolean;
}

type OperatorEntry = readonly [name: string, type: OperatorType, comparison: Comparison, negated?: 'negated'];

/** `ArnEquals` and `ArnLike` are the same, and so are their negations. */
const ENTRIES: readonly OperatorEntry[] = [
  ['StringEquals', 'string', 'equals'],
  ['StringNotEquals', 'string', 'equals', 'negated'],
  ['StringEqualsIgnoreCase', 'string', 'equalsIgnoreCase'],
  ['StringNotEqualsIgnoreCase', 'string', 'equalsIgnoreCase', 'negated'],
  ['StringLike', 'string', 'like'],
  ['StringNotLike', 'string', 'like', 'negated'],
  ['ArnEquals', 'arn', 'like'],
  ['ArnNotEquals', 'arn', 'like', 'negated'],
  ['ArnLike', 'arn', 'like'],
  ['ArnNotLike', 'arn', 'like', 'negated'],
  ['NumericEquals', 'number', 'equals'],
  ['NumericNotEquals', 'number', 'equals', 'negated'],
  ['NumericLessThan', 'number', 'lessThan'],
  ['NumericLessThanEquals', 'number', 'lessThanEquals'],
  ['NumericGreaterThan', 'number', 'greaterThan'],
  ['NumericGreaterThanEquals', 'number', 'greaterThanEquals'],
  ['DateEquals', 'date', 'equals'],
  ['DateNotEquals', 'date', 'equals', 'negated'],
  ['DateLessThan', 'date', 'lessThan'],
  ['DateLessThanEquals', 'date', 'lessThanEquals'],
  ['DateGreaterThan', 'date', 'greaterThan'],
  ['DateGreaterThanEquals', 'date', 'greaterThanEquals'],
  ['Bool', 'boolean', 'equals'],
  ['BinaryEquals', 'binary', 'equals'],
  ['IpAddress', 'ip', 'inRange'],
  ['NotIpAddress', 'ip', 'inRange', 'negated'],
  ['Null', 'null', 'isAbsent'],
];

/**
 * Every condition operator of the policy language.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export const CONDITION_OPERATORS: ReadonlyMap<string, ConditionOperator> = new Map(ENTRIES.map(([name, type, comparison, negated]) => [name, {
  name,
  type,
  comparison,
  negated: negated === 'negated',
  wildcards: comparison === 'like',
  variables: type === 'string' || type === 'arn',
}]));

const SET_OPERATORS: ReadonlyMap<string, 'any' | 'all'> = new Map([['ForAnyValue', 'any'], ['ForAllValues', 'all']]);
const IF_EXISTS = 'IfExists';

/**
 * Takes a condition operator apart.
 *
 * @param text as written, for example `ForAnyValue:StringLikeIfExists`
 * @returns undefined when there is no such operator: an unknown name or set operator, another case, `Null` with `IfExists` or with a set operator
 * @example parseOperator('StringNotLikeIfExists')?.base.negated // true
 */
export function parseOperator(text: string): ParsedOperator | undefined {
  needText(text, 'the condition operator');
  const colon = text.indexOf(':');
  const set = colon < 0 ? undefined : SET_OPERATORS.get(text.slice(0, colon));
  if (colon >= 0 && set === undefined) return undefined;
  const written = text.slice(colon + 1);
  const ifExists = written.endsWith(IF_EXISTS);
  const base = CONDITION_OPERATORS.get(ifExists ? written.slice(0, -IF_EXISTS.length) : written);
  // Null asks whether the key exists: neither IfExists nor a set of values makes sense with it
  if (base === undefined || (base.type === 'null' && (ifExists || set !== undefined))) return undefined;
  return set === undefined ? { base, ifExists } : { set, base, ifExists };
}
