import type { Construct } from 'constructs';
import { checkAdopted, type AdoptedPolicy } from '../plan/adopted-policy';
import { nameChecks } from '../plan/graph/deploy-check';
import type { IdentityDocument } from '../plan/identity-document';
import { checkExistingName, policyName, sharedPolicyName } from '../plan/names';
import { isExistingPrincipal, type ExistingGroup, type ExistingPrincipal, type ExistingRole, type ExistingUser } from '../plan/principals';
import { invalidGrantee } from '../plan/refusals';
import { readablePath } from './boundary';
import type { TerraformEngine } from './engine';
import { makePolicy, type GrantedPolicy, type OwnerOfPolicies, type PolicyResources } from './identity-policy';
import { checkSameStore, type Placement } from './platform-scope';
import type { OwnPrincipal } from './principal-resources';
import { AppRegistry } from './registry';
import { StorageGroupBase } from './storage-group';
import { StorageRoleBase } from './storage-role';
import { StorageUserBase } from './storage-user';

/** Who may get a grant: a user, group or role made here, one of the provider's own class, or one that exists already. */
export type GranteeBase<E extends TerraformEngine> =
  StorageUserBase<E> | StorageGroupBase<E> | StorageRoleBase<E> | OwnPrincipal | ExistingUser | ExistingGroup | ExistingRole;

/** Somebody who is made here. */
type MadeConstruct<E extends TerraformEngine> = StorageUserBase<E> | StorageGroupBase<E> | StorageRoleBase<E>;

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

/** @internal A principal that is made here, as owner of policies. */
export function madeOwner<E extends TerraformEngine>({ kind, name, nameText, account, place }: MadeConstruct<E>): OwnerOfPolicies {
  return { kind, name, text: nameText, account, place, made: true };
}

/** Somebody who exists already, as owner of policies. */
export function existingOwner(scope: Construct, { kind, name }: ExistingPrincipal, { platform, account }: Placement): OwnerOfPolicies {
  const budget = AppRegistry.of(scope).ledger.budgetOf({ account, kind, name }, platform);
  const checks = nameChecks({ kind, name }, platform);
  return { kind, name, text: name, account, checks, place: (document, managed) => budget.place(document, managed), made: false };
}

/**
 * Writes one document for an owner: places it, names the policy after the construct, and makes its resources.
 *
 * @param buckets every bucket that the document holds
 * @throws AccessError `PolicyTooLarge`, `TooManyPolicies`, `PolicyNameTwice`
 */
export function writePolicy<E extends TerraformEngine>(
  engine: E, scope: Construct, owner: OwnerOfPolicies, document: IdentityDocument, placement: Placement, buckets: readonly string[],
  adopted?: AdoptedPolicy,
): { readonly policy: GrantedPolicy; readonly resources: PolicyResources<E> } {
  const { platform } = placement;
  const { path } = scope.node;
  const { placement: place, json, grants, guards } = owner.place(document, adopted?.arn !== undefined);
  if (adopted) checkAdopted(path, adopted, place, platform);
  const readable = readablePath(engine, scope);
  const alone = place === 'inline' && owner.made;
  const name = adopted?.name ?? (alone ? policyName(readable, platform) : sharedPolicyName(readable, path, place, platform));
  AppRegistry.of(scope).ledger.takePolicyName(owner, name, path);
  const resources = makePolicy(engine, scope, owner, { name, placement: place, json, buckets, adopted }, placement);
  return { policy: { name, placement: place, json, grants, guards }, resources };
}
