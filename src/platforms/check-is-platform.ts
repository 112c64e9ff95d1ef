import { AccessError } from '../errors';
import { shown } from '../s3/names';
import { deepFrozen, finished } from '../shape/readers';
import type { Platform } from './platform';

const platforms = new WeakSet();

/** Freezes a platform all the way down, and remembers that a function of this package made it. */
export function made(platform: Platform): Platform {
  platforms.add(platform);
  return finished(deepFrozen(platform));
}

/**
 * Refuses what no function of this package made, such as the name of a platform, or one that was put together by hand: its parts agree with
 * one another only where they come from one profile.
 *
 * @throws AccessError `InvalidPlatform`
 */
export function checkIsPlatform(platform: unknown): asserts platform is Platform {
  if (typeof platform === 'object' && platform !== null && platforms.has(platform)) return;
  throw new AccessError({
    code: 'InvalidPlatform',
    message: `platform is ${described(platform)}; allowed: what aws(), activeScale(…), cephRgw(…), customPlatform(…), deltaGlider(), minio(…), relayer() and selectel(…) return`,
    remedy: typeof platform === 'object' && platform !== null
      ? 'give what the function returned as it is, from the same copy of the package; for a server of another kind write customPlatform(…)'
      : 'write { platform: minio({ … }) }, not the name; the commands take names: --platform minio',
  });
}

/** A function that nobody called would be shown with its body. */
function described(platform: unknown): string {
  return typeof platform === 'function' ? `the function ${platform.name} itself` : shown(platform);
}
