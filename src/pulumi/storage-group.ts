import { Group } from '@pulumi/aws/iam/group';
import { GroupMembership } from '@pulumi/aws/iam/groupMembership';
import * as pulumi from '@pulumi/pulumi';
import { AccessError } from '../errors';
import { checkName, checkNamesOnce } from '../plan/names';
import type { ExistingUser } from '../plan/principals';
import { userOf } from './grantee';
import { findGroup, rememberGroup, type GroupResources, type GroupState } from './made-group';
import type { MadeUser } from './made-user';
import { placementOf, type PlatformArgs, type Placement } from './placement';
import { checkSamePlatform, madePrincipal, type Principal } from './principals';

/** Args of {@link StorageGroup}. */
export interface StorageGroupArgs extends PlatformArgs {
  /**
   * The group's name on the platform.
   *
   * @default - the name of the construct
   */
  readonly name?: string;
  /**
   * Its members. Whoever isn't named here is taken out of the group.
   *
   * @default - none
   */
  readonly members?: ReadonlyArray<MadeUser | ExistingUser>;
}

/**
 * A group of users. Each member may do what is granted to the group. Members are fixed at construction.
 *
 * @throws AccessError `InvalidName`, `NameTwice`, `UnknownMember`, `TooManyGroups`, `OutsidePlatform`
 * @example
 * const engineering = new StorageGroup('engineering', { members: [dana, existingUser('lee')] });
 */
export class StorageGroup extends pulumi.ComponentResource {
  constructor(name: string, args: StorageGroupArgs = {}, opts?: pulumi.ComponentResourceOptions) {
    super('bucket-grants:index:StorageGroup', name, {}, opts);
    const { group } = makeGroup(this, args, placementOf(this, args, opts));
    this.registerOutputs({ name: group.name });
  }

  /** The group's name; what uses it waits for the group. */
  public get name(): pulumi.Output<string> {
    return this.resources.group.name;
  }

  /** The provider's own objects. */
  public get resources(): GroupResources {
    const { group, membership } = findGroup(this) as GroupState;
    return { group, ...(membership && { membership }) };
  }
}

function makeGroup(construct: StorageGroup, args: StorageGroupArgs, placement: Placement): GroupState {
  const { name = placement.name, members = [] } = args;
  const { program, provider, platform, opts } = placement;
  checkName('group', name, platform);
  program.takeName('principal', program.principalKey(provider, 'group', name), `group ${name}`, placement.name);
  const users = members.map((member) => memberOf(name, member, placement));
  checkNamesOnce(`group ${name}: member`, users.map((user) => user.name));
  for (const user of users) program.joinGroup(user.key, user.name, name, platform);
  const group = new Group(`${placement.name}-group`, { name }, opts);
  const membership = users.length > 0
    ? new GroupMembership(`${placement.name}-membership`, { name, group: group.name, users: users.map(({ input }) => input) }, opts)
    : undefined;
  const state = { principal: madePrincipal('group', name, group.name, placement), group, ...(membership && { membership }) };
  rememberGroup(construct, state);
  return state;
}

function memberOf(group: string, member: MadeUser | ExistingUser, placement: Placement): Principal {
  if (typeof member === 'string' || member === undefined || member === null) {
    throw new AccessError({
      code: 'UnknownMember',
      message: `group ${group} has the member ${JSON.stringify(member)}, who is no user of this program`,
      remedy: 'name a StorageUser, the user of a grant, or existingUser(…) for a user that exists already',
    });
  }
  const user = userOf(member, placement);
  checkSamePlatform(user, placement);
  return user;
}
