import type * as pulumi from '@pulumi/pulumi';
import { isExistingPrincipal, type ExistingGroup, type ExistingRole, type ExistingUser } from '../plan/principals';
import { invalidGrantee } from '../plan/refusals';
import { findGroup } from './made-group';
import { findRole } from './made-role';
import { findUser, type MadeUser } from './made-user';
import { providerOf, type Placement } from './placement';
import { existingPrincipal, type Principal } from './principals';
import type { StorageGroup } from './storage-group';
import type { StorageRole } from './storage-role';

/** Who may get a grant. */
export type Grantee = MadeUser | StorageGroup | StorageRole | ExistingUser | ExistingGroup | ExistingRole;

/**
 * The principal that a grantee is.
 *
 * @throws AccessError `InvalidGrantee`, `InvalidName`
 */
export function principalOf(grantee: Grantee, placement: Placement): Principal {
  const made = findUser(grantee) ?? findGroup(grantee) ?? findRole(grantee);
  if (made) return made.principal;
  if (isExistingPrincipal(grantee)) return existingPrincipal(grantee, placement);
  throw invalidGrantee(placement.name, grantee);
}

/**
 * The principal that a user is.
 *
 * @throws AccessError `InvalidGrantee`, `InvalidName`
 */
export function userOf(user: MadeUser | ExistingUser, placement: Placement): Principal {
  const principal = principalOf(user, placement);
  if (principal.kind !== 'user') throw invalidGrantee(placement.name, user);
  return principal;
}

/** The provider that made a user, group or role: what is for it goes there too, unless another is named. */
export function userProvider(grantee: Grantee | undefined): pulumi.ProviderResource | undefined {
  const made = findUser(grantee)?.user ?? findGroup(grantee)?.group ?? findRole(grantee)?.role;
  return made && providerOf(made);
}
