import type { StatementSource } from '../compile/cube';
import type { KeyChain } from '../search/decision-diagram';
import type { ChangedStatement } from '../types';

/** The keys of a request, from a list with shared tails. */
export function keysOf(chain: KeyChain): ReadonlyMap<string, readonly string[] | null> {
  const keys = new Map<string, readonly string[] | null>();
  for (let at = chain; at !== undefined; at = at.rest) keys.set(at.key, at.values);
  return keys;
}

/** A statement as reports name it. */
export function changed(state: 'before' | 'after', { policy, index, statement }: StatementSource): ChangedStatement {
  return { state, policy, index, ...(statement.sid === undefined ? {} : { sid: statement.sid }), effect: statement.effect };
}
