import type { Condition, Effect } from '../../policy/document';

/** A verb: the smallest thing that a rule can give or take, and all the actions that come with it. */
export interface Verb {
  /** What the platform calls it. */
  readonly verb: string;
  /** Whether its requests are about buckets or about what is in them. */
  readonly level: 'bucket' | 'object';
  /** The actions that a rule with the verb is about, all of them. */
  readonly actions: readonly string[];
  /** Those of them that it brings along: neither must they be asked for, nor are they a reason to refuse. */
  readonly alsoGrants: readonly string[];
  /**
   * Those that a rule on a named bucket may deny beside what it was asked to.
   *
   * @default - what it brings along
   */
  readonly deniesAlong?: readonly string[];
}

/** The language of a platform whose permissions are rules of verbs instead of policy documents: plain data. */
export interface RuleLanguage {
  /** Its verbs, in the order in which rules list them. */
  readonly verbs: readonly Verb[];
  /** The verb that lists keys. It is granted below a folder by its resource, and needs no condition for that. */
  readonly lists: string;
  /** The verb that reads objects. What may be read is also shown in listings, whether that was asked for or not. */
  readonly reads: string;
  /** An action that no rule can take away, since everybody is shown what it has access to. */
  readonly everybodys: string;
  /** Actions on a bucket that anyone who has any rule on the bucket may do. */
  readonly anyRuleGrants: readonly string[];
  /** An action on objects that is asked for on the bucket itself, too, where a request is about several objects at once; a rule on all that is in the bucket counts there. */
  readonly severalAtOnce: string;
  /** What stands in the platform's rules for `aws:username`. */
  readonly userName: string;
  /** The characters that names of folders may have, as a class of a regular expression. */
  readonly letters: string;
  /** The most rules that one user, or one group, may have. */
  readonly most: number;
}

/** A rule: who has it may do these things, or may not. */
export interface Rule {
  /** Gives or takes. */
  readonly effect: Effect;
  /** Verbs. */
  readonly actions: readonly string[];
  /** `bucket`, `bucket/*`, `bucket/folder/*`, or `*` for everything. */
  readonly resources: readonly string[];
  /** All of these must hold. */
  readonly conditions: readonly Condition[];
  /** The statements that it says. */
  readonly from: readonly string[];
}
