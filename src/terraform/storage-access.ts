import { Construct } from 'constructs';
import type { Grant } from '../grants/grant';
import { checkedPlan } from '../plan/access-plan';
import { bucketIntents } from '../plan/bucket-intents';
import { checkPlanOptions, controlPlaneOf } from '../plan/control-planes';
import { APPLY_TO_PROXY } from '../plan/delta-glider/apply-command';
import type { OtherAccountPolicy } from '../plan/other-account-policies';
import { grantedPerMember, isPerMember } from '../plan/per-member';
import { declaredForPlan, planWithoutProvider } from '../plan/plan-platform';
import type { AccessPlan } from '../plan/planned';
import type { ExistingPrincipal, ExistingUser } from '../plan/principals';
import { memberTooLate } from '../plan/refusals';
import { renderForEngine } from '../plan/render-access';
import type { RenderedPolicy } from '../plan/rendered-access';
import { checkPasswords, type PasswordForm } from '../plan/selectel/check-passwords';
import { renderSelectel } from '../plan/selectel/render-selectel';
import type { Platform } from '../platforms/platform';
import { selectelSettings } from '../platforms/selectel/settings';
import { isDeployTime } from '../policy/deploy-time';
import { DEPLOY_TIME, OPAQUE } from '../shape/readers';
import { objectWith, readShape, type Shape } from '../shape/shape';
import { BucketPolicies } from './bucket-policies';
import { handBack } from './control-planes';
import type { ResourceOf, TerraformEngine } from './engine';
import { bucketConditions } from './grant-buckets';
import { madeOwner, makePolicy, type OwnerOfPolicies, type PolicyResources } from './identity-policy';
import { addMembers } from './members';
import { policyResource } from './merged-bucket-policy';
import { CONSTRUCT_OPTIONS, type ConstructOptions, declaredPlatform, type Placement, placementOf } from './platform-scope';
import { existingOwner } from './policy-owner';
import { type ApplyToProxy, makeProxyAccess } from './proxy-access';
import { AppRegistry } from './registry';
import { StorageGroupBase } from './storage-group';
import { StorageRoleBase } from './storage-role';
import { StorageUserBase } from './storage-user';

/** Props of a StorageAccess. */
export interface StorageAccessProps extends Omit<ConstructOptions, 'platform'> {
  /** What to make: the result of `accessPlan`. */
  readonly plan: AccessPlan;
  /**
   * On Selectel, the password of each user, which is known only at deploy: a sensitive variable, or what a secret store holds. Nobody needs it:
   * users sign requests with their keys.
   *
   * @default - none, as on every other platform
   */
  readonly passwords?: Readonly<Record<string, string>>;
  /**
   * On DeltaGlider Proxy, applies the plan to a running proxy with each deployment, by the proxy's own command. Its password comes from the
   * environment: `DGP_BOOTSTRAP_PASSWORD`.
   *
   * @default - only the file is written
   */
  readonly apply?: ApplyToProxy;
}

const { platform: _plan, ...OPTIONS } = CONSTRUCT_OPTIONS;
const propsShape = (): Shape<StorageAccessProps> => ({ ...OPTIONS, plan: OPAQUE, passwords: DEPLOY_TIME, apply: objectWith(APPLY_TO_PROXY) });

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
  /** The roles of the plan, by name. */
  public readonly roles: ReadonlyMap<string, StorageRoleBase<E>>;
  /** What the administrators of other accounts must attach, for the grants to them to hold; tokens of the engine in it are theirs to resolve. */
  public readonly otherAccountPolicies: readonly OtherAccountPolicy[];
  /**
   * The provider's own objects behind the policies, by principal (`user ci-uploader`), and the bucket policies, by bucket.
   *
   * @throws AccessError `NotOfAws` where the provider isn't that of AWS
   */
  public readonly resources!: {
    readonly policies: ReadonlyMap<string, readonly PolicyResources<E>[]>;
    readonly bucketPolicies: ReadonlyMap<string, ResourceOf<E, 'S3BucketPolicy'>>;
  };

  /** What the platform takes as files, by path, where it does: `access.yaml` for DeltaGlider Proxy. */
  public readonly files: ReadonlyMap<string, string> = new Map();

  constructor(engine: E, scope: Construct, id: string, given: StorageAccessProps) {
    const props = readShape<StorageAccessProps>(propsShape(), given, { what: id });
    super(scope, id);
    const plan = checkedPlan(props.plan);
    const { dependsOn, passwords } = props;
    const nothing = { policies: new Map<string, readonly PolicyResources<E>[]>(), bucketPolicies: new Map<string, ResourceOf<E, 'S3BucketPolicy'>>() };
    if (controlPlaneOf(plan.platform).planForm === 'file') {
      // a file, which is made by no provider, whatever is declared
      checkPlanOptions(this.node.path, props, plan.platform);
      this.files = makeProxyAccess(engine, this, plan, props);
      [this.users, this.groups, this.roles, this.otherAccountPolicies] = [new Map(), new Map(), new Map(), []];
      handBack(this, 'resources', plan.platform, nothing);
      return;
    }
    AppRegistry.of(this).wholePlans.set(this, { passwords });
    const placement = planPlacement(engine, this, props);
    const { platform } = placement;
    checkPlanOptions(this.node.path, props, platform);
    if (controlPlaneOf(platform).planForm === 'buckets') {
      const made = makeSelectelAccess<E>(engine, this, { ...plan, platform }, passwords ?? {}, placement);
      [this.users, this.groups, this.roles, this.otherAccountPolicies] = [made.users, new Map(), new Map(), []];
      handBack(this, 'resources', platform, { ...nothing, bucketPolicies: made.bucketPolicies });
      return;
    }
    const options = { platform: placement.platform, provider: placement.provider, dependsOn };
    const granted = grantedPerMember({ ...plan, platform: placement.platform });
    const rendered = renderForEngine(granted, { scope: this.node.path });
    const { ledger } = AppRegistry.of(this);
    const policies = new Map<string, readonly PolicyResources<E>[]>();
    const write = (owner: OwnerOfPolicies, label: string, home: Construct, list: readonly RenderedPolicy[], grants: readonly Grant[] = []) => {
      const buckets = grants.flatMap((grant) => grant.buckets);
      policies.set(label, list.map((policy, index) => {
        ledger.takePolicyName(owner, policy.name, this.node.path);
        // Taken from the same budget as what other constructs grant; the plan was packed by the same rules, so it goes to the same place.
        owner.place(policy);
        return makePolicy(engine, home, owner, { ...policy, buckets }, placement, (node) => `${node === 'policy' ? 'Policy' : 'Attachment'}-${index + 1}`);
      }));
    };
    const users = new Map<string, StorageUserBase<E>>();
    for (const { name, accessKeys, policies: list } of rendered.users) {
      const user = new StorageUserBase(engine, this, `User-${name}`, { name, accessKeys, boundary: granted.users.get(name)?.boundary, ...options });
      users.set(name, user);
      write(madeOwner(user), `user ${name}`, user, list, granted.users.get(name)?.grants);
    }
    const groups = new Map<string, StorageGroupBase<E>>();
    const people = (members: ReadonlyArray<string | ExistingUser>) => members.map((member) => (typeof member === 'string' ? users.get(member)! : member));
    for (const { name, members, membership, policies: list } of rendered.groups) {
      const group = new StorageGroupBase(engine, this, `Group-${name}`, { name, members: people(members), membership, ...options });
      if (isPerMember(plan, granted, name)) group.list.close(() => memberTooLate(name, this.node.path, platform));
      groups.set(name, group);
      write(madeOwner(group), `group ${name}`, group, list, granted.groups.get(name)?.grants);
    }
    const roles = new Map<string, StorageRoleBase<E>>();
    for (const { name, policies: list } of rendered.roles) {
      const { trust, maxSessionDuration, boundary, grants } = granted.roles.get(name)!;
      const role = new StorageRoleBase(engine, this, `Role-${name}`, { name, trust, maxSessionDuration, boundary, ...options });
      roles.set(name, role);
      write(madeOwner(role), `role ${name}`, role, list, grants);
    }
    rendered.existing.forEach(({ principal, members, policies: list }, index) => {
      const owner = existingOwner(this, principal, placement);
      const home = new Construct(this, existingId(principal, index));
      write(owner, `${principal.kind} ${principal.name}`, home, list, granted.existing[index].grants);
      addMembers(engine, home, owner, people(members), placement);
    });
    this.users = users;
    this.groups = groups;
    this.roles = roles;
    this.otherAccountPolicies = rendered.otherAccountPolicies;
    handBack(this, 'resources', placement.platform, { policies, bucketPolicies: this.guardBuckets(engine, plan, placement) });
  }

  private guardBuckets(engine: E, plan: AccessPlan, placement: Placement): ReadonlyMap<string, ResourceOf<E, 'S3BucketPolicy'>> {
    // Only for its refusals: the policy of a bucket checks its name by itself, but the other side has the grant's own text.
    bucketConditions(engine, this, plan.external.flatMap(({ grants }) => grants.flatMap(({ buckets }) => buckets)));
    const withPolicies = [...bucketIntents(plan)].filter(([, intents]) => intents.length > 0);
    return new Map(withPolicies.map(([bucket, intents]) => {
      return [bucket, policyResource<E>(BucketPolicies.of(engine, this).add(this, bucket, intents, placement))];
    }));
  }
}

function existingId({ kind, name }: ExistingPrincipal, index: number): string {
  return `Existing-${kind}-${isDeployTime(name) ? index + 1 : name}`;
}

/**
 * Where a plan is made: on the platform of the StorageProvider above it, or without one on that of the plan, which then names no endpoints
 * unless it has a provider of the user's own.
 *
 * @throws AccessError `PlatformMismatch`, `OutsidePlatform`
 */
function planPlacement(engine: TerraformEngine, scope: Construct, props: Omit<ConstructOptions, 'platform'> & { readonly plan: AccessPlan }): Placement {
  const { plan: { platform }, provider, dependsOn } = props;
  const placement = placementOf(engine, scope, { provider, dependsOn });
  const declared = declaredPlatform(scope);
  if (declared) return { ...placement, platform: declaredForPlan(scope.node.path, platform, declared) };
  if (platform.name === placement.platform.name && (provider || !hasEndpoints(platform))) return { ...placement, platform };
  throw planWithoutProvider(scope.node.path, platform);
}

function hasEndpoints({ endpoints }: Platform): boolean {
  return Object.values(endpoints).some((url) => url !== undefined);
}

/** What a plan makes on Selectel. */
interface SelectelAccess<E extends TerraformEngine> {
  readonly users: ReadonlyMap<string, StorageUserBase<E>>;
  readonly bucketPolicies: ReadonlyMap<string, ResourceOf<E, 'S3BucketPolicy'>>;
}

/** Passwords of service users, by name. */
type Passwords = Readonly<Record<string, string>>;

const FORM: PasswordForm = {
  isKept: (password) => typeof password === 'string' && isDeployTime(password),
  readers: 'everybody would read who sees the synthesized output',
  remedy: "give each user a sensitive variable: passwords: { 'ci-uploader': new TerraformVariable(this, 'ci-password', { type: 'string', sensitive: true }).stringValue }",
};

/**
 * Makes a plan on Selectel: service users with their S3 keys, and the policies of buckets, which name the users by what the provider makes.
 *
 * @throws AccessError `InvalidPassword`, and what the plan can't have there
 */
function makeSelectelAccess<E extends TerraformEngine>(
  engine: E, access: Construct, plan: AccessPlan, passwords: Passwords, placement: Placement,
): SelectelAccess<E> {
  const settings = selectelSettings(plan.platform);
  checkPasswords(plan, passwords, FORM);
  // for its refusals, before anything is made
  renderSelectel(plan, settings, (user) => `${user}-id`);
  const { platform, provider, dependsOn } = placement;
  const users = new Map([...plan.users].map(([name, { accessKeys = [] }]) => [
    name, new StorageUserBase(engine, access, `User-${name}`, { name, accessKeys, platform, provider, dependsOn: [...dependsOn] }),
  ]));
  const { intents } = renderSelectel(plan, settings, (name) => users.get(name)?.nameText);
  // only for its refusals: the policy of a bucket checks its name by itself
  const grants = [...plan.users.values(), ...plan.groups.values(), ...plan.existing].flatMap((some) => some.grants ?? []);
  bucketConditions(engine, access, grants.flatMap(({ buckets }) => buckets));
  const policies = BucketPolicies.of(engine, access);
  // a policy that names users by their names waits for them all the same
  const where = { ...placement, dependsOn: [...dependsOn, ...[...users.values()].map(({ user }) => user)] };
  const made = [...intents].filter(([, list]) => list.length > 0)
    .map(([bucket, list]) => [bucket, policyResource<E>(policies.add(access, bucket, list, where))] as const);
  return { users, bucketPolicies: new Map(made) };
}
