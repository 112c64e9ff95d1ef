import type { Construct } from 'constructs';
import { nameChecks } from '../plan/graph/deploy-check';
import { membersGraph, type Named } from '../plan/graph/people';
import type { LedgerEntry } from '../plan/ledger';
import type { GroupMembership } from '../plan/membership';
import { checkExistingName, checkNamesOnce } from '../plan/names';
import { isExistingPrincipal, type ExistingUser } from '../plan/principals';
import { unknownMember } from '../plan/refusals';
import type { ResourceOf, TerraformEngine } from './engine';
import { makeResources } from './make-resources';
import { checkSameStore, type Placement } from './platform-scope';
import type { OwnPrincipal } from './principal-resources';
import { AppRegistry } from './registry';
import { StorageUserBase } from './storage-user';

/** Who may be in a group: a user made here, one of the provider's own class, or one that exists already. */
export type Member<E extends TerraformEngine> = StorageUserBase<E> | OwnPrincipal | ExistingUser;

/** The provider's own objects behind the members of a group. */
export interface MemberResources<E extends TerraformEngine> {
  /** All members, where they are exclusive. */
  readonly membership?: ResourceOf<E, 'IamGroupMembership'>;
  /** Each member, where they are additive. */
  readonly memberships: ReadonlyArray<ResourceOf<E, 'IamUserGroupMembership'>>;
}

/**
 * Puts members into a group.
 *
 * @throws AccessError `UnknownMember`, `NameTwice`, `TooManyGroups`, `OtherStore`
 */
export function makeMembers<E extends TerraformEngine>(
  engine: E, scope: Construct, group: Named, members: ReadonlyArray<Member<E>>, membership: GroupMembership, placement: Placement,
): MemberResources<E> {
  const { platform } = placement;
  const users = members.map((member) => memberOf(scope, group.name, member, placement));
  checkNamesOnce(`group ${group.name}: member`, users.map(({ name }) => name));
  for (const user of users) AppRegistry.of(scope).ledger.joinGroup(user, group.name, platform);
  const graph = membersGraph(group, users, membership);
  const made = makeResources(engine, scope, graph, placement);
  if (membership === 'additive') return { memberships: graph.map(({ id }) => made.get(id, 'aws_iam_user_group_membership')) };
  const all = made.find('members', 'aws_iam_group_membership');
  return { ...(all !== undefined && { membership: all }), memberships: [] };
}

function memberOf<E extends TerraformEngine>(
  scope: Construct, group: string, member: Member<E>, { platform, account }: Placement,
): Named & LedgerEntry {
  if (member instanceof StorageUserBase) {
    checkSameStore(scope, platform, member, member.platform);
    return { kind: 'user', name: member.name, text: member.nameText, account: member.account };
  }
  if (!isExistingPrincipal(member) || member.kind !== 'user') throw unknownMember(group, member);
  const { kind, name } = member;
  checkExistingName(kind, name, platform);
  return { kind, name, text: name, account, checks: nameChecks(member, platform) };
}
