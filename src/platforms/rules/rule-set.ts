import { replaceDeployTime } from '../../policy/deploy-time';
import type { Platform } from '../platform';
import { unsupported } from '../unsupported';
import { placeOf } from './place';
import type { Rule, RuleLanguage } from './rule';

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

/** What a mark is called differs from run to run, so marks count as the same text. */
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
export function checkShown(rules: readonly Rule[], platform: Platform, { reads, lists }: RuleLanguage): void {
  const always = rules.filter(({ effect, conditions }) => effect === 'Allow' && conditions.length === 0);
  const listed = always.filter(({ actions }) => actions.includes(lists)).flatMap(({ resources }) => resources);
  for (const { resources, from } of always.filter(({ actions }) => actions.includes(reads))) {
    const shown = resources.find((resource) => !listed.some((other) => holds(other, resource)));
    if (shown === undefined) continue;
    throw unsupported(platform, {
      what: `${from.join(', ')}: reading ${shown} without listing it`,
      reason: 'shows in listings whatever may be read',
      remedy: 'ask for the listing as well, with the option listing',
    });
  }
}

/** Whether a listing of one resource shows all that is in the other. */
function holds(listed: string, resource: string): boolean {
  const place = placeOf(resource);
  if (listed === '*' || listed === resource || (place.level === 'object' && listed === place.bucket)) return true;
  return listed.endsWith('*') && resource.startsWith(listed.slice(0, -1));
}
