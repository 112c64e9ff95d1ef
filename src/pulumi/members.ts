import type { GroupMembership } from '@pulumi/aws/iam/groupMembership';
import type { UserGroupMembership } from '@pulumi/aws/iam/userGroupMembership';
import type * as pulumi from '@pulumi/pulumi';
import { AccessError } from '../errors';
import type { GroupMembership as Membership } from '../plan/membership';
import { checkNamesOnce } from '../plan/names';
import type { ExistingUser } from '../plan/principals';
import { isDeployTime } from '../policy/deploy-time';
import { shown } from '../shape/shown';
import { userOf } from './grantee';
import type { MadeUser } from './made-user';
import type { Placement } from './placement';
import { checkSamePlatform, type Principal } from './principals';

/** The provider's own objects behind the members of a group. */
export interface MemberResources {
  /** All members, where they are exclusive. */
  readonly membership?: GroupMembership;
  /** Each member, where they are additive. */
  readonly memberships: readonly UserGroupMembership[];
}

/** A group as resources name it. */
export interface GroupName {
  readonly name: string;
  readonly input: pulumi.Input<string>;
}

/** The members that a list means, all checks made and all counted. */
export function checkMembers(group: string, members: ReadonlyArray<MadeUser | ExistingUser>, placement: Placement): readonly Principal[] {
  const { program, platform } = placement;
  const users = members.map((member) => memberOf(group, member, placement));
  checkNamesOnce(`group ${group}: member`, users.map((user) => user.name));
  for (const user of users) program.joinGroup(user.key, user.name, group, platform);
  return users;
}

/** Puts members into a group. */
export function makeMembers(
  { name, input }: GroupName, users: readonly Principal[], membership: Membership, { name: own, classes, opts }: Placement,
): MemberResources {
  if (membership === 'additive') {
    const logical = (user: Principal, index: number) => `${own}-member-${isDeployTime(user.name) ? index + 1 : user.name}`;
    const join = (user: Principal, index: number) => (
      new classes.UserGroupMembership(logical(user, index), { user: user.input, groups: [input] }, opts)
    );
    return { memberships: users.map(join) };
  }
  if (users.length === 0) return { memberships: [] };
  const all = new classes.GroupMembership(`${own}-membership`, { name, group: input, users: users.map((user) => user.input) }, opts);
  return { membership: all, memberships: [] };
}

function memberOf(group: string, member: MadeUser | ExistingUser, placement: Placement): Principal {
  if (typeof member === 'string' || member === undefined || member === null) {
    throw new AccessError({
      code: 'UnknownMember',
      message: `group ${group} has the member ${shown(member)}, who is not a user of this program`,
      remedy: 'name a StorageUser, the user of a grant, or existingUser(…) for a user that exists already',
    });
  }
  const user = userOf(member, placement);
  checkSamePlatform(user, placement);
  return user;
}
