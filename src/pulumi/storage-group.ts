import type { User } from '@pulumi/aws/iam/user';
import * as pulumi from '@pulumi/pulumi';
import type { CustomStatement } from '../plan/custom-statements';
import { groupGraph } from '../plan/graph/people';
import { checkMembership, MemberList, type GroupMembership } from '../plan/membership';
import { checkName, nameAfter } from '../plan/names';
import type { ExistingUser } from '../plan/principals';
import { listOf, SWITCH, VALUE } from '../shape/readers';
import { readShape, type Shape } from '../shape/shape';
import { ofAws } from './control-planes';
import { writeCustomStatements } from './identity-policies';
import { groupState, rememberGroup, type GroupResources, type GroupState } from './made-group';
import type { MadeUser } from './made-user';
import { makeResources } from './make-resources';
import { Members } from './members';
import { PLATFORM_ARGS, placementOf, type PlatformArgs, type Placement } from './placement';
import { ANY_PRINCIPAL } from './principal-resources';
import { madePrincipal, type Principal } from './principals';

/** Args of {@link StorageGroup}. */
export interface StorageGroupArgs extends PlatformArgs {
  /**
   * The group's name on the platform.
   *
   * @default - the name of the construct, after the `scope` of a platform that has one
   */
  readonly name?: string;
  /**
   * Its members.
   *
   * @default - none
   */
  readonly members?: ReadonlyArray<MadeUser | User | ExistingUser>;
  /**
   * Whether these are all its members (`'exclusive'`: anyone who isn't named is taken out of the group), or are added to those that others put in
   * it (`'additive'`).
   *
   * @default 'exclusive'
   */
  readonly membership?: GroupMembership;
  /**
   * Statements of its policy that no grant and no guard says, in the policy language: checked as `parsePolicy` and `lintAccess` do, and lowered as
   * grants are.
   *
   * @default - none
   */
  readonly customStatements?: readonly CustomStatement[];
  /**
   * Takes over the group of this name, which exists already, instead of making one. An exclusive membership can't be taken over: the first
   * update writes it, and the next shows which members it takes out.
   *
   * @default false
   */
  readonly adopt?: boolean;
}

const ARGS: Shape<StorageGroupArgs> = {
  ...PLATFORM_ARGS, name: VALUE, members: listOf(ANY_PRINCIPAL), membership: VALUE, customStatements: VALUE, adopt: SWITCH,
};

/**
 * A group of users. Each member may do what is granted to the group.
 *
 * @throws AccessError `InvalidName`, `NameTwice`, `UnknownMember`, `TooManyGroups`, `InvalidMembership`, `OutsidePlatform`, `InvalidCustomStatements`
 * @example
 * const engineering = new StorageGroup('engineering', { members: [dana, existingUser('lee')] });
 */
export class StorageGroup extends pulumi.ComponentResource {
  constructor(name: string, given: StorageGroupArgs = {}, opts?: pulumi.ComponentResourceOptions) {
    const args = readShape<StorageGroupArgs>(ARGS, given, { what: name });
    super('bucket-grants:index:StorageGroup', name, {}, opts);
    const { group } = makeGroup(this, args, placementOf(this, args, opts));
    this.registerOutputs({ name: group.name });
  }

  /**
   * Adds a member to those that the group was given: a StorageUser, the user of a grant, a user of the provider's own class, or
   * `existingUser(…)`, whose name may be an Output. Call it before the program ends.
   *
   * @throws AccessError `NameTwice` for somebody who is in it already, `UnknownMember`, `InvalidGrantee`, `TooManyGroups`, `OtherStore`,
   * `MixedMembership`, `MembersClosed`, `UnsupportedOnPlatform` where a grant wrote a policy for each member before
   * @example
   * engineering.addMember(existingUser('kim'));
   */
  public addMember(user: MadeUser | User | ExistingUser): void {
    const { list, members } = groupState(this);
    members.add([readShape<{ readonly member: MadeUser | User | ExistingUser }>({ member: ANY_PRINCIPAL }, { member: user }, { what: `addMember of group ${list.name}` }).member]);
  }

  /** The group's name; what uses it waits for the group. */
  public get name(): pulumi.Output<string> {
    return groupState(this).group.name;
  }

  /** The provider's own objects. */
  public get resources(): GroupResources {
    const { principal: { platform }, group, members } = groupState(this);
    return ofAws(platform, { group, ...members.resources });
  }
}

function makeGroup(construct: StorageGroup, args: StorageGroupArgs, placement: Placement): GroupState {
  const { program, provider: account, platform } = placement;
  const { name = nameAfter(placement.name, platform), members = [], membership = 'exclusive', adopt } = args;
  checkName('group', name, platform);
  program.ledger.takeName({ account, kind: 'group', name }, placement.name);
  checkMembership(name, membership);
  const own = makeResources(groupGraph({ name, adopt }, platform), placement);
  const group = own.get('group', 'aws_iam_group');
  const principal = madePrincipal('group', name, own.attribute('group', 'name'), placement);
  const list = new MemberList<Principal>(name, membership);
  const state = { principal, group, list, members: new Members(principal, list, placement) };
  state.members.add(members);
  rememberGroup(construct, state);
  writeCustomStatements(principal, args.customStatements, placement);
  return state;
}
