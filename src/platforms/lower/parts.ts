/* Pass 15 of lowering a statement. It may assume: actions and conditions are in the form in which they are sent. */
import type { Condition } from '../../policy/document';
import { UPLOAD } from '../../s3/action-sets';
import type { Dialect, IntentStatement } from '../dialect';
import type { Platform } from '../platform';
import { named, unsupported } from '../unsupported';
import { holdsWhenAbsent } from './fit-keys';

/**
 * Refuses a statement about uploads that asks for a key which the requests for the parts of an upload lack: a Deny would deny every part,
 * and an Allow would allow none.
 *
 * @throws AccessError `UnsupportedOnPlatform`
 */
export function checkParts(statement: IntentStatement, platform: Platform, { absentInParts = [] }: Dialect): void {
  const { effect, actions = [], conditions = [] } = statement;
  if (absentInParts.length === 0 || !UPLOAD.some((action) => actions.includes(action))) return;
  const isLacked = ({ key }: Condition) => absentInParts.includes(key.toLowerCase());
  const asked = conditions.filter(isLacked);
  if (asked.length === 0 || asked.every(holdsWhenAbsent) !== (effect === 'Deny')) return;
  throw unsupported(platform, {
    what: `${named(statement)}: the condition ${asked[0].operator} ${asked[0].key} on uploads`,
    reason: 'judges the parts of an upload as uploads without that header, so that nobody could upload in parts',
    remedy: "set the bucket's default encryption, which holds for every object, and leave the guard out there",
  });
}
