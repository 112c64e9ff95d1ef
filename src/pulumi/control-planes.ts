import * as pulumi from '@pulumi/pulumi';
import { checkPartOfPlan, checkReachable, controlPlaneOf } from '../plan/control-planes';
import { notOfAws } from '../plan/refusals';
import type { Platform } from '../platforms/platform';
import { planAround } from './plan-around';

/** Anything of each provider: Pulumi finds a provider by the package of a type. */
const TYPES = { aws: 'aws:iam/user:User', minio: 'minio:index/iamUser:IamUser' } as const;

/** Anything of each provider that may serve a platform. */
export const PROVIDED_TYPES: readonly string[] = Object.values(TYPES);

/**
 * Anything of the provider that serves a platform; undefined where nothing is reached by one.
 *
 * @throws AccessError `UnsupportedOnPlatform` where no engine can make anything there
 */
export function providedType(platform: Platform): string | undefined {
  checkReachable(platform);
  const { provider } = controlPlaneOf(platform);
  return provider && TYPES[provider.name];
}

/**
 * Refuses a construct that can't be made on its platform: none can, or only a whole plan.
 *
 * @throws AccessError `UnsupportedOnPlatform`
 */
export function checkMakeable(construct: pulumi.Resource, platform: Platform): void {
  checkReachable(platform);
  const example = "new StorageAccess('access', { plan: accessPlan({ platform, users, groups, buckets }), … })";
  checkPartOfPlan(platform, planAround(construct) !== undefined, pulumi.resourceName(construct), example);
}

/**
 * The provider's own objects, which are typed for AWS.
 *
 * @throws AccessError `NotOfAws` where another provider made them
 */
export function ofAws<T>(platform: Platform, value: T): T {
  if (controlPlaneOf(platform).isAws) return value;
  throw notOfAws('resources', platform);
}
