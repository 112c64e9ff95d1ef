import type { Construct } from 'constructs';
import { nameChecks } from '../plan/graph/deploy-check';
import { membersGraph, type Named } from '../plan/graph/people';
import type { LedgerEntry } from '../plan/ledger';
import { MemberList } from '../plan/membership';
import { checkExistingName } from '../plan/names';
import { isExistingPrincipal, type ExistingUser } from '../plan/principals';
import { unknownMember } from '../plan/refusals';
import type { ResourceOf, TerraformEngine } from './engine';
import { deployConditions, makeResources } from './make-resources';
import { checkSameStore, type Placement } from './platform-scope';
import { withPreconditions } from './preconditions';
import type { OwnPrincipal } from './principal-resources';
import { AppRegistry } from './registry';
import { StorageUserBase } from './storage-user';

/** Who may be in a group: a user made here, one of the provider's own class, or one that exists already. */
export type Member<E extends TerraformEngine> = StorageUserBase<E> | OwnPrincipal | ExistingUser;

/** The provider's own objects behind the members of a group. */
export interface MemberResources<E extends TerraformEngine> {
  /** All members, where they are exclusive. */
  readonly membership?: ResourceOf<E, 'IamGroupMembership'>;
  /** Each member, where they are additive. */
  readonly memberships: ReadonlyArray<ResourceOf<E, 'IamUserGroupMembership'>>;
}

/** A member, as resources name it. */
type MemberEntry = Named & LedgerEntry & { readonly text: string };

/** Puts members into a group: those that it begins with, and others later. */
export class Members<E extends TerraformEngine> {
  private readonly users: MemberEntry[] = [];
  private readonly each: Array<ResourceOf<E, 'IamUserGroupMembership'>> = [];
  private all?: ResourceOf<E, 'IamGroupMembership'>;
  private checked?: object;

  constructor(
    private readonly engine: E, private readonly scope: Construct, private readonly group: Named, private readonly list: MemberList<Member<E>>,
    private readonly placement: Placement,
  ) {}

  /** The provider's own objects so far. */
  public get resources(): MemberResources<E> {
    return { ...(this.all !== undefined && { membership: this.all }), memberships: this.each };
  }

  /**
   * Adds members.
   *
   * @throws AccessError `UnknownMember`, `NameTwice`, `TooManyGroups`, `OtherStore`, and what the list was closed with
   */
  public add(members: ReadonlyArray<Member<E>>): void {
    const { scope, group, placement, users, list } = this;
    const added = members.map((member) => memberOf(scope, group.name, member, placement));
    list.add(members);
    for (const user of added) AppRegistry.of(scope).ledger.joinGroup(user, group.name, placement.platform);
    users.push(...added);
    if (list.membership === 'additive') this.addEach(added.length);
    else if (added.length > 0) this.writeAll();
  }

  private addEach(added: number): void {
    const graph = membersGraph(this.group, this.users, 'additive').slice(this.users.length - added);
    const made = makeResources(this.engine, this.scope, graph, this.placement);
    this.each.push(...graph.map(({ id }) => made.get(id, 'aws_iam_user_group_membership')));
  }

  /** One resource has them all, so what it says of them is read when the app is synthesized. */
  private writeAll(): void {
    const { engine, scope, group, users, placement } = this;
    const [node] = membersGraph(group, users, 'exclusive');
    if (this.checked === undefined) {
      const names = engine.Lazy.listValue({ produce: () => users.map(({ text }) => text) });
      const graph = [{ ...node, args: { ...node.args, users: names } }];
      const named = () => users.filter(({ name, text }) => name === text).map(({ name }) => ({ kind: 'user', name } as const));
      const made = makeResources(engine, scope, graph, placement, undefined, named);
      this.all = made.get(node.id, 'aws_iam_group_membership');
      this.checked = made.dependable(node.id);
      return;
    }
    const { lifecycle } = withPreconditions({}, deployConditions(engine, scope, node.checks ?? []));
    if (lifecycle) Object.assign(this.checked, { lifecycle });
  }
}

/** Adds members to a group that others keep. */
export function addMembers<E extends TerraformEngine>(
  engine: E, scope: Construct, group: Named, members: ReadonlyArray<Member<E>>, placement: Placement,
): MemberResources<E> {
  const added = new Members(engine, scope, group, new MemberList<Member<E>>(group.name, 'additive'), placement);
  added.add(members);
  return added.resources;
}

function memberOf<E extends TerraformEngine>(
  scope: Construct, group: string, member: Member<E>, { platform, account }: Placement,
): MemberEntry {
  if (member instanceof StorageUserBase) {
    checkSameStore(scope, platform, member, member.platform);
    return { kind: 'user', name: member.name, text: member.nameText, account: member.account };
  }
  if (!isExistingPrincipal(member) || member.kind !== 'user') throw unknownMember(group, member);
  const { kind, name } = member;
  checkExistingName(kind, name, platform);
  return { kind, name, text: name, account, checks: nameChecks(member, platform) };
}
