import type * as pulumi from '@pulumi/pulumi';
import { AccessError } from '../errors';
import { nameChecks } from '../plan/graph/deploy-check';
import type { PolicyOwner } from '../plan/graph/policies';
import type { LedgerEntry } from '../plan/ledger';
import { checkName } from '../plan/names';
import { PlacementBudget } from '../plan/placement';
import {
  existingGroup as coreGroup,
  existingRole as coreRole,
  existingUser as coreUser,
  isExistingPrincipal,
  type ExistingGroup,
  type ExistingPrincipal,
  type ExistingRole,
  type ExistingUser,
} from '../plan/principals';
import { invalidGrantee } from '../plan/refusals';
import type { Platform } from '../platforms/platform';
import { isDeployTime } from '../policy/deploy-time';
import { textInput } from './deploy';
import { plainOrPlaceholder } from './placeholders';
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
  return coreUser(plainOrPlaceholder('user name', name));
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
  return coreGroup(plainOrPlaceholder('group name', name));
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
  return coreRole(plainOrPlaceholder('role name', name));
}

/** Somebody who gets policies, as this engine's resources need it. */
export interface Principal extends PolicyOwner, LedgerEntry {
  /** The name, or its placeholder. */
  readonly name: string;
  /** The name, or the placeholder of an Output of the resource where the principal is made here, so that what is written on it waits for it. */
  readonly text: string;
  readonly existing: boolean;
  readonly budget: PlacementBudget;
  /** The platform that it is on. */
  readonly platform: Platform;
}

/** A principal that is made here. Its budget begins empty. */
export function madePrincipal(kind: ExistingPrincipal['kind'], name: string, output: pulumi.Output<string>, { provider, platform }: Placement): Principal {
  const budget = new PlacementBudget({ kind, name, existing: false }, platform);
  return { kind, name, text: plainOrPlaceholder(`${kind} name`, output), existing: false, account: provider, budget, platform };
}

/**
 * A principal that exists already, on the platform of the construct that names it.
 *
 * @throws AccessError `InvalidName`, `InvalidGrantee`, `ReservedText`
 */
export function existingPrincipal(principal: ExistingPrincipal, { program, provider: account, platform, name: construct }: Placement): Principal {
  const { kind, name } = principal;
  if (!isExistingPrincipal(principal)) throw invalidGrantee(construct, principal);
  plainOrPlaceholder(`${kind} name`, name);
  if (!isDeployTime(name)) checkName(kind, name, platform);
  const budget = program.ledger.budgetOf({ account, kind, name }, platform);
  return { kind, name, text: name, checks: nameChecks(principal, platform), existing: true, account, budget, platform };
}

/** The name of a principal, for the outputs of a construct. */
export function principalOutput({ text, checks = [] }: Principal): pulumi.Input<string> {
  return textInput(text, checks);
}

/** Refuses a construct that is on another platform than the principal that it is for. */
export function checkSamePlatform(principal: Principal, { name, platform }: Placement): void {
  if (samePlatform(principal.platform, platform)) return;
  throw new AccessError({
    code: 'OutsidePlatform',
    message: `${name} is on ${platform.title} and ${principal.kind} ${principal.name} was made on ${principal.platform.title}${principal.platform.title === platform.title ? ' with other settings' : ''}`,
    remedy: 'give both the same provider',
  });
}
