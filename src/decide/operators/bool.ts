import { certainly } from '../truth';
import type { ValueOperator } from './value-test';

/** `Bool`: `true` or `false`, in any case of letters; no wildcards, no variables. A value of the request that is neither equals neither. */
export const bool: ValueOperator = {
  takesUnknownText: false,
  compile: (value) => {
    const expected = value.toLowerCase();
    if (expected !== 'true' && expected !== 'false') return undefined;
    return (actual) => certainly(actual.toLowerCase() === expected);
  },
};
