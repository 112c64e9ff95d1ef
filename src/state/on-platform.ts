import { checkIsPlatform } from '../platforms/check-is-platform';
import type { Platform } from '../platforms/platform';
import type { AccessState } from './access-state';

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
