import * as pulumi from '@pulumi/pulumi';
import { AccessError } from '../errors';
import { checkName } from '../plan/names';
import { PlacementBudget } from '../plan/placement';
import {
  existingGroup as coreGroup,
  existingRole as coreRole,
  existingUser as coreUser,
  type ExistingGroup,
  type ExistingPrincipal,
  type ExistingRole,
  type ExistingUser,
} from '../plan/principals';
import type { Platform } from '../platforms/platform';
import { isDeployTime } from '../policy/deploy-time';
import { shown } from '../shape/shown';
import { principalInput } from './deploy';
import { plainOrMark } from './marks';
import { samePlatform, type Placement } from './placement';

/**
 * Names a user that exists already: as a member of a group or as a grantee.
 *
 * @param name the user's name, without a path; an Output is checked at deploy
 * @throws AccessError `ReservedText`
 * @example
 * new StorageGroup('engineering', { members: [existingUser('lee')] });
 */
export function existingUser(name: pulumi.Input<string>): ExistingUser {
  return coreUser(plainOrMark('user name', name));
}

/**
 * Names a group that exists already, as a grantee.
 *
 * @param name the group's name, without a path; an Output is checked at deploy
 * @throws AccessError `ReservedText`
 * @example
 * new ReadOnlyPrefix('audit', { bucket: 'logs', prefix: '', grantee: existingGroup('auditors') });
 */
export function existingGroup(name: pulumi.Input<string>): ExistingGroup {
  return coreGroup(plainOrMark('group name', name));
}

/**
 * Names a role that exists already, as a grantee.
 *
 * @param name the role's name, without a path; an Output is checked at deploy
 * @throws AccessError `ReservedText`
 * @example
 * new WriteOnlyUploader('deploys', { bucket: 'releases', prefix: '', grantee: existingRole(role.name) });
 */
export function existingRole(name: pulumi.Input<string>): ExistingRole {
  return coreRole(plainOrMark('role name', name));
}

/** Somebody who gets policies, as this engine's resources need it. */
export interface Principal {
  readonly kind: ExistingPrincipal['kind'];
  /** The name, or its mark. */
  readonly name: string;
  /** The name for resources; an Output of the resource where the principal is made here, so that what is written on it waits for it. */
  readonly input: pulumi.Input<string>;
  readonly existing: boolean;
  /** Tells it from every other principal of the program. */
  readonly key: string;
  readonly budget: PlacementBudget;
  /** The platform that it is on. */
  readonly platform: Platform;
}

/** A principal that is made here. Its budget begins empty. */
export function madePrincipal(kind: ExistingPrincipal['kind'], name: string, input: pulumi.Input<string>, { program, provider, platform }: Placement): Principal {
  const budget = new PlacementBudget({ kind, name, existing: false }, platform);
  return { kind, name, input, existing: false, key: program.principalKey(provider, kind, name), budget, platform };
}

/**
 * A principal that exists already, on the platform of the construct that names it.
 *
 * @throws AccessError `InvalidName`, `InvalidGrantee`, `ReservedText`
 */
export function existingPrincipal(principal: ExistingPrincipal, { program, provider, platform }: Placement): Principal {
  const { kind, name } = principal;
  if (typeof name !== 'string' || !['user', 'group', 'role'].includes(kind)) throw invalidGrantee(principal);
  plainOrMark(`${kind} name`, name);
  if (!isDeployTime(name)) checkName(kind, name, platform);
  const key = program.principalKey(provider, kind, name);
  const budget = program.budgetOf(key, principal, platform);
  return { kind, name, input: principalInput(kind, name, platform), existing: true, key, budget, platform };
}

/** Whether a value is what `existingUser(…)`, `existingGroup(…)` and `existingRole(…)` return. */
export function isExisting(value: unknown): value is ExistingPrincipal {
  return typeof value === 'object' && value !== null && 'existing' in value && value.existing === true;
}

/** Refuses a construct that is on another platform than the principal that it is for. */
export function checkSamePlatform(principal: Principal, { name, platform }: Placement): void {
  if (samePlatform(principal.platform, platform)) return;
  throw new AccessError({
    code: 'OutsidePlatform',
    message: `${name} is on ${platform.title} and ${principal.kind} ${principal.name} was made on another platform (${principal.platform.title}, other settings)`,
    remedy: 'give both the same provider',
  });
}

/** The error for a grantee or member that is nobody. */
export function invalidGrantee(value: unknown): AccessError {
  const given = typeof value === 'string' ? `the text ${shown(value)}` : shown(value);
  return new AccessError({
    code: 'InvalidGrantee',
    message: `${given} is not a user, group or role; allowed: a StorageUser, a StorageGroup, a StorageRole, the user of a grant, existingUser(…), existingGroup(…), existingRole(…)`,
    remedy: typeof value === 'string' ? `write existingUser(${shown(value)}) for a user that exists already` : 'pass the construct, or name the principal with existingUser(…)',
  });
}
