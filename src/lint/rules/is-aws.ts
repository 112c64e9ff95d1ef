import type { Platform } from '../../platforms/platform';

/** Whether a policy is meant for AWS itself: what others take is said by their own profiles. */
export function isAws({ name }: Pick<Platform, 'name'>): boolean {
  return name === 'aws';
}
