import { AccessError } from '../errors';
import { checkIsPlatform } from '../platforms/check-is-platform';
import { shown } from '../s3/names';
import { reading } from '../shape/shape';
import type { AccessPlan } from './access-plan';

/**
 * Refuses what `accessPlan` didn't return, such as its props: nobody has checked them.
 *
 * @throws AccessError `InvalidPlan`, `InvalidPlatform`
 */
export function checkIsPlan(plan: unknown): asserts plan is AccessPlan {
  const { kind, platform } = reading({ where: 'plan', code: 'InvalidPlan' }, () => ({ ...(typeof plan === 'object' ? plan : {}) })) as Partial<AccessPlan>;
  if (kind === 'plan') return checkIsPlatform(platform);
  throw new AccessError({ code: 'InvalidPlan', message: `plan is ${shown(plan)}; allowed: what accessPlan({ … }) returns`, remedy: 'write { plan: accessPlan({ users: { … } }) }' });
}
