import type { Evaluation } from '../platforms/evaluation';
import { isUnclearText } from '../platforms/unclear-text';
import type { Condition } from '../policy/document';
import { parseOperator, type ParsedOperator } from '../policy/operators';
import { UNKNOWN_TEXT } from '../policy/unknown-text';
import type { VariableSyntax } from './match/tokens';

/**
 * The operator of a condition, as a platform reads it.
 *
 * @returns undefined where nothing certain can be said of the condition: AWS knows no such operator, or the platform refuses it or reads
 * it differently from version to version
 */
export function readOperator(condition: Condition, evaluation: Evaluation | undefined): ParsedOperator | undefined {
  const operator = parseOperator(condition.operator);
  if (operator === undefined || evaluation === undefined) return operator;
  const { operators, sets, negatedSets } = evaluation;
  const name = condition.operator.slice(condition.operator.indexOf(':') + 1);
  if (operators?.includes(name) === false || (operator.set !== undefined && sets?.includes(operator.base.name) === false)) return undefined;
  if (isUnclear(condition, operator, evaluation) || !isKey(condition.key, evaluation)) return undefined;
  // "not all of them match" is "some of them doesn't match"
  if (negatedSets === 'whole' && operator.base.negated && operator.set !== undefined) return { ...operator, set: operator.set === 'all' ? 'any' : 'all' };
  return operator;
}

/** Whether a condition is one that a platform refuses, or reads as nobody can tell. */
function isUnclear({ values }: Condition, { base, set }: ParsedOperator, { unclear = [], unclearValues, oneValue, variables }: Evaluation): boolean {
  if (unclearValues !== undefined && values.some((value) => isUnclearText(value, unclearValues))) return true;
  if (set !== undefined && base.negated && unclear.includes('negatedSets')) return true;
  if (base.type === 'ip' && unclear.includes('bareIpv6') && values.some(isBareIpv6)) return true;
  if (values.length > 1 && (unclear.includes('valueLists') || oneValue?.includes(base.name) === true)) return true;
  if (base.type === 'null') return unclear.includes('nullFalse') && values.some((value) => value.toLowerCase() === 'false');
  if (values.length < 2) return false;
  if (variables?.wholeValuesOnly === true && values.some(isVariable)) return true;
  return unclear.includes('negatedLists') && base.negated && base.type !== 'ip';
}

/** Whether a platform takes a condition key, in the letters in which it is written. */
function isKey(key: string, { keys, keyLetters }: Evaluation): boolean {
  if (key.includes(UNKNOWN_TEXT)) return true;
  const [asked, letters] = [key.toLowerCase(), keyLetters?.find((known) => names(known.toLowerCase(), key.toLowerCase()))];
  return (letters === undefined || names(letters, key)) && keys?.some((known) => names(known, asked)) !== false;
}

/** Whether a known key, which may stand for all that begin so, is the one that is asked about. */
function names(known: string, asked: string): boolean {
  return known === asked || (known.endsWith('*') && asked.startsWith(known.slice(0, -1)));
}

/** Whether a range is one address of version 6, without its length. */
function isBareIpv6(range: string): boolean {
  return range.includes(':') && !range.includes('/');
}

/** The values of a condition, as a platform reads them. */
export function valuesThere({ values }: Condition, { base }: ParsedOperator, evaluation: Evaluation | undefined): readonly string[] {
  const length = evaluation?.bareIpv6;
  return length === undefined || base.type !== 'ip' ? values : values.map((value) => (isBareIpv6(value) ? `${value}${length}` : value));
}

/** What a plain operator says of a key with several values; undefined where it only may hold. */
export function setOfPlain({ base }: ParsedOperator, evaluation: Evaluation | undefined): 'any' | 'all' | undefined {
  if (evaluation?.severalValues === undefined) return undefined;
  if (!base.negated) return 'any';
  return evaluation.negatedSets === 'whole' ? 'all' : undefined;
}

/** Which `$\\{…}` of a condition value are variables. */
export function variablesIn(value: string, variables: VariableSyntax): VariableSyntax {
  return typeof variables === 'object' && variables.wholeValuesOnly === true && !isVariable(value) ? false : variables;
}

/** The key of the one variable that is all of a condition's value, where a platform fills in no others and takes none without a value. */
export function wholeVariable({ values }: Condition, variables: VariableSyntax): string | undefined {
  if (typeof variables !== 'object' || variables.wholeValuesOnly !== true || values.length !== 1 || !isVariable(values[0])) return undefined;
  return values[0].slice(2, -1).toLowerCase();
}

function isVariable(value: string): boolean {
  return value.startsWith('${') && value.endsWith('}');
}
