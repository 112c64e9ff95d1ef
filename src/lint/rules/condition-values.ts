import { isIP } from 'node:net';
import { isPrivateRange } from '../../grants/address-range';
import type { Condition } from '../../policy/document';
import { parseOperator, type OperatorType } from '../../policy/operators';
import { replaceBraces } from '../../policy/pattern/braces';
import type { Found, StatementRule } from '../types';

/** What values of an operator look like. Text of any form is text. */
const FORMS: Readonly<Partial<Record<OperatorType, readonly [isOne: (value: string) => boolean, words: string]>>> = {
  boolean: [(value) => /^(true|false)$/i.test(value), 'true or false'],
  null: [(value) => /^(true|false)$/i.test(value), 'true or false'],
  number: [(value) => value.trim() !== '' && Number.isFinite(Number(value)), 'a number'],
  date: [(value) => /^\d+$/.test(value) || (/^\d{4}-\d\d/.test(value) && !Number.isNaN(Date.parse(value))), 'a date such as 2026-12-31T00:00:00Z, or seconds since 1970'],
  ip: [isRange, 'an address or a range such as 203.0.113.0/24'],
  binary: [(value) => /^[A-Za-z0-9+/]*=*$/.test(value), 'base64'],
};

/** Values that their operator can't read: the condition never holds, or for a negated operator always. */
export const dataTypes: StatementRule = ({ statement: { conditions = [] } }) => eachCondition(conditions, ({ operator, values }, type) => {
  const form = FORMS[type];
  const wrong = form === undefined ? [] : values.filter((value) => !value.includes('${') && !form[0](value));
  return wrong.length === 0 ? undefined : {
    code: 'DataTypeMismatch',
    severity: 'error',
    reason: `${operator} compares with ${form?.[1] ?? ''}, and ${JSON.stringify(wrong[0])} is none`,
    remedy: 'correct the value, or choose the operator for such values',
  };
});

/** What values of well-known keys look like, where text operators can't compare them. */
const KEY_TYPES: Readonly<Record<string, OperatorType>> = {
  'aws:sourceip': 'ip',
  'aws:vpcsourceip': 'ip',
  'aws:securetransport': 'boolean',
  'aws:multifactorauthpresent': 'boolean',
  'aws:multifactorauthage': 'number',
  'aws:principalisawsservice': 'boolean',
  'aws:viaawsservice': 'boolean',
  'aws:currenttime': 'date',
  's3:max-keys': 'number',
  's3:tlsversion': 'number',
  's3:signatureage': 'number',
  's3:object-lock-remaining-retention-days': 'number',
  's3:object-lock-retain-until-date': 'date',
};

/** An operator for other values than those that its key has. */
export const operatorOfKey: StatementRule = ({ statement: { conditions = [] } }) => eachCondition(conditions, ({ operator, key }, type) => {
  const wanted = KEY_TYPES[key.toLowerCase()];
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
export const wildcardWithoutLike: StatementRule = ({ statement: { conditions = [] } }) => eachCondition(conditions, ({ operator, values }, type) => {
  const wild = values.find((value) => /[*?]/.test(replaceBraces(value, () => '')));
  return type !== 'string' || parseOperator(operator)?.base.wildcards || wild === undefined ? undefined : {
    code: 'WildcardWithoutLike',
    severity: 'warning',
    reason: `${operator} compares letter by letter, so that ${JSON.stringify(wild)} is only equal to itself`,
    remedy: `write ${operator.includes('Not') ? 'StringNotLike' : 'StringLike'} where a wildcard is meant, \${*} for the character`,
  };
});

/** Private addresses never reach S3 as the source of a request from the internet. */
export const privateAddresses: StatementRule = ({ statement }, { name }) => eachCondition(statement.conditions ?? [], ({ key, values }, type) => {
  const isSource = type === 'ip' && key.toLowerCase() === 'aws:sourceip' && name === 'aws';
  const inside = isSource ? values.find((value) => isRange(value) && isPrivateRange(value)) : undefined;
  return inside === undefined ? undefined : {
    code: 'PrivateAddress',
    severity: 'warning',
    reason: `${inside} is a private address, which AWS never sees as aws:SourceIp`,
    remedy: 'name public addresses; behind a VPC endpoint the key is aws:VpcSourceIp, and the endpoint aws:SourceVpce',
  };
});

function isRange(value: string): boolean {
  const [address, bits, ...rest] = value.split('/');
  const width = isIP(address) === 4 ? 32 : 128;
  return isIP(address) !== 0 && rest.length === 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= width));
}

type ConditionRule = (condition: Condition, type: OperatorType) => Omit<Found, 'below'> | undefined;

function eachCondition(conditions: readonly Condition[], rule: ConditionRule): readonly Found[] {
  return conditions.flatMap((condition) => {
    const parsed = parseOperator(condition.operator);
    const found = parsed && rule(condition, parsed.base.type);
    return found === undefined ? [] : [{ ...found, below: `.Condition.${condition.operator}['${condition.key}']` }];
  });
}
