import { Construct } from 'constructs';
import { nameChecks } from '../plan/graph/deploy-check';
import type { Named } from '../plan/graph/people';
import { checkExistingName } from '../plan/names';
import { isExistingPrincipal, type ExistingGroup } from '../plan/principals';
import { invalidGrantee, mixedMembership } from '../plan/refusals';
import { listOf } from '../shape/readers';
import { readShape, type Shape } from '../shape/shape';
import { handBack } from './control-planes';
import type { ResourceOf, TerraformEngine } from './engine';
import { addMembers, type Member } from './members';
import { CONSTRUCT_OPTIONS, checkSameStore, placementOf, type ConstructOptions, type Placement } from './platform-scope';
import { ANY_PRINCIPAL, type OwnPrincipal } from './principal-resources';
import { StorageGroupBase } from './storage-group';

/** Props of GroupMembers. */
export interface GroupMembersProps<E extends TerraformEngine> extends ConstructOptions {
  /** The group: one that exists already, or a StorageGroup with `membership: 'additive'`. */
  readonly group: StorageGroupBase<E> | OwnPrincipal | ExistingGroup;
  /** The members to add; those that it has stay. */
  readonly members: ReadonlyArray<Member<E>>;
}

const propsShape = (): Shape<GroupMembersProps<TerraformEngine>> => ({ ...CONSTRUCT_OPTIONS, group: ANY_PRINCIPAL, members: listOf(ANY_PRINCIPAL) });

/**
 * Members of a group, added to those that others put in it.
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
    const name = groupName(this, props.group, placement);
    handBack(this, 'resources', placement.platform, addMembers(engine, this, name, props.members ?? [], placement).memberships);
  }
}

function groupName<E extends TerraformEngine>(
  scope: Construct, group: StorageGroupBase<E> | OwnPrincipal | ExistingGroup, { platform }: Placement,
): Named {
  if (group instanceof StorageGroupBase) {
    checkSameStore(scope, platform, group, group.platform);
    if (group.list.isExclusive) throw mixedMembership(scope.node.path, group.name);
    if (group.list.membership === 'exclusive') group.list.close(() => mixedMembership(scope.node.path, group.name));
    return { name: group.name, text: group.nameText };
  }
  if (!isExistingPrincipal(group) || group.kind !== 'group') throw invalidGrantee(scope.node.path, group);
  checkExistingName('group', group.name, platform);
  return { name: group.name, text: group.name, checks: nameChecks(group, platform) };
}
