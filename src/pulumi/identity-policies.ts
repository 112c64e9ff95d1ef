import type { GroupPolicy } from '@pulumi/aws/iam/groupPolicy';
import type { GroupPolicyAttachment } from '@pulumi/aws/iam/groupPolicyAttachment';
import type { Policy } from '@pulumi/aws/iam/policy';
import type { RolePolicy } from '@pulumi/aws/iam/rolePolicy';
import type { RolePolicyAttachment } from '@pulumi/aws/iam/rolePolicyAttachment';
import type { UserPolicy } from '@pulumi/aws/iam/userPolicy';
import type { UserPolicyAttachment } from '@pulumi/aws/iam/userPolicyAttachment';
import type { BucketPolicy as AwsBucketPolicy } from '@pulumi/aws/s3/bucketPolicy';
import * as pulumi from '@pulumi/pulumi';
import { checkAdopted, type AdoptedPolicy } from '../plan/adopted-policy';
import { customStatements, type CustomStatement } from '../plan/custom-statements';
import { policyGraph } from '../plan/graph/policies';
import { identityDocument } from '../plan/identity-document';
import { policyName, sharedPolicyName } from '../plan/names';
import type { PlacedDocument, PolicyPlacement } from '../plan/placement';
import { makeResources } from './make-resources';
import type { Placement } from './placement';
import type { Principal } from './principals';

/** A policy that a grant made, or a guard on somebody, in words that hold on every platform. */
export interface GrantedPolicy {
  /** The name on the platform. */
  readonly name: string;
  /** Inline in its principal, or a managed policy of its own. */
  readonly placement: PolicyPlacement;
  /** The document as canonical JSON. */
  readonly json: pulumi.Output<string>;
  /** The names of the grants in it. */
  readonly grants: readonly string[];
  /** The names of the guards in it. */
  readonly guards: readonly string[];
}

/** The provider's own objects behind a {@link GrantedPolicy}. */
export interface PolicyResources {
  /** The inline policy, where it is one. */
  readonly inlinePolicy?: UserPolicy | GroupPolicy | RolePolicy;
  /** The managed policy, where it is one. */
  readonly managedPolicy?: Policy;
  /** The one policy of the bucket, where the grantee is outside the account. */
  readonly bucketPolicy?: AwsBucketPolicy;
  /** The inline policies of the members of a group, by name, where the platform fills in no variables and the grant depends on the user's name. */
  readonly memberPolicies?: ReadonlyMap<string, UserPolicy>;
  /** What attaches the managed policy. */
  readonly attachment?: UserPolicyAttachment | GroupPolicyAttachment | RolePolicyAttachment;
}

/** A document with its place and its name on the platform. */
export type NamedDocument = Pick<PlacedDocument, 'placement' | 'json' | 'grants' | 'guards'> & { readonly name: string };

/**
 * A document with its name on the platform: that of the policy which it takes over, if any. An inline policy of a principal made here is alone
 * there but for other grants and guards, and is called as its construct. All other policies live among everybody's, so a short hash of the whole
 * path distinguishes them.
 */
export function namedAfter(
  document: PlacedDocument, { existing }: Principal, { name, path, platform }: Placement, adopt?: AdoptedPolicy,
): NamedDocument {
  const alone = document.placement === 'inline' && !existing;
  return { ...document, name: adopt?.name ?? (alone ? policyName([name], platform) : sharedPolicyName([name], path, document.placement, platform)) };
}

/** A policy that was made. */
export interface MadePolicy {
  readonly policy: GrantedPolicy;
  readonly resources: PolicyResources;
}

/**
 * Makes the resources of one policy.
 *
 * @param name the logical name of the policy; part of URNs, so it never changes
 * @param buckets every bucket in the document
 * @throws AccessError `PolicyNameTwice`
 */
export function makePolicy(
  name: string, principal: Principal, document: NamedDocument, buckets: readonly string[], placement: Placement, adopt?: AdoptedPolicy,
): MadePolicy {
  if (adopt) checkAdopted(placement.name, adopt, document.placement, placement.platform);
  placement.program.ledger.takePolicyName(principal, document.name, placement.name);
  const { name: named, placement: place, json, grants, guards } = document;
  const graph = policyGraph(principal, { name: named, placement: place, json, buckets, adopted: adopt });
  const made = makeResources(graph, placement, { nameOf: (id) => (id === 'policy' ? name : `${name}-attachment`) });
  const resources: PolicyResources = place === 'inline'
    ? { inlinePolicy: made.get('policy', `aws_iam_${principal.kind}_policy`) }
    : { managedPolicy: made.get('policy', 'aws_iam_policy'), attachment: made.get('attachment', `aws_iam_${principal.kind}_policy_attachment`) };
  return { policy: { name: named, placement: place, json: pulumi.output(made.input('policy', 'policy')), grants, guards }, resources };
}

/**
 * Writes what was written by hand for a principal that is made here: a policy of its own.
 *
 * @throws AccessError `InvalidCustomStatements`, `RoleHasNoUserName`, `UnsupportedOnPlatform`, `PolicyTooLarge`
 */
export function writeCustomStatements(principal: Principal, given: readonly CustomStatement[] | undefined, placement: Placement): void {
  const { platform } = placement;
  const intents = customStatements(given, principal, platform);
  if (intents.length === 0) return;
  const home = { ...placement, name: `${placement.name}-custom-statements` };
  const document = namedAfter(principal.budget.place(identityDocument(intents, principal, platform)), principal, home);
  makePolicy(home.name, principal, document, [], home);
}
