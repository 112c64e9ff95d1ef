import { textTest } from './string-text';
import type { ValueOperator } from './value-test';

/** `StringLike`, `StringNotLike`: case-sensitive; `*` and `?` are wildcards over all characters; variables. */
export const stringLike: ValueOperator = {
  takesUnknownText: true,
  compile: (value, variables) => textTest(value, { wildcards: true, variables }),
};
