import type { Condition, PolicyDocument, Statement } from '../../policy/document';
import { s3Arn } from '../../policy/s3-arn';
import type { Rule, RuleLanguage } from './rule';
import { scopeOf } from './rule-scope';

/**
 * What rules amount to, in the language of AWS: all that their verbs bring along is in it, so that decisions and comparisons are about what
 * the platform does, and not about what was asked for. A listing of more than may be seen, which the platform answers with the part that
 * may, isn't in it.
 */
export function meaningOf(rules: readonly Rule[], language: RuleLanguage): PolicyDocument {
  const statements = rules.flatMap((rule) => ruleStatements(rule, language));
  return { version: '2012-10-17', statements: [...statements, ...broughtAlong(rules, language)].map((statement) => inAwsWords(statement, language)) };
}

function ruleStatements(rule: Rule, language: RuleLanguage): readonly Statement[] {
  const { effect, conditions, from } = rule;
  const sid = from[0];
  const verbs = language.verbs.filter(({ verb }) => rule.actions.includes(verb));
  const actions = (level: string) => verbs.filter((verb) => verb.level === level && verb.verb !== language.lists).flatMap((verb) => verb.actions);
  const along = effect === 'Allow' ? language.anyRuleGrants : [];
  const listing = verbs.filter(({ verb }) => verb === language.lists).flatMap((verb) => verb.actions).filter((action) => !along.includes(action));
  const scopes = rule.resources.map(scopeOf);
  const statement = (some: readonly string[], resources: readonly string[], more: readonly Condition[] = []): readonly Statement[] => (
    some.length === 0 || resources.length === 0 ? [] : [{
      ...(sid !== undefined && { sid }),
      effect,
      actions: some,
      resources,
      ...(conditions.length + more.length > 0 && { conditions: [...conditions, ...more] }),
    }]
  );
  const everywhere = scopes.some(({ level }) => level === 'everything');
  if (everywhere) return statement([...verbs.flatMap((verb) => verb.actions).filter((action) => !along.includes(action)), ...(listing.length > 0 && effect === 'Allow' ? [language.everybodys] : [])], ['*']);
  const buckets = scopes.filter(({ level }) => level === 'bucket').map(({ resource }) => resource);
  const objects = scopes.filter(({ level }) => level === 'object');
  const whole = objects.filter(({ resource }) => resource === `${bucketOf(resource)}/*`).map(({ resource }) => s3Arn(bucketOf(resource)));
  return [
    ...statement(actions('object'), objects.map(({ resource }) => s3Arn(resource))),
    ...statement(effect === 'Allow' ? actions('object').filter((action) => action === language.severalAtOnce) : [], whole),
    ...statement(actions('bucket'), buckets.map((resource: string) => s3Arn(resource))),
    ...statement(listing, buckets.map((resource: string) => s3Arn(resource))),
    ...objects.filter(({ resource }) => !buckets.includes(bucketOf(resource)))
      .flatMap(({ resource }) => statement(listing, [s3Arn(bucketOf(resource))], below(resource))),
  ];
}

/** All that is listed with a prefix that begins so; a whole bucket needs no condition. */
function below(resource: string): readonly Condition[] {
  const prefix = resource.slice(resource.indexOf('/') + 1);
  return prefix === '*' ? [] : [{ operator: 'StringLike', key: 's3:prefix', values: [prefix] }];
}

/** Whether a statement allows nothing but what anyone who has these rules is let through to anyway. */
export function comesAlong({ effect, actions = [], resources = [] }: Statement, rules: readonly Rule[], { anyRuleGrants }: RuleLanguage): boolean {
  const buckets = bucketsWithRules(rules);
  return effect === 'Allow' && actions.length > 0 && resources.length > 0 && actions.every((action) => anyRuleGrants.includes(action))
    && resources.map(scopeOf).every(({ level, resource }) => buckets.includes('*') || (level === 'bucket' && buckets.includes(s3Arn(resource))));
}

function broughtAlong(rules: readonly Rule[], { anyRuleGrants: anyRuleGrants }: RuleLanguage): readonly Statement[] {
  const buckets = bucketsWithRules(rules);
  if (anyRuleGrants.length === 0 || buckets.length === 0) return [];
  return [{ sid: 'BroughtAlong', effect: 'Allow', actions: anyRuleGrants, resources: [...buckets].sort() }];
}

function bucketsWithRules(rules: readonly Rule[]): readonly string[] {
  const scopes = rules.filter(({ effect }) => effect === 'Allow').flatMap(({ resources }) => resources).map(scopeOf);
  return [...new Set(scopes.map((scope) => (scope.level === 'everything' ? '*' : s3Arn(bucketOf(scope.resource)))))];
}

function bucketOf(resource: string): string {
  return resource.split('/')[0];
}

function inAwsWords(statement: Statement, { userName }: RuleLanguage): Statement {
  const read = (text: string) => text.replaceAll(`\${${userName}}`, '${aws:username}');
  const { resources, conditions } = statement;
  return {
    ...statement,
    ...(resources && { resources: resources.map(read) }),
    ...(conditions && { conditions: conditions.map((condition) => ({ ...condition, values: condition.values.map(read) })) }),
  };
}
