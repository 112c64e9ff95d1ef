import type { ControlPlane, Platform } from '../../platforms/platform';
import { unsupported } from '../../platforms/unsupported';
import { optionElsewhere } from '../refusals';
import { awsIam } from './aws-iam';
import { consoleSteps } from './console-steps';
import type { ControlPlaneStrategy, PlanOption } from './control-plane';
import { minioAdmin } from './minio-admin';
import { proxyFile } from './proxy-file';
import { selectelApi } from './selectel';

export type { ControlPlaneStrategy, PlanContext, PlanOption } from './control-plane';

const STRATEGIES: Readonly<Record<ControlPlane, ControlPlaneStrategy>> = {
  awsIam, minio: minioAdmin, selectel: selectelApi, deltaGlider: proxyFile, console: consoleSteps,
};

/** How users, groups, policies and keys come to a platform. */
export function controlPlaneOf({ controlPlane }: Pick<Platform, 'controlPlane'>): ControlPlaneStrategy {
  return STRATEGIES[controlPlane];
}

/**
 * Refuses a platform that no engine makes anything on.
 *
 * @throws AccessError `UnsupportedOnPlatform`
 */
export function checkReachable(platform: Platform): void {
  const { unreachable } = controlPlaneOf(platform);
  if (unreachable) throw unsupported(platform, { ...unreachable, remedy: unreachable.remedy.replace('NAME', platform.name) });
}

/**
 * Refuses a construct by itself where only a whole plan can be made.
 *
 * @param what the construct
 * @param example how the engine makes a plan
 * @throws AccessError `UnsupportedOnPlatform`
 */
export function checkPartOfPlan(platform: Platform, isPart: boolean, what: string, example: string): void {
  const { wholePlan } = controlPlaneOf(platform);
  if (wholePlan === undefined || isPart) return;
  throw unsupported(platform, { what: `${what} by itself`, reason: wholePlan, remedy: `put it into a plan, and make that: ${example}` });
}

/** Where an option of a plan's construct means something. */
const OPTIONS: Readonly<Record<PlanOption, string>> = {
  passwords: 'for Selectel', selectel: 'for Selectel', apply: 'for DeltaGlider Proxy', provider: 'for platforms that a provider reaches',
};

/**
 * Refuses an option of a plan's construct where it would do nothing.
 *
 * @param construct - as errors call it
 * @param given - the options, by name
 * @throws AccessError `InvalidOption`
 */
export function checkPlanOptions(construct: string, given: Readonly<Partial<Record<PlanOption, unknown>>>, platform: Platform): void {
  const { planOptions } = controlPlaneOf(platform);
  const names = Object.keys(OPTIONS) as readonly PlanOption[];
  const wrong = names.find((name) => given[name] !== undefined && !planOptions.includes(name));
  if (wrong !== undefined) throw optionElsewhere(construct, wrong, OPTIONS[wrong], platform);
}
