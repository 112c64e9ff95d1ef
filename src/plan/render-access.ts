import { AccessError } from '../errors';
import type { Grant } from '../grants/grant';
import type { Platform } from '../platforms/platform';
import { isDeployTime } from '../policy/deploy-time';
import { accessKeyGenerations, type RenderedAccessKey } from './access-keys';
import type { AccessPlan } from './access-plan';
import { bucketDocument, type BucketDocument } from './bucket-document';
import { policyName, shortHash } from './names';
import { packGrants, type PlacedDocument, type PlacedPrincipal } from './placement';
import type { ExistingPrincipal, ExistingUser } from './principals';

/** An identity policy with its name. */
export interface RenderedPolicy extends PlacedDocument {
  /** The name on the platform. */
  readonly name: string;
}

/** A user to make. */
export interface RenderedUser {
  readonly name: string;
  readonly accessKeys: readonly RenderedAccessKey[];
  readonly policies: readonly RenderedPolicy[];
}

/** A group to make. */
export interface RenderedGroup {
  readonly name: string;
  readonly members: ReadonlyArray<string | ExistingUser>;
  readonly policies: readonly RenderedPolicy[];
}

/** Policies to add to somebody who exists already. */
export interface RenderedAddition {
  readonly principal: ExistingPrincipal;
  readonly policies: readonly RenderedPolicy[];
}

/** Everything that a plan amounts to, without an engine: resources, documents, names and sizes. */
export interface RenderedAccess {
  /** Tells rendered access from other inputs. */
  readonly kind: 'rendered';
  readonly platform: Platform;
  readonly users: readonly RenderedUser[];
  readonly groups: readonly RenderedGroup[];
  readonly existing: readonly RenderedAddition[];
  readonly buckets: readonly BucketDocument[];
}

/** Options of {@link renderAccess}. */
export interface RenderAccessOptions {
  /**
   * What tells this plan from others in the same account: it goes, as a short hash, into the names of policies for principals that the
   * plan doesn't make and of managed policies, because an equal name would overwrite another plan's policy in silence.
   *
   * @default ''
   */
  readonly scope?: string;
}

/**
 * Renders a plan: every policy document as canonical JSON, with its name, its place (inline or managed) and its counted size.
 *
 * @throws AccessError what the grants and guards of the plan can't be given as asked: `PolicyTooLarge`, `TooManyPolicies`, `BucketPolicyTooLarge`, `RoleHasNoUserName`, `HttpsOnHttpEndpoint`, `DeployTimeValue`
 * @example
 * for (const user of renderAccess(plan).users) console.log(user.name, user.policies.map((policy) => policy.json));
 */
export function renderAccess(plan: AccessPlan, options: RenderAccessOptions = {}): RenderedAccess {
  const rendered = renderForEngine(plan, options);
  refuseDeployTime(rendered);
  return rendered;
}

/** As {@link renderAccess}, for an engine, which knows what to do with deploy-time values. */
export function renderForEngine(plan: AccessPlan, { scope = '' }: RenderAccessOptions): RenderedAccess {
  const policies = (principal: PlacedPrincipal, grants: readonly Grant[] = []) => namePolicies(packGrants(grants, principal, plan.platform), principal, scope, plan.platform);
  return {
    kind: 'rendered',
    platform: plan.platform,
    users: [...plan.users].map(([name, user]) => ({
      name,
      accessKeys: accessKeyGenerations(name, user.accessKeys ?? [], plan.platform),
      policies: policies({ kind: 'user', name, existing: false }, user.grants),
    })),
    groups: [...plan.groups].map(([name, group]) => ({
      name,
      members: group.members ?? [],
      policies: policies({ kind: 'group', name, existing: false }, group.grants),
    })),
    existing: plan.existing.map(({ principal, grants }) => ({ principal, policies: policies({ ...principal }, grants) })),
    buckets: [...plan.buckets].map(([bucket, { guards }]) => bucketDocument(bucket, guards, plan.platform)),
  };
}

/**
 * Inline policies of a principal made here are alone there, and are called `access`. Managed policies live in the account among
 * everybody's, so their names tell whose they are and which plan they come from.
 */
function namePolicies(documents: readonly PlacedDocument[], principal: PlacedPrincipal, scope: string, platform: Platform): readonly RenderedPolicy[] {
  const { kind, name } = principal;
  return documents.map((document, index) => {
    if (document.placement === 'inline') return { ...document, name: 'access' };
    const hash = shortHash(JSON.stringify([scope, kind, name, index]));
    return { ...document, name: policyName([kind, isDeployTime(name) ? 'deploy-time' : name, 'access', hash], platform) };
  });
}

function refuseDeployTime({ existing, users, groups, buckets }: RenderedAccess): void {
  const texts = [
    ...[...users, ...groups, ...existing].flatMap(({ policies }) => policies.map(({ json }) => json)),
    ...existing.map(({ principal }) => principal.name),
    ...groups.flatMap(({ members }) => members.map((member) => (typeof member === 'string' ? member : member.name))),
    ...buckets.map(({ json }) => json),
  ];
  if (!texts.some(isDeployTime)) return;
  throw new AccessError({
    code: 'DeployTimeValue',
    message: 'the plan holds a bucket or principal that is known only at deploy time, and renderAccess has no engine to fill it in',
    remedy: 'give the plan plain names, or instantiate it with StorageAccess of your engine',
  });
}
