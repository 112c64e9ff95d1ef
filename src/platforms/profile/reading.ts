import type { Platform } from '../platform';
import type { Writing } from '../writing';
import type { PolicyProfile } from './policy-profile';
import { dialectOf } from './to-dialect';
import { evaluationOf } from './to-evaluation';

/** What is known of how a platform takes policies: its profile, and what documents are written and requests are judged by, which follow from that. */
export type PolicyReading = Pick<Platform, 'policies' | 'dialect' | 'evaluation'>;

/**
 * Works out what follows from a profile, once for a platform.
 *
 * @param writing how documents are written where two texts mean the same. @default - as on AWS
 */
export function readingOf(policies: PolicyProfile, writing?: Writing): PolicyReading {
  const [dialect, evaluation] = [dialectOf(policies, writing), evaluationOf(policies)];
  return { policies, ...(dialect !== undefined && { dialect }), ...(evaluation !== undefined && { evaluation }) };
}
