/** How much work one comparison may do before it ends inconclusive. */
export interface Limits {
  /** Automaton states of one dimension, and steps of one search. @default 200000 */
  readonly states: number;
}

/** The limits that hold unless others are named. */
export const DEFAULT_LIMITS: Limits = { states: 200_000 };

/** Pattern places that a state may cost on average: together with the states it bounds time, since a state may hold many places. */
export const POSITIONS_PER_STATE = 60;

/** Places of one pattern: each is a state at least. A key has 1,024 bytes, and Ceph takes 60,000 characters of a policy, the most of all platforms. */
export const LONGEST_PATTERN = 65_536;

/** Thrown inside the room when a limit is passed, and turned into an inconclusive entry at its edge: never seen by users. */
export class LimitPassed extends Error {}
