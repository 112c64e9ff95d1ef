import type { Guard } from '../../guards/guard';

/** A guard on a bucket as one on a user: the proxy has no other place for it, and knows nobody but the users of its plan. */
export function guardOnUsers(guard: Guard, bucket: string): Guard {
  return { ...guard, targets: undefined, statements: ({ platform }) => guard.statements({ bucket, platform }) };
}
