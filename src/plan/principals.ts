import { AccessError } from '../errors';
import { DEPLOY_TIME, finished, isFinished, isPlain, OPAQUE, VALUE, type Reader } from '../shape/readers';
import { nested, reading, type Shape } from '../shape/shape';
import type { ExternalGrantee } from './external-grantees';

/** A user, group or role that exists already: it is named, never created, changed or deleted. Its policies are additions of their own. */
export interface ExistingPrincipal<Kind extends 'user' | 'group' | 'role' = 'user' | 'group' | 'role'> {
  /** Tells it from those that are made here. */
  readonly existing: true;
  /** What it is. */
  readonly kind: Kind;
  /** Its name, without a path. On an engine it may be a value that is known only at deploy time. */
  readonly name: string;
}

/** A user that exists already. */
export type ExistingUser = ExistingPrincipal<'user'>;
/** A group that exists already. */
export type ExistingGroup = ExistingPrincipal<'group'>;
/** A role that exists already. */
export type ExistingRole = ExistingPrincipal<'role'>;

/**
 * Names a user that exists already: as a member of a group or as a grantee.
 *
 * @param name the user's name, without a path
 * @example
 * accessPlan({ groups: { engineering: { members: [existingUser('lee')] } } });
 */
export function existingUser(name: string): ExistingUser {
  return named('user', name);
}

/**
 * Names a group that exists already, as a grantee.
 *
 * @param name the group's name, without a path
 * @example
 * accessPlan({ existing: [{ principal: existingGroup('auditors'), grants: [readOnlyPrefix({ bucket: 'logs', prefix: '' })] }] });
 */
export function existingGroup(name: string): ExistingGroup {
  return named('group', name);
}

/**
 * Names a role that exists already, as a grantee.
 *
 * @param name the role's name, without a path
 * @example
 * accessPlan({ existing: [{ principal: existingRole('deployer'), grants: [writeOnlyUploader({ bucket: 'releases', prefix: '' })] }] });
 */
export function existingRole(name: string): ExistingRole {
  return named('role', name);
}

/** Whether the name suits a user, group or role is checked where the platform is known. */
function named<Kind extends ExistingPrincipal['kind']>(kind: Kind, name: string): ExistingPrincipal<Kind> {
  const at = { where: `the name of an existing ${kind}`, code: 'InvalidName' as const };
  return finished(Object.freeze({ existing: true, kind, name: reading(at, () => DEPLOY_TIME(name, at)) as string }));
}

/** Whether a value is what `existingUser(…)`, `existingGroup(…)` and `existingRole(…)` return, or looks the same. */
export function isExistingPrincipal(value: unknown): value is ExistingPrincipal {
  if (typeof value !== 'object' || value === null || !('existing' in value) || value.existing !== true || !('kind' in value) || !('name' in value)) return false;
  return typeof value.kind === 'string' && ['user', 'group', 'role'].includes(value.kind) && typeof value.name === 'string';
}

/** Everything that a principal may say of itself, whether it exists already or lives outside the account. */
type PlainPrincipal = ExistingPrincipal | ExternalGrantee;

const PLAIN: Shape<PlainPrincipal> = { existing: VALUE, external: VALUE, kind: VALUE, name: DEPLOY_TIME, account: VALUE, arn: VALUE };

/** Reads somebody who was written by hand or comes from a function of this package; constructs and what is nobody are left as they are. */
export const PRINCIPAL: Reader = (value, at) => (
  isFinished(value) || typeof value !== 'object' || value === null || !isPlain(value) ? OPAQUE(value, at) : nested(PLAIN)(value, at)
);

/**
 * Refuses an access key of nobody.
 *
 * @param of the construct
 * @throws AccessError `InvalidGrantee`
 */
export function needUser(of: string, user: unknown): void {
  if (user !== undefined) return;
  throw new AccessError({ code: 'InvalidGrantee', message: `${of} is given no user, whose key it is; allowed: a StorageUser, and what existingUser(…) returns`, remedy: "write { user: existingUser('lee') }" });
}
