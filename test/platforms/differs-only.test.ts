import { accessPlan, AccessError, aws, renderAccess, type AccessPlan, type AccessPlanProps, type Platform } from '../../src';
import { made } from '../../src/platforms/check-is-platform';
import { rows } from './matrix';
import { filteredMinio, platforms } from './platforms';
import { variant } from './variant';

/** Every document of a plan on a platform, as text, or the code of the refusal. */
function rendered(plan: Omit<AccessPlanProps, 'platform'>, platform: Platform): readonly string[] | string {
  return documents(() => accessPlan({ platform, ...plan }));
}

function documents(plan: () => AccessPlan): readonly string[] | string {
  try {
    const { users, buckets } = renderAccess(plan());
    return [...users.flatMap(({ policies }) => policies), ...buckets].map(({ json }) => json);
  } catch (error) {
    if (error instanceof AccessError) return error.code;
    throw error;
  }
}

const plans = rows.flatMap(({ construct, option, plans: each }) => each.map(([on, plan]) => [`${construct}: ${option}, on a ${on}`, plan] as const));
/** Those whose policies are those of AWS's language, whatever becomes of them then. */
const speaking = [...platforms, filteredMinio].filter(({ name, rules, controlPlane }) => name !== 'aws' && rules === undefined && controlPlane !== 'selectel');

/** Limits and names are others, and refuse with codes of their own. */
const OF_LIMITS: ReadonlyArray<readonly string[] | string> = ['BucketPolicyTooLarge', 'PolicyTooLarge', 'TooManyPolicies', 'InvalidName'];

/** AWS with everything of a platform by which documents are judged, and nothing else of it. */
function awsWith(platform: Platform): Platform {
  const { name, dialect, evaluation: { forgeable } = {}, features, unconfirmed, publicAddressesOnly, endpoints, hasAwsServices } = platform;
  return variant(aws(), { name, dialect, evaluation: { forgeable }, features, unconfirmed, publicAddressesOnly, endpoints, hasAwsServices });
}

describe.each(speaking.map((platform) => [platform.title, platform] as const))('on %s', (_title, platform) => {
  test.each(plans)('%s: what is rendered depends on the profile\'s language and features, and on nothing else of the platform', (_name, plan) => {
    const here = rendered(plan, platform);
    const there = rendered(plan, awsWith(platform));
    if (OF_LIMITS.includes(here)) return;
    expect(there).toEqual(here);
  });

  test.each(plans)('%s: with the whole language and all features it is what AWS is given', (_name, plan) => {
    const { dialect: _language, evaluation: _judges, ...rest } = platform;
    const { name, features, publicAddressesOnly, hasAwsServices } = aws();
    const here = rendered(plan, made({ ...rest, region: undefined, name, features, unconfirmed: [], publicAddressesOnly, hasAwsServices }));
    if (OF_LIMITS.includes(here)) return;
    expect(here).toEqual(rendered(plan, aws()));
  });
});

test('a plan that was made for one platform is rendered for another as if it had been made for it', () => {
  for (const [, plan] of plans) {
    const planned = accessPlan({ platform: aws(), ...plan });
    for (const platform of speaking) expect(documents(() => ({ ...planned, platform }))).toEqual(rendered(plan, platform));
  }
});
