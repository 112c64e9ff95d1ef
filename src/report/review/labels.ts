import type { AccessChange, ChangedPrincipal, ChangedStatement, ConditionChange, StatementConditions, Witness } from '../../compare';
import type { ContextValue } from '../../decide';
import type { Condition } from '../../policy/document';
import { shortS3Arn } from '../../policy/s3-arn';
import { visible } from '../visible';

/** A principal as people name it, such as `user dana`. */
export function principalLabel(principal: ChangedPrincipal): string {
  if (typeof principal === 'string') return principal;
  if ('user' in principal) return `user ${principal.user}`;
  return 'role' in principal ? `role ${principal.role}` : principal.arn;
}

/** A resource without the part that all of S3's have. */
export function resourceLabel(arn: string): string {
  return shortS3Arn(arn);
}

/** More names or patterns than this are counted after the first ones; the JSON has all. */
const MOST_SHOWN = 12;

/** Texts in one line. */
export function listText(texts: readonly string[]): string {
  const shown = texts.slice(0, MOST_SHOWN).map(visible).join(', ');
  return texts.length > MOST_SHOWN ? `${shown} and ${texts.length - MOST_SHOWN} more` : shown;
}

/** The lines that say one change, each under its title; the action line first. */
export function changeLines({ change }: { readonly change: AccessChange }): ReadonlyArray<readonly [title: string, text: string]> {
  const { actionsExcept, resources, resourcesExcept } = change;
  return [
    ...(actionsExcept.length === 0 ? [] : [['without', listText(actionsExcept)] as const]),
    ['on', listText(resources.map(resourceLabel))],
    ...(resourcesExcept.length === 0 ? [] : [['except', listText(resourcesExcept.map(resourceLabel))] as const]),
    ...stateLines({ change }),
  ];
}

/** The lines of a change that say more than what it is about. */
export function stateLines({ change }: { readonly change: AccessChange }): ReadonlyArray<readonly [title: string, text: string]> {
  const { conditions, unless, inexact } = change;
  return [
    ...(inexact === true ? [['at most', 'these are the patterns of the statement, which may cover more than what changed'] as const] : []),
    ...(unless === undefined ? [] : [['unless', `something cancels it, which depends on ${unless.join('; ')}`] as const]),
    ...(hasConditions(conditions) ? [['before', stateText(conditions.before)], ['after', stateText(conditions.after)]] as const : []),
  ];
}

/** Whether a change has to do with conditions at all. */
export function hasConditions({ before, after }: ConditionChange): boolean {
  return [...before, ...after].some(({ conditions }) => conditions.length > 0);
}

function stateText(statements: readonly StatementConditions[]): string {
  if (statements.length === 0) return 'no statement';
  return [...new Set(statements.map(({ effect, conditions }) => (conditions.length === 0
    ? `${effect} always`
    : `${effect} if ${conditions.map(conditionText).join(' and ')}`)))].join('; ');
}

/** A condition in words. */
export function conditionText({ operator, key, values }: Condition): string {
  return `${operator} ${key} ${listText(values)}`;
}

/** A witness in one line; what became of it is another. */
export function witnessText({ action, resource, context }: Witness): string {
  const keys = Object.entries(context).map(([key, value]) => `${key}=${valueText(value)}`);
  return `${action} on ${resourceLabel(resource)}${keys.length === 0 ? '' : ` with ${keys.join(', ')}`}`;
}

function valueText(value: ContextValue): string {
  return Array.isArray(value) ? value.map(String).map(visible).join(' and ') : visible(String(value));
}

const TURNED = { gained: 'denied before, allowed after', lost: 'allowed before, denied after' } as const;

/** A change with its direction. */
interface Directed {
  readonly change: AccessChange;
  readonly direction: 'gained' | 'lost';
}

/** What became of a witness. */
export function outcomeText({ change, direction }: Directed): string {
  return change.unless === undefined ? TURNED[direction] : `${TURNED[direction]}, unless something cancels it`;
}

/** What a change does, and whether that is certain. */
export function directionText({ change, direction }: Directed): string {
  return change.unless === undefined ? direction : `${direction}, not for certain,`;
}

/** Where a statement stands. */
export function statementLabel({ state, policy, index, sid }: ChangedStatement): string {
  return `${state}: ${policy}, statement ${sid ?? index + 1}`;
}
