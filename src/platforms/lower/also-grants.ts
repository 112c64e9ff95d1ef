/* Pass 16 of lowering a statement. It may assume: a statement is in the form in which it is sent. */
import { matchesActionPattern } from '../../policy/action-pattern';
import { s3Action } from '../../s3/catalogue';
import type { Dialect, IntentStatement } from '../dialect';
import type { Platform } from '../platform';
import { named, unsupported } from '../unsupported';

/**
 * What a statement reaches on the platform beyond its own actions, because the platform doesn't distinguish them: one sentence each for an
 * Allow that reads, where there is no narrower way to read what is needed.
 *
 * @throws AccessError `UnsupportedOnPlatform` for a Deny, which would deny more than it says, and for an Allow that would let somebody do more
 * than read, or read who only writes
 */
export function broughtAlong(statement: IntentStatement, platform: Platform, { alsoGrants, together = {} }: Dialect): readonly string[] {
  const { effect, actions = [] } = statement;
  const isMeant = (action: string) => actions.some((own) => matchesActionPattern(own, action));
  const pairsIn = (all: Readonly<Record<string, readonly string[]>>) => Object.entries(all).filter(([action]) => actions.includes(action))
    .flatMap(([action, more]) => more.filter((brought) => !isMeant(brought)).map((brought) => [action, brought] as const));
  const pairs = pairsIn(alsoGrants?.[effect] ?? {});
  if (effect === 'Deny' && pairs.length > 0) {
    const [action, brought] = pairs[0];
    throw unsupported(platform, {
      what: `${named(statement)}: ${action} without ${brought}`,
      reason: `doesn't distinguish them, so ${brought} would be denied as well`,
      remedy: `deny both, or leave out the guard or option that denies ${action}`,
    });
  }
  const more = pairs.find((pair) => !pair.every(isReading));
  if (more !== undefined) {
    const [action, brought] = more;
    throw unsupported(platform, {
      what: `${named(statement)}: ${action} without ${brought}`,
      reason: `doesn't distinguish them, so ${brought} would be given as well`,
      remedy: `choose a grant that gives both, or leave out the option that gives ${action}`,
    });
  }
  return [...pairs, ...(effect === 'Allow' ? pairsIn(together) : [])].map(([action, brought]) => `${statement.sid ?? 'a statement'}: ${brought} comes along, since anyone who has ${action} on ${platform.title} has it too`);
}

/** Whether an action shows what is there; one that isn't AWS's may do anything. */
function isReading(action: string): boolean {
  const access = s3Action(action)?.access;
  return access === 'Read' || access === 'List';
}
