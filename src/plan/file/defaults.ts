import { kindOf, type LocatedMap, unknownAt, wrongAt } from './located';

/** What `defaults` may say of each of a kind. None of it gives access to anybody: that is said where it is given. */
export const DEFAULTS: Readonly<Record<string, readonly string[]>> = {
  users: ['guards', 'boundary'],
  groups: ['guards', 'membership'],
  roles: ['guards', 'boundary', 'maxSessionDuration'],
  buckets: ['guards'],
};

/**
 * Refuses defaults for what can't have any.
 *
 * @throws AccessError `InvalidPlanFile`
 */
export function checkDefaults({ entries }: LocatedMap): void {
  const defaults = entries.get('defaults')?.value;
  if (defaults === undefined) return;
  if (defaults.is !== 'map') throw wrongAt(defaults.at, `defaults is ${kindOf(defaults)}; allowed: a mapping with ${Object.keys(DEFAULTS).join(', ')}`, 'write defaults: { buckets: { guards: [enforceHttps] } }');
  for (const { name: kind, at, value } of defaults.entries.values()) {
    if (!Object.hasOwn(DEFAULTS, kind)) throw unknownAt(at, 'there are no defaults for', kind, Object.keys(DEFAULTS));
    if (value.is !== 'map') throw wrongAt(value.at, `the defaults of ${kind} are ${kindOf(value)}; allowed: a mapping with ${DEFAULTS[kind].join(', ')}`, `write ${kind}: { guards: […] }`);
    for (const { name, at: where, value: given } of value.entries.values()) {
      if (!DEFAULTS[kind].includes(name)) throw unknownAt(where, `${kind} have no default of`, name, DEFAULTS[kind]);
      // what isn't a list couldn't stand before the guards of each
      if (name === 'guards' && given.is !== 'list') throw wrongAt(given.at, `the guards of ${kind} are ${kindOf(given)}; allowed: a list`, 'write guards: [enforceHttps]');
    }
  }
}

/**
 * What a plan file says, each with what all of its kind have: guards of the defaults stand before those of each, so that nothing takes them away; a
 * single value of its own replaces the default.
 */
export function withDefaults(defaults: unknown, parts: ReadonlyArray<readonly [kind: string, part: unknown]>): object {
  const common = new Map(isObject(defaults) ? Object.entries(defaults) : []);
  return Object.fromEntries(parts.map(([kind, part]) => [kind, withCommon(part, common.get(kind))]));
}

function withCommon(part: unknown, common: unknown): unknown {
  if (!isObject(part) || !isObject(common)) return part;
  return Object.fromEntries(Object.entries(part).map(([name, own]) => [name, isObject(own) ? { ...common, ...own, ...guardsOf(common, own) } : own]));
}

function guardsOf({ guards: first }: Readonly<Record<string, unknown>>, { guards: second = [] }: Readonly<Record<string, unknown>>): object {
  return Array.isArray(first) && Array.isArray(second) ? { guards: [first, second].flat() } : {};
}

/** What isn't one is left to what checks the plan. */
function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
