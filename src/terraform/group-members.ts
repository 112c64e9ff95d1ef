import { Construct } from 'constructs';
import { AccessError } from '../errors';
import { checkExistingName } from '../plan/names';
import { PRINCIPAL } from '../plan/principals';
import type { ExistingGroup } from '../plan/principals';
import { shown } from '../s3/names';
import { listOf } from '../shape/readers';
import { readShape, type Shape } from '../shape/shape';
import { handBack } from './control-planes';
import type { ResourceOf, TerraformEngine } from './engine';
import { makeMembers, type GroupName, type Member } from './members';
import { nameConditions } from './name-conditions';
import { CONSTRUCT_OPTIONS, checkSameStore, placementOf, type ConstructOptions, type Placement } from './platform-scope';
import { StorageGroupBase } from './storage-group';

/** Props of GroupMembers. */
export interface GroupMembersProps<E extends TerraformEngine> extends ConstructOptions {
  /** The group: one that exists already, or a StorageGroup with `membership: 'additive'`. */
  readonly group: StorageGroupBase<E> | ExistingGroup;
  /** Whom to put in it; who is in it already stays. */
  readonly members: ReadonlyArray<Member<E>>;
}

const propsShape = (): Shape<GroupMembersProps<TerraformEngine>> => ({ ...CONSTRUCT_OPTIONS, group: PRINCIPAL, members: listOf(PRINCIPAL) });

/**
 * Members of a group, added to whom others put in it.
 *
 * @throws AccessError `MixedMembership`, `InvalidGrantee`, `UnknownMember`, `NameTwice`, `TooManyGroups`, `OutsidePlatform`
 */
export class GroupMembersBase<E extends TerraformEngine> extends Construct {
  /**
   * The provider's own objects, one a member.
   *
   * @throws AccessError `NotOfAws` where the provider isn't that of AWS
   */
  public readonly resources!: ReadonlyArray<ResourceOf<E, 'IamUserGroupMembership'>>;

  constructor(engine: E, scope: Construct, id: string, given: GroupMembersProps<E>) {
    const props = readShape<GroupMembersProps<E>>(propsShape() as Shape<GroupMembersProps<E>>, given, { what: id });
    super(scope, id);
    const placement = placementOf(engine, this, props);
    const name = groupName(engine, this, props.group, placement);
    handBack(this, 'resources', placement.platform, makeMembers(engine, this, name, props.members ?? [], 'additive', placement).memberships);
  }
}

function groupName<E extends TerraformEngine>(
  engine: E, scope: Construct, group: StorageGroupBase<E> | ExistingGroup, { platform }: Placement,
): GroupName {
  if (group instanceof StorageGroupBase) {
    checkSameStore(scope, platform, group, group.platform);
    if (!group.isExclusive) return group;
    throw new AccessError({
      code: 'MixedMembership',
      message: `${scope.node.path} adds members to group ${group.name}, and ${group.node.path} says who all its members are: each would undo the other`,
      remedy: "give the group membership: 'additive', or name all members there",
    });
  }
  const { existing, kind, name } = (group ?? {}) as Partial<ExistingGroup>;
  if (!existing || kind !== 'group' || typeof name !== 'string') {
    throw new AccessError({
      code: 'InvalidGrantee',
      message: `${scope.node.path}: ${shown(group)} is no group`,
      remedy: "give a StorageGroup, or existingGroup('name')",
    });
  }
  checkExistingName('group', name, platform);
  return { name, nameText: name, preconditions: nameConditions(engine, { kind, name }, platform) };
}
