/* Pass 17 of lowering a statement. It may assume: a statement is in the form in which it is sent; what it adds is lowered no more. */
import { matchesActionPattern } from '../../policy/action-pattern';
import type { Dialect, IntentStatement } from '../dialect';
import type { Platform } from '../platform';

/** What has to be denied so that an Allow gives no more than it says, and a sentence about it. */
export interface DeniedAlong {
  readonly statements: readonly IntentStatement[];
  readonly diagnostics: readonly string[];
}

/**
 * The denials beside an Allow whose actions would bring others along. They have no conditions: where the Allow holds only sometimes, what it
 * would bring is denied always, which takes from other policies of the same user rather than giving more than was asked.
 */
export function deniedAlong(statement: IntentStatement, { title }: Platform, { alsoGrantsUnlessDenied = {} }: Dialect): DeniedAlong {
  const { effect, sid = '', actions = [], principals, resources, notResources } = statement;
  const isMeant = (action: string) => actions.some((own) => matchesActionPattern(own, action));
  const pairs = effect === 'Deny' ? [] : Object.entries(alsoGrantsUnlessDenied).filter(([action, brought]) => isMeant(action) && !isMeant(brought));
  return {
    statements: pairs.map(([, brought]) => ({
      sid: `${sid}No${brought.slice('s3:'.length)}`,
      effect: 'Deny',
      actions: [brought],
      ...(principals && { principals }),
      ...(resources && { resources }),
      ...(notResources && { notResources }),
    })),
    diagnostics: pairs.map(([action, brought]) => (
      `${sid || 'a statement'}: ${brought} is denied beside it, because ${action} would bring it along on ${title}; no other policy of the same user can give it there`
    )),
  };
}
