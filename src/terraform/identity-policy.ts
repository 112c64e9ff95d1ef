import type { Construct } from 'constructs';
import type { IdentityDocument } from '../plan/identity-document';
import type { PlacedDocument, PolicyPlacement } from '../plan/placement';
import type { ExistingPrincipal } from '../plan/principals';
import { adopt, type AdoptedPolicy } from './adopt';
import type { Precondition, ResourceOf, TerraformEngine } from './engine';
import { withPreconditions } from './name-conditions';
import type { Placement } from './platform-scope';
import { templateSafe } from './template';

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

/** Somebody to write policies for, as the engine's resources name them. */
export interface PolicyOwner {
  readonly kind: ExistingPrincipal['kind'];
  /** The name on the platform; a token only of somebody who exists already. */
  readonly name: string;
  /** The name, or a token of it by which resources wait for the owner. */
  readonly nameText: string;
  /** @internal Takes a policy from the owner's budget. */
  readonly place: (document: IdentityDocument, managed?: boolean) => PlacedDocument;
}

/** Makes the resources of one policy. Ids of children are part of resource addresses: never change them. */
export function makePolicy<E extends TerraformEngine>(
  scope: Construct, ids: readonly [policy: string, attachment: string], owner: Pick<PolicyOwner, 'kind' | 'name' | 'nameText'>,
  policy: GrantedPolicy, placement: Placement, preconditions: readonly Precondition[], adopted?: AdoptedPolicy,
): PolicyResources<E> {
  const { classes, meta } = placement;
  const checked = withPreconditions(meta, preconditions);
  const content = { name: policy.name, policy: templateSafe(policy.json) };
  const { kind, nameText } = owner;
  if (policy.placement === 'inline') {
    const make = {
      user: () => new classes.IamUserPolicy(scope, ids[0], { ...checked, user: nameText, ...content }),
      group: () => new classes.IamGroupPolicy(scope, ids[0], { ...checked, group: nameText, ...content }),
      role: () => new classes.IamRolePolicy(scope, ids[0], { ...checked, role: nameText, ...content }),
    };
    const inline = make[kind]();
    if (adopted) adopt(inline, `${owner.name}:${policy.name}`, placement);
    return { inlinePolicy: inline as PolicyResources<E>['inlinePolicy'] };
  }
  const managed = new classes.IamPolicy(scope, ids[0], { ...checked, ...content });
  const attach = {
    user: () => new classes.IamUserPolicyAttachment(scope, ids[1], { ...meta, user: nameText, policyArn: managed.arn }),
    group: () => new classes.IamGroupPolicyAttachment(scope, ids[1], { ...meta, group: nameText, policyArn: managed.arn }),
    role: () => new classes.IamRolePolicyAttachment(scope, ids[1], { ...meta, role: nameText, policyArn: managed.arn }),
  };
  const attachment = attach[kind]();
  if (adopted?.arn !== undefined) {
    adopt(managed, adopted.arn, placement);
    adopt(attachment, `${owner.name}/${adopted.arn}`, placement);
  }
  return { managedPolicy: managed as ResourceOf<E, 'IamPolicy'>, attachment: attachment as PolicyResources<E>['attachment'] };
}
