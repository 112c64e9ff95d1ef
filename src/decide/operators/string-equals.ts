import { textTest } from './string-text';
import type { ValueOperator } from './value-test';

/** `StringEquals`, `StringNotEquals`: case-sensitive; no wildcards (`*` is an asterisk); variables. */
export const stringEquals: ValueOperator = {
  takesUnknownText: true,
  compile: (value, variables) => textTest(value, { wildcards: false, variables }),
};
