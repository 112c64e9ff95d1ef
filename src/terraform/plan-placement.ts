import type { Construct } from 'constructs';
import { AccessError } from '../errors';
import type { AccessPlan } from '../plan/planned';
import type { Platform } from '../platforms/platform';
import type { TerraformEngine } from './engine';
import { declaredPlatform, placementOf, type ConstructOptions, type Placement } from './platform-scope';
import { isSamePlatform } from './same-platform';

/**
 * Where a plan is made. The plan says what it needs of a platform, the StorageProvider says where that is: endpoints and a region that
 * the plan may leave out. Rendering knows both, or a guard that an endpoint can't have would pass.
 *
 * @throws AccessError `PlatformMismatch`, `OutsidePlatform`
 */
export function planPlacement(engine: TerraformEngine, scope: Construct, props: Omit<ConstructOptions, 'platform'> & { readonly plan: AccessPlan }): Placement {
  const { plan: { platform }, provider, dependsOn } = props;
  const placement = placementOf(engine, scope, { provider, dependsOn });
  const declared = declaredPlatform(scope);
  if (declared ? isPartOf(platform, declared) : platform.name === placement.platform.name && (provider || !hasEndpoints(platform))) {
    return declared ? placement : { ...placement, platform };
  }
  throw new AccessError({
    code: 'PlatformMismatch',
    message: `${scope.node.path}: the plan is for ${platformText(platform)}, and ${declared ? `the StorageProvider above it for ${platformText(declared)}` : 'no StorageProvider is above it'}`,
    remedy: declared ? 'give both the same platform object' : 'declare a StorageProvider with the platform of the plan on the stack',
  });
}

function hasEndpoints({ endpoints }: Platform): boolean {
  return Object.values(endpoints).some((url) => url !== undefined);
}

/** Whether a plan's platform says nothing that the declared one doesn't say too. */
function isPartOf(plan: Platform, declared: Platform): boolean {
  const { iam = declared.endpoints.iam, s3 = declared.endpoints.s3 } = plan.endpoints;
  const whole = { ...declared, region: declared.region, endpoints: { iam: declared.endpoints.iam, s3: declared.endpoints.s3 } };
  return isSamePlatform({ ...plan, region: plan.region ?? declared.region, endpoints: { iam, s3 } }, whole);
}

function platformText({ title, partition, region, endpoints }: Platform): string {
  return `${title} (${[partition, region, ...Object.values(endpoints)].filter((part) => part !== undefined).join(', ')})`;
}
