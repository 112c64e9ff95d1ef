import type { AccessError } from '../../errors';
import { replaceDeployTime } from '../../policy/deploy-time';
import type { Platform } from '../platform';
import { unsupported } from '../unsupported';
import type { Rule, RuleLanguage } from './rule';
import { scopeOf } from './rule-scope';

/** Makes one rule of those that differ only in their verbs. */
export function mergeRules(rules: readonly Rule[], { verbs }: RuleLanguage): readonly Rule[] {
  const merged = new Map<string, Rule>();
  for (const rule of rules) {
    const resources = sorted(rule.resources);
    const key = JSON.stringify([rule.effect, resources, rule.conditions]);
    const other = merged.get(key);
    const actions = new Set([...other?.actions ?? [], ...rule.actions]);
    const from = [...new Set([...other?.from ?? [], ...rule.from])];
    merged.set(key, { ...rule, resources, from, actions: verbs.map(({ verb }) => verb).filter((verb) => actions.has(verb)) });
  }
  return [...merged.values()];
}

/** What a placeholder is called differs from run to run, so placeholders count as the same text. */
function sorted(resources: readonly string[]): readonly string[] {
  const key = (text: string) => replaceDeployTime(text, () => '\0');
  return [...new Set(resources)].sort((one, other) => (key(one) < key(other) ? -1 : Number(key(one) > key(other))));
}

/**
 * Refuses what may be read and wasn't asked to be listed: the platform shows it in listings all the same. A rule with a condition isn't
 * looked at for that, so what it lets be read isn't shown.
 *
 * @throws AccessError `UnsupportedOnPlatform`
 */
export function checkShown(rules: readonly Rule[], platform: Platform, language: RuleLanguage): void {
  const refused = shownUnasked(rules, rules, platform, language);
  if (refused !== undefined) throw refused;
}

/**
 * As {@link checkShown}, for some of the rules that somebody has.
 *
 * @param all every rule that it has: another one may be what lists
 * @returns the refusal; nothing where all that is shown was asked for
 */
export function shownUnasked(
  rules: readonly Rule[], all: readonly Rule[], platform: Platform, { reads, lists }: RuleLanguage,
): AccessError | undefined {
  const having = (some: readonly Rule[], verb: string) => some.filter(({ effect, conditions, actions }) => effect === 'Allow' && conditions.length === 0 && actions.includes(verb));
  const listed = having(all, lists).flatMap(({ resources }) => resources);
  for (const { resources, from } of having(rules, reads)) {
    const shown = resources.find((resource) => !listed.some((other) => holds(other, resource)));
    if (shown === undefined) continue;
    return unsupported(platform, {
      what: `${from.length === 0 ? 'a statement' : from.join(', ')}: reading ${shown} without listing it`,
      reason: 'shows in listings whatever may be read',
      remedy: 'ask for the listing as well, with the option listing',
    });
  }
  return undefined;
}

/** Whether a listing of one resource shows all that is in the other. */
function holds(listed: string, resource: string): boolean {
  const scope = scopeOf(resource);
  if (listed === '*' || listed === resource || (scope.level === 'object' && listed === scope.bucket)) return true;
  return listed.endsWith('*') && resource.startsWith(listed.slice(0, -1));
}
