import { AccessError } from '../errors';
import { shown } from '../s3/names';
import type { Platform } from './platform';

/**
 * Refuses what is no platform, such as the name of one: it has no rules, so that requests would be judged by those of AWS.
 *
 * @throws AccessError `InvalidPlatform`
 */
export function checkIsPlatform(platform: unknown): asserts platform is Platform {
  const { name, limits } = (typeof platform === 'object' ? platform ?? {} : {}) as Partial<Platform>;
  if (typeof name === 'string' && typeof limits === 'object' && limits !== null) return;
  throw new AccessError({
    code: 'InvalidPlatform',
    message: `platform is ${told(platform)}; allowed: what aws(), activeScale(…), cephRgw(…), customPlatform(…), deltaGlider(), minio(), relayer() and selectel(…) return`,
    remedy: 'write { platform: minio() }, not the name; the commands take names: --platform minio',
  });
}

/** A function that nobody called would be shown with its body. */
function told(platform: unknown): string {
  return typeof platform === 'function' ? `the function ${platform.name} itself` : shown(platform);
}
