import type { Evaluation } from '../platforms/evaluation';
import type { Condition } from '../policy/document';
import { parseOperator, type ParsedOperator } from '../policy/operators';
import type { VariableRules } from './match/tokens';

/**
 * The operator of a condition, as a platform reads it.
 *
 * @returns undefined where nothing certain can be said of the condition: AWS knows no such operator, or the platform refuses it or reads
 * it differently from version to version
 */
export function readOperator(condition: Condition, evaluation: Evaluation | undefined): ParsedOperator | undefined {
  const operator = parseOperator(condition.operator);
  if (operator === undefined || evaluation === undefined) return operator;
  const { operators, negatedSets } = evaluation;
  const name = condition.operator.slice(condition.operator.indexOf(':') + 1);
  if (operators?.includes(name) === false || isUnclear(condition, operator, evaluation)) return undefined;
  // "not all of them match" is "some of them doesn't match"
  if (negatedSets === 'whole' && operator.base.negated && operator.set !== undefined) return { ...operator, set: operator.set === 'all' ? 'any' : 'all' };
  return operator;
}

function isUnclear({ values }: Condition, { base }: ParsedOperator, { unclear = [], variables }: Evaluation): boolean {
  if (base.type === 'null') return unclear.includes('nullFalse') && values.some((value) => value.toLowerCase() === 'false');
  if (values.length < 2) return false;
  if (variables?.wholeValuesOnly === true && values.some(isVariable)) return true;
  return unclear.includes('negatedLists') && base.negated && base.type !== 'ip';
}

/** Whether a condition holds in a request that lacks its key. */
export function holdsWhenAbsent({ base, set, ifExists }: ParsedOperator, evaluation: Evaluation | undefined): boolean {
  if (ifExists) return true;
  if (set !== undefined) return set === 'all';
  return base.negated && evaluation?.negatedHoldsWhenAbsent !== false;
}

/** What a plain operator says of a key with several values; undefined where it only may hold. */
export function setOfPlain({ base }: ParsedOperator, evaluation: Evaluation | undefined): 'any' | 'all' | undefined {
  if (evaluation?.severalValues === undefined) return undefined;
  if (!base.negated) return 'any';
  return evaluation.negatedSets === 'whole' ? 'all' : undefined;
}

/** Which `$\\{…}` of a condition value are variables. */
export function variablesIn(value: string, variables: VariableRules): VariableRules {
  return typeof variables === 'object' && variables.wholeValuesOnly === true && !isVariable(value) ? false : variables;
}

/** The key of the one variable that is all of a condition's value, where a platform fills in no others and takes none without a value. */
export function wholeVariable({ values }: Condition, variables: VariableRules): string | undefined {
  if (typeof variables !== 'object' || variables.wholeValuesOnly !== true || values.length !== 1 || !isVariable(values[0])) return undefined;
  return values[0].slice(2, -1).toLowerCase();
}

function isVariable(value: string): boolean {
  return value.startsWith('${') && value.endsWith('}');
}
