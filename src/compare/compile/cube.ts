import type { Condition, PolicyVersion, Statement } from '../../policy/document';
import { type Glob, globKey } from '../domain/glob';
import { type KeyTest, testKey } from '../domain/key-tests';
import { SEPARATOR } from '../domain/separators';

/** Where a statement stands, for reports. */
export interface StatementSource {
  /** The policy's name, for example `user ci-uploader, inline policy ci-uploader`. */
  readonly policy: string;
  /** The statement's place in its document, from 0. */
  readonly index: number;
  readonly statement: Statement;
  readonly version: PolicyVersion;
}

/** A string passes when one of the globs matches it; when none does, for a negated clause. */
export interface Clause {
  readonly globs: readonly Glob[];
  readonly negated: boolean;
}

/**
 * A statement as the search sees it: a conjunction of one predicate per dimension. A statement with variables that aren't known is
 * several cubes, of which any may hold.
 */
export interface Cube {
  /** What the statement does for the decision: one of the formula's names. */
  readonly role: string;
  /** All must pass. */
  readonly action: readonly Clause[];
  /** All must pass. */
  readonly resource: readonly Clause[];
  /** All tests of all keys (in lower case) must pass. */
  readonly keys: ReadonlyMap<string, readonly KeyTest[]>;
  /** Facts that aren't known, by name, and what each must be. */
  readonly opaque: ReadonlyMap<string, boolean>;
  readonly source: StatementSource;
}

const clausesKeys = new WeakMap<readonly Clause[], string>();

/** The same text for two clauses that take the same strings as far as their patterns tell. */
export function clausesKey(clauses: readonly Clause[]): string {
  let key = clausesKeys.get(clauses);
  if (key === undefined) {
    key = clauses.map(({ globs, negated }) => `${negated}${SEPARATOR.negation}${globs.length === 1 ? globKey(globs[0]) : [...new Set(globs.map(globKey))].sort().join(SEPARATOR.glob)}`).sort()
      .join(SEPARATOR.clause);
    clausesKeys.set(clauses, key);
  }
  return key;
}

const testsKeys = new WeakMap<readonly KeyTest[], string>();

/** The same text for the same tests of a key. */
export function testsKey(tests: readonly KeyTest[] | undefined): string {
  if (tests === undefined) return '';
  let key = testsKeys.get(tests);
  if (key === undefined) testsKeys.set(tests, key = [...new Set(tests.map(testKey))].sort().join(SEPARATOR.clause));
  return key;
}

/** The conditions of a source as one line of text. */
export function conditionText({ operator, key, values }: Condition): string {
  return `${operator} ${key} ${values.length === 1 ? values[0] : `[${values.join(', ')}]`}`;
}
