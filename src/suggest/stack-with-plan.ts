import type { AccessPlan } from '../plan/planned';
import type { AccessState } from '../state/access-state';
import { knownState } from '../state/check-state';
import { readAccess } from '../state/read-access';
import { keyOf, type Outcome } from './outcome';

/** The stack after the plan has taken the place of what it says: what the plan doesn't say stays as it is. */
export function stackWithPlan(stack: AccessState, plan: AccessPlan, outcomes: readonly Outcome[]): AccessState {
  const planned = readAccess(plan, stack.account === undefined ? {} : { account: stack.account });
  const stays = new Map(outcomes.map((outcome) => [keyOf(outcome.holder), outcome]));
  const policiesOf = (kind: 'user' | 'group' | 'role', name: string) => [
    ...({ user: planned.users, group: planned.groups, role: planned.roles }[kind].get(name)?.policies ?? []), ...stays.get(`${kind} ${name}`)?.stays ?? [],
  ];
  const replaced = <One extends { readonly name: string }>(all: ReadonlyMap<string, One>, replace: (one: One) => Partial<One>) => (
    new Map([...all].map(([name, one]) => [name, { ...one, ...replace(one) }]))
  );
  const isMade = (key: string) => stays.get(key)?.place === 'made';
  return knownState({
    ...stack,
    users: replaced(stack.users, ({ name }) => ({
      policies: policiesOf('user', name),
      groups: planned.users.get(name)?.groups ?? [],
      ...(isMade(`user ${name}`) && { boundary: planned.users.get(name)?.boundary }),
    })),
    groups: replaced(stack.groups, ({ name }) => ({ policies: policiesOf('group', name) })),
    roles: replaced(stack.roles, ({ name }) => ({ policies: policiesOf('role', name) })),
    buckets: replaced(stack.buckets, ({ name, policy }) => ({ policy: isMade(`bucket ${name}`) ? planned.buckets.get(name)?.policy : policy })),
  });
}
