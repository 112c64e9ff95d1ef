import { matchesActionPattern } from '../../policy/action-pattern';
import { s3Action } from '../../s3/catalogue';
import type { Dialect, KnownKey } from '../dialect';

/** What a platform's profile says of a condition key. */
export function knownKey(key: string, { keys }: Dialect): KnownKey | undefined {
  if (keys === undefined) return { key };
  const asked = key.toLowerCase();
  return keys.find((one) => {
    const known = one.key.toLowerCase();
    return known === asked || (known.endsWith('/*') && asked.startsWith(known.slice(0, -1)));
  });
}

/** Whether a platform's requests for an action, or for each that a pattern stands for, have a key. */
export function platformHasKey(action: string, key: string, dialect: Dialect): boolean {
  const { actions } = knownKey(key, dialect) ?? { actions: [] };
  if (actions === undefined || actions.some((known) => known.toLowerCase() === action.toLowerCase())) return true;
  if (!action.includes('*') || dialect.actions === undefined) return false;
  const meant = dialect.actions.filter((known) => matchesActionPattern(action, known));
  return meant.length > 0 && meant.every((known) => actions.some((one) => one.toLowerCase() === known.toLowerCase()));
}

/** Whether AWS's requests for an action may have a key: the global ones all have, others only where AWS says so. A pattern may stand for one that has it. */
export function awsHasKey(action: string, key: string): boolean {
  if (action.includes('*') || key.toLowerCase().startsWith('aws:')) return true;
  const known = s3Action(action);
  return known === undefined || known.conditionKeys.some((one) => {
    const [start, tag] = one.toLowerCase().split(/\$\{|</);
    return tag === undefined ? start === key.toLowerCase() : key.toLowerCase().startsWith(start);
  });
}
