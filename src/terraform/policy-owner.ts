import { Construct } from 'constructs';
import { AccessError } from '../errors';
import { checkAdopted, type AdoptedPolicy } from '../plan/adopted-policy';
import type { IdentityDocument } from '../plan/identity-document';
import { checkExistingName, policyName, shortHash } from '../plan/names';
import type { ExistingGroup, ExistingPrincipal, ExistingRole, ExistingUser } from '../plan/principals';
import { shown } from '../s3/names';
import type { Precondition, TerraformEngine } from './engine';
import { makePolicy, type GrantedPolicy, type PolicyOwner, type PolicyResources } from './identity-policy';
import { nameConditions } from './name-conditions';
import { checkSameStore, type Placement } from './platform-scope';
import { AppRegistry } from './registry';
import { StorageGroupBase } from './storage-group';
import { StorageRoleBase } from './storage-role';
import { StorageUserBase } from './storage-user';

/** Who may get a grant: a user, group or role made here, or a user, group or role that exists already. */
export type GranteeBase<E extends TerraformEngine> =
  StorageUserBase<E> | StorageGroupBase<E> | StorageRoleBase<E> | ExistingUser | ExistingGroup | ExistingRole;

/**
 * The owner of policies that a grantee is.
 *
 * @throws AccessError `InvalidGrantee`, `InvalidName`, `OtherStore`
 */
export function ownerOf<E extends TerraformEngine>(scope: Construct, grantee: GranteeBase<E> | undefined, placement: Placement): PolicyOwner {
  const { platform, account } = placement;
  if (grantee instanceof StorageUserBase || grantee instanceof StorageGroupBase || grantee instanceof StorageRoleBase) {
    checkSameStore(scope, platform, grantee, grantee.platform);
    return grantee;
  }
  const { existing, kind, name } = (grantee ?? {}) as Partial<ExistingPrincipal>;
  if (!existing || (kind !== 'user' && kind !== 'group' && kind !== 'role') || typeof name !== 'string') {
    throw new AccessError({
      code: 'InvalidGrantee',
      message: `${scope.node.path}: grantee ${shown(grantee)} is nobody that a grant can be given to, or a guard put on`,
      remedy: "give a StorageUser, StorageGroup or StorageRole of the same engine, or existingUser('…'), existingGroup('…'), existingRole('…')",
    });
  }
  checkExistingName(kind, name, platform);
  const budget = AppRegistry.of(scope).budgetOf(account, { existing: true, kind, name }, platform);
  return { kind, name, nameText: name, place: (document, managed) => budget.place(document, managed) };
}

/**
 * Writes one document for an owner: places it, names the policy after the construct, and makes its resources.
 *
 * @param preconditions checks at deploy of what the document holds
 * @throws AccessError `PolicyTooLarge`, `TooManyPolicies`, `PolicyNameTwice`
 */
export function writePolicy<E extends TerraformEngine>(
  engine: E, scope: Construct, owner: PolicyOwner, document: IdentityDocument, placement: Placement, preconditions: readonly Precondition[],
  adopted?: AdoptedPolicy,
): { readonly policy: GrantedPolicy; readonly resources: PolicyResources<E> } {
  const { platform } = placement;
  const { placement: place, json, grants, guards } = owner.place(document, adopted?.arn !== undefined);
  if (adopted) checkAdopted(scope.node.path, adopted, place, platform);
  const readable = scope.node.path.slice(engine.TerraformStack.of(scope).node.path.length + 1).split('/');
  const made = owner instanceof Construct;
  const alone = place === 'inline' && made;
  const name = adopted?.name ?? policyName(alone ? readable : [...readable, shortHash(scope.node.path)], platform);
  AppRegistry.of(scope).takePolicyName(made ? owner.node.path : `${owner.kind} ${owner.nameText}`, name, scope.node.path);
  const policy = { name, placement: place, json, grants, guards };
  const unknown = made ? [] : nameConditions(engine, { kind: owner.kind, name: owner.nameText }, platform);
  return { policy, resources: makePolicy<E>(scope, ['Policy', 'Attachment'], owner, policy, placement, [...preconditions, ...unknown], adopted) };
}
