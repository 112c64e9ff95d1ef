import { type ConformOptions, lowerDocument } from '../../platforms/conform';
import type { IntentStatement } from '../../platforms/dialect';
import type { Platform } from '../../platforms/platform';
import { ruleLanguageOf } from '../../platforms/rules/language';
import { meaningOf } from '../../platforms/rules/meaning';
import type { Rule, RuleLanguage } from '../../platforms/rules/rule';
import { rulesJson } from '../../platforms/rules/rule-json';
import { toRules } from '../../platforms/rules/to-rules';
import { unsupported } from '../../platforms/unsupported';
import type { PolicyDocument } from '../../policy/document';
import { numbered } from '../grant-statements';
import type { ControlPlaneStrategy } from './control-plane';

/** The configuration file of DeltaGlider Proxy, which holds the access of all its users. */
export const proxyFile: ControlPlaneStrategy = {
  isAws: false,
  planForm: 'file',
  planOptions: ['apply'],
  bucketAccess: 'public prefixes',
  identity: (statements, platform, options) => ruleDocument(statements, platform, ruleLanguageOf(platform), options),
  wholePlan: 'takes the access of all its users as one file',
  resources: (_graph, platform) => {
    throw unsupported(platform, { what: 'a resource', reason: 'takes the access of all its users as one file', remedy: 'put it into a plan and ask that for the file' });
  },
};

/** Rules, and what they amount to. */
interface RuleDocument {
  /** What the rules amount to, in the language of AWS. */
  readonly document: PolicyDocument;
  /** The rules as canonical JSON. */
  readonly json: string;
  readonly rules: readonly Rule[];
  /** How many rules. */
  readonly size: number;
  readonly diagnostics: readonly string[];
}

/**
 * Renders statements for a platform that has rules of verbs instead of policy documents.
 *
 * @throws AccessError `UnsupportedOnPlatform`
 */
function ruleDocument(
  statements: readonly IntentStatement[], platform: Platform, language: RuleLanguage, options: ConformOptions,
): RuleDocument {
  const lowered = lowerDocument({ version: '2012-10-17', statements }, platform, options);
  const { rules, diagnostics } = toRules(lowered.statements, platform, language);
  const meaning = meaningOf(rules, language);
  return {
    document: { ...meaning, statements: numbered(meaning.statements) },
    json: rulesJson(rules),
    rules,
    size: rules.length,
    diagnostics: [...lowered.diagnostics, ...diagnostics],
  };
}
