import { AccessError } from '../../errors';
import type { Platform } from '../platform';
import type { RuleLanguage } from './rule';

/**
 * The rules that a platform has instead of policy documents.
 *
 * @throws AccessError `InvalidPlatform` where it has documents
 */
export function ruleLanguageOf({ rules, title }: Platform): RuleLanguage {
  if (rules) return rules;
  throw new AccessError({ code: 'InvalidPlatform', message: `${title} is without the rules that its control plane writes`, remedy: 'make it with deltaGlider()' });
}
