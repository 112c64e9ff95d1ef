import { AccessError } from '../errors';
import { shown } from '../s3/names';
import type { NameRule } from './platform';

/** Names as IAM has them, with a longest length of their own. */
export function iamName(longest: number): NameRule {
  return { longest, pattern: `^[A-Za-z0-9+=,.@_-]{1,${longest}}$`, words: `1 to ${longest} letters, digits and + = , . @ _ -` };
}

/** Names that MinIO's server and the providers for it take alike: of users, which are access keys, of groups and of policies. */
export function minioName(longest: number): NameRule {
  return { longest, pattern: `^[A-Za-z0-9+.@_-]{3,${longest}}$`, words: `3 to ${longest} letters, digits and + . @ _ -` };
}

/** What a scope of names looks like: without a dot, which ends it, so that no other scope with another name makes the same text. */
export const SCOPE = /^[A-Za-z0-9-]{1,32}$/;

/** The same in words. */
export const SCOPE_WORDS = '1 to 32 letters, digits and -';

/**
 * Refuses what is not a scope of names.
 *
 * @param made - the function whose option it is, such as `minio`
 * @param needed - whether making what exists already replaces it there
 * @throws AccessError `InvalidPlatform`
 */
export function checkScope(made: string, scope: unknown, needed: boolean): void {
  if (scope === undefined && !needed) return;
  if (typeof scope === 'string' && SCOPE.test(scope)) return;
  throw new AccessError({
    code: 'InvalidPlatform',
    message: `${made}: scope ${scope === undefined ? 'is missing' : `is ${shown(scope)}`}; allowed: ${SCOPE_WORDS}`,
    remedy: "write what tells this repository from others on the same server: scope: 'acme-storage'",
  });
}
