/**
 * The characters that join the parts of cache keys, one for each level, so that two different lists never become the same key. All are control
 * characters: IAM takes none of them in a policy, and `globKey` escapes those that stand in a pattern all the same.
 */
export const SEPARATOR = {
  /** Ends the characters that a wildcard doesn't match. */
  wildcard: '\u0000',
  /** Between the atoms of a key test. */
  atom: '\u0001',
  /** Between the negation of a clause and its globs. */
  negation: '\u0002',
  /** Between the globs of a clause. */
  glob: '\u0003',
  /** Between the clauses of an element, and between the tests of a key. */
  clause: '\u0004',
  /** Between the texts that name an unknown fact; shown as a comma. */
  text: '\u0005',
  /** Between the globs of a dimension. */
  dimension: '\u0006',
  /** Between unknown facts. */
  fact: '\u0007',
  /** Between what a cube asks of the keys that are left. */
  remaining: '\u0008',
  /** Between the cofactors of the two states. */
  state: '\u0009',
  /** Between a key and its tests. */
  key: '\u000a',
  /** Between the parts of a cube. */
  cube: '\u000b',
  /** Between the parts of a problem. */
  problem: '\u000c',
  /** Before a literal that stands for a key of its own. */
  literal: '\u000e',
} as const;
