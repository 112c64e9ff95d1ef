import { Construct } from 'constructs';
import type { CustomStatement } from '../plan/custom-statements';
import { groupGraph } from '../plan/graph/people';
import type { Account } from '../plan/ledger';
import { checkMembership, MemberList, type GroupMembership } from '../plan/membership';
import { checkName, nameAfter } from '../plan/names';
import { PlacementBudget } from '../plan/placement';
import type { Platform } from '../platforms/platform';
import { listOf, SWITCH, VALUE } from '../shape/readers';
import { readShape, type Shape } from '../shape/shape';
import { handBack } from './control-planes';
import type { ResourceOf, TerraformEngine } from './engine';
import { type MadeOwner, type PlacePolicy, writeCustomStatements } from './identity-policy';
import { makeResources } from './make-resources';
import { Members, type Member } from './members';
import { CONSTRUCT_OPTIONS, placementOf, type ConstructOptions } from './platform-scope';
import { ANY_PRINCIPAL } from './principal-resources';
import { AppRegistry } from './registry';

/** Props of a StorageGroup. */
export interface StorageGroupProps<E extends TerraformEngine> extends ConstructOptions {
  /**
   * The group's name on the platform.
   *
   * @default - the id of the construct, after the `scope` of a platform that has one
   */
  readonly name?: string;
  /**
   * Its members.
   *
   * @default - none
   */
  readonly members?: ReadonlyArray<Member<E>>;
  /**
   * Whether these are all its members (`'exclusive'`: anyone who isn't named is taken out of the group when the stack is applied), or are
   * added to those that others put in it (`'additive'`).
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
   * Takes over the group of this name, which exists already, instead of making one: an `import` block, which needs Terraform 1.5.
   * An exclusive membership can't be taken over: the first plan writes it, and the next shows which members it takes out.
   *
   * @default false
   */
  readonly adopt?: boolean;
}

const propsShape = (): Shape<StorageGroupProps<TerraformEngine>> => ({
  ...CONSTRUCT_OPTIONS, name: VALUE, members: listOf(ANY_PRINCIPAL), membership: VALUE, customStatements: VALUE, adopt: SWITCH,
});

/** The provider's own objects behind a group. */
export interface GroupResources<E extends TerraformEngine> {
  /** The provider's group. */
  readonly group: ResourceOf<E, 'IamGroup'>;
  /** All members; absent when it has none, and where they are added one by one. */
  readonly membership?: ResourceOf<E, 'IamGroupMembership'>;
  /** Members that are added, one by one; empty where the membership is exclusive. */
  readonly memberships: ReadonlyArray<ResourceOf<E, 'IamUserGroupMembership'>>;
}

/**
 * A group of users; what is granted to it, each member may do.
 *
 * @throws AccessError `InvalidName`, `UnknownMember`, `NameTwice`, `TooManyGroups`, `InvalidMembership`, `OutsidePlatform`, `InvalidCustomStatements`
 */
export class StorageGroupBase<E extends TerraformEngine> extends Construct implements MadeOwner {
  /** Tells groups from users. */
  public readonly kind = 'group';
  /** The name on the platform. */
  public readonly name: string;
  /** The name as other resources refer to it, so that they wait for the group. */
  public readonly nameText: string;
  /**
   * The provider's own objects.
   *
   * @throws AccessError `NotOfAws` where the provider isn't that of AWS
   */
  public readonly resources!: GroupResources<E>;
  /** @internal */
  public readonly account: Account;
  /** @internal */
  public readonly place: PlacePolicy;
  /** @internal */
  public readonly list: MemberList<Member<E>>;
  /** @internal */
  public readonly platform: Platform;
  private readonly members: Members<E>;
  private readonly group: ResourceOf<E, 'IamGroup'>;

  constructor(engine: E, scope: Construct, id: string, given: StorageGroupProps<E> = {}) {
    const props = readShape<StorageGroupProps<E>>(propsShape() as Shape<StorageGroupProps<E>>, given, { what: id });
    super(scope, id);
    const placement = placementOf(engine, this, props);
    const { platform, account } = placement;
    const { name = nameAfter(id, platform), members = [], membership = 'exclusive' } = props;
    checkName('group', name, platform);
    AppRegistry.of(this).ledger.takeName({ account, kind: 'group', name }, this.node.path);
    checkMembership(name, membership);
    const own = makeResources(engine, this, groupGraph({ name, adopt: props.adopt }, platform), placement);
    this.nameText = own.attribute('group', 'name');
    const budget = new PlacementBudget({ kind: 'group', name, existing: false }, platform);
    this.name = name;
    this.account = account;
    this.platform = platform;
    this.place = (document, managed) => budget.place(document, managed);
    this.list = new MemberList(name, membership);
    this.members = new Members(engine, this, { name, text: this.nameText }, this.list, placement);
    this.group = own.get('group', 'aws_iam_group');
    this.add(members);
    writeCustomStatements(engine, this, props.customStatements, placement);
  }

  /**
   * Adds a member to those that the group was given: a StorageUser, the user of a grant, a user of the provider's own class, or
   * `existingUser(…)`, whose name may be a token.
   *
   * @throws AccessError `NameTwice` for somebody who is in it already, `UnknownMember`, `TooManyGroups`, `OtherStore`, `MixedMembership`,
   * `UnsupportedOnPlatform` where a grant wrote a policy for each member before
   * @example
   * engineering.addMember(existingUser('kim'));
   */
  public addMember(user: Member<E>): void {
    const { member } = readShape<{ readonly member: Member<E> }>({ member: ANY_PRINCIPAL }, { member: user }, { what: `addMember of group ${this.name}` });
    this.add([member]);
  }

  private add(members: ReadonlyArray<Member<E>>): void {
    this.members.add(members);
    handBack(this, 'resources', this.platform, { group: this.group, ...this.members.resources });
  }
}
