/* Pass 11 of lowering a statement. It may assume: variables in values are those of the platform; operators and keys are AWS's. */
import type { Condition } from '../../policy/document';
import { parseOperator, type ParsedOperator } from '../../policy/operators';
import { shown } from '../../s3/names';
import type { Dialect, IntentStatement } from '../dialect';
import type { Platform } from '../platform';
import { isUnclearText } from '../unclear-text';
import { named, unsupported } from '../unsupported';
import { knownKey } from './known-keys';

/**
 * Writes the conditions of a statement so that the platform judges them as AWS does.
 *
 * @throws AccessError `UnsupportedOnPlatform` for an operator or a key that it doesn't know: a condition is never left out
 */
export function lowerConditions(statement: IntentStatement, platform: Platform, dialect: Dialect): IntentStatement {
  const { conditions } = statement;
  if (conditions === undefined || conditions.length === 0) return statement;
  return { ...statement, conditions: conditions.map((condition) => lowerCondition(presence(condition, dialect), statement, platform, dialect)) };
}

function lowerCondition(condition: Condition, statement: IntentStatement, platform: Platform, dialect: Dialect): Condition {
  const what = `${named(statement)}: the condition ${condition.operator} ${condition.key}`;
  const refuse = (reason: string, remedy: string) => unsupported(platform, { what, reason, remedy });
  if (dialect.operators.length === 0 && dialect.keys?.length !== 0) {
    throw refuse('is said to know condition keys, and no operator to compare them with', 'name the operators that work there beside the keys, such as StringLike, in its profile');
  }
  if (dialect.operators.length === 0) throw refuse('has no conditions', 'choose a grant or guard without conditions; a folder of its own, or a bucket of its own, often does what a condition would');
  const parsed = parseOperator(condition.operator);
  if (parsed === undefined || !dialect.operators.includes(parsed.base.name)) {
    throw refuse(`doesn't know the operator${parsed === undefined ? '' : ` ${parsed.base.name}`}`, 'leave out the option that adds the condition');
  }
  if (parsed.set !== undefined && !dialect.sets.includes(parsed.base.name)) {
    throw refuse(`doesn't know ${condition.operator.split(':')[0]} with ${parsed.base.name}`, 'leave out the option that adds the condition');
  }
  if (condition.values.length !== 1 && dialect.oneValue?.includes(parsed.base.name)) {
    throw refuse(`takes one value for ${parsed.base.name}, and there are ${condition.values.length}`, 'write a grant or guard for each value');
  }
  const bad = condition.values.find((value) => dialect.forbiddenValues !== undefined && isUnclearText(value, dialect.forbiddenValues));
  if (bad !== undefined) throw refuse(`refuses the value ${shown(bad)}, or reads another into it`, 'use names and texts without that character');
  if (dialect.absentWhenEmpty?.includes(condition.key.toLowerCase()) && meetsEmpty(condition, parsed)) {
    throw refuse(`doesn't tell an empty ${condition.key} from none at all`, 'leave out the option that adds the condition: list folders below the root, or the whole bucket');
  }
  const known = knownKey(condition.key, dialect);
  if (known === undefined) throw refuse('isn\'t known to have that key in a request', 'leave out the option that adds the condition');
  const spelled = { ...condition, key: spelling(known.key, condition.key), ...(parsed.base.type === 'ip' && { values: condition.values.map((range) => addressOf(range, dialect)) }) };
  const lowered = parsed.ifExists || !needsIfExists(condition, parsed, dialect) ? spelled : { ...spelled, operator: `${condition.operator}IfExists` };
  if (parseOperator(lowered.operator)?.ifExists && !dialect.ifExists.includes(parsed.base.name)) {
    throw refuse('has no such operator with IfExists, without which a request that lacks the key would be judged otherwise', 'leave out the option that adds the condition');
  }
  return lowered;
}

/** Whether a condition is about the empty value, or about whether there is any. */
function meetsEmpty({ values }: Condition, { base }: ParsedOperator): boolean {
  return base.type === 'null' || values.some((value) => (base.wildcards ? /^\**$/ : /^$/).test(value));
}

/** That a key is there, where `Null` can't say it: a pattern that every value but the empty one matches says the same. */
function presence(condition: Condition, { nullOnlyTrue = false }: Dialect): Condition {
  const { operator, key, values } = condition;
  return nullOnlyTrue && operator === 'Null' && values.every((value) => value.toLowerCase() === 'false') ? { operator: 'StringLike', key, values: ['?*'] } : condition;
}

/** A key in the platform's letters, since not everyone reads them in any case; the name of a tag stays as it is. */
function spelling(known: string, written: string): string {
  return known.endsWith('/*') ? `${known.slice(0, -1)}${written.slice(known.length - 1)}` : known;
}

/** One address of version 6 gets its length, where it may be read as a block of addresses without. */
function addressOf(range: string, { wholeIpv6 = false }: Dialect): string {
  return wholeIpv6 && range.includes(':') && !range.includes('/') ? `${range}/128` : range;
}

/** Whether the platform would judge a request without the key otherwise than AWS does. */
function needsIfExists({ key, values }: Condition, { base, set }: ParsedOperator, dialect: Dialect): boolean {
  const { failsWhenAbsent = [], alwaysThere = [], onlyWhenTrue = [] } = dialect;
  if (set !== undefined || base.type === 'null') return false;
  if (base.negated && alwaysThere.includes(key.toLowerCase())) return false;
  if (base.negated) return failsWhenAbsent === 'all' || failsWhenAbsent.includes(base.name);
  return base.type === 'boolean' && onlyWhenTrue.includes(key.toLowerCase()) && values.every((value) => value.toLowerCase() === 'false');
}
