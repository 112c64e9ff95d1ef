/* Pass 14 of lowering a statement. It may assume: actions are in the form in which they are sent. */
import { matchesActionPattern } from '../../policy/action-pattern';
import type { Dialect, IntentStatement } from '../dialect';
import type { Platform } from '../platform';
import { named, unsupported } from '../unsupported';

/**
 * Refuses an Allow of an action that gives nothing without another one.
 *
 * @throws AccessError `UnsupportedOnPlatform`
 */
export function checkRequired({ effect, actions = [], ...statement }: IntentStatement, platform: Platform, { requires = {} }: Dialect): void {
  if (effect === 'Deny') return;
  const isGiven = (needed: string) => actions.some((own) => matchesActionPattern(own, needed));
  const lacking = Object.entries(requires).find(([action, needed]) => actions.includes(action) && !isGiven(needed));
  if (lacking === undefined) return;
  const [action, needed] = lacking;
  throw unsupported(platform, {
    what: `${named({ ...statement, effect, actions })}: ${action} without ${needed}`,
    reason: `asks for ${needed} as well, so that the grant would give nothing`,
    remedy: `ask for both, or leave out the option that gives ${action}`,
  });
}
