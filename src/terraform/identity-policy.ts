import type { Construct } from 'constructs';
import type { IdentityDocument } from '../plan/identity-document';
import type { PlacedDocument, PolicyPlacement } from '../plan/placement';
import type { ExistingPrincipal } from '../plan/principals';
import type { Precondition, ResourceOf, TerraformEngine } from './engine';
import { withPreconditions } from './name-conditions';
import type { Placement } from './platform-scope';
import { templateSafe } from './template';

/** A policy that a grant made, or a guard on somebody, in words that hold on every platform. */
export interface GrantedPolicy {
  readonly name: string;
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
  readonly inlinePolicy?: ResourceOf<E, 'IamUserPolicy'> | ResourceOf<E, 'IamGroupPolicy'>;
  /** The managed policy, where it is one. */
  readonly managedPolicy?: ResourceOf<E, 'IamPolicy'>;
  /** What attaches the managed policy. */
  readonly attachment?: ResourceOf<E, 'IamUserPolicyAttachment'> | ResourceOf<E, 'IamGroupPolicyAttachment'> | ResourceOf<E, 'IamRolePolicyAttachment'>;
}

/** Somebody to write policies for, as the engine's resources name them. */
export interface PolicyOwner {
  readonly kind: ExistingPrincipal['kind'];
  /** The name, or a token of it. */
  readonly nameText: string;
  /** Takes a policy from the owner's budget. */
  readonly place: (document: IdentityDocument) => PlacedDocument;
}

/** Makes the resources of one policy. Ids of children are part of resource addresses: never change them. */
export function makePolicy<E extends TerraformEngine>(
  engine: E, scope: Construct, ids: readonly [policy: string, attachment: string], owner: Pick<PolicyOwner, 'kind' | 'nameText'>,
  policy: GrantedPolicy, { meta }: Placement, preconditions: readonly Precondition[],
): PolicyResources<E> {
  const checked = withPreconditions(meta, preconditions);
  const content = { name: policy.name, policy: templateSafe(policy.json) };
  const { kind, nameText } = owner;
  if (policy.placement === 'inline') {
    const inline = kind === 'user'
      ? new engine.IamUserPolicy(scope, ids[0], { ...checked, user: nameText, ...content })
      : new engine.IamGroupPolicy(scope, ids[0], { ...checked, group: nameText, ...content });
    return { inlinePolicy: inline as PolicyResources<E>['inlinePolicy'] };
  }
  const managed = new engine.IamPolicy(scope, ids[0], { ...checked, ...content });
  const attach = {
    user: () => new engine.IamUserPolicyAttachment(scope, ids[1], { ...meta, user: nameText, policyArn: managed.arn }),
    group: () => new engine.IamGroupPolicyAttachment(scope, ids[1], { ...meta, group: nameText, policyArn: managed.arn }),
    role: () => new engine.IamRolePolicyAttachment(scope, ids[1], { ...meta, role: nameText, policyArn: managed.arn }),
  };
  return { managedPolicy: managed as ResourceOf<E, 'IamPolicy'>, attachment: attach[kind]() as PolicyResources<E>['attachment'] };
}
