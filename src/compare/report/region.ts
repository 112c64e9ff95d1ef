import type { StatementSource } from '../compile/cube';
import type { KeyChain } from '../search/decision-diagram';
import type { ChangedStatement, ConditionChange } from '../types';

/** A gained or lost region before anybody says whose it is. */
export interface Region {
  readonly actions: readonly string[];
  readonly actionsExcept: readonly string[];
  readonly resources: readonly string[];
  readonly resourcesExcept: readonly string[];
  readonly conditions: ConditionChange;
  readonly statements: readonly ChangedStatement[];
  /** What neither state tells and could cancel the change; absent where nothing can. */
  readonly unless?: readonly string[];
  /** Whether it is the patterns of a statement, which may cover more. */
  readonly inexact?: true;
  /** Requests of the region, the one that reads best first; a request is its action, its resource and its keys. */
  readonly examples: readonly Example[];
}

/** A request without its principal. */
export interface Example {
  readonly action: string;
  readonly resource: string;
  /** What it has for each key that was asked about; `null` where it lacks it. */
  readonly keys: ReadonlyMap<string, readonly string[] | null>;
}

/** What a change does. */
export type ChangeDirection = 'gained' | 'lost';

/** The keys of a request, from a list with shared tails. */
export function keysOf(chain: KeyChain): ReadonlyMap<string, readonly string[] | null> {
  const keys = new Map<string, readonly string[] | null>();
  for (let at = chain; at !== undefined; at = at.rest) keys.set(at.key, at.values);
  return keys;
}

/** A statement as reports name it. */
export function changedStatement(state: 'before' | 'after', { policy, index, statement }: StatementSource): ChangedStatement {
  return { state, policy, index, ...(statement.sid === undefined ? {} : { sid: statement.sid }), effect: statement.effect };
}
