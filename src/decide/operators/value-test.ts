import type { Comparison, OperatorFamily } from '../../policy/operators';
import type { RequestKeys } from '../match/keys';
import type { VariableSyntax } from '../match/tokens';
import { certainly, type Truth } from '../truth';

/** Holds one value of the request against one value of the policy; negation, `IfExists` and sets are not its business. */
export type ValueTest = (actual: string, keys: RequestKeys) => Truth;

/** How a family of condition operators compares values. */
export interface ValueOperator {
  /** Whether a value of the request that is only partly known may be given to the test; else the condition only may hold. */
  readonly takesUnknownText: boolean;
  /**
   * Compiles one value of the policy.
   *
   * @param variables which `$\{…}` are variables
   * @returns undefined when the value isn't one that this operator can read: AWS refuses such a policy, so the condition only may hold
   */
  readonly compile: (value: string, variables: VariableSyntax) => ValueTest | undefined;
}

/** An operator that reads its values: numbers, dates, addresses, … as its family has them. */
export function readValue(family: OperatorFamily, comparison: Comparison): ValueOperator {
  return {
    takesUnknownText: false,
    compile: (value) => {
      const test = family.read(value, comparison)?.test;
      return test && ((actual) => certainly(test(actual)));
    },
  };
}
