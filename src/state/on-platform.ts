import { checkIsPlatform } from '../platforms/check-is-platform';
import type { Platform } from '../platforms/platform';
import type { AccessState } from './access-state';
import { knownState } from './check-state';

/**
 * A state that a reader made, judged by the rules of a platform. What it works out only when it is read stays so.
 *
 * @throws AccessError `InvalidPlatform`
 */
export function onPlatform(state: AccessState, platform: Platform | undefined): AccessState {
  if (platform === undefined) return knownState(state);
  checkIsPlatform(platform);
  const own = Object.getOwnPropertyDescriptors(state);
  return knownState(Object.defineProperties({}, { ...own, platform: { value: platform, enumerable: true } }) as AccessState);
}
