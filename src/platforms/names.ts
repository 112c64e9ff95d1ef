import type { NameRule } from './platform';

/** Names as IAM has them, with a longest length of their own. */
export function iamName(longest: number): NameRule {
  return { longest, pattern: `^[A-Za-z0-9+=,.@_-]{1,${longest}}$`, words: `1 to ${longest} letters, digits and + = , . @ _ -` };
}
