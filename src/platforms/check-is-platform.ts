import { AccessError } from '../errors';
import { shown } from '../s3/names';
import { reading } from '../shape/shape';
import type { Platform } from './platform';

/**
 * Refuses what is not a platform, such as the name of one: it has no rules, so that requests would be judged by those of AWS.
 *
 * @throws AccessError `InvalidPlatform`
 */
export function checkIsPlatform(platform: unknown): asserts platform is Platform {
  const isPlatform = reading({ where: 'platform', code: 'InvalidPlatform' }, () => {
    const { name, limits, endpoints, names } = (typeof platform === 'object' ? platform ?? {} : {}) as Partial<Platform>;
    const parts = [limits, endpoints, ...KINDS.map((kind) => names?.[kind]), ...PRINCIPALS.map((kind) => limits?.[kind])];
    const counts = [limits?.groupsPerUser, limits?.accessKeysPerUser];
    return typeof name === 'string' && counts.every((most) => typeof most === 'number') && parts.every((part) => typeof part === 'object' && part !== null);
  });
  if (isPlatform) return;
  throw new AccessError({
    code: 'InvalidPlatform',
    message: `platform is ${described(platform)}; allowed: what aws(), activeScale(…), cephRgw(…), customPlatform(…), deltaGlider(), minio(), relayer() and selectel(…) return`,
    remedy: 'write { platform: minio() }, not the name; the commands take names: --platform minio',
  });
}

const PRINCIPALS = ['user', 'group', 'role'] as const;
const KINDS = [...PRINCIPALS, 'policy'] as const;

/** A function that nobody called would be shown with its body. */
function described(platform: unknown): string {
  return typeof platform === 'function' ? `the function ${platform.name} itself` : shown(platform);
}
