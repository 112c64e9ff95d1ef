import type { Policy } from '@pulumi/aws/iam/policy';
import type { Role } from '@pulumi/aws/iam/role';
import type { Principal } from './principals';
import { States } from './states';

/** The provider's own objects behind a role. */
export interface RoleResources {
  /** The role. */
  readonly role: Role;
  /** The policy that bounds it, where one is made of grants. */
  readonly boundary?: Policy;
}

/** Everything about a role that was made. */
export interface RoleState extends RoleResources {
  readonly principal: Principal;
}

const states = new States<RoleState>();

/** Keeps what was made for a role. */
export function rememberRole(role: object, state: RoleState): void {
  states.set(role, state);
}

/** What was made for a value, when it is a role that was made here. */
export function findRole(value: unknown): RoleState | undefined {
  return states.find(value);
}
