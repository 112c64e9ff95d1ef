import type { GroupMembership } from '@pulumi/aws/iam/groupMembership';
import type { User } from '@pulumi/aws/iam/user';
import type { UserGroupMembership } from '@pulumi/aws/iam/userGroupMembership';
import * as pulumi from '@pulumi/pulumi';
import { AccessError } from '../errors';
import { membersGraph, type Named } from '../plan/graph/people';
import { MemberList } from '../plan/membership';
import { isExistingPrincipal, type ExistingUser } from '../plan/principals';
import { unknownMember } from '../plan/refusals';
import { textInput } from './deploy';
import { findUser, userOf, type MadeUser } from './made-user';
import { makeResources } from './make-resources';
import { watchNamed } from './named-resources';
import type { Placement } from './placement';
import { checkSamePlatform, type Principal } from './principals';
import { programEnd } from './program-end';

/** The provider's own objects behind the members of a group. */
export interface MemberResources {
  /** All members, where they are exclusive. */
  readonly membership?: GroupMembership;
  /** Each member, where they are additive. */
  readonly memberships: readonly UserGroupMembership[];
}

/** Who may be in a group: a user made here, one of the provider's own class, or one that exists already. */
export type Member = MadeUser | User | ExistingUser;

/** Puts members into a group: those that it begins with, and others later. */
export class Members {
  private readonly each: UserGroupMembership[] = [];
  private all?: GroupMembership;

  constructor(private readonly group: Named, private readonly list: MemberList<Principal>, private readonly placement: Placement) {}

  /** The provider's own objects so far. */
  public get resources(): MemberResources {
    return { ...(this.all && { membership: this.all }), memberships: this.each };
  }

  /**
   * Adds members.
   *
   * @throws AccessError `UnknownMember`, `InvalidGrantee`, `NameTwice`, `TooManyGroups`, `OtherStore`, and what the list was closed with
   */
  public add(members: readonly Member[]): void {
    const { list, placement } = this;
    const { program, platform } = placement;
    const added = members.map((member) => memberOf(list.name, member, placement));
    list.add(added);
    for (const user of added) program.ledger.joinGroup(user, list.name, platform);
    if (list.membership === 'additive') this.addEach(added.length);
    else if (added.length > 0 && this.all === undefined) this.all = this.makeAll();
  }

  private addEach(added: number): void {
    const { members } = this.list;
    const graph = membersGraph(this.group, members, 'additive').slice(members.length - added);
    const made = makeResources(graph, this.placement);
    this.each.push(...graph.map(({ id }) => made.get(id, 'aws_iam_user_group_membership')));
  }

  /** One resource has them all, so it is written when the program has said who they are. */
  private makeAll(): GroupMembership {
    const { group, list, placement } = this;
    const [node] = membersGraph(group, list.members, 'exclusive');
    const all = programEnd(placement.program).then(() => {
      list.close(() => membersClosed(list.name));
      return list.members;
    });
    const users = all.then((members) => members.map(({ text, checks = [] }) => textInput(text, checks)));
    const named = all.then((members) => members.filter(({ name, text }) => name === text)
      .flatMap((member) => watchNamed()?.find(placement.provider, member) ?? []));
    const opts = { ...placement.opts, dependsOn: pulumi.all([placement.opts.dependsOn ?? [], named]).apply((others) => others.flat(2)) };
    return makeResources([{ ...node, checks: [] }], placement, { later: { users: pulumi.output(users) }, opts, named: [] }).get(node.id, 'aws_iam_group_membership');
  }
}

/** Adds members to a group that others keep. */
export function addMembers(group: Named, members: readonly Member[], placement: Placement): readonly UserGroupMembership[] {
  const added = new Members(group, new MemberList(group.name, 'additive'), placement);
  added.add(members);
  return added.resources.memberships;
}

function membersClosed(group: string): AccessError {
  return new AccessError({
    code: 'MembersClosed',
    message: `group ${group} gets a member after the program's end, when its members are written already`,
    remedy: 'add members before the program ends: await what they wait for in an exported async function; in unit tests call pulumi.runtime.setMocks anew for each program',
  });
}

function memberOf(group: string, member: Member, placement: Placement): Principal {
  if (findUser(member) === undefined && !(isExistingPrincipal(member) && member.kind === 'user')) throw unknownMember(group, member);
  const user = userOf(member, placement);
  checkSamePlatform(user, placement);
  return user;
}
