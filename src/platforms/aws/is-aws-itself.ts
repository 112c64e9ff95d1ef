import type { Platform } from '../platform';

/** Whether a platform is AWS at its own endpoints, in whatever partition and region. */
export function isAwsItself({ name, endpoints }: Platform): boolean {
  return name === 'aws' && Object.values(endpoints).every((url) => url === undefined);
}
