import type { NameRule } from './platform';

/** Names as IAM has them, with a longest length of their own. */
export function iamName(longest: number): NameRule {
  return { longest, pattern: `^[A-Za-z0-9+=,.@_-]{1,${longest}}$`, words: `1 to ${longest} letters, digits and + = , . @ _ -` };
}

/** Names that MinIO's server and the providers for it take alike: of users, which are access keys, of groups and of policies. */
export function minioName(longest: number): NameRule {
  return { longest, pattern: `^[A-Za-z0-9+.@_-]{3,${longest}}$`, words: `3 to ${longest} letters, digits and + . @ _ -` };
}
