import type { BinaryOperator } from './expression';
import { someValue } from './some-value';

/** Values that operators take. */
export type Scalar = string | number | boolean | null | undefined;

/**
 * What an operator gives; `undefined` when its operands are not known, or none that it takes.
 *
 * @see https://developer.hashicorp.com/terraform/language/expressions/operators
 */
export function binary(operator: BinaryOperator, left: unknown, right: unknown, isKnown: (text: string) => boolean): boolean | number | undefined {
  if (operator === '||' || operator === '&&') return logical(operator, boolOf(left), boolOf(right));
  if (!isKnownDeep(left, isKnown) || !isKnownDeep(right, isKnown)) return undefined;
  if (operator === '==' || operator === '!=') {
    const equal = isEqual(left, right);
    return equal === undefined ? undefined : equal === (operator === '==');
  }
  const [a, b] = [numberOf(left), numberOf(right)];
  if (a === undefined || b === undefined) return undefined;
  const result = ARITHMETIC[operator](a, b);
  return typeof result === 'boolean' || Number.isFinite(result) ? result : undefined;
}

/** What `!` or `-` makes of a value; `undefined` when it is not known, or of another type. */
export function negate(operator: '!' | '-', operand: Scalar): boolean | number | undefined {
  if (operator === '!') {
    const bool = boolOf(operand);
    return bool === undefined ? undefined : !bool;
  }
  const number = numberOf(operand);
  return number === undefined ? undefined : -number;
}

const ARITHMETIC: Readonly<Record<Exclude<BinaryOperator, '||' | '&&' | '==' | '!='>, (a: number, b: number) => number | boolean>> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => a % b,
};

/** One operand that decides is enough. */
function logical(operator: '||' | '&&', left: boolean | undefined, right: boolean | undefined): boolean | undefined {
  const deciding = operator === '||';
  if (left === deciding || right === deciding) return deciding;
  return left === undefined || right === undefined ? undefined : !deciding;
}

function boolOf(value: unknown): boolean | undefined {
  return value === true || value === 'true' ? true : value === false || value === 'false' ? false : undefined;
}

function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^-?\d+(?:\.\d+)?$/.test(value) ? Number(value) : undefined;
}

function isKnownDeep(value: unknown, isKnown: (text: string) => boolean): boolean {
  return !someValue(value, (item) => (typeof item === 'string' ? !isKnown(item) : undefined));
}

/** So many values are compared; more are not known to be equal. */
const MOST_COMPARED = 100_000;

/** Equal values of one type; the text "1" is not the number 1. */
function isEqual(left: unknown, right: unknown, budget = { left: MOST_COMPARED }): boolean | undefined {
  if (budget.left-- <= 0) return undefined;
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return left === right;
  if (Array.isArray(left) !== Array.isArray(right)) return false;
  const [a, b] = [new Map(Object.entries(left)), new Map(Object.entries(right))];
  if (a.size !== b.size) return false;
  for (const [key, value] of a) {
    const equal = b.has(key) && isEqual(value, b.get(key), budget);
    if (equal !== true) return equal;
  }
  return true;
}
