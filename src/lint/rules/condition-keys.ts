import { holdsWhenAbsent } from '../../decide/read-operator';
import { awsHasKey } from '../../platforms/lower/known-keys';
import { parseOperator } from '../../policy/operators';
import type { Found, StatementRule } from '../types';
import { actionsMeant, isExact, list } from './actions';

/** Condition keys that requests for the listed actions never have: the condition is decided before anybody asks. */
export const keyNeverPresent: StatementRule = ({ statement: { effect, actions, conditions = [] } }, { evaluation }) => {
  const exact = (actions ?? []).filter((action) => isExact(action) && actionsMeant(action).length > 0);
  if (actions === undefined || exact.length === 0) return [];
  return conditions.filter(({ key }) => key.toLowerCase().startsWith('s3:')).flatMap(({ operator, key }): readonly Found[] => {
    const without = exact.filter((action) => !awsHasKey(action, key));
    if (without.length === 0 || exact.length < actions.length) return [];
    const parsed = parseOperator(operator);
    const holds = parsed !== undefined && parsed.base.type !== 'null' && holdsWhenAbsent(parsed, evaluation);
    return [{
      code: 'KeyNeverPresent',
      // a Deny that names one action too many still denies the others
      severity: effect === 'Deny' && without.length < exact.length ? 'note' : 'warning',
      below: `.Condition.${operator}['${key}']`,
      reason: `requests for ${list(without)} never have ${key}, so the condition ${holds ? 'always' : 'never'} holds for them`,
      remedy: without.length === exact.length ? 'remove the condition, or name the key that is meant' : 'move these actions to a statement of their own',
    }];
  });
};

/** `ForAllValues` says yes where the key is absent: an Allow with it lets in everybody who leaves the key out. */
export const allowForAllValues: StatementRule = ({ statement: { effect, conditions = [] } }) => conditions
  .filter(({ operator, key }) => effect === 'Allow' && parseOperator(operator)?.set === 'all' && !conditions.some((other) => isPresence(other.operator, other.values) && sameKey(other.key, key)))
  .map(({ operator, key }): Found => ({
    code: 'ForAllValuesOnAbsentKey',
    severity: 'warning',
    below: `.Condition.${operator}['${key}']`,
    reason: `ForAllValues holds when the request has no ${key} at all, and the statement allows`,
    remedy: `add "Null": { "${key}": "false" }, or use ForAnyValue`,
  }));

/** Keys that may have several values in one request. */
const MULTIVALUED = /^(aws:tagkeys|aws:principalorgpaths|aws:resourceorgpaths|aws:principalservicenameslist|s3:requestobjecttagkeys)$/i;

/** A key with several values needs to be told which of them are meant, and one with a single value doesn't. */
export const qualifiers: StatementRule = ({ statement: { conditions = [] } }) => conditions.flatMap(({ operator, key }): readonly Found[] => {
  const parsed = parseOperator(operator);
  if (parsed === undefined || parsed.base.type === 'null') return [];
  const below = `.Condition.${operator}['${key}']`;
  if (MULTIVALUED.test(key)) {
    return parsed.set !== undefined ? [] : [{
      code: 'MissingQualifier', severity: 'warning', below, reason: `${key} may have several values in one request, and ${operator} doesn't say which of them it means`, remedy: `write ForAnyValue:${operator} or ForAllValues:${operator}`,
    }];
  }
  const single = /^(aws:(sourceip|securetransport|username|userid|principalarn|principalaccount|currenttime|useragent|referer)|s3:(prefix|delimiter|max-keys|versionid|tlsversion|x-amz-acl))$/i;
  return parsed.set === undefined || !single.test(key) ? [] : [{
    code: 'NeedlessQualifier', severity: 'warning', below, reason: `${key} has one value in a request, and ${operator} is meant for keys with several`, remedy: `write ${operator.slice(operator.indexOf(':') + 1)}`,
  }];
});

function sameKey(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function isPresence(operator: string, values: readonly string[]): boolean {
  return operator === 'Null' && values.length > 0 && values.every((value) => value.toLowerCase() === 'false');
}
