import type { Group } from '@pulumi/aws/iam/group';
import type { GroupMembership } from '@pulumi/aws/iam/groupMembership';
import type { UserGroupMembership } from '@pulumi/aws/iam/userGroupMembership';
import type { MemberList } from '../plan/membership';
import type { Members } from './members';
import type { Principal } from './principals';
import { States } from './states';

/** The provider's own objects behind a group. */
export interface GroupResources {
  /** The provider's group. */
  readonly group: Group;
  /** All members of the group; absent where it has none, and where they are added one by one. */
  readonly membership?: GroupMembership;
  /** Members that are added, one by one; empty where the membership is exclusive. */
  readonly memberships: readonly UserGroupMembership[];
}

/** Everything about a group that was made. */
export interface GroupState {
  readonly principal: Principal;
  readonly group: Group;
  readonly list: MemberList<Principal>;
  readonly members: Members;
}

const states = new States<GroupState>();

/** Keeps what was made for a group. */
export function rememberGroup(group: object, state: GroupState): void {
  states.set(group, state);
}

/** What was made for a group. */
export function groupState(group: object): GroupState {
  return states.of(group);
}

/** What was made for a value, when it is a group that was made here. */
export function findGroup(value: unknown): GroupState | undefined {
  return states.find(value);
}
