import type { OperatorFamily } from './family';
import { ORDER } from './order';

const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/;

/** `Numeric…`: integers and decimals (`1.2`), compared as numbers; no wildcards, no variables. A value of the request that isn't a number equals none. */
export const numeric: OperatorFamily = {
  type: 'number',
  form: 'a number',
  others: ['1'],
  junk: 'not-a-number',
  respell: (value) => [/^-?\d+$/.test(value) ? `${value}.0` : value.replace(/\d/, '0$&')],
  read: (value, comparison) => {
    const expected = readNumber(value);
    const holds = ORDER[comparison];
    if (expected === undefined || holds === undefined) return undefined;
    return {
      key: `number ${comparison} ${expected}`,
      test: (actual) => {
        const given = actual === null ? undefined : readNumber(actual);
        return given !== undefined && holds(given, expected);
      },
      near: (whole) => (whole ? aroundWhole(expected) : around(expected)).filter(Number.isFinite).map(String),
    };
  },
};

/**
 * Reads a number of the policy language: not `0x10`, which isn't decimal, and not `1e400`, which no one can hold.
 *
 * @returns undefined when it isn't a number
 */
export function readNumber(text: string): number | undefined {
  const trimmed = text.trim();
  if (!NUMBER.test(trimmed)) return undefined;
  const number = Number(trimmed);
  return Number.isFinite(number) ? number : undefined;
}

/** Those that read best first: the very next ones are needed only where another constant is close. */
function around(number: number): readonly number[] {
  const step = Math.max(Math.abs(number) * Number.EPSILON, Number.MIN_VALUE);
  return [number, number - 1, number + 1, number - 0.5, number + 0.5, number - step, number + step];
}

function aroundWhole(number: number): readonly number[] {
  return [Math.floor(number), Math.ceil(number), Math.floor(number) - 1, Math.ceil(number) + 1];
}
