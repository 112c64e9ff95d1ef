import type { Construct } from 'constructs';
import { AccessError } from '../errors';
import type { GroupMembership } from '../plan/membership';
import { checkExistingName, checkNamesOnce } from '../plan/names';
import type { ExistingUser } from '../plan/principals';
import type { Platform } from '../platforms/platform';
import { isDeployTime } from '../policy/deploy-time';
import { shown } from '../s3/names';
import type { Precondition, ResourceOf, TerraformEngine } from './engine';
import { nameConditions, withPreconditions } from './name-conditions';
import { checkSameStore, type Placement } from './platform-scope';
import { AppRegistry } from './registry';
import { StorageUserBase } from './storage-user';

/** Who may be in a group: a user made here, or one that exists already. */
export type Member<E extends TerraformEngine> = StorageUserBase<E> | ExistingUser;

/** The provider's own objects behind the members of a group. */
export interface MemberResources<E extends TerraformEngine> {
  /** All members, where they are exclusive. */
  readonly membership?: ResourceOf<E, 'IamGroupMembership'>;
  /** Each member, where they are additive. */
  readonly memberships: ReadonlyArray<ResourceOf<E, 'IamUserGroupMembership'>>;
}

/** A group as resources name it. */
export interface GroupName {
  readonly name: string;
  readonly nameText: string;
  /** Checks at deploy of its name. */
  readonly preconditions?: readonly Precondition[];
}

/**
 * Puts members into a group.
 *
 * @throws AccessError `UnknownMember`, `NameTwice`, `TooManyGroups`, `OtherStore`
 */
export function makeMembers<E extends TerraformEngine>(
  engine: E, scope: Construct, { name, nameText, preconditions = [] }: GroupName, members: ReadonlyArray<Member<E>>, membership: GroupMembership,
  placement: Placement,
): MemberResources<E> {
  const { platform, classes, meta } = placement;
  for (const member of members) checkMember(scope, name, member, platform);
  checkNamesOnce(`group ${name}: member`, members.map((member) => member.name));
  for (const member of members) join(scope, name, member, placement);
  const users = members.map((member) => ({
    member,
    user: member instanceof StorageUserBase ? member.nameText : member.name,
    unknown: [...preconditions, ...(member instanceof StorageUserBase ? [] : nameConditions(engine, member, platform))],
  }));
  if (membership === 'additive') {
    const memberships = users.map(({ member, user, unknown }, index) => new classes.IamUserGroupMembership(
      scope, `Member-${isDeployTime(member.name) ? index + 1 : member.name}`, { ...withPreconditions(meta, unknown), user, groups: [nameText] },
    ));
    return { memberships: memberships as Array<ResourceOf<E, 'IamUserGroupMembership'>> };
  }
  if (members.length === 0) return { memberships: [] };
  const all = new classes.IamGroupMembership(scope, 'Members', {
    ...withPreconditions(meta, users.flatMap(({ unknown }) => unknown)), name, group: nameText, users: users.map(({ user }) => user),
  });
  return { membership: all as ResourceOf<E, 'IamGroupMembership'>, memberships: [] };
}

function checkMember<E extends TerraformEngine>(scope: Construct, group: string, member: Member<E>, platform: Platform): void {
  if (member instanceof StorageUserBase) {
    checkSameStore(scope, platform, member, member.platform);
    return;
  }
  const { existing, kind, name } = (member ?? {}) as Partial<ExistingUser>;
  if (!existing || kind !== 'user' || typeof name !== 'string') {
    throw new AccessError({
      code: 'UnknownMember',
      message: `group ${group} has the member ${shown(member)}, which is no StorageUser and no existing user`,
      remedy: "list StorageUser objects, and existingUser('name') for users that exist already",
    });
  }
  checkExistingName('user', name, platform);
}

function join<E extends TerraformEngine>(scope: Construct, group: string, member: Member<E>, { platform, account }: Placement): void {
  const { limits, title } = platform;
  const groups = member instanceof StorageUserBase ? member.groupNames : AppRegistry.of(scope).groupsOf(account, member.name);
  checkNamesOnce(`group of user ${member.name}:`, [...groups, group]);
  groups.push(group);
  if (groups.length > limits.groupsPerUser) {
    throw new AccessError({
      code: 'TooManyGroups',
      message: `user ${member.name} is in ${groups.length} groups (${groups.join(', ')}); ${title} allows ${limits.groupsPerUser}`,
      remedy: 'put the grants of several groups into one group',
    });
  }
}
