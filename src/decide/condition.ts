import type { Evaluation } from '../platforms/evaluation';
import { holdsWhenAbsent, isOpenWhenAbsent } from '../platforms/when-absent';
import type { Condition } from '../policy/document';
import { READ_FAMILIES, type ParsedOperator } from '../policy/operators';
import { UNKNOWN_TEXT } from '../state/access-state';
import type { RequestKeys } from './match/keys';
import type { VariableSyntax } from './match/tokens';
import { valueOperator } from './operators';
import type { ValueTest } from './operators/value-test';
import { readOperator, setOfPlain, valuesThere, variablesIn, wholeVariable } from './read-operator';
import { MAYBE, NO, Truth, YES, and, certainly, or } from './truth';

/** Whether one line of a `Condition` block holds in a request. */
export type ConditionTest = (keys: RequestKeys) => Truth;

/** An operator that AWS or the platform doesn't know, or a value that its operator can't read: such a policy is refused, so nothing is certain. */
const UNREADABLE = (): Truth => MAYBE;

/**
 * Compiles one condition.
 *
 * - Values are alternatives; for a negated operator none of them may match.
 * - A missing key (or one with no values) fails, but holds for a negated operator, for `IfExists` and for `ForAllValues`; `ForAnyValue` fails.
 * - `ForAllValues` and `ForAnyValue` ask every, or some, value of the request.
 * - A plain operator on a key with several values is an error in AWS's own check and no documentation says what happens: it only may hold.
 *
 * @param variables which `$\{…}` are variables
 * @param evaluation how the platform judges otherwise. @default as AWS
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function compileCondition(condition: Condition, variables: VariableSyntax, evaluation?: Evaluation): ConditionTest {
  const operator = readOperator(condition, evaluation);
  if (operator === undefined || condition.key.includes(UNKNOWN_TEXT)) return UNREADABLE;
  const key = condition.key.toLowerCase();
  const family = valueOperator(operator.base);
  if (family === undefined) return nullTest(key, condition.values);
  const tests = valuesThere(condition, operator, evaluation).map((value): ValueTest => {
    // only text operators can tell what text with an unknown in it may match
    if (!family.takesUnknownText && value.includes(UNKNOWN_TEXT)) return UNREADABLE;
    return family.compile(value, variablesIn(value, variables)) ?? UNREADABLE;
  });
  const one = oneValue(tests, operator, family.takesUnknownText);
  const missing = isOpenWhenAbsent(operator, evaluation) ? MAYBE : certainly(holdsWhenAbsent(operator, evaluation));
  const { set } = operator;
  const several = set ?? setOfPlain(operator, evaluation);
  const needed = wholeVariable(condition, variables);
  return (keys) => {
    const actual = keys.get(key);
    if (actual === undefined) return missing;
    if (needed !== undefined && keys.get(needed) === undefined) return NO;
    if (set === undefined && actual.length === 1) return one(actual[0], keys);
    if (several === undefined) return MAYBE;
    return several === 'all'
      ? actual.reduce<Truth>((truth, value) => and(truth, one(value, keys)), YES)
      : actual.reduce<Truth>((truth, value) => or(truth, one(value, keys)), NO);
  };
}

function oneValue(tests: readonly ValueTest[], operator: ParsedOperator, takesUnknownText: boolean): ValueTest {
  const { negated } = operator.base;
  const unknownText = UNKNOWN_TEXT;
  // runs at every request: without imports, which loaders such as tsx turn into calls
  return (actual, keys) => {
    if (!takesUnknownText && actual.includes(unknownText)) return 1;
    let truth: Truth = 0;
    for (let i = 0; i < tests.length && truth < 2; i++) {
      const one = tests[i](actual, keys);
      if (one > truth) truth = one;
    }
    return negated ? ((2 - truth) as Truth) : truth;
  };
}

/** `Null`: with `true` holds when the key is absent, with `false` when it is there. */
function nullTest(key: string, values: readonly string[]): ConditionTest {
  const constants = values.flatMap((value) => READ_FAMILIES.null.read(value, 'isAbsent') ?? []);
  if (constants.length === 0 || constants.length < values.length) return UNREADABLE;
  return (keys) => {
    const actual = keys.get(key) === undefined ? null : '';
    return certainly(constants.some(({ test }) => test(actual)));
  };
}
