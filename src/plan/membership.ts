import { AccessError } from '../errors';
import { shown } from '../s3/names';

/** Whether the members of a group are all there are (`'exclusive'`), or are added to those that others put in it (`'additive'`). */
export type GroupMembership = 'exclusive' | 'additive';

/**
 * Checks how the members of a group are meant.
 *
 * @throws AccessError `InvalidMembership`
 */
export function checkMembership(group: string, membership: GroupMembership | undefined): void {
  if (membership === undefined || membership === 'exclusive' || membership === 'additive') return;
  throw new AccessError({
    code: 'InvalidMembership',
    message: `group ${group} has membership ${shown(membership)}; allowed: exclusive, additive`,
    remedy: "write membership: 'additive' to leave the members that others added",
  });
}
