import type { AccessChange, Comparison, Inconclusive, Verdict } from '../../compare';
import type { Column } from '../ask-verbs';
import type { MatrixDecision } from '../matrix';
import type { AcceptedChange, Acceptance } from './accepted';
import type { OpenQuestion } from './open-questions';

/** A change of access as reports show it: the same region of requests, gained or lost by one principal or by several. */
export interface ReviewedChange {
  /** Stable over runs: the same change has the same id, whatever else changes. */
  readonly id: string;
  readonly direction: 'gained' | 'lost';
  /** One for each principal of the group, in its order; they differ in the principal and the witness only. */
  readonly each: readonly AccessChange[];
  /** The first of them, which stands for all. */
  readonly change: AccessChange;
  /** The entries of the allow file that accept it; empty when it isn't accepted. */
  readonly acceptedBy: readonly AcceptedChange[];
  /** The JSON text of each statement that made it, in the order of `change.statements`; absent where the state doesn't hold it. */
  readonly statementTexts: ReadonlyArray<string | undefined>;
}

/** Principals with the changes that they, and nobody else, have in common. */
export interface PrincipalChanges {
  /** For people, such as `user dana`. */
  readonly principals: readonly string[];
  readonly changes: readonly ReviewedChange[];
}

/** Something with a name that only one side has, or that has another status. It need not change any access. */
export interface ReviewedName {
  readonly kind: 'user' | 'group' | 'role' | 'bucket' | 'membership' | 'boundary' | 'access key';
  readonly name: string;
  readonly change: 'added' | 'removed' | 'changed';
}

/** A location in the access map: a bucket, and a folder or a pattern of keys in it. */
export interface MapLocation {
  /** `*` stands for everything. */
  readonly bucket: string;
  /** `''` is the whole bucket. */
  readonly prefix: string;
}

/** What a principal may do with a location on both sides, for an example of a request each. */
export type MapDecisions = Readonly<Record<Column, { readonly before: MatrixDecision; readonly after: MatrixDecision }>>;

/** One principal and one location. */
export interface MapCell {
  readonly location: MapLocation;
  /** Numbers of the changes, from 0, in the order of {@link Review.groups}. */
  readonly changes: readonly number[];
  readonly state: 'gained' | 'lost' | 'both' | 'accepted' | 'same';
  /** Whether it is there only because something wider speaks of the location to the principal. */
  readonly isWithin?: true;
  /** Absent where there is nothing to ask about. */
  readonly decisions?: MapDecisions;
}

/** The cells of one principal. */
export interface MapRow {
  readonly principal: string;
  readonly cells: readonly MapCell[];
  /** Whether locations without a cell were asked about: then nothing may be done there. */
  readonly isComplete?: boolean;
}

/** Principals by locations. */
export interface AccessMap {
  readonly locations: readonly MapLocation[];
  readonly rows: readonly MapRow[];
  /** Principals without a change that are left out because they are many. */
  readonly leftOut: number;
}

/** How much there is in a state. */
export interface ReviewTotals {
  readonly users: number;
  readonly groups: number;
  readonly roles: number;
  readonly buckets: number;
  /** Policies that there are, each once. */
  readonly policies: number;
}

/** How many there are of each; a change is one region of one principal, as `compareAccess` counts. */
export interface ReviewCounts {
  readonly gained: number;
  readonly lost: number;
  /** Of those gained and lost. */
  readonly accepted: number;
  readonly inconclusive: number;
  /** Principals with a change. */
  readonly principals: number;
  /** Policies that are new, gone or written differently. */
  readonly policies: number;
}

/** What a reviewer reads about a change. */
export interface Review {
  /** What the sources are called. */
  readonly sources: { readonly before: string; readonly after: string };
  /** How much there is in each state, whatever changed. */
  readonly totals: { readonly before: ReviewTotals; readonly after: ReviewTotals };
  readonly verdict: Verdict;
  /** As `compareAccess` answered it. */
  readonly comparison: Comparison;
  readonly counts: ReviewCounts;
  readonly groups: readonly PrincipalChanges[];
  readonly named: readonly ReviewedName[];
  readonly inconclusive: readonly Inconclusive[];
  /** The same as sentences for people, once per cause. */
  readonly questions: readonly OpenQuestion[];
  readonly map: AccessMap;
  /** Absent without an allow file. */
  readonly acceptance?: Acceptance;
}
