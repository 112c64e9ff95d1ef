import { AccessError } from '../errors';
import { shown } from '../s3/names';
import { aText, type Check, fields, listOf, oneOf, recordOf } from '../shape/check';
import { reading } from '../shape/shape';
import type { ControlPlane, Platform } from './platform';

/**
 * Refuses what is not a platform, such as the name of one: it has no rules, so that requests would be judged by those of AWS.
 *
 * @throws AccessError `InvalidPlatform`
 */
export function checkIsPlatform(platform: unknown): asserts platform is Platform {
  const isPlatform = reading({ where: 'platform', code: 'InvalidPlatform' }, () => {
    const { name, limits, endpoints, names, evaluation, controlPlane } = (typeof platform === 'object' ? platform ?? {} : {}) as Partial<Platform>;
    const parts = [limits, endpoints, ...KINDS.map((kind) => names?.[kind]), ...PRINCIPALS.map((kind) => limits?.[kind])];
    const counts = [limits?.groupsPerUser, limits?.accessKeysPerUser];
    if (evaluation !== undefined && EVALUATION(evaluation) !== undefined) return false;
    if (controlPlane === undefined || !Object.hasOwn(CONTROL_PLANES, controlPlane)) return false;
    return typeof name === 'string' && counts.every((most) => typeof most === 'number') && parts.every((part) => typeof part === 'object' && part !== null);
  });
  if (isPlatform) return;
  throw new AccessError({
    code: 'InvalidPlatform',
    message: `platform is ${described(platform)}; allowed: what aws(), activeScale(…), cephRgw(…), customPlatform(…), deltaGlider(), minio(…), relayer() and selectel(…) return`,
    remedy: 'write { platform: minio({ … }) }, not the name; the commands take names: --platform minio',
  });
}

/** What is done by an evaluation for every statement and request, and would fail there where it is none. */
const EVALUATION: Check = fields({
  'alsoGrants?': recordOf(listOf(aText)),
  'checkedAs?': recordOf(fields({ action: aText, how: oneOf('instead', 'unlessDenied', 'orElse') }, true)),
  'operators?': listOf(aText),
  'sets?': listOf(aText),
  'keys?': listOf(aText),
  'keyLetters?': listOf(aText),
  'oneValue?': listOf(aText),
  'unclear?': listOf(aText),
  'readsAsAbsent?': recordOf(aText),
  'readsAsEmpty?': listOf(aText),
  'unevaluated?': listOf(aText),
  'unclearElements?': listOf(aText),
  'requestKeys?': listOf(aText),
  'principalKeys?': recordOf(aText),
}, true);

const CONTROL_PLANES: Readonly<Record<ControlPlane, true>> = { awsIam: true, minio: true, selectel: true, deltaGlider: true, console: true };
const PRINCIPALS = ['user', 'group', 'role'] as const;
const KINDS = [...PRINCIPALS, 'policy'] as const;

/** A function that nobody called would be shown with its body. */
function described(platform: unknown): string {
  return typeof platform === 'function' ? `the function ${platform.name} itself` : shown(platform);
}
