import type { Platform } from '../platforms/platform';
import type { Statement } from '../policy/document';

/** How bad a finding is: an `error` doesn't work or lets in somebody that it shouldn't, a `warning` hardly means what it says, a `note` is needless. */
export type LintSeverity = 'error' | 'warning' | 'note';

/** Whose policy a statement stands in, as far as its rules ask. */
export interface StatementLocation {
  /** Whether it is an identity's or a resource's. */
  readonly policyType: 'identity' | 'resource';
  /** The bucket whose policy it is, where it is one's. */
  readonly bucket?: string;
  /** The statement. */
  readonly statement: Statement;
}

/** What a rule found, without its location. */
export interface Found {
  /** Which rule. */
  readonly code: string;
  /** How bad. */
  readonly severity: LintSeverity;
  /** Below the statement, such as `.Condition`. */
  readonly below?: string;
  /** What is wrong. */
  readonly reason: string;
  /** What to do. */
  readonly remedy: string;
}

/** A rule about one statement, whatever stands beside it: a file of this folder. */
export type StatementFault = (location: StatementLocation, platform: Platform) => readonly Found[];
