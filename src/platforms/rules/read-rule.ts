import type { Condition } from '../../policy/document';
import { parseOperator } from '../../policy/operators';
import { inBraces } from '../../policy/pattern/braces';
import { shown } from '../../shape/shown';
import type { KnownKey } from '../dialect';
import type { Rule, RuleLanguage } from './rule';

/** What conditions of rules are known to be judged as AWS judges them. */
export interface RuleConditions {
  readonly operators: readonly string[];
  readonly keys: readonly KnownKey[];
}

/** A rule that was read, or why it can't be. */
export type ReadRule = { readonly rule: Rule } | { readonly problem: string };

/**
 * Reads a rule as the platform's own documents have it. Of one that can't be read nothing is guessed.
 *
 * @param known the operators and keys that the platform is known to judge as AWS does
 * @see https://github.com/beshu-tech/deltaglider_proxy/blob/main/docs/product/reference/iam-permissions.md
 */
export function readRule(value: unknown, language: RuleLanguage, known: RuleConditions): ReadRule {
  if (!isObject(value)) return { problem: 'a rule must have effect, actions and resources' };
  const effect = EFFECTS.find((one) => one.toLowerCase() === String(value.effect).toLowerCase());
  if (effect === undefined) return { problem: `the effect ${text(value.effect)} is neither Allow nor Deny` };
  const actions = texts(value.actions)?.flatMap((action) => (action === '*' ? language.verbs.map(({ verb }) => verb) : [action]));
  const unknown = actions?.find((action) => language.verbs.every(({ verb }) => verb !== action));
  if (actions === undefined || unknown !== undefined) return { problem: `the actions ${text(unknown ?? value.actions)} aren't all verbs` };
  const resources = texts(value.resources);
  if (resources === undefined || resources.length === 0) return { problem: `the resources ${text(value.resources)} are not a list of texts` };
  const conditions = readConditions(value.conditions);
  if (conditions === undefined) return { problem: `the conditions ${text(value.conditions)} aren't operators with keys and values` };
  const open = conditions.map((condition) => openIn(condition, actions, language, known)).find((problem) => problem !== undefined);
  if (open !== undefined) return { problem: open };
  const written = [...resources, ...conditions.flatMap(({ values }) => values)];
  const template = written.flatMap(inBraces).find((inside) => inside !== language.userName);
  if (template !== undefined) return { problem: `what \${${template}} stands for isn't known` };
  return { rule: { effect, actions, resources: [...resources, ...ofBuckets(effect, actions, resources, language)], conditions, from: [] } };
}

const EFFECTS = ['Allow', 'Deny'] as const;

/** Where no rule is about a bucket itself, one about all that is in it counts for making and deleting it, too. Whether there is one isn't asked. */
function ofBuckets(effect: Rule['effect'], actions: readonly string[], resources: readonly string[], { verbs, lists }: RuleLanguage): readonly string[] {
  const onBuckets = verbs.some(({ verb, level }) => level === 'bucket' && verb !== lists && actions.includes(verb));
  if (effect === 'Deny' || !onBuckets) return [];
  return resources.filter((resource) => /^[^/]+\/\*$/.test(resource)).map((resource) => resource.slice(0, -2)).filter((bucket) => !resources.includes(bucket));
}

function readConditions(value: unknown): readonly Condition[] | undefined {
  if (value === undefined || value === null) return [];
  if (!isObject(value)) return undefined;
  const read = Object.entries(value).flatMap(([operator, keys]) => (isObject(keys) ? Object.entries(keys) : [['', undefined] as const])
    .map(([key, values]) => ({ operator, key, values: texts(values) })));
  return read.every((one): one is Condition => one.values !== undefined) ? read : undefined;
}

/** Why nobody knows when a condition holds there; undefined where it holds when AWS says so. */
function openIn(
  { operator, key, values }: Condition, actions: readonly string[], { lists }: RuleLanguage, { operators, keys }: RuleConditions,
): string | undefined {
  const known = keys.find((one) => one.key === key);
  if (known === undefined || !operators.includes(operator)) return `nothing says when ${operator} of ${key} holds there`;
  if (parseOperator(operator)?.base.negated !== true) return undefined;
  if (values.length > 1) return `${operator} with several values holds there where one of them differs, and not all`;
  const isEverywhere = known.actions === undefined || actions.every((action) => action === lists);
  return isEverywhere ? undefined : `nothing says whether ${operator} holds there for requests without ${key}`;
}

function texts(value: unknown): readonly string[] | undefined {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.every((one) => typeof one === 'string') ? list : undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function text(value: unknown): string {
  return shown(value);
}
