import { Construct } from 'constructs';
import { AccessError } from '../errors';
import { checkExistingName, checkName, checkNamesOnce } from '../plan/names';
import { PlacementBudget } from '../plan/placement';
import type { ExistingUser } from '../plan/principals';
import type { Platform } from '../platforms/platform';
import { shown } from '../s3/names';
import type { ResourceOf, TerraformEngine } from './engine';
import type { PolicyOwner } from './identity-policy';
import { nameConditions, withPreconditions } from './name-conditions';
import { checkSameStore, placementOf, type ConstructOptions, type Placement } from './platform-scope';
import { AppRegistry } from './registry';
import { StorageUserBase } from './storage-user';

/** Props of a StorageGroup. */
export interface StorageGroupProps<E extends TerraformEngine> extends ConstructOptions {
  /**
   * The group's name on the platform.
   *
   * @default - the id of the construct
   */
  readonly name?: string;
  /**
   * Its members, fixed here: whoever isn't named is taken out of the group when the stack is applied.
   *
   * @default - none
   */
  readonly members?: ReadonlyArray<StorageUserBase<E> | ExistingUser>;
}

/** The provider's own objects behind a group. */
export interface GroupResources<E extends TerraformEngine> {
  /** The provider's group. */
  readonly group: ResourceOf<E, 'IamGroup'>;
  /** Absent when the group has no members. */
  readonly membership?: ResourceOf<E, 'IamGroupMembership'>;
}

/**
 * A group of users; what is granted to it, each member may do.
 *
 * @throws AccessError `InvalidName`, `UnknownMember`, `NameTwice`, `TooManyGroups`, `OutsidePlatform`
 */
export class StorageGroupBase<E extends TerraformEngine> extends Construct implements PolicyOwner {
  /** Tells groups from users. */
  public readonly kind = 'group';
  /** The name on the platform. */
  public readonly name: string;
  /** The name as other resources refer to it, so that they wait for the group. */
  public readonly nameText: string;
  /** The provider's own objects. */
  public readonly resources: GroupResources<E>;
  /** @internal */
  public readonly place: PolicyOwner['place'];
  /** @internal */
  public readonly platform: Platform;

  constructor(engine: E, scope: Construct, id: string, props: StorageGroupProps<E> = {}) {
    super(scope, id);
    const { name = id, members = [] } = props;
    const placement = placementOf(engine, this, props);
    const { platform, meta } = placement;
    checkName('group', name, platform);
    for (const member of members) checkMember(this, name, member, platform);
    checkNamesOnce(`group ${name}: member`, members.map((member) => member.name));
    for (const member of members) join(this, name, member, placement);
    const group = new engine.IamGroup(this, 'Resource', { ...meta, name }) as ResourceOf<E, 'IamGroup'> & { readonly name: string };
    const users = members.map((member) => (member instanceof StorageUserBase ? member.nameText : member.name));
    const unknown = members.flatMap((member) => (member instanceof StorageUserBase ? [] : nameConditions(engine, member, platform)));
    const membership = members.length > 0 ? new engine.IamGroupMembership(this, 'Members', { ...withPreconditions(meta, unknown), name, group: group.name, users }) : undefined;
    const budget = new PlacementBudget({ kind: 'group', name, existing: false }, platform);
    this.name = name;
    this.nameText = group.name;
    this.platform = platform;
    this.place = (document) => budget.place(document);
    this.resources = { group, ...(membership && { membership: membership as ResourceOf<E, 'IamGroupMembership'> }) };
  }
}

type Member<E extends TerraformEngine> = StorageUserBase<E> | ExistingUser;

function checkMember<E extends TerraformEngine>(scope: Construct, group: string, member: Member<E>, platform: Platform): void {
  if (member instanceof StorageUserBase) {
    checkSameStore(scope, platform, member, member.platform);
    return;
  }
  const { existing, kind, name } = (member ?? {}) as Partial<ExistingUser>;
  if (!existing || kind !== 'user' || typeof name !== 'string') {
    throw new AccessError({
      code: 'UnknownMember',
      message: `group ${group} has the member ${shown(typeof member === 'string' ? member : JSON.stringify(member))}, which is no StorageUser and no existing user`,
      remedy: "list StorageUser objects, and existingUser('name') for users that exist already",
    });
  }
  checkExistingName('user', name, platform);
}

function join<E extends TerraformEngine>(scope: Construct, group: string, member: Member<E>, { platform, account }: Placement): void {
  const { limits, title } = platform;
  const groups = member instanceof StorageUserBase ? member.groupNames : AppRegistry.of(scope).groupsOf(account, member.name);
  groups.push(group);
  if (groups.length > limits.groupsPerUser) {
    throw new AccessError({
      code: 'TooManyGroups',
      message: `user ${member.name} is in ${groups.length} groups (${groups.join(', ')}); ${title} allows ${limits.groupsPerUser}`,
      remedy: 'put the grants of several groups into one group',
    });
  }
}
