import { UNKNOWN_TEXT } from '../../state/access-state';
import { isSameOwnArn } from '../match/own-arn';
import { compilePattern, expandTokens, matchUnknownText } from '../match/pattern';
import { tokenize, TokenSyntax } from '../match/tokens';
import { NO, YES } from '../truth';
import type { ValueOperator, ValueTest } from './value-test';

/** What the string operators share: a whole-text comparison with or without wildcards and case. */
export function textTest(value: string, syntax: TokenSyntax, foldCase = false): ValueTest {
  const matches = compilePattern(value, syntax, foldCase);
  return (actual, keys) => {
    const text = foldCase ? actual.toLowerCase() : actual;
    if (!text.includes(UNKNOWN_TEXT)) return matches(text, 0, keys);
    if (isSameOwnArn(actual, value)) return YES;
    const expansion = expandTokens(tokenize(value, syntax), keys, foldCase);
    return expansion === undefined ? NO : matchUnknownText(expansion, text);
  };
}

/** `StringEquals`, `StringNotEquals`: case-sensitive; no wildcards (`*` is an asterisk); variables. */
export const stringEquals: ValueOperator = {
  takesUnknownText: true,
  compile: (value, variables) => textTest(value, { wildcards: false, variables }),
};

/** `StringEqualsIgnoreCase`, `StringNotEqualsIgnoreCase`: any case; no wildcards; variables. */
export const stringEqualsIgnoreCase: ValueOperator = {
  takesUnknownText: true,
  compile: (value, variables) => textTest(value, { wildcards: false, variables }, true),
};

/** `StringLike`, `StringNotLike`: case-sensitive; `*` and `?` are wildcards over all characters; variables. */
export const stringLike: ValueOperator = {
  takesUnknownText: true,
  compile: (value, variables) => textTest(value, { wildcards: true, variables }),
};
