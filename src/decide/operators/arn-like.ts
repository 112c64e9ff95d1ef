import { UNKNOWN_TEXT } from '../../state/access-state';
import { compileArn, compileVariableArn } from '../match/arn';
import { isSameOwnArn } from '../match/own-arn';
import { expandTokens, matchUnknownText } from '../match/pattern';
import { tokenize } from '../match/tokens';
import { NO, YES } from '../truth';
import type { ValueOperator } from './value-test';

/** `ArnLike`, `ArnEquals` (the same) and their negations: case-sensitive, part by part, so a `*` doesn't reach over a colon; variables anywhere. */
export const arnLike: ValueOperator = {
  takesUnknownText: true,
  compile: (value, variables) => {
    const dynamic = variables !== false && value.includes('${');
    const matches = dynamic ? compileVariableArn(value, variables) : compileArn(value, false);
    return (actual, keys) => {
      if (!actual.includes(UNKNOWN_TEXT)) return matches(actual, 0, keys);
      if (isSameOwnArn(actual, value)) return YES;
      const expansion = expandTokens(tokenize(value, { wildcards: true, variables }), keys);
      return expansion === undefined ? NO : matchUnknownText(expansion, actual);
    };
  },
};
