import { governedBucket } from '../../decide/resource/governed';
import type { Condition, Effect } from '../../policy/document';
import type { AccessState, UserAccess } from '../../state/access-state';
import type { NamedPolicy } from '../../state/named-policy';
import type { VersionedStatement } from './locations';

/** The statements of the policies of a user and its groups, its boundary included. */
export function statementsOfUser(user: UserAccess, { groups }: AccessState): readonly VersionedStatement[] {
  const ofGroups = user.groups.flatMap((name) => groups.get(name)?.policies ?? []);
  return statementsOf([...user.policies, ...(user.boundary ? [user.boundary] : []), ...ofGroups]);
}

/** The statements of all bucket policies, and of what ACLs give. */
export function statementsOfBuckets(state: AccessState): readonly VersionedStatement[] {
  return statementsOf([...state.buckets.values()].flatMap((bucket) => governedBucket(state, bucket).policies.map(({ policy }) => policy)));
}

/** The statements of all policies of a state that can bear on requests of users and of nobody. */
export function allStatements(state: AccessState): readonly VersionedStatement[] {
  return [...[...state.users.values()].flatMap((user) => statementsOfUser(user, state)), ...statementsOfBuckets(state)];
}

/** A condition with the effect of the statement that it limits. */
export interface Limit {
  readonly effect: Effect;
  readonly condition: Condition;
}

/** The conditions of statements. */
export function conditionsIn(statements: readonly VersionedStatement[]): readonly Limit[] {
  return statements.flatMap(({ statement: { effect, conditions = [] } }) => conditions.map((condition) => ({ effect, condition })));
}

function statementsOf(policies: readonly NamedPolicy[]): readonly VersionedStatement[] {
  return policies.flatMap(({ document }) => (document?.statements ?? []).map((statement) => ({ version: document?.version ?? '2008-10-17', statement })));
}
