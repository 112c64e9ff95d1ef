import type * as pulumi from '@pulumi/pulumi';
import { isExistingPrincipal, type ExistingGroup, type ExistingRole, type ExistingUser } from '../plan/principals';
import { invalidGrantee } from '../plan/refusals';
import { findGroup } from './made-group';
import { findRole } from './made-role';
import { findUser, type MadeUser } from './made-user';
import { providerOf, type Placement } from './placement';
import { resourceOf, type OwnPrincipal } from './principal-resources';
import { existingPrincipal, type Principal } from './principals';
import type { StorageGroup } from './storage-group';
import type { StorageRole } from './storage-role';

/** Who may get a grant, or be restrained by a guard: one made here, one of the provider's own class, or one that exists already. */
export type Grantee = MadeUser | StorageGroup | StorageRole | OwnPrincipal | ExistingUser | ExistingGroup | ExistingRole;

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

/** The provider that made a user, group or role: what is for it goes there too, unless another is named. */
export function userProvider(grantee: Grantee | undefined): pulumi.ProviderResource | undefined {
  const made = findUser(grantee)?.user ?? findGroup(grantee)?.group ?? findRole(grantee)?.role ?? resourceOf(grantee);
  return made && providerOf(made);
}
