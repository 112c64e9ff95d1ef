import type { Condition, Principals } from '../policy/document';

/**
 * One Allow statement of a grant, in full AWS language. Who gets it isn't said here: that is the grantee's business.
 */
export interface GrantStatement {
  /** Names the grant, and what of it this is: `ReadOnlyPrefixList`. Letters and digits only. */
  readonly sid: string;
  /** Actions without which the grant doesn't do its job. */
  readonly actions: readonly string[];
  /**
   * Actions that make the job easier, such as cleaning up after a broken upload. A platform that can't express one gets the grant without it.
   *
   * @default - none
   */
  readonly helpful?: readonly string[];
  /**
   * Whether the actions are all that there are of a kind: a platform that lacks some has nothing that they could be about, and they are left
   * out there.
   *
   * @default false
   */
  readonly all?: boolean;
  /** Resource ARN patterns. */
  readonly resources: readonly string[];
  /**
   * All of these must hold.
   *
   * @default - none
   */
  readonly conditions?: readonly Condition[];
}

/** A named intent that gives access: what a function such as {@link readOnlyPrefix} returns and what a plan lists. */
export interface Grant {
  /** Tells a grant from a guard. */
  readonly kind: 'grant';
  /** The name of the grant in UpperCamelCase, such as `ReadOnlyPrefix`. */
  readonly name: string;
  /**
   * Every bucket that it names, each a name or a deploy-time mark, so that an engine can check at deploy what is known only then. Empty
   * where it names none: one for each user, or all.
   */
  readonly buckets: readonly string[];
  /** What it gives. */
  readonly statements: readonly GrantStatement[];
  /**
   * What it gives on the KMS key of its objects; part of identity policies only, since a bucket policy can't speak of a key.
   *
   * @default - nothing
   */
  readonly keyStatements?: readonly GrantStatement[];
  /**
   * Whether it promises that no version of an object is lost by it, beyond what its actions say.
   *
   * @default false
   */
  readonly keepsVersions?: boolean;
  /**
   * Whether its props state that the bucket has object lock, without which some platforms can't keep versions.
   *
   * @default false
   */
  readonly objectLock?: boolean;
  /**
   * Who gets it, where the grant says so itself, as {@link publicReadPrefix} does. It becomes part of the policy of its first bucket.
   *
   * @default - whom it is given to
   */
  readonly principals?: Principals;
}

/** A function from props to a grant or a guard. */
export type Intent<Props, Result> = (props: Props) => Result;
