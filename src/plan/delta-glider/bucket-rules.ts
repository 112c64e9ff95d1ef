import type { AccessError } from '../../errors';
import type { Guard } from '../../guards/guard';
import type { Platform } from '../../platforms/platform';
import { unsupported } from '../../platforms/unsupported';

/** A guard on a bucket as one on a user: the proxy has no other place for it, and knows nobody but the users of its plan. */
export function guardOnUsers(guard: Guard, bucket: string): Guard {
  return { ...guard, targets: undefined, statements: ({ platform }) => guard.statements({ bucket, platform }) };
}

/**
 * The error for a guard on a bucket of which everyone may read something.
 *
 * @param what the guard, as the subject of a sentence
 */
export function passedByEveryone(what: string, bucket: string, platform: Platform): AccessError {
  return unsupported(platform, {
    what: `${what} on bucket ${bucket}, of which everyone may read something`,
    reason: 'has rules for users only, so who reads without signing in would pass the guard',
    remedy: 'publish from another bucket, or leave the guard out',
  });
}
