import type { Comparison, OperatorType } from './table';

/** One value of a policy, as the operators of its family read it. */
export interface Constant {
  /** The same text for constants that the same values pass. */
  readonly key: string;
  /**
   * Whether a value of a request passes.
   *
   * @param actual `null` for a request without the key
   */
  readonly test: (actual: string | null) => boolean;
  /**
   * Values of requests that lie at the constant and next to it on either side: of all values that constants distinguish, each has one like it
   * among these and {@link OperatorFamily.others}.
   *
   * @param whole whether only whole numbers (of seconds, for dates) are values of the key
   */
  readonly near: (whole: boolean) => readonly string[];
}

/** What is known of the values that a key can have. */
export interface ValueFacts {
  /** Whether its values are whole numbers; of dates, whole seconds. @default false */
  readonly whole?: boolean;
  /** Whether all its values are of the family's type, as those of `aws:SourceIp` are addresses. @default false */
  readonly typed?: boolean;
}

/**
 * Operators that read values in one way: what a number (a date, an address, …) is, which values pass, and which values they distinguish. Deciding
 * tests with it, comparing splits with it and lint words its findings with it, so that these can't disagree about what `0x10` is.
 */
export interface OperatorFamily {
  /** The type of its operators. */
  readonly type: OperatorType;
  /** What its values are, as a part of a sentence: `a number`. */
  readonly form: string;
  /**
   * Reads one value of a policy.
   *
   * @returns undefined when it isn't a value of this type, or the family has no such comparison
   */
  readonly read: (value: string, comparison: Comparison) => Constant | undefined;
  /** Values that are there besides those next to constants; at least one of the type. */
  readonly others: readonly string[];
  /** A value that isn't of the type. */
  readonly junk: string;
  /** Other ways of writing a value, which operators of other types may read otherwise. */
  readonly respell: (value: string) => readonly string[];
}

/**
 * Values of a key of which every value has one that passes the same tests. It always holds the two that are easily forgotten: no value
 * (`null`), and one that isn't of the family's type, unless all values of the key are.
 *
 * @param constants what the values are held against
 * @param facts what is known of the key's values
 */
export function partition(
  { others, junk }: OperatorFamily, constants: readonly Constant[], { whole = false, typed = false }: ValueFacts = {},
): readonly (string | null)[] {
  return [null, ...new Set([...others, ...constants.flatMap(({ near }) => near(whole)), ...typed ? [] : [junk]])];
}
