/* Pass 12 of lowering a statement. It may assume: operators are the platform's, keys are in its letters. */
import type { Condition } from '../../policy/document';
import { parseOperator } from '../../policy/operators';
import type { Dialect, IntentStatement } from '../dialect';
import type { Platform } from '../platform';
import { named, unsupported } from '../unsupported';
import { awsHasKey, platformHasKey } from './known-keys';

/** Statements whose condition keys fit their actions, and the helpful actions that were left out. */
export interface FittedStatements {
  readonly statements: readonly IntentStatement[];
  readonly leftOut: readonly string[];
}

/**
 * Makes every condition key of a statement fit every one of its actions. An action whose requests lack a key is judged here as AWS judges
 * it: where the condition can't hold, the action is gone; where it always holds, the condition is.
 *
 * @throws AccessError `UnsupportedOnPlatform` where AWS has the key for an action and the platform doesn't
 */
export function fitKeys(statement: IntentStatement, platform: Platform, dialect: Dialect): FittedStatements {
  const { actions, conditions = [] } = statement;
  if (actions === undefined || conditions.length === 0) return { statements: [statement], leftOut: [] };
  const leftOut = actions.filter((action) => conditions.some(({ key }) => isLost(action, key, dialect)));
  const required = leftOut.filter((action) => !statement.helpful?.includes(action));
  if (required.length > 0) {
    const { key } = conditions.find((condition) => isLost(required[0], condition.key, dialect)) ?? conditions[0];
    throw unsupported(platform, {
      what: `${named(statement)}: ${required.join(', ')} on the condition ${key}`,
      reason: `has no ${key} in such requests, so it couldn't tell which of them are meant`,
      remedy: 'leave out the option that adds the action or the condition',
    });
  }
  const kept = actions.filter((action) => !leftOut.includes(action));
  const statements = dialect.keysFitEveryAction ? split(statement, kept, conditions, dialect) : [{ ...statement, actions: kept }];
  return { statements: statements.filter((one) => one.actions?.length !== 0), leftOut };
}

/** Whether AWS judges an action by a key that the platform doesn't have for it. */
function isLost(action: string, key: string, dialect: Dialect): boolean {
  return !platformHasKey(action, key, dialect) && awsHasKey(action, key);
}

/** One statement for all actions that have the same of its keys. */
function split(
  statement: IntentStatement, actions: readonly string[], conditions: readonly Condition[], dialect: Dialect,
): readonly IntentStatement[] {
  const groups = new Map<string, { readonly actions: string[]; readonly conditions: readonly Condition[] }>();
  for (const action of actions) {
    const has = conditions.filter(({ key }) => platformHasKey(action, key, dialect));
    const lacks = conditions.filter((condition) => !has.includes(condition));
    if (!lacks.every(holdsWhenAbsent)) continue;
    const name = has.map((condition) => conditions.indexOf(condition)).join();
    const group = groups.get(name) ?? { actions: [], conditions: has };
    group.actions.push(action);
    groups.set(name, group);
  }
  return [...groups.values()].map((group, index) => ({
    ...statement, ...group, ...(index > 0 && statement.sid !== undefined && { sid: `${statement.sid}${'Other'.repeat(index)}` }),
  }));
}

/** What AWS makes of a condition whose key the request lacks. */
export function holdsWhenAbsent({ operator, values }: Condition): boolean {
  const parsed = parseOperator(operator);
  if (parsed === undefined) return false;
  if (parsed.base.type === 'null') return values.some((value) => value.toLowerCase() === 'true');
  if (parsed.ifExists) return true;
  return parsed.set === undefined ? parsed.base.negated : parsed.set === 'all';
}
