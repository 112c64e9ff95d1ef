import { isPrivateRange } from '../grants/address-range';
import type { Condition, Statement } from '../policy/document';
import { isTextType, parseOperator, READ_FAMILIES, type ConditionOperator, type OperatorType } from '../policy/operators';
import { replaceBraces } from '../policy/pattern/braces';
import { UNKNOWN_TEXT } from '../policy/unknown-text';
import { requestKey } from '../s3/request-keys';
import { shown } from '../shape/shown';
import { conditionsOnAws } from './conditions';
import type { Found, StatementFault } from './types';

/** Values that their operator can't read: the condition never holds, or for a negated operator always. */
export const dataTypes: StatementFault = ({ statement }) => each(statement, ({ operator, values }, { type, comparison }) => {
  if (isTextType(type)) return undefined;
  const { form, read } = READ_FAMILIES[type];
  const wrong = values.filter((value) => !value.includes('${') && !value.includes(UNKNOWN_TEXT) && read(value, comparison) === undefined);
  return wrong.length === 0 ? undefined : {
    code: 'DataTypeMismatch',
    severity: 'error',
    reason: `${operator} compares with ${form}, and ${shown(wrong[0])} isn't one`,
    remedy: 'correct the value, or choose the operator for such values',
  };
});

/** An operator for other values than those that its key has. */
export const operatorOfKey: StatementFault = ({ statement }) => each(statement, ({ operator, key }, { type }) => {
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
export const wildcardWithoutLike: StatementFault = ({ statement }) => each(statement, ({ operator, values }, { type }) => {
  const wild = values.find((value) => /[*?]/.test(replaceBraces(value, () => '')));
  return type !== 'string' || parseOperator(operator)?.base.wildcards || wild === undefined ? undefined : {
    code: 'WildcardWithoutLike',
    severity: 'warning',
    reason: `${operator} compares letter by letter, so that ${shown(wild)} is only equal to itself`,
    remedy: `write ${operator.includes('Not') ? 'StringNotLike' : 'StringLike'} where a wildcard is meant, \${*} for the character`,
  };
});

/** Private addresses never reach S3 as the source of a request from the internet. */
export const privateAddresses: StatementFault = ({ statement }, platform) => each(statement, ({ key, values }, { type }) => {
  const isSource = type === 'ip' && key.toLowerCase() === 'aws:sourceip' && platform.publicAddressesOnly === true;
  const inside = isSource ? values.filter((value) => READ_FAMILIES.ip.read(value, 'inRange') !== undefined && isPrivateRange(value)) : [];
  return inside.length === 0 ? undefined : {
    code: 'PrivateAddress',
    severity: inside.length === values.length ? 'error' : 'warning',
    reason: `${inside[0]} is a private address, which AWS never sees as aws:SourceIp`,
    remedy: 'name public addresses; behind a VPC endpoint the key is aws:VpcSourceIp, and the endpoint aws:SourceVpce',
  };
});

/** A key that is true or false is always one of the two. */
export const multipleBooleans: StatementFault = ({ statement }) => each(statement, ({ operator, values }, { type }) => {
  const different = new Set(values.map((value) => value.toLowerCase()));
  return type !== 'boolean' || different.size < 2 || [...different].some((value) => value.includes(UNKNOWN_TEXT)) ? undefined : {
    code: 'MultipleBooleans',
    severity: 'error',
    reason: `${operator} compares with ${values.join(' and ')}, one of which every value is`,
    remedy: 'keep the value that is meant, or remove the condition',
  };
});

/** What ids of VPCs and VPC endpoints look like. */
const IDS: ReadonlyMap<string, readonly [code: string, format: RegExp, example: string]> = new Map([
  ['aws:sourcevpc', ['InvalidVpcFormat', /^vpc-[0-9a-z*?]*$/, 'vpc-0123456789abcdef0']],
  ['aws:sourcevpce', ['InvalidVpceFormat', /^vpce-[0-9a-z*?]*$/, 'vpce-0123456789abcdef0']],
]);

const networkId: ConditionRule = ({ key, values }, { type }) => {
  const [code, format, example] = IDS.get(key.toLowerCase()) ?? [];
  if (code === undefined || format === undefined || type !== 'string') return undefined;
  const wrong = values.find((value) => !value.startsWith('*') && !value.includes(UNKNOWN_TEXT) && !value.includes('${') && !format.test(value));
  return wrong === undefined ? undefined : { code, severity: 'error', reason: `${shown(wrong)} can't be a value of ${key}`, remedy: `write an id such as ${example}` };
};

/** Values of `aws:SourceVpc` and `aws:SourceVpce` that can't be ids. */
export const networkIds: StatementFault = ({ statement }, platform) => each({ conditions: conditionsOnAws(statement, platform) }, networkId);

/** A range whose address has bits beyond its length is read as the whole range. */
export const hostBits: StatementFault = ({ statement }) => each(statement, ({ values }, { type }) => {
  const [wrong] = type === 'ip' ? values.flatMap((value) => wholeRange(value) ?? []) : [];
  return wrong === undefined ? undefined : {
    code: 'HostBitsInRange', severity: 'note', reason: `${wrong.given} is an address in a range, and the whole range is meant`, remedy: `write ${wrong.range}, or the address without a length`,
  };
});

/** The IPv4 range in which an address with a length lies, where it isn't the first of it. */
function wholeRange(given: string): { readonly given: string; readonly range: string } | undefined {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(given)?.slice(1).map(Number);
  if (parts === undefined || READ_FAMILIES.ip.read(given, 'inRange') === undefined) return undefined;
  const length = parts[4];
  const bytes = parts.slice(0, 4).map((byte, at) => byte & (0xff << Math.min(8, Math.max(0, 8 * (at + 1) - length))) & 0xff);
  const range = `${bytes.join('.')}/${length}`;
  return range === given ? undefined : { given, range };
}

type ConditionRule = (condition: Condition, operator: ConditionOperator) => Omit<Found, 'below'> | undefined;

function each({ conditions = [] }: Pick<Statement, 'conditions'>, rule: ConditionRule): readonly Found[] {
  return conditions.flatMap((condition) => {
    const parsed = parseOperator(condition.operator);
    const found = parsed && rule(condition, parsed.base);
    return found === undefined ? [] : [{ ...found, below: `.Condition.${condition.operator}['${condition.key}']` }];
  });
}
