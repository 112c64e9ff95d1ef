import { awsHasKey } from '../platforms/lower/known-keys';
import { holdsWhenAbsent } from '../platforms/when-absent';
import { parseOperator } from '../policy/operators';
import { UNKNOWN_TEXT } from '../policy/unknown-text';
import { actionsMeant, isExact } from '../s3/about';
import { requestKey } from '../s3/request-keys';
import { list } from './actions';
import { conditionKeyStatus, meantConditionKey } from './aws-words';
import { conditionsOnAws, sameKey } from './conditions';
import { isDeprecatedKey } from './key-advice';
import type { Found, StatementFault } from './types';

/** Condition keys that AWS doesn't have: no request has one. */
export const unknownConditionKeys: StatementFault = ({ statement }, platform) => conditionsOnAws(statement, platform)
  .flatMap(({ operator, key }): readonly Found[] => {
    const status = key.includes(UNKNOWN_TEXT) || isDeprecatedKey(key) ? 'known' : conditionKeyStatus(key);
    if (status === 'known') return [];
    const below = `.Condition.${operator}['${key}']`;
    if (status === 'withoutTagKey') return [{ code: 'MissingTagKey', severity: 'error', below, reason: `${key} names no tag`, remedy: `write the name of the tag behind it, such as ${key}team` }];
    const meant = meantConditionKey(key);
    return [{ code: 'UnknownConditionKey', severity: 'error', below, reason: `${key} is not a condition key of AWS, so no request has it`, remedy: meant === undefined ? 'name the key that is meant' : `write ${meant}` }];
  });

/** Condition keys that requests for the listed actions never have: the condition is decided before anybody asks. */
export const keyNeverPresent: StatementFault = ({ bucket, statement: { effect, actions, conditions = [] } }, platform) => {
  const { evaluation } = platform;
  const exact = (actions ?? []).filter((action) => isExact(action) && actionsMeant(action).length > 0);
  if (actions === undefined || exact.length === 0) return [];
  return conditions.filter(({ key }) => key.toLowerCase().startsWith('s3:')).flatMap(({ operator, key }): readonly Found[] => {
    // a key that doesn't exist is reported as such
    if (platform.hasAwsServices === true && conditionKeyStatus(key) !== 'known') return [];
    const without = exact.filter((action) => !awsHasKey(action, key));
    if (without.length === 0 || exact.length < actions.length) return [];
    const parsed = parseOperator(operator);
    const holds = parsed !== undefined && parsed.base.type !== 'null' && holdsWhenAbsent(parsed, evaluation);
    return [{
      code: 'KeyNeverPresent',
      // S3 refuses a bucket policy in which no action of a statement has the key; a Deny that names one action too many still denies the others
      severity: effect === 'Deny' && without.length < exact.length ? 'note' : bucket !== undefined && without.length === exact.length && platform.hasAwsServices === true ? 'error' : 'warning',
      below: `.Condition.${operator}['${key}']`,
      reason: `requests for ${list(without)} never have ${key}, so the condition ${holds ? 'always' : 'never'} holds for them`,
      remedy: without.length === exact.length ? 'remove the condition, or name the key that is meant' : 'move these actions to a statement of their own',
    }];
  });
};

/** `ForAllValues` says yes where the key is absent: an Allow with it lets in everybody who leaves the key out. */
export const allowForAllValues: StatementFault = ({ statement: { effect, conditions = [] } }) => conditions
  .filter(({ operator, key }) => effect === 'Allow' && parseOperator(operator)?.set === 'all' && !conditions.some((other) => isPresence(other.operator, other.values) && sameKey(other.key, key)))
  .map(({ operator, key }): Found => ({
    code: 'ForAllValuesOnAbsentKey',
    severity: 'warning',
    below: `.Condition.${operator}['${key}']`,
    reason: `ForAllValues holds when the request has no ${key} at all, and the statement allows`,
    remedy: `add "Null": { "${key}": "false" }, or use ForAnyValue`,
  }));

/** A condition on a key with several values has to say which of them it means, and one with a single value doesn't. */
export const qualifiers: StatementFault = ({ statement: { conditions = [] } }) => conditions.flatMap(({ operator, key }): readonly Found[] => {
  const parsed = parseOperator(operator);
  if (parsed === undefined || parsed.base.type === 'null') return [];
  const below = `.Condition.${operator}['${key}']`;
  const known = requestKey(key);
  if (known?.multiValued === true) {
    return parsed.set !== undefined ? [] : [{
      code: 'MissingQualifier', severity: 'warning', below, reason: `${key} may have several values in one request, and ${operator} doesn't say which of them it means`, remedy: `write ForAnyValue:${operator} or ForAllValues:${operator}`,
    }];
  }
  return parsed.set === undefined || known === undefined ? [] : [{
    code: 'NeedlessQualifier', severity: 'warning', below, reason: `${key} has one value in a request, and ${operator} is meant for keys with several`, remedy: `write ${operator.slice(operator.indexOf(':') + 1)}`,
  }];
});

function isPresence(operator: string, values: readonly string[]): boolean {
  return operator === 'Null' && values.length > 0 && values.every((value) => value.toLowerCase() === 'false');
}
