import { requestKey } from '../../decide/request-keys';
import { isPrivateRange } from '../../grants/address-range';
import type { Condition } from '../../policy/document';
import { isTextType, parseOperator, READ_FAMILIES, type ConditionOperator, type OperatorType } from '../../policy/operators';
import { replaceBraces } from '../../policy/pattern/braces';
import { UNKNOWN_TEXT } from '../../state/access-state';
import type { Found, StatementRule } from '../types';

/** Values that their operator can't read: the condition never holds, or for a negated operator always. */
export const dataTypes: StatementRule = ({ statement }) => eachCondition(statement.conditions ?? [], ({ operator, values }, { type, comparison }) => {
  if (isTextType(type)) return undefined;
  const { form, read } = READ_FAMILIES[type];
  const wrong = values.filter((value) => !value.includes('${') && !value.includes(UNKNOWN_TEXT) && read(value, comparison) === undefined);
  return wrong.length === 0 ? undefined : {
    code: 'DataTypeMismatch',
    severity: 'error',
    reason: `${operator} compares with ${form}, and ${JSON.stringify(wrong[0])} isn't one`,
    remedy: 'correct the value, or choose the operator for such values',
  };
});

/** An operator for other values than those that its key has. */
export const operatorOfKey: StatementRule = ({ statement: { conditions = [] } }) => eachCondition(conditions, ({ operator, key }, { type }) => {
  const wanted = requestKey(key.toLowerCase())?.type;
  const other = (wanted === undefined && type === 'ip') || (wanted !== undefined && type !== 'null' && type !== wanted);
  return !other ? undefined : {
    code: 'OperatorKeyMismatch',
    severity: 'warning',
    reason: wanted === undefined ? `${operator} compares addresses, and ${key} has none` : `${key} is ${NAMES[wanted] ?? wanted}, and ${operator} compares ${NAMES[type] ?? 'text'}`,
    remedy: 'choose the operator for such values, so that 203.0.113.0/24 is a range and not a text',
  };
});

const NAMES: Readonly<Partial<Record<OperatorType, string>>> = { ip: 'an address', boolean: 'true or false', number: 'a number', date: 'a date', arn: 'an ARN', string: 'text' };

/** `*` and `?` in values of operators that compare letter by letter. */
export const wildcardWithoutLike: StatementRule = ({ statement }) => eachCondition(statement.conditions ?? [], ({ operator, values }, { type }) => {
  const wild = values.find((value) => /[*?]/.test(replaceBraces(value, () => '')));
  return type !== 'string' || parseOperator(operator)?.base.wildcards || wild === undefined ? undefined : {
    code: 'WildcardWithoutLike',
    severity: 'warning',
    reason: `${operator} compares letter by letter, so that ${JSON.stringify(wild)} is only equal to itself`,
    remedy: `write ${operator.includes('Not') ? 'StringNotLike' : 'StringLike'} where a wildcard is meant, \${*} for the character`,
  };
});

/** Private addresses never reach S3 as the source of a request from the internet. */
export const privateAddresses: StatementRule = ({ statement }, { name }) => eachCondition(statement.conditions ?? [], ({ key, values }, { type }) => {
  const isSource = type === 'ip' && key.toLowerCase() === 'aws:sourceip' && name === 'aws';
  const inside = isSource ? values.find((value) => READ_FAMILIES.ip.read(value, 'inRange') !== undefined && isPrivateRange(value)) : undefined;
  return inside === undefined ? undefined : {
    code: 'PrivateAddress',
    severity: 'warning',
    reason: `${inside} is a private address, which AWS never sees as aws:SourceIp`,
    remedy: 'name public addresses; behind a VPC endpoint the key is aws:VpcSourceIp, and the endpoint aws:SourceVpce',
  };
});

type ConditionRule = (condition: Condition, operator: ConditionOperator) => Omit<Found, 'below'> | undefined;

function eachCondition(conditions: readonly Condition[], rule: ConditionRule): readonly Found[] {
  return conditions.flatMap((condition) => {
    const parsed = parseOperator(condition.operator);
    const found = parsed && rule(condition, parsed.base);
    return found === undefined ? [] : [{ ...found, below: `.Condition.${condition.operator}['${condition.key}']` }];
  });
}
