import { AccessError } from '../errors';
import type { Platform } from '../platforms/platform';
import { shown } from '../s3/names';
import type { AccessState } from './access-state';
import { isObject } from './json';

/**
 * The same state, judged by the rules of a platform. What it works out only when it is read stays so.
 *
 * @throws AccessError `InvalidPlatform`
 */
export function onPlatform(state: AccessState, platform: Platform | undefined): AccessState {
  if (platform === undefined) return state;
  checkIsPlatform(platform);
  return Object.defineProperties({}, { ...Object.getOwnPropertyDescriptors(state), platform: { value: platform, enumerable: true } }) as AccessState;
}

/**
 * Refuses what is no platform, such as the name of one: it has no rules, so that requests would be judged by those of AWS.
 *
 * @throws AccessError `InvalidPlatform`
 */
export function checkIsPlatform(platform: unknown): void {
  if (isObject(platform) && typeof platform.name === 'string' && isObject(platform.limits)) return;
  throw new AccessError({
    code: 'InvalidPlatform',
    message: `platform is ${shown(platform)}; allowed: what aws(), activeScale(…), cephRgw(…), customPlatform(…), deltaGlider(), minio(), relayer() and selectel(…) return`,
    remedy: 'write { platform: minio() }, not the name; the commands take names: --platform minio',
  });
}
