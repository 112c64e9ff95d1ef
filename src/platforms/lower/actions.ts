/* Pass 7 of lowering a statement. It may assume: a NotAction that has a better form is written in it. */
import { matchesActionPattern } from '../../policy/action-pattern';
import type { Dialect, IntentStatement } from '../dialect';
import type { Platform } from '../platform';
import { named, unsupported } from '../unsupported';

/** A statement whose actions a platform knows, and the helpful ones that were left out. */
export interface LoweredActions {
  /** Nothing is left of a statement that was helpful only. */
  readonly statement?: IntentStatement;
  readonly leftOut: readonly string[];
}

/**
 * Keeps the actions that a platform knows, and writes out what stands for many where it has no such patterns.
 *
 * @throws AccessError `UnsupportedOnPlatform` for a required action that it doesn't know
 */
export function lowerActions(statement: IntentStatement, platform: Platform, dialect: Dialect): LoweredActions {
  const written = statement.notActions === undefined ? statement : withoutNotAction(statement, platform, dialect);
  const unknown = (written.actions ?? []).filter((action) => !isKnownAction(action, dialect));
  const isNeedless = statement.all === true || (statement.effect === 'Deny' && dialect.actionsAreAll === true);
  const needless = isNeedless && unknown.length < (written.actions ?? []).length;
  const required = needless ? [] : unknown.filter((action) => !written.helpful?.includes(action));
  if (required.length > 0) {
    throw unsupported(platform, {
      what: `${named(statement)}: ${required.join(', ')}`,
      reason: `knows no such action${required.length > 1 ? 's' : ''}`,
      remedy: 'choose a grant or guard without it, or leave out the option that adds it',
    });
  }
  const actions = written.actions?.filter((action) => !unknown.includes(action)).flatMap((action) => writtenOut(spelled(action, dialect), dialect));
  const helpful = written.helpful?.map((action) => spelled(action, dialect));
  if (actions?.length === 0) return { leftOut: unknown };
  // what no request can ask for needs no word: nothing is left out
  const kept = { ...written, ...(actions && { actions: [...new Set(actions)] }), ...(helpful && { helpful }) };
  return { statement: kept, leftOut: needless && dialect.otherActionsExist !== true ? [] : unknown };
}

function withoutNotAction(statement: IntentStatement, platform: Platform, dialect: Dialect): IntentStatement {
  const { actions, elements, otherActionsExist = false } = dialect;
  if (elements.includes('NotAction')) return statement;
  const { notActions = [], ...rest } = statement;
  if (actions === undefined || otherActionsExist) {
    throw unsupported(platform, {
      what: named(statement),
      reason: "isn't known to evaluate NotAction, nor which actions it has",
      remedy: 'choose a guard that names what it denies, or deny everything: denyPolicyManagement: true',
    });
  }
  const others = actions.filter((action) => !notActions.some((pattern) => matchesActionPattern(pattern, action)));
  return { ...rest, actions: others };
}

/** Whether a platform knows an action, or one that a pattern stands for. */
export function isKnownAction(action: string, { actions: own, everything = [], otherServices = [], otherActions = own }: Dialect): boolean {
  if (everything.includes(action)) return true;
  const service = action.split(':')[0].toLowerCase();
  if (action !== '*' && service !== 's3' && otherServices !== 'all' && !otherServices.includes(service)) return false;
  const actions = service === 's3' ? own : otherActions;
  if (actions === undefined || action === '*') return true;
  return action.includes('*') ? actions.some((known) => matchesActionPattern(action, known)) : actions.some((known) => known.toLowerCase() === action.toLowerCase());
}

/** An action in the platform's letters, since not everyone reads them in any case. */
function spelled(action: string, { actions }: Dialect): string {
  return actions?.find((known) => known.toLowerCase() === action.toLowerCase()) ?? action;
}

function writtenOut(action: string, { actions, actionPatterns }: Dialect): readonly string[] {
  if (!action.includes('*') || actionPatterns === undefined || actionPatterns.includes(action) || actions === undefined) return [action];
  return actions.filter((known) => matchesActionPattern(action, known));
}
