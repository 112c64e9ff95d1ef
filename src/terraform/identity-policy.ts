import { Construct } from 'constructs';
import { checkAdopted, type AdoptedPolicy } from '../plan/adopted-policy';
import { customStatements, type CustomStatement } from '../plan/custom-statements';
import { policyGraph, type PolicyOwner, type PolicySpec } from '../plan/graph/policies';
import { identityDocument, type IdentityDocument } from '../plan/identity-document';
import type { LedgerEntry } from '../plan/ledger';
import { policyName, sharedPolicyName } from '../plan/names';
import type { PlacedDocument, PolicyPlacement } from '../plan/placement';
import { readablePath } from './boundary';
import type { ResourceOf, TerraformEngine } from './engine';
import { makeResources, type Address } from './make-resources';
import type { Placement } from './platform-scope';
import { AppRegistry } from './registry';

/** A policy that a grant made, or a guard on somebody, in words that hold on every platform. */
export interface GrantedPolicy {
  /** The name on the platform. */
  readonly name: string;
  /** Where it goes. */
  readonly placement: PolicyPlacement;
  /** The document as canonical JSON; deploy-time values in it are tokens of the engine. */
  readonly json: string;
  /** The names of the grants in it. */
  readonly grants: readonly string[];
  /** The names of the guards in it. */
  readonly guards: readonly string[];
}

/** The provider's own objects behind a {@link GrantedPolicy}. */
export interface PolicyResources<E extends TerraformEngine> {
  /** The inline policy, where it is one. */
  readonly inlinePolicy?: ResourceOf<E, 'IamUserPolicy'> | ResourceOf<E, 'IamGroupPolicy'> | ResourceOf<E, 'IamRolePolicy'>;
  /** The managed policy, where it is one. */
  readonly managedPolicy?: ResourceOf<E, 'IamPolicy'>;
  /** The one policy of the bucket, where the grantee is outside the account. */
  readonly bucketPolicy?: ResourceOf<E, 'S3BucketPolicy'>;
  /** The inline policies of the members of a group, by name, where the platform fills in no variables and the grant depends on the user's name. */
  readonly memberPolicies?: ReadonlyMap<string, ResourceOf<E, 'IamUserPolicy'>>;
  /** What attaches the managed policy. */
  readonly attachment?: ResourceOf<E, 'IamUserPolicyAttachment'> | ResourceOf<E, 'IamGroupPolicyAttachment'> | ResourceOf<E, 'IamRolePolicyAttachment'>;
}

/** Takes a policy from its owner's budget. */
export type PlacePolicy = (document: IdentityDocument, managed?: boolean) => PlacedDocument;

/** A principal that is made here, as policies are written for it. */
export interface MadeOwner extends Omit<LedgerEntry, 'account'> {
  /** A token of the name, by which resources wait for the owner. */
  readonly nameText: string;
  /** @internal */
  readonly account: LedgerEntry['account'];
  /** @internal */
  readonly place: PlacePolicy;
}

/** A principal to write policies for. */
export interface OwnerOfPolicies extends PolicyOwner, LedgerEntry {
  /** Takes a policy from its budget. */
  readonly place: PlacePolicy;
  /** Whether he is made here. */
  readonly made: boolean;
}

/** Makes the resources of one policy. */
export function makePolicy<E extends TerraformEngine>(
  engine: E, scope: Construct, owner: PolicyOwner, policy: PolicySpec, placement: Placement, address?: Address,
): PolicyResources<E> {
  const made = makeResources(engine, scope, policyGraph(owner, policy), placement, address);
  if (policy.placement === 'inline') return { inlinePolicy: made.get('policy', `aws_iam_${owner.kind}_policy`) };
  return { managedPolicy: made.get('policy', 'aws_iam_policy'), attachment: made.get('attachment', `aws_iam_${owner.kind}_policy_attachment`) };
}

/** @internal A principal that is made here, as owner of policies. */
export function madeOwner({ kind, name, nameText, account, place }: MadeOwner): OwnerOfPolicies {
  return { kind, name, text: nameText, account, place, made: true };
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

/**
 * Writes what was written by hand for a principal that is made here: a policy of its own below it.
 *
 * @throws AccessError `InvalidCustomStatements`, `RoleHasNoUserName`, `UnsupportedOnPlatform`, `PolicyTooLarge`
 */
export function writeCustomStatements<E extends TerraformEngine>(
  engine: E, principal: Construct & MadeOwner, given: readonly CustomStatement[] | undefined, placement: Placement,
): void {
  const intents = customStatements(given, principal, placement.platform);
  if (intents.length === 0) return;
  writePolicy(engine, new Construct(principal, 'CustomStatements'), madeOwner(principal), identityDocument(intents, principal, placement.platform), placement, []);
}
