import type { Condition, Principals } from '../policy/document';

/** What a guard protects. */
export interface GuardTarget {
  /** Name of the bucket. */
  readonly bucket: string;
}

/** One Deny statement of a guard, in full AWS language. */
export interface GuardStatement {
  /** Names the guard, and what of it this is: `EnforceHttpsTls`. Letters and digits only. */
  readonly sid: string;
  /** Whom it denies. */
  readonly principals: Principals;
  /** What it denies. */
  readonly actions: readonly string[];
  /** On what. */
  readonly resources: readonly string[];
  /** When: all of these must hold. */
  readonly conditions: readonly Condition[];
}

/** A named intent that takes access away: what a function such as {@link enforceHttps} returns and what a bucket of a plan lists. */
export interface Guard {
  /** Tells a guard from a grant. */
  readonly kind: 'guard';
  /** The name of the guard in UpperCamelCase, such as `EnforceHttps`. */
  readonly name: string;
  /** What it denies on a target. */
  readonly statements: (target: GuardTarget) => readonly GuardStatement[];
  /**
   * True where the guard denies every request over plain HTTP, so that a platform reached by `http://` can't have it.
   *
   * @default false
   */
  readonly needsHttps?: boolean;
}
