import { checkIsPlatform } from '../platforms/check-is-platform';
import type { Platform } from '../platforms/platform';
import { checkedPlan } from './access-plan';
import type { AccessPlan } from './planned';

/**
 * The same plan for another platform: who gets what stays, and is checked and rendered by the rules of that platform.
 *
 * @throws AccessError as `accessPlan`, by the rules of the platform
 * @example
 * renderAccess(planFor(plan, relayer()));
 */
export function planFor(plan: AccessPlan, platform: Platform): AccessPlan {
  checkIsPlatform(platform);
  return checkedPlan({ ...checkedPlan(plan), platform });
}
