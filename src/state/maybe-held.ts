import type { Condition } from '../policy/document';
import { UNKNOWN_TEXT } from './access-state';
import type { NamedPolicy } from './named-policy';

/** A user, group or role, as far as it matters to what others may hold of it. */
export interface MaybeHolder {
  readonly name: string;
  readonly policies: readonly NamedPolicy[];
  readonly groups?: ReadonlySet<MaybeHolder>;
  /** Whether nobody knows who it is. */
  readonly isUnnamed: boolean;
  /** Of a group, where it isn't known who its members are; of a user, where its groups aren't. */
  readonly open?: string;
}

/** Policies of which it isn't known who holds them, and somebody who does for certain. */
interface OpenPolicies {
  readonly holder: MaybeHolder;
  readonly policies: readonly NamedPolicy[];
}

/**
 * What users hold only if something is so that the source doesn't tell: the policies of a group whose members aren't known, or of a user
 * or group whose name isn't known and who may be anybody. Left out, they would be denied what they may be allowed.
 */
export function maybeHeld(users: readonly MaybeHolder[], groups: readonly MaybeHolder[]): (user: MaybeHolder) => readonly NamedPolicy[] {
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

/** What roles hold only if they are the one whose name the source doesn't tell. */
export function maybeHeldByRole(roles: readonly MaybeHolder[]): (role: MaybeHolder) => readonly NamedPolicy[] {
  const open = roles.filter(({ isUnnamed }) => isUnnamed);
  return (role) => open.filter((holder) => holder !== role).flatMap((holder) => holder.policies.map((policy) => maybe(policy, role, holder, ROLE)));
}

/** The policy on the condition that the principal is one that the source doesn't tell. Its document is read when somebody asks for it. */
function maybe(policy: NamedPolicy, principal: MaybeHolder, holder: MaybeHolder, kind: Kind = USER): NamedPolicy {
  return {
    name: `${policy.name}, if ${kind.word} ${principal.name} has it (${holder.open ?? holder.name})`,
    get document() {
      const { document } = policy;
      const statements = document?.statements.map((one) => ({ ...one, conditions: [...one.conditions ?? [], kind.condition] }));
      return document && { ...document, statements: statements ?? [] };
    },
  };
}

/** What a principal is called, and a condition of which nobody knows whether it holds for one. */
interface Kind {
  readonly word: string;
  readonly condition: Condition;
}

const USER: Kind = { word: 'user', condition: { operator: 'StringEquals', key: 'aws:username', values: [UNKNOWN_TEXT] } };
const ROLE: Kind = { word: 'role', condition: { operator: 'StringEquals', key: 'aws:PrincipalArn', values: [UNKNOWN_TEXT] } };
