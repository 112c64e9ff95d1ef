import type { Group } from '@pulumi/aws/iam/group';
import type { User } from '@pulumi/aws/iam/user';
import type { UserGroupMembership } from '@pulumi/aws/iam/userGroupMembership';
import * as pulumi from '@pulumi/pulumi';
import type { ExistingGroup, ExistingUser } from '../plan/principals';
import { invalidGrantee, mixedMembership } from '../plan/refusals';
import type { Platform } from '../platforms/platform';
import { listOf } from '../shape/readers';
import { readShape, type Shape } from '../shape/shape';
import { ofAws } from './control-planes';
import { principalOf, userProvider } from './grantee';
import { findGroup } from './made-group';
import type { MadeUser } from './made-user';
import { addMembers } from './members';
import { PLATFORM_ARGS, placementOf, type PlatformArgs } from './placement';
import { ANY_PRINCIPAL } from './principal-resources';
import { checkSamePlatform, principalOutput } from './principals';
import { States } from './states';
import type { StorageGroup } from './storage-group';

/** Args of {@link GroupMembers}. */
export interface GroupMembersArgs extends PlatformArgs {
  /** The group: one that exists already, or a StorageGroup with `membership: 'additive'`. */
  readonly group: StorageGroup | Group | ExistingGroup;
  /** The members to add; those that it has stay. */
  readonly members: ReadonlyArray<MadeUser | User | ExistingUser>;
}

const ARGS: Shape<GroupMembersArgs> = { ...PLATFORM_ARGS, group: ANY_PRINCIPAL, members: listOf(ANY_PRINCIPAL) };

/**
 * Members of a group, added to those that others put in it.
 *
 * @throws AccessError `MixedMembership`, `InvalidGrantee`, `UnknownMember`, `NameTwice`, `TooManyGroups`, `OutsidePlatform`
 * @example
 * new GroupMembers('auditors', { group: existingGroup('auditors'), members: [dana] });
 */
export class GroupMembers extends pulumi.ComponentResource {
  constructor(name: string, given: GroupMembersArgs, opts?: pulumi.ComponentResourceOptions) {
    const args = readShape<GroupMembersArgs>(ARGS, given, { what: name });
    super('bucket-grants:index:GroupMembers', name, {}, opts);
    const { group } = args;
    const placement = placementOf(this, args, opts, userProvider(group));
    const principal = principalOf(group, placement);
    if (principal.kind !== 'group') throw invalidGrantee(name, group);
    checkSamePlatform(principal, placement);
    const list = findGroup(group)?.list;
    if (list?.isExclusive) throw mixedMembership(name, principal.name);
    if (list?.membership === 'exclusive') list.close(() => mixedMembership(name, principal.name));
    states.set(this, { platform: placement.platform, memberships: addMembers(principal, args.members ?? [], placement) });
    this.registerOutputs({ group: principalOutput(principal) });
  }

  /**
   * The provider's own objects, one a member.
   *
   * @throws AccessError `NotOfAws` where the provider isn't that of AWS
   */
  public get resources(): readonly UserGroupMembership[] {
    const { platform, memberships } = states.of(this);
    return ofAws(platform, memberships);
  }
}

interface State {
  readonly platform: Platform;
  readonly memberships: readonly UserGroupMembership[];
}

const states = new States<State>();
