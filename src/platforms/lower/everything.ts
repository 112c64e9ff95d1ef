/* Pass 9 of lowering a statement. It may assume: `*` among the actions is still written as that. */
import type { Dialect, IntentStatement } from '../dialect';
import type { Platform } from '../platform';
import { named, unsupported } from '../unsupported';

/**
 * Writes `*` as the families of actions that it stands for, each in a statement of its own.
 *
 * @throws AccessError `UnsupportedOnPlatform` where it isn't known what they are
 */
export function splitEverything(statement: IntentStatement, platform: Platform, { everything }: Dialect): readonly IntentStatement[] {
  const { actions, sid } = statement;
  if (everything === undefined || !actions?.includes('*')) return [statement];
  if (everything.length === 0) {
    throw unsupported(platform, {
      what: `${named(statement)}: the action *`,
      reason: "isn't known to read it as all that there is, and no more",
      remedy: 'say what is meant: fullBucketAccess(…) for a bucket, a guard that denies something for somebody; an account is stopped in its console',
    });
  }
  return everything.map((pattern, index) => ({ ...statement, actions: [pattern], ...(sid !== undefined && index > 0 && { sid: `${sid}${family(pattern)}` }) }));
}

/** `Admin` of `admin:*`. */
function family(pattern: string): string {
  const [service] = pattern.split(':');
  return `${service[0].toUpperCase()}${service.slice(1)}`;
}
