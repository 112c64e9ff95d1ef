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
  return { existing: true, kind: 'user', name };
}

/**
 * Names a group that exists already, as a grantee.
 *
 * @param name the group's name, without a path
 * @example
 * accessPlan({ existing: [{ principal: existingGroup('auditors'), grants: [readOnlyPrefix({ bucket: 'logs', prefix: '' })] }] });
 */
export function existingGroup(name: string): ExistingGroup {
  return { existing: true, kind: 'group', name };
}

/**
 * Names a role that exists already, as a grantee.
 *
 * @param name the role's name, without a path
 * @example
 * accessPlan({ existing: [{ principal: existingRole('deployer'), grants: [writeOnlyUploader({ bucket: 'releases', prefix: '' })] }] });
 */
export function existingRole(name: string): ExistingRole {
  return { existing: true, kind: 'role', name };
}
