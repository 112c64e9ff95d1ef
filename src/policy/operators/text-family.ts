import type { OperatorType } from './table';

/**
 * A family of operators over text. Its values are patterns with wildcards and variables, which the matcher of patterns reads, for resources
 * too; what they distinguish depends on all patterns together, and no value is of another type.
 */
export interface TextFamily {
  /** The type of its operators. */
  readonly type: OperatorType;
  /** What its values are, as a part of a sentence. */
  readonly form: string;
}
