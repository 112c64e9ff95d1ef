import type { PrincipalChanges } from './types';

/** Of more changes than this, each is a line, and its statements are named and not written out: a page of them all in full opens slowly. */
const MOST_IN_FULL = 1000;

/** Whether there are too many changes to write each out in full. */
export function isBriefFor(groups: readonly PrincipalChanges[]): boolean {
  return groups.reduce((sum, { changes }) => sum + changes.length, 0) > MOST_IN_FULL;
}
