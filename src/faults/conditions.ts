import type { Platform } from '../platforms/platform';
import type { Condition, Statement } from '../policy/document';

/** The conditions of a statement that is meant for AWS; none of one that isn't. */
export function conditionsOnAws({ conditions = [] }: Statement, platform: Platform): readonly Condition[] {
  return platform.hasAwsServices === true ? conditions : [];
}

/** Whether two names are of one condition key: case doesn't count. */
export function sameKey(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
