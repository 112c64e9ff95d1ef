import { splitDeployTime } from '../../policy/deploy-time';
import type { Condition } from '../../policy/document';
import { shown } from '../../shape/shown';
import type { IntentStatement } from '../dialect';
import type { Platform } from '../platform';
import { named, unsupported } from '../unsupported';
import type { Rule, RuleLanguage, Verb } from './rule';
import { scopeOf, type RuleScope } from './rule-scope';
import { checkShown, mergeRules } from './rule-set';

/** Rules, and what was left out of them. */
export interface RuleSet {
  readonly rules: readonly Rule[];
  /** What was left out because it is merely helpful and has no verb of its own: one sentence each. */
  readonly diagnostics: readonly string[];
}

/**
 * Writes statements as rules that say the same. A verb is the platform's atom: a rule that allows has only verbs whose every action was
 * asked for, but for what the verb is known to bring along; one that denies covers all that it was asked to deny.
 *
 * @throws AccessError `UnsupportedOnPlatform`
 */
export function toRules(statements: readonly IntentStatement[], platform: Platform, language: RuleLanguage): RuleSet {
  const each = statements.map((statement) => statementRules(statement, platform, language));
  const merged = mergeRules(each.flatMap(({ rules }) => rules), language);
  checkShown(merged, platform, language);
  return { rules: merged, diagnostics: each.flatMap(({ diagnostics }) => diagnostics) };
}

/**
 * As {@link toRules} for one statement by itself. Whether what it lets be read may also be listed is said by all rules of somebody together.
 *
 * @throws AccessError `UnsupportedOnPlatform`
 */
export function statementRules(statement: IntentStatement, platform: Platform, language: RuleLanguage): RuleSet {
  const diagnostics: string[] = [];
  return { rules: new Lowering(statement, platform, language, diagnostics).rules(), diagnostics };
}

const NEGATED = /Not/;

/** One rule for all resources of a statement with the same verbs. */
function withAllResources(rules: readonly Rule[]): readonly Rule[] {
  const byVerbs = new Map<string, Rule>();
  for (const rule of rules) {
    const other = byVerbs.get(rule.actions.join());
    byVerbs.set(rule.actions.join(), { ...rule, resources: [...other?.resources ?? [], ...rule.resources] });
  }
  return [...byVerbs.values()];
}

/** One statement on its way to rules. */
class Lowering {
  private readonly prefixes: readonly Condition[];
  private readonly conditions: readonly Condition[];

  constructor(
    private readonly statement: IntentStatement,
    private readonly platform: Platform,
    private readonly language: RuleLanguage,
    private readonly diagnostics: string[],
  ) {
    const { conditions = [] } = statement;
    this.prefixes = conditions.filter(({ key }) => key.toLowerCase() === 's3:prefix');
    this.conditions = conditions.filter((condition) => !this.prefixes.includes(condition));
  }

  public rules(): readonly Rule[] {
    const { effect, resources, notResources } = this.statement;
    if (resources === undefined || notResources !== undefined) {
      throw this.refused('takes no rule about everything but some resources', effect === 'Allow'
        ? 'name what is allowed, bucket by bucket'
        : 'put the guard on the buckets that it is for: buckets: { releases: { guards: […] } }');
    }
    const twice = this.conditions.find(({ operator, values }) => NEGATED.test(operator) && values.length > 1);
    if (twice) throw this.refused(`reads ${twice.operator} with several values as if one of them had to differ, and not all`, 'give it one value: one range that holds the others');
    return withAllResources(resources.map(scopeOf).flatMap((scope) => (effect === 'Allow' ? this.allow(scope) : this.deny(scope))));
  }

  private allow(scope: RuleScope): readonly Rule[] {
    const { known, asked } = this.askedAt(scope);
    const used = known.filter(({ actions, alsoGrants }) => actions.every((action) => alsoGrants.includes(action) || asked.includes(action)));
    const isEverybodys = (action: string) => this.isEverybodys(action) && this.listsAll(used, scope);
    const isGiven = (action: string) => used.some(({ actions }) => actions.includes(action)) || isEverybodys(action);
    this.checkRest(asked.filter((action) => !isGiven(action)));
    if (used.length === 0) return [];
    this.checkWildcards(scope.resource);
    if (used.some(({ verb }) => verb === this.language.lists)) this.checkListing(used);
    const lists = this.prefixes.length > 0 && used.length > 0 ? this.prefixes.flatMap(({ values }) => values.map((value) => `${scope.resource}/${value}`)) : [scope.resource];
    lists.forEach((resource) => this.checkWildcards(resource));
    this.checkBatches(used, scope);
    return [this.rule(used, lists)];
  }

  private deny(scope: RuleScope): readonly Rule[] {
    const { known, asked } = this.askedAt(scope);
    if (asked.some((action) => this.isEverybodys(action))) {
      throw this.refused('tells everybody the names of the buckets that it has a rule on, and nothing takes that away', "put the guard on the buckets; to shut a user out, suspend its access keys: status: 'Inactive'");
    }
    const used = known.filter(({ actions }) => actions.some((action) => asked.includes(action)));
    const along = ({ alsoGrants, deniesAlong = alsoGrants }: Verb) => (scope.level === 'everything' ? alsoGrants : deniesAlong);
    const more = used.flatMap((verb) => verb.actions.filter((action) => !asked.includes(action) && !along(verb).includes(action)));
    if (more.length > 0) {
      throw this.refused(`could only deny ${more.join(', ')} as well: its verbs are ${used.map(({ verb }) => verb).join(', ')}`, 'put the guard on the buckets that it is for, or choose one that denies all of it');
    }
    if (used.length === 0) return [];
    if (this.prefixes.length > 0 || (scope.level === 'object' && scope.resource !== `${scope.bucket}/*`)) {
      throw this.refused('compares the names of folders as a client writes them in its requests, where a letter may be spelled in several ways: a folder can be opened by name, and not closed', 'guard the whole bucket, or give what is in the folder a bucket of its own');
    }
    return this.onBoth(used, scope);
  }

  /**
   * What is denied in a bucket is denied on the bucket itself, too: a listing and a deletion of many objects are judged there first, and
   * only there.
   */
  private onBoth(used: readonly Verb[], scope: RuleScope): readonly Rule[] {
    if (scope.level === 'everything') return [this.rule(used, [scope.resource])];
    const bucket = scope.level === 'bucket' ? scope.resource : scope.bucket;
    const both = used.filter(({ level, verb }) => level === 'object' || verb === this.language.lists);
    const own = used.filter((verb) => !both.includes(verb));
    return [
      ...(both.length > 0 ? [this.rule(both, [bucket, `${bucket}/*`])] : []),
      ...(own.length > 0 ? [this.rule(own, [bucket])] : []),
    ];
  }

  private askedAt(scope: RuleScope): { readonly known: readonly Verb[]; readonly asked: readonly string[] } {
    const known = this.language.verbs.filter(({ level }) => scope.level === 'everything' || level === scope.level);
    const isAsked = (action: string) => known.some(({ actions }) => actions.includes(action)) || (scope.level === 'everything' && this.isEverybodys(action));
    return { known, asked: (this.statement.actions ?? []).filter(isAsked) };
  }

  private checkRest(rest: readonly string[]): void {
    const { helpful = [] } = this.statement;
    const required = rest.filter((action) => !helpful.includes(action));
    if (required.length > 0) {
      const [first] = required;
      const verb = this.language.verbs.find(({ actions }) => actions.includes(first));
      throw verb === undefined
        ? this.refused(`has no rule that gives ${first}: anyone who has a rule on a bucket sees its name`, 'leave the grant out there')
        : this.refused(`gives ${required.join(', ')} only with the verb ${verb.verb}, which also gives ${verb.actions.filter((action) => !required.includes(action) && !verb.alsoGrants.includes(action)).join(', ')}`, 'choose a grant that asks for all of it');
    }
    if (rest.length > 0) this.diagnostics.push(`${this.statement.sid ?? 'a statement'}: ${rest.join(', ')} left out, which ${this.platform.title} has no verb for alone; they are merely helpful`);
  }

  /** A deletion of many objects at once is asked for on the bucket, for which a rule on all that is in it counts, and one on a folder doesn't. */
  private checkBatches(used: readonly Verb[], scope: RuleScope): void {
    const isGiven = used.some(({ actions }) => actions.includes(this.language.severalAtOnce));
    if (!isGiven || scope.level !== 'object' || scope.resource === `${scope.bucket}/*`) return;
    this.diagnostics.push(`${this.statement.sid ?? 'a statement'}: objects in ${scope.resource} are deleted one by one only, since ${this.platform.title} asks on the bucket itself for a deletion of several at once (POST ?delete)`);
  }

  /** A page of keys is filtered without a look at where the request came from, so under such a condition it would be empty. */
  private checkListing(used: readonly Verb[]): void {
    if (this.conditions.length > 0) {
      throw this.refused(`shows no keys in a listing that a rule allows on the condition ${this.conditions[0].operator} ${this.conditions[0].key}`, 'leave the condition out, and guard the bucket: allowOnlyIpRanges({ ipRanges: [one range] })');
    }
    if (this.prefixes.length === 0) return;
    const below = this.prefixes.length === 1 && this.prefixes[0].operator === 'StringLike' && this.prefixes[0].values.every((value) => value.endsWith('*'));
    if (!below || used.length > 1) {
      throw this.refused('gives a listing below folders, and no other', 'leave the option out: every listing shows the way to what may be seen, from the root of the bucket on');
    }
  }

  /** A wildcard stands at the end or nowhere, and names have only letters that no client writes in another way. */
  private checkWildcards(resource: string): void {
    const { letters, userName } = this.language;
    const literal = splitDeployTime(resource.replace(/\*$/, '').replaceAll(`\${${userName}}`, '')).filter((_, index) => index % 2 === 0).join('');
    const other = new RegExp(`[^/${letters}]`).exec(literal);
    if (other) {
      throw this.refused(
        other[0] === '*' ? `takes a wildcard only as the last character, which ${resource} has elsewhere` : `compares names as a client writes them in its requests, where ${shown(other[0])} in ${resource} is spelled otherwise`,
        `use names of ${letters} there`,
      );
    }
  }

  private listsAll(used: readonly Verb[], scope: RuleScope): boolean {
    return scope.level === 'everything' && used.some(({ verb }) => verb === this.language.lists);
  }

  private isEverybodys(action: string): boolean {
    return action === this.language.everybodys;
  }

  private rule(verbs: readonly Verb[], resources: readonly string[]): Rule {
    const { effect, sid } = this.statement;
    return { effect, actions: verbs.map(({ verb }) => verb), resources, conditions: this.conditions, from: sid === undefined ? [] : [sid] };
  }

  private refused(reason: string, remedy: string): Error {
    return unsupported(this.platform, { what: named(this.statement), reason, remedy });
  }
}
