import { type NamedPolicy, UNKNOWN_TEXT } from './access-state';
import type { DraftPrincipal } from './draft';

/** Policies of which it isn't known who holds them, and somebody who does for certain. */
interface OpenPolicies {
  readonly holder: DraftPrincipal;
  readonly policies: readonly NamedPolicy[];
}

/**
 * What users hold only if something is so that the source doesn't tell: the policies of a group whose members aren't known, or of a user
 * or group whose name isn't known and who may be anybody. Left out, they would be denied what they may be allowed.
 */
export function maybeHeld(users: readonly DraftPrincipal[], groups: readonly DraftPrincipal[]): (user: DraftPrincipal) => readonly NamedPolicy[] {
  const open: readonly OpenPolicies[] = [
    ...groups.filter(({ isUnnamed, open: members }) => isUnnamed || members !== undefined).map((holder) => ({ holder, policies: holder.policies })),
    ...users.filter(({ isUnnamed }) => isUnnamed).map((holder) => (
      { holder, policies: [...holder.policies, ...[...holder.groups ?? []].flatMap((group) => group.policies)] }
    )),
  ];
  return (user) => [
    ...open.filter(({ holder }) => holder !== user && !user.groups?.has(holder))
      .flatMap(({ holder, policies }) => policies.map((policy) => maybe(policy, user, holder))),
    ...(user.open === undefined ? [] : [{ name: `user ${user.name}, groups that are not known (${user.open})` }]),
  ];
}

/** The policy on the condition that the user is one whom the source doesn't tell. Its document is read when somebody asks for it. */
function maybe(policy: NamedPolicy, user: DraftPrincipal, holder: DraftPrincipal): NamedPolicy {
  return {
    name: `${policy.name}, if user ${user.name} has it (${holder.open ?? holder.name})`,
    get document() {
      const { document } = policy;
      return document && { ...document, statements: document.statements.map((one) => ({ ...one, conditions: [...one.conditions ?? [], WHO] })) };
    },
  };
}

const WHO = { operator: 'StringEquals', key: 'aws:username', values: [UNKNOWN_TEXT] };
