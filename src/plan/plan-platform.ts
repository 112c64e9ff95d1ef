import { AccessError } from '../errors';
import type { Platform } from '../platforms/platform';

/**
 * The platform that a plan is made on. The plan says what it needs of a platform, the StorageProvider says where that is: a region and
 * endpoints that the plan may leave out. Rendering knows both, or a guard that an endpoint can't have would pass.
 *
 * @param construct the plan's
 * @param declared that of the StorageProvider that it falls under
 * @throws AccessError `PlatformMismatch`
 */
export function declaredForPlan(construct: string, plan: Platform, declared: Platform): Platform {
  if (isPartOf(plan, declared)) return declared;
  throw planElsewhere(construct, plan, `the StorageProvider that it falls under for ${platformText(declared)}`, 'give both the same platform object');
}

/**
 * The platform of a plan under no StorageProvider.
 *
 * @throws AccessError `PlatformMismatch`
 */
export function planWithoutProvider(construct: string, plan: Platform): AccessError {
  return planElsewhere(construct, plan, 'it falls under no StorageProvider', 'declare a StorageProvider with the platform of the plan, and make the plan under it');
}

function planElsewhere(construct: string, plan: Platform, declared: string, remedy: string): AccessError {
  return new AccessError({ code: 'PlatformMismatch', message: `${construct}: the plan is for ${platformText(plan)}, and ${declared}`, remedy });
}

/** Whether a plan's platform says nothing that the declared one doesn't say too. */
function isPartOf(plan: Platform, declared: Platform): boolean {
  const [one, other] = [plan, declared].map(({ region: _region, endpoints: _endpoints, ...rest }) => JSON.stringify(rest));
  const says = <Value>(value: Value | undefined, whole: Value | undefined) => value === undefined || value === whole;
  return one === other && says(plan.region, declared.region)
    && says(plan.endpoints.iam, declared.endpoints.iam) && says(plan.endpoints.s3, declared.endpoints.s3);
}

function platformText({ title, partition, region, endpoints }: Platform): string {
  return `${title} (${[partition, region, ...Object.values(endpoints)].filter((part) => part !== undefined).join(', ')})`;
}
