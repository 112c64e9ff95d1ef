import { trimEnd } from '../../policy/pattern/braces';
import { certainly } from '../truth';
import type { ValueOperator } from './value-test';

const BASE64 = /^[A-Za-z0-9+/_-]*={0,2}$/;

/**
 * `BinaryEquals`: byte for byte; no wildcards, no variables. Both values are base64: servers disagree on the form of the request's
 * value, and base64 is the one that can hold any bytes in a string.
 */
export const binaryEquals: ValueOperator = {
  takesUnknownText: false,
  compile: (value) => {
    const expected = readBytes(value);
    if (expected === undefined) return undefined;
    return (actual) => certainly(readBytes(actual)?.equals(expected) === true);
  },
};

function readBytes(text: string): Buffer | undefined {
  // the group of four that holds one character only can't be a byte
  return BASE64.test(text) && trimEnd(text, '=').length % 4 !== 1 ? Buffer.from(text, 'base64') : undefined;
}
