import { textTest } from './string-text';
import type { ValueOperator } from './value-test';

/** `StringEqualsIgnoreCase`, `StringNotEqualsIgnoreCase`: any case; no wildcards; variables. */
export const stringEqualsIgnoreCase: ValueOperator = {
  takesUnknownText: true,
  compile: (value, variables) => textTest(value, { wildcards: false, variables }, true),
};
