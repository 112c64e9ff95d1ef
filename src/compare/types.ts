import type { ContextValue, RequestPrincipal } from '../decide';
import type { Condition, Effect } from '../policy/document';
import type { UnknownAccess } from '../state/access-state';

/** What two access states come to: nothing changed, something was gained, lost, or both; or it can't be determined. */
export type Verdict = 'none' | 'gained' | 'lost' | 'both' | 'inconclusive';

/**
 * Whose access changed. `any other principal` is any signed-in principal, of any account, that no policy names
 * as a principal; a condition on the kind of principal, its name or a pattern of accounts is reported with the change. An account that a
 * condition mentions is represented by its root's ARN, which stands for all of it, or by the ARN of an example where only some of it changed.
 * `the holder of the policy` is the principal that has an identity policy that is compared alone.
 */
export type ChangedPrincipal = RequestPrincipal | 'any other principal' | 'the holder of the policy';

/** One request that one state allows and the other doesn't. */
export interface Witness {
  /** Who asks. */
  readonly principal: RequestPrincipal;
  /** The action. */
  readonly action: string;
  /** The ARN of the resource. */
  readonly resource: string;
  /** The condition keys that the request must have; those that aren't there are absent. */
  readonly context: Readonly<Record<string, ContextValue>>;
}

/** A statement that bears on a change. */
export interface ChangedStatement {
  /** The state that has it. */
  readonly state: 'before' | 'after';
  /** The policy's name, for example `user dana, inline policy home`. */
  readonly policy: string;
  /** Its place in the policy, from 0. */
  readonly index: number;
  /** Its Sid, where it has one. */
  readonly sid?: string;
  /** Whether it allows or denies. */
  readonly effect: Effect;
}

/** A statement's conditions where it speaks of a change. */
export interface StatementConditions {
  /** Whether the statement allows or denies. */
  readonly effect: Effect;
  /** All must hold; empty when the statement always holds. */
  readonly conditions: readonly Condition[];
}

/** What statements with conditions said before and say after. An empty list means that no statement spoke of these requests. */
export interface ConditionChange {
  /** What was said before. */
  readonly before: readonly StatementConditions[];
  /** What is said after. */
  readonly after: readonly StatementConditions[];
}

/** A gained or lost region of requests of one principal. What it covers is just what changed, but where it is `inexact`. */
export interface AccessChange {
  /** Whose access it is. */
  readonly principal: ChangedPrincipal;
  /** Action names and patterns; together they cover the region. */
  readonly actions: readonly string[];
  /** Action names and patterns that are covered by `actions` and yet are not in the region; empty where `actions` is exact. */
  readonly actionsExcept: readonly string[];
  /** Resource patterns; together they cover the region. */
  readonly resources: readonly string[];
  /** Resource patterns that are covered by `resources` and yet are not in the region; empty where `resources` is exact. */
  readonly resourcesExcept: readonly string[];
  /** The conditions of the statements that speak of the region, on both states. */
  readonly conditions: ConditionChange;
  /** One request of the region, which `decide` was seen to answer differently on the two states. */
  readonly witness: Witness;
  /** The statements that only one state has in this region. */
  readonly statements: readonly ChangedStatement[];
  /**
   * What isn't known on either state, though equal on both, and could cancel the change: each a part of a sentence.
   *
   * @default - nothing: the change is proven
   */
  readonly unless?: readonly string[];
  /**
   * Says that `actions` and `resources` are those of a statement, and may cover requests that don't change: where the patterns of many statements reach
   * into each other, changes are reported by the statements that make them.
   *
   * @default - with `actionsExcept` and `resourcesExcept`, they cover just what changed
   */
  readonly inexact?: true;
}

/**
 * Why something couldn't be determined. `unread`: part of a source that isn't read differs between the two. `incomplete`: only one of the two sources says it. `unknown`: it depends on text or a value that
 * the source doesn't tell. `variable`: it depends on what a request brings along. `group`: a group that the source doesn't hold. `mixed`: a key is
 * compared in ways that have no common order. `limit`: it takes more work than a comparison may do. `internal`: an error of ours.
 */
export type InconclusiveCause = 'unread' | 'incomplete' | 'unknown' | 'variable' | 'group' | 'mixed' | 'limit' | 'internal';

/** Something that couldn't be determined. */
export interface Inconclusive {
  /**
   * What kind of reason it is; the same reason of many principals is one cause.
   *
   * @default 'unknown'
   */
  readonly cause?: InconclusiveCause;
  /** Whose access it is about; absent when it is about the whole source. */
  readonly principal?: ChangedPrincipal;
  /** Where, for example the name of a policy. */
  readonly where: string;
  /** Why it can't be determined, with the texts that it depends on. */
  readonly reason: string;
  /**
   * What to do about it.
   *
   * @default - nothing is known to help
   */
  readonly remedy?: string;
}

/** Something that isn't read or isn't known, and changed nothing by itself. */
export interface UnreadAccess extends UnknownAccess {
  /**
   * The state that doesn't tell it, where the other state does. What depends on it is in `inconclusive`.
   *
   * @default - it is equal on both states
   */
  readonly state?: 'before' | 'after';
}

/** A principal, bucket, membership or permissions boundary that is on one state only. */
export interface NamedChange {
  /** What it is. */
  readonly kind: 'user' | 'group' | 'role' | 'bucket' | 'membership' | 'boundary';
  /** The name; of a membership `user in group`, of a boundary whose it is, such as `user ci`. */
  readonly name: string;
  /** Whether it came or went. */
  readonly change: 'added' | 'removed';
}

/** What a comparison found. */
export interface Comparison {
  /** `inconclusive` as soon as anything is: what is in `gained` and `lost` is proven all the same. */
  readonly verdict: Verdict;
  /** What only the after state allows. */
  readonly gained: readonly AccessChange[];
  /** What only the before state allows. */
  readonly lost: readonly AccessChange[];
  /** What couldn't be determined. */
  readonly inconclusive: readonly Inconclusive[];
  /** What isn't read or isn't known, and changed nothing by itself: what is equal on both states, and notes of one state. */
  readonly unread: readonly UnreadAccess[];
  /** Users, groups, roles, buckets, memberships and boundaries that only one state has; they needn't change any access. */
  readonly named: readonly NamedChange[];
}

/** How to compare. */
export interface CompareOptions {
  /**
   * Compare all requests that can be written down, also such as no server ever gets: actions that don't exist, objects with bucket
   * actions, condition keys that an action doesn't have.
   * @default false
   */
  readonly strict?: boolean;
  /**
   * The most combinations that are looked at for one principal and one dimension; beyond them the answer is inconclusive.
   * @default 200000
   */
  readonly maxStates?: number;
}
