import type { GroupMembership } from '@pulumi/aws/iam/groupMembership';
import type { User } from '@pulumi/aws/iam/user';
import type { UserGroupMembership } from '@pulumi/aws/iam/userGroupMembership';
import { membersGraph, type Named } from '../plan/graph/people';
import type { GroupMembership as Membership } from '../plan/membership';
import { checkNamesOnce } from '../plan/names';
import type { ExistingUser } from '../plan/principals';
import { unknownMember } from '../plan/refusals';
import { userOf, type MadeUser } from './made-user';
import { makeResources } from './make-resources';
import type { Placement } from './placement';
import { checkSamePlatform, type Principal } from './principals';

/** The provider's own objects behind the members of a group. */
export interface MemberResources {
  /** All members, where they are exclusive. */
  readonly membership?: GroupMembership;
  /** Each member, where they are additive. */
  readonly memberships: readonly UserGroupMembership[];
}

/** The members that a list means, all checks made and all counted. */
export function checkMembers(group: string, members: ReadonlyArray<MadeUser | User | ExistingUser>, placement: Placement): readonly Principal[] {
  const { program, platform } = placement;
  const users = members.map((member) => memberOf(group, member, placement));
  checkNamesOnce(`group ${group}: member`, users.map((user) => user.name));
  for (const user of users) program.ledger.joinGroup(user, group, platform);
  return users;
}

/** Puts members into a group. */
export function makeMembers(group: Named, users: readonly Principal[], membership: Membership, placement: Placement): MemberResources {
  const graph = membersGraph(group, users, membership);
  const made = makeResources(graph, placement);
  if (membership === 'additive') return { memberships: graph.map(({ id }) => made.get(id, 'aws_iam_user_group_membership')) };
  const all = made.find('members', 'aws_iam_group_membership');
  return { ...(all && { membership: all }), memberships: [] };
}

function memberOf(group: string, member: MadeUser | User | ExistingUser, placement: Placement): Principal {
  if (typeof member !== 'object' || member === null) throw unknownMember(group, member);
  const user = userOf(member, placement);
  checkSamePlatform(user, placement);
  return user;
}
