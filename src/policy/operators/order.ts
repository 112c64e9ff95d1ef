import type { Comparison } from './table';

/** The comparisons of ordered values: what the request gives, then what the policy says. */
export const ORDER: Readonly<Partial<Record<Comparison, (given: number, expected: number) => boolean>>> = {
  equals: (given, expected) => given === expected,
  lessThan: (given, expected) => given < expected,
  lessThanEquals: (given, expected) => given <= expected,
  greaterThan: (given, expected) => given > expected,
  greaterThanEquals: (given, expected) => given >= expected,
};
