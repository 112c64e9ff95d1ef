import { AccessError } from '../../errors';
import type { Platform } from '../../platforms/platform';
import type { Rule, RuleLanguage } from '../../platforms/rules/rule';

/**
 * Checks that somebody has no more rules than the platform takes.
 *
 * @param what who, as the subject of a sentence: `user dana`
 * @throws AccessError `TooManyPolicies`
 */
export function checkRuleCount(what: string, rules: readonly Rule[], { title }: Platform, { most }: RuleLanguage): void {
  if (rules.length <= most) return;
  throw new AccessError({
    code: 'TooManyPolicies',
    message: `${what} would have ${rules.length} rules; ${title} allows ${most}`,
    remedy: 'grant folders that hold the others, or move grants to groups',
  });
}
