import type { Comparison } from '../../policy/operators';
import { certainly } from '../truth';
import { ORDER } from './order';
import type { ValueOperator } from './value-test';

const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/;

/** `Numeric…`: integers and decimals (`1.2`), compared as numbers; no wildcards, no variables. A value of the request that is no number equals none. */
export function numeric(comparison: Comparison): ValueOperator {
  const holds = ORDER[comparison];
  return {
    takesUnknownText: false,
    compile: (value) => {
      const expected = readNumber(value);
      if (expected === undefined || holds === undefined) return undefined;
      return (actual) => {
        const given = readNumber(actual);
        return certainly(given !== undefined && holds(given, expected));
      };
    },
  };
}

function readNumber(text: string): number | undefined {
  const trimmed = text.trim();
  return NUMBER.test(trimmed) ? Number(trimmed) : undefined;
}
