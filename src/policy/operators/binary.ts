import { trimEnd } from '../pattern/braces';
import type { OperatorFamily } from './family';

const BASE64 = /^[A-Za-z0-9+/_-]*={0,2}$/;
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/**
 * `BinaryEquals`: byte for byte; no wildcards, no variables. Both values are base64: servers disagree on the form of the request's
 * value, and base64 is the one that can hold any bytes in a string.
 */
export const binary: OperatorFamily = {
  type: 'binary',
  form: 'base64',
  others: ['b3RoZXIgYnl0ZXM='],
  junk: 'not base64',
  respell: (value) => [trimEnd(value, '=')],
  read: (value) => {
    const expected = readBytes(value);
    if (expected === undefined) return undefined;
    return {
      key: `binary ${expected}`,
      test: (actual) => actual !== null && readBytes(actual) === expected,
      near: () => [padded(expected), padded(`${expected === '' ? '' : expected.slice(0, 4)}AAAA`)],
    };
  },
};

/**
 * The bytes that base64 stands for, in the one way of writing them that has no padding.
 *
 * @returns undefined when it isn't base64: the group of four that holds one character only can't be a byte
 */
export function readBytes(text: string): string | undefined {
  if (!BASE64.test(text)) return undefined;
  const letters = trimEnd(text, '=').replaceAll('-', '+').replaceAll('_', '/');
  const rest = letters.length % 4;
  if (rest === 1) return undefined;
  if (rest === 0) return letters;
  // bits of the last letter that belong to no byte
  const spare = rest === 2 ? 16 : 4;
  const last = LETTERS.indexOf(letters.slice(-1));
  return letters.slice(0, -1) + LETTERS[last - (last % spare)];
}

function padded(letters: string): string {
  return letters + '='.repeat((4 - (letters.length % 4)) % 4);
}
