import type { AccessChange, ChangedPrincipal, Comparison } from '../../compare';
import { sha256Hex } from '../../shape/sha256';
import { principalLabel } from './labels';

/** The same change of some principals. */
export interface SameChange {
  readonly direction: 'gained' | 'lost';
  /** One for each principal; they differ in the principal and the witness only. */
  readonly each: readonly AccessChange[];
}

/** Principals with the changes that they, and nobody else, have in common. */
export interface CommonChanges {
  readonly principals: readonly string[];
  /** By change, in the order of the principals. */
  readonly changes: readonly SameChange[];
}

/**
 * Says every change once: what is the same for several principals, such as the members of a group or everyone, is reported once for all of them
 * together. Each change of the comparison is in exactly one location.
 *
 * @param also what else must be the same of two changes, such as whether they are accepted
 */
export function groupChanges({ gained, lost }: Comparison, also: (change: AccessChange) => string): readonly CommonChanges[] {
  const same = new Map<string, SameChange & { readonly each: AccessChange[] }>();
  for (const [direction, changes] of [['gained', gained], ['lost', lost]] as const) {
    for (const change of changes) {
      const text = `${changeText(direction, change)} ${also(change)}`;
      const known = same.get(text);
      // one principal can have two changes that say the same, of which one is narrower than its patterns
      if (known === undefined) same.set(text, { direction, each: [change] });
      else if (principalLabel(known.each[known.each.length - 1].principal) !== principalLabel(change.principal)) known.each.push(change);
      else same.set(`${text} ${same.size}`, { direction, each: [change] });
    }
  }
  for (const { each } of same.values()) each.sort((a, b) => Number(isForMany(b)) - Number(isForMany(a)));
  const groups = new Map<string, { readonly principals: readonly string[]; readonly changes: SameChange[] }>();
  for (const change of same.values()) {
    const principals = change.each.map(({ principal }) => principalLabel(principal));
    const id = JSON.stringify(principals);
    const group = groups.get(id);
    if (group === undefined) groups.set(id, { principals, changes: [change] });
    else group.changes.push(change);
  }
  return [...groups.values()].sort((a, b) => Number(isForMany(b.changes[0].each[0])) - Number(isForMany(a.changes[0].each[0])));
}

/** What everyone gets, or everyone who has an account somewhere, is read first. */
function isForMany({ principal }: AccessChange): boolean {
  return principal === 'anonymous' || principal === 'any other principal';
}

/** What a change says, without whose it is and without its example; lists are sorted, since their order says nothing. */
function changeText(direction: string, { principal, witness: _, ...region }: AccessChange): string {
  const { actions, actionsExcept, resources, resourcesExcept, conditions, statements } = region;
  const lists = [actions, actionsExcept, resources, resourcesExcept].map((list) => [...list].sort());
  const policies = statements.map((statement) => ({ ...statement, policy: withoutHolder(statement.policy, principal) }));
  return JSON.stringify([direction, lists, conditions, policies]);
}

/** A user's own policy of some name says no more than another user's policy of that name. */
function withoutHolder(policy: string, principal: ChangedPrincipal): string {
  const holder = `${principalLabel(principal)}, `;
  return policy.startsWith(holder) ? policy.slice(holder.length) : policy;
}

/** A short name of a change, which it keeps as long as it says the same of the same principals. */
export function changeId({ direction, each }: SameChange): string {
  const text = JSON.stringify([changeText(direction, each[0]), each.map(({ principal }) => principalLabel(principal))]);
  return sha256Hex(text).slice(0, 12);
}
