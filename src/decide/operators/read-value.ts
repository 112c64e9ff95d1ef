import type { Comparison, OperatorFamily } from '../../policy/operators';
import { certainly } from '../truth';
import type { ValueOperator } from './value-test';

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
