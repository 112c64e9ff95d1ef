import type { Found, LintSeverity } from '../faults/types';
import type { Platform } from '../platforms/platform';
import type { Statement } from '../policy/document';
import type { AccessState } from '../state/access-state';
import type { NamedPolicy } from '../state/named-policy';

export type { Found } from '../faults/types';

/** Something in a stack that is wrong, needless, or read otherwise by the platform. */
export interface LintFinding {
  /** Stable name in UpperCamelCase, such as `ActionResourceMismatch`. */
  readonly code: string;
  /** How bad it is. */
  readonly severity: LintSeverity;
  /** Where: the name of the policy, or of what else it is about. */
  readonly where: string;
  /** The location in the policy, as a JSON path such as `$.Statement[0]`; absent where it is about no policy. */
  readonly path?: string;
  /** The Sid of the statement, where it has one. */
  readonly sid?: string;
  /** What is wrong, with what was found. */
  readonly reason: string;
  /** What to do about it. */
  readonly remedy: string;
}

/** Options of {@link lintAccess}. */
export interface LintOptions {
  /**
   * The platform that has to take the stack, and by whose rules it is read.
   *
   * @default - that of the state, where its source tells one; else aws()
   */
  readonly platform?: Platform;
}

/** A policy of a state, and who or what has it. */
export interface LocatedPolicy {
  /** The policy. */
  readonly policy: NamedPolicy;
  /** Whether it is an identity's or a resource's. */
  readonly policyType: 'identity' | 'resource';
  /** The bucket whose policy it is, where it is one's. */
  readonly bucket?: string;
  /** The user whose policy it is, where it is one user's. */
  readonly user?: string;
  /** The account that the bucket is in, where it is a bucket's and the source tells. */
  readonly account?: string;
}

/** A statement of a policy. */
export interface StatementReference extends LocatedPolicy {
  /** The statement. */
  readonly statement: Statement;
  /** Its location, from 0. */
  readonly index: number;
}

/** A rule about one statement: a file in `rules`. */
export type StatementRule = (location: StatementReference, platform: Platform) => readonly Found[];

/** A rule about all statements of a policy. */
export type PolicyRule = (location: LocatedPolicy, platform: Platform) => ReadonlyArray<Found & { readonly index: number }>;

/** Where something was found. */
export type FoundLocation = Pick<LintFinding, 'where' | 'path' | 'sid'>;

/** A rule about everything else in a state. */
export type StateRule = (state: AccessState, platform: Platform) => ReadonlyArray<Found & FoundLocation>;
