import type { Construct } from 'constructs';
import { policyGraph, type PolicyOwner, type PolicySpec } from '../plan/graph/policies';
import type { IdentityDocument } from '../plan/identity-document';
import type { LedgerEntry } from '../plan/ledger';
import type { PlacedDocument, PolicyPlacement } from '../plan/placement';
import type { ResourceOf, TerraformEngine } from './engine';
import { makeResources, type Address } from './make-resources';
import type { Placement } from './platform-scope';

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
