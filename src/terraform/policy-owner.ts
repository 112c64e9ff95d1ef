import type { Construct } from 'constructs';
import { nameChecks } from '../plan/graph/deploy-check';
import { checkExistingName } from '../plan/names';
import { isExistingPrincipal, type ExistingGroup, type ExistingPrincipal, type ExistingRole, type ExistingUser } from '../plan/principals';
import { invalidGrantee } from '../plan/refusals';
import type { TerraformEngine } from './engine';
import { madeOwner, type OwnerOfPolicies } from './identity-policy';
import { checkSameStore, type Placement } from './platform-scope';
import type { OwnPrincipal } from './principal-resources';
import { AppRegistry } from './registry';
import { StorageGroupBase } from './storage-group';
import { StorageRoleBase } from './storage-role';
import { StorageUserBase } from './storage-user';

/** Who may get a grant: a user, group or role made here, one of the provider's own class, or one that exists already. */
export type GranteeBase<E extends TerraformEngine> =
  StorageUserBase<E> | StorageGroupBase<E> | StorageRoleBase<E> | OwnPrincipal | ExistingUser | ExistingGroup | ExistingRole;

/**
 * The owner of policies that a grantee is.
 *
 * @throws AccessError `InvalidGrantee`, `InvalidName`, `OtherStore`
 */
export function ownerOf<E extends TerraformEngine>(scope: Construct, grantee: GranteeBase<E> | undefined, placement: Placement): OwnerOfPolicies {
  if (grantee instanceof StorageUserBase || grantee instanceof StorageGroupBase || grantee instanceof StorageRoleBase) {
    checkSameStore(scope, placement.platform, grantee, grantee.platform);
    return madeOwner(grantee);
  }
  if (!isExistingPrincipal(grantee)) throw invalidGrantee(scope.node.path, grantee);
  checkExistingName(grantee.kind, grantee.name, placement.platform);
  return existingOwner(scope, grantee, placement);
}

/** Somebody who exists already, as owner of policies. */
export function existingOwner(scope: Construct, { kind, name }: ExistingPrincipal, { platform, account }: Placement): OwnerOfPolicies {
  const budget = AppRegistry.of(scope).ledger.budgetOf({ account, kind, name }, platform);
  const checks = nameChecks({ kind, name }, platform);
  return { kind, name, text: name, account, checks, place: (document, managed) => budget.place(document, managed), made: false };
}
