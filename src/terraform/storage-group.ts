import { Construct } from 'constructs';
import { AccessError } from '../errors';
import { checkName, checkNamesOnce } from '../plan/names';
import { PlacementBudget } from '../plan/placement';
import type { ExistingUser } from '../plan/principals';
import type { Platform } from '../platforms/platform';
import { isDeployTime } from '../policy/deploy-time';
import { shown } from '../s3/names';
import type { ResourceOf, TerraformEngine } from './engine';
import type { PolicyOwner } from './identity-policy';
import { placementOf, type ConstructOptions } from './platform-scope';
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

  constructor(engine: E, scope: Construct, id: string, props: StorageGroupProps<E> = {}) {
    super(scope, id);
    const { name = id, members = [] } = props;
    const { platform, meta } = placementOf(this, props);
    checkName('group', name, platform);
    for (const member of members) checkMember(name, member, platform);
    checkNamesOnce(`group ${name}: member`, members.map((member) => member.name));
    for (const member of members) join(name, member, platform);
    const group = new engine.IamGroup(this, 'Resource', { ...meta, name }) as ResourceOf<E, 'IamGroup'> & { readonly name: string };
    const users = members.map((member) => (member instanceof StorageUserBase ? member.nameText : member.name));
    const membership = members.length > 0 ? new engine.IamGroupMembership(this, 'Members', { ...meta, name, group: group.name, users }) : undefined;
    const budget = new PlacementBudget({ kind: 'group', name, existing: false }, platform);
    this.name = name;
    this.nameText = group.name;
    this.place = (document) => budget.place(document);
    this.resources = { group, ...(membership && { membership: membership as ResourceOf<E, 'IamGroupMembership'> }) };
  }
}

function checkMember(group: string, member: unknown, platform: Platform): void {
  if (member instanceof StorageUserBase) return;
  const { existing, kind, name } = (member ?? {}) as Partial<ExistingUser>;
  if (!existing || kind !== 'user' || typeof name !== 'string') {
    throw new AccessError({
      code: 'UnknownMember',
      message: `group ${group} has the member ${shown(typeof member === 'string' ? member : JSON.stringify(member))}, which is no StorageUser and no existing user`,
      remedy: "list StorageUser objects, and existingUser('name') for users that exist already",
    });
  }
  if (!isDeployTime(name)) checkName('user', name, platform);
}

function join(group: string, member: unknown, { limits, title }: Platform): void {
  if (!(member instanceof StorageUserBase)) return;
  member.groupNames.push(group);
  if (member.groupNames.length > limits.groupsPerUser) {
    throw new AccessError({
      code: 'TooManyGroups',
      message: `user ${member.name} is in ${member.groupNames.length} groups (${member.groupNames.join(', ')}); ${title} allows ${limits.groupsPerUser}`,
      remedy: 'put the grants of several groups into one group',
    });
  }
}
