import type { Condition } from '../../policy/document';
import type { Rule } from './rule';

/** A rule as the platform's own documents have it. */
export interface RuleJson {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

/** A rule with its parts in a fixed order. */
export function ruleJson({ effect, actions, resources, conditions }: Rule): RuleJson {
  return { effect, actions, resources, ...(conditions.length > 0 && { conditions: conditionsJson(conditions) }) };
}

/** Rules as canonical JSON text. */
export function rulesJson(rules: readonly Rule[]): string {
  return JSON.stringify(rules.map(ruleJson));
}

function conditionsJson(conditions: readonly Condition[]): RuleJson['conditions'] {
  const operators = [...new Set(conditions.map(({ operator }) => operator))].sort();
  return Object.fromEntries(operators.map((operator) => [
    operator, Object.fromEntries(conditions.filter((one) => one.operator === operator).map(({ key, values }) => [key, [...values].sort()])),
  ]));
}
