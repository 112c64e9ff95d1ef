import { UNKNOWN_TEXT } from '../../state/access-state';
import { isSameOwnArn } from '../match/own-arn';
import { compilePattern, expandTokens, matchUnknownText } from '../match/pattern';
import { TokenSyntax, tokenize } from '../match/tokens';
import { NO, YES } from '../truth';
import type { ValueTest } from './value-test';

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
