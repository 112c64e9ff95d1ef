import { AccessError } from '../errors';
import type { Statement } from '../policy/document';
import type { Platform } from './platform';

/** What a platform can't express: what it is about, why, and what to do instead. */
export interface Unsupported {
  /** What is refused, such as `statement EnforceHttps`. */
  readonly what: string;
  /** Why, as the end of a sentence whose subject is the platform. */
  readonly reason: string;
  /** What to do instead. */
  readonly remedy: string;
}

/** The error for what a platform can't express. It is never dropped and never widened instead. */
export function unsupported({ title }: Platform, { what, reason, remedy }: Unsupported): AccessError {
  return new AccessError({ code: 'UnsupportedOnPlatform', message: `${what} can't be expressed on ${title}: it ${reason}`, remedy });
}

/** What errors call a statement. */
export function named({ sid, effect, actions, notActions }: Statement): string {
  return sid === undefined ? `a statement that ${effect === 'Allow' ? 'allows' : 'denies'} ${(actions ?? notActions ?? []).slice(0, 3).join(', ')}` : `statement ${sid}`;
}
