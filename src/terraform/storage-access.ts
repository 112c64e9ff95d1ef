import { Construct } from 'constructs';
import { AccessError } from '../errors';
import type { Grant } from '../grants/grant';
import type { AccessPlan } from '../plan/access-plan';
import type { ExistingPrincipal } from '../plan/principals';
import { renderForEngine, type RenderedPolicy } from '../plan/render-access';
import { isDeployTime } from '../policy/deploy-time';
import { BucketPolicies } from './bucket-policies';
import { bucketReference } from './bucket-reference';
import type { Precondition, ResourceOf, TerraformEngine } from './engine';
import { makePolicy, type PolicyOwner, type PolicyResources } from './identity-policy';
import { nameConditions } from './name-conditions';
import { planPlacement } from './plan-placement';
import type { ConstructOptions, Placement } from './platform-scope';
import { AppRegistry } from './registry';
import { StorageGroupBase } from './storage-group';
import { StorageUserBase } from './storage-user';

/** Props of a StorageAccess. */
export interface StorageAccessProps extends Omit<ConstructOptions, 'platform'> {
  /** What to make: the result of `accessPlan`. */
  readonly plan: AccessPlan;
}

/**
 * Instantiates a whole plan: its users with keys, groups, memberships, policies and bucket policies.
 *
 * @throws AccessError as `renderAccess`, and `PlatformMismatch` where the tree declares another platform than the plan
 */
export class StorageAccessBase<E extends TerraformEngine> extends Construct {
  /** The users of the plan, by name. */
  public readonly users: ReadonlyMap<string, StorageUserBase<E>>;
  /** The groups of the plan, by name. */
  public readonly groups: ReadonlyMap<string, StorageGroupBase<E>>;
  /** The provider's own objects behind the policies, by principal (`user ci-uploader`), and the bucket policies, by bucket. */
  public readonly resources: {
    readonly policies: ReadonlyMap<string, readonly PolicyResources<E>[]>;
    readonly bucketPolicies: ReadonlyMap<string, ResourceOf<E, 'S3BucketPolicy'>>;
  };

  constructor(engine: E, scope: Construct, id: string, props: StorageAccessProps) {
    super(scope, id);
    const { plan, dependsOn } = props;
    const placement = planPlacement(engine, this, props);
    const options = { platform: placement.platform, provider: placement.provider, dependsOn };
    const rendered = renderForEngine({ ...plan, platform: placement.platform }, { scope: this.node.path });
    const registry = AppRegistry.of(this);
    const policies = new Map<string, readonly PolicyResources<E>[]>();
    const write = (owner: PolicyOwner, label: string, home: Construct, list: readonly RenderedPolicy[], grants: readonly Grant[] = []) => {
      const made = owner instanceof Construct;
      const unknown = made ? [] : nameConditions(engine, { kind: owner.kind, name: owner.nameText }, placement.platform);
      const conditions = [...bucketConditions(engine, this, grants), ...unknown];
      policies.set(label, list.map((policy, index) => {
        registry.takePolicyName(made ? owner.node.path : label, policy.name, this.node.path);
        // Taken from the same budget as what other constructs grant; the plan was packed by the same rules, so it goes to the same place.
        owner.place(policy);
        return makePolicy(engine, home, [`Policy-${index + 1}`, `Attachment-${index + 1}`], owner, policy, placement, conditions);
      }));
    };
    const users = new Map<string, StorageUserBase<E>>();
    for (const { name, accessKeys, policies: list } of rendered.users) {
      const user = new StorageUserBase(engine, this, `User-${name}`, { name, accessKeys, ...options });
      users.set(name, user);
      write(user, `user ${name}`, user, list, plan.users.get(name)?.grants);
    }
    const groups = new Map<string, StorageGroupBase<E>>();
    for (const { name, members, policies: list } of rendered.groups) {
      const everyone = members.map((member) => (typeof member === 'string' ? users.get(member)! : member));
      const group = new StorageGroupBase(engine, this, `Group-${name}`, { name, members: everyone, ...options });
      groups.set(name, group);
      write(group, `group ${name}`, group, list, plan.groups.get(name)?.grants);
    }
    rendered.existing.forEach(({ principal, policies: list }, index) => {
      const budget = registry.budgetOf(placement.account, principal, placement.platform);
      const owner = { kind: principal.kind, nameText: principal.name, place: budget.place.bind(budget) };
      write(owner, `${principal.kind} ${principal.name}`, new Construct(this, existingId(principal, index)), list, plan.existing[index].grants);
    });
    this.users = users;
    this.groups = groups;
    this.resources = { policies, bucketPolicies: this.guardBuckets(engine, plan, placement) };
  }

  private guardBuckets(engine: E, { buckets }: AccessPlan, placement: Placement): ReadonlyMap<string, ResourceOf<E, 'S3BucketPolicy'>> {
    const withGuards = [...buckets].filter(([, { guards }]) => guards.length > 0);
    return new Map(withGuards.map(([bucket, { guards }]) => {
      const { resource } = BucketPolicies.of(engine, this).add(this, bucket, guards, placement);
      return [bucket, resource as ResourceOf<E, 'S3BucketPolicy'>];
    }));
  }
}

/**
 * The checks that deploy-time buckets of a plan's grants need. The grants of a plan are rendered before any engine sees them, so a
 * bucket there can't be an ARN that is folded into its name.
 */
function bucketConditions(engine: TerraformEngine, scope: Construct, grants: readonly Grant[]): readonly Precondition[] {
  const buckets = new Set(grants.flatMap((grant) => grant.buckets).filter(isDeployTime));
  return [...buckets].flatMap((bucket) => {
    const reference = bucketReference(engine, scope, bucket);
    if (!reference.byArn) return reference.preconditions;
    throw new AccessError({
      code: 'InvalidBucketName',
      message: `${scope.node.path}: a grant of the plan names its bucket by the ARN of ${reference.key}`,
      remedy: 'name it by the id or bucket attribute in a plan',
    });
  });
}

function existingId({ kind, name }: ExistingPrincipal, index: number): string {
  return `Existing-${kind}-${isDeployTime(name) ? index + 1 : name}`;
}
