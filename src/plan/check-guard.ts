import { AccessError } from '../errors';
import type { Guard, GuardTargetKind } from '../guards/guard';
import { checkFeature } from '../platforms/features';
import type { Platform } from '../platforms/platform';

/** What a guard may be put on where it doesn't say. */
const ANYTHING: readonly GuardTargetKind[] = ['bucket', 'user', 'group', 'role'];

/**
 * Checks that a guard makes sense on what it is put on, and on its platform.
 *
 * @param where the target in words, for errors: `bucket releases`
 * @throws AccessError `WrongGuardTarget`, `HttpsOnHttpEndpoint`
 */
export function checkGuard(guard: Guard, target: GuardTargetKind, where: string, platform: Platform): void {
  const { endpoints, title } = platform;
  const { name, targets = ANYTHING, requiresHttps } = guard;
  if (!targets.includes(target)) {
    throw new AccessError({
      code: 'WrongGuardTarget',
      message: `guard ${name} makes no sense on ${where}; allowed: ${targets.map((kind) => `a ${kind}`).join(', ')}`,
      remedy: `put it on a ${targets[0]}, or choose another guard`,
    });
  }
  checkFeature(platform, target === 'bucket' ? 'bucketGuards' : 'principalGuards', `guard ${name} on ${where}`);
  if (requiresHttps && endpoints.s3?.startsWith('http://')) {
    throw new AccessError({
      code: 'HttpsOnHttpEndpoint',
      message: `guard ${name} on ${where} denies every request over plain HTTP, and the S3 endpoint of ${title} is ${endpoints.s3}: nobody could reach ${target === 'bucket' ? 'the bucket' : 'any bucket'}`,
      remedy: 'give the endpoint an https:// URL, or leave the guard out there',
    });
  }
}

/**
 * Checks what a bucket policy is to be made of: guards, and nothing else among them.
 *
 * @param where the construct, in words
 * @param guards as they were given
 * @param others whether it has statements beside them
 * @throws AccessError `NoGuards`
 */
export function checkAreGuards(where: string, guards: unknown, others: boolean): void {
  const areGuards = Array.isArray(guards) && guards.every((guard: Partial<Guard> | undefined) => guard?.kind === 'guard');
  if (areGuards && (guards.length > 0 || others)) return;
  throw new AccessError({
    code: 'NoGuards',
    message: `${where} has ${areGuards ? 'no guards and nothing to keep' : 'something in guards that is not a guard'}: there is nothing to write a bucket policy of`,
    remedy: 'list what functions such as enforceHttps() return, or give existingStatements or customStatements',
  });
}

/** What a guard knows of the platform: which one, where it isn't AWS. Where a list of actions isn't all of them, `s3:*` is right as it is on AWS. */
export function elsewhere({ name, hasAwsServices, dialect }: Platform): { readonly platform?: string } {
  return hasAwsServices === true || dialect?.otherActionsExist === true ? {} : { platform: name };
}
