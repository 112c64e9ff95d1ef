/* Pass 8 of lowering a statement. It may assume: all actions are ones that the platform knows, in its letters. */
import { matchesActionPattern } from '../../policy/action-pattern';
import type { Dialect, IntentStatement } from '../dialect';

/**
 * Gives an Allow of an action whose requests may do what another action is for the condition that they don't, unless it allows that action,
 * too. The action goes into a statement of its own, so that the others keep theirs.
 */
export function withoutDoingAlong(statement: IntentStatement, { doesAlong = {} }: Dialect): readonly IntentStatement[] {
  const { effect, actions = [], conditions = [], sid } = statement;
  const isMeant = (action: string) => actions.some((own) => matchesActionPattern(own, action));
  const isSaid = (key: string) => conditions.some((condition) => condition.key.toLowerCase() === key.toLowerCase());
  const pairs = effect === 'Deny' ? [] : Object.entries(doesAlong).filter(([action, { does, key }]) => actions.includes(action) && !isMeant(does) && !isSaid(key));
  if (pairs.length === 0) return [statement];
  const parted = pairs.map(([action]) => action);
  const others = actions.filter((action) => !parted.includes(action));
  const kept: readonly IntentStatement[] = others.length === 0 ? [] : [{ ...statement, actions: others }];
  return [
    ...kept,
    ...pairs.map(([action, { key }], index): IntentStatement => ({
      ...statement,
      actions: [action],
      conditions: [...conditions, { operator: 'Null', key, values: ['true'] }],
      ...(sid !== undefined && kept.length + index > 0 && { sid: `${sid}${action.slice(action.indexOf(':') + 1)}` }),
    })),
  ];
}
