import type { BucketPolicy as AwsBucketPolicy } from '@pulumi/aws/s3/bucketPolicy';
import * as pulumi from '@pulumi/pulumi';
import { AccessError } from '../errors';
import type { Grant } from '../grants/grant';
import { checkedPlan } from '../plan/access-plan';
import { bucketIntents } from '../plan/bucket-intents';
import { checkPlanOptions, controlPlaneOf } from '../plan/control-planes';
import { APPLY_TO_PROXY } from '../plan/delta-glider/apply-command';
import { grantedPerMember, isPerMember } from '../plan/per-member';
import { declaredForPlan, planWithoutProvider } from '../plan/plan-platform';
import type { AccessPlan, PlannedRole } from '../plan/planned';
import type { ExistingUser } from '../plan/principals';
import { memberTooLate } from '../plan/refusals';
import { renderForEngine } from '../plan/render-access';
import type { RenderedGroup, RenderedPolicy, RenderedRole, RenderedUser } from '../plan/rendered-access';
import { isAwsItself } from '../platforms/aws/is-aws-itself';
import type { Platform } from '../platforms/platform';
import { isDeployTime } from '../policy/deploy-time';
import { AS_GIVEN, OPAQUE, recordOf } from '../shape/readers';
import { objectWith, readShape, type Shape } from '../shape/shape';
import { BucketPolicies } from './bucket-policies';
import { ofAws } from './control-planes';
import { otherAccountPolicy, type OtherAccountPolicyOutput } from './grant';
import { principalOf } from './grantee';
import { makePolicy, type PolicyResources } from './identity-policies';
import { INPUT } from './inputs';
import { findGroup } from './made-group';
import { addMembers } from './members';
import { plainOrPlaceholder } from './placeholders';
import { PLATFORM_ARGS, isDeclared, placementOf, samePlatform, type Placement, type PlatformArgs } from './placement';
import { beginPlan, type Passwords } from './plan-around';
import { existingPrincipal, type Principal } from './principals';
import { applyToProxy, type ApplyToProxyArgs } from './proxy-apply';
import { proxyFiles } from './proxy-files';
import { makeSelectelAccess } from './selectel-access';
import { checkSdk, type SelectelSdk } from './selectel-sdk';
import { States } from './states';
import { StorageGroup } from './storage-group';
import { StorageRole } from './storage-role';
import { StorageUser } from './storage-user';

/** Args of {@link StorageAccess}. */
export interface StorageAccessArgs extends PlatformArgs {
  /** What to make: what `accessPlan(…)` returns. */
  readonly plan: AccessPlan;
  /**
   * On Selectel, the password of each user, which is known only at deploy: a secret of the configuration, or what a secret store holds. It is
   * kept as a Pulumi secret. Nobody needs it: users sign requests with their keys.
   *
   * @default - none, as on every other platform
   */
  readonly passwords?: Passwords;
  /**
   * On Selectel, the SDK of its provider, for the users of the plan: the module that `pulumi package add terraform-provider selectel/selectel`
   * makes. Its provider comes from its configuration or from `providers`.
   *
   * @default - none: a plan with users is refused there
   */
  readonly selectel?: SelectelSdk;
  /**
   * On DeltaGlider Proxy, applies the plan to a running proxy with each deployment that changes it, by the proxy's own command. Its password
   * comes from the environment: `DGP_BOOTSTRAP_PASSWORD`.
   *
   * @default - only the file is an output
   */
  readonly apply?: ApplyToProxyArgs;
}

const ARGS: Shape<StorageAccessArgs> = {
  ...PLATFORM_ARGS,
  plan: OPAQUE,
  passwords: recordOf(AS_GIVEN),
  selectel: OPAQUE,
  apply: objectWith<ApplyToProxyArgs>({ ...APPLY_TO_PROXY, server: INPUT, config: INPUT, localCommand: AS_GIVEN }),
};

/** The provider's own objects behind a {@link StorageAccess}; those of users and groups are theirs. */
export interface StorageAccessResources {
  /** Identity policies by principal: `user ci-uploader`. */
  readonly policies: ReadonlyMap<string, readonly PolicyResources[]>;
  /** By bucket. */
  readonly bucketPolicies: ReadonlyMap<string, AwsBucketPolicy>;
}

/**
 * Makes everything in a plan: users, groups, policies, access keys and bucket policies. Grants of one principal share as few policies as
 * hold them.
 *
 * @throws AccessError `PlatformMismatch` when the plan is for another platform than the StorageProvider, `OutsidePlatform`, `NotInstalled` and
 * `InvalidPassword` on Selectel, and what `renderAccess` and the single constructs refuse
 * @example
 * const access = new StorageAccess('access', { plan: plan('prod') });
 * export const secret = access.users.get('ci-uploader')?.accessKey.secret;
 */
export class StorageAccess extends pulumi.ComponentResource {
  constructor(name: string, given: StorageAccessArgs, opts: pulumi.ComponentResourceOptions = {}) {
    const read = readShape<StorageAccessArgs>(ARGS, given, { what: name });
    const args: StorageAccessArgs = { ...read, plan: checkedPlan(read.plan) };
    super('bucket-grants:index:StorageAccess', name, {}, opts);
    const { platform } = args.plan;
    checkPlanOptions(name, { passwords: args.passwords, selectel: args.selectel, apply: args.apply }, platform);
    const { planForm } = controlPlaneOf(platform);
    if (planForm === 'file') {
      checkSamePlatform(name, args);
      const { plan, apply } = args;
      states.set(this, { ...NOTHING, platform, files: proxyFiles(plan) });
      if (apply) applyToProxy(name, plan, apply, { parent: this, ...(opts.dependsOn && { dependsOn: opts.dependsOn }) });
      this.registerOutputs({ files: Object.fromEntries(this.files) });
      return;
    }
    if (planForm === 'buckets') beginPlan(this, { sdk: args.selectel, passwords: args.passwords ?? {} });
    const placement = planPlacement(this, args, opts);
    states.set(this, planForm === 'buckets' ? onSelectel(this, args, placement, opts) : instantiate(this, { ...args.plan, platform: placement.platform }, placement, opts));
    this.registerOutputs({ users: [...this.users.keys()], groups: [...this.groups.keys()], roles: [...this.roles.keys()] });
  }

  /** The users of the plan by name, with their access keys. */
  public get users(): ReadonlyMap<string, StorageUser> {
    return stateOf(this).users;
  }

  /** The groups of the plan by name. */
  public get groups(): ReadonlyMap<string, StorageGroup> {
    return stateOf(this).groups;
  }

  /** The roles of the plan by name. */
  public get roles(): ReadonlyMap<string, StorageRole> {
    return stateOf(this).roles;
  }

  /** What the platform takes as files, by path, where it does: `access.yaml` for DeltaGlider Proxy. Nothing else is made there. */
  public get files(): ReadonlyMap<string, pulumi.Output<string>> {
    return stateOf(this).files ?? new Map();
  }

  /** What the administrators of other accounts must attach, for the grants to them to hold. */
  public get otherAccountPolicies(): readonly OtherAccountPolicyOutput[] {
    return stateOf(this).otherAccountPolicies;
  }

  /**
   * The provider's own objects.
   *
   * @throws AccessError `NotOfAws` where the provider isn't that of AWS
   */
  public get resources(): StorageAccessResources {
    const { platform, resources } = stateOf(this);
    return ofAws(platform, resources);
  }
}

interface State {
  readonly platform: Platform;
  readonly users: ReadonlyMap<string, StorageUser>;
  readonly groups: ReadonlyMap<string, StorageGroup>;
  readonly roles: ReadonlyMap<string, StorageRole>;
  readonly otherAccountPolicies: readonly OtherAccountPolicyOutput[];
  readonly resources: StorageAccessResources;
  readonly files?: ReadonlyMap<string, pulumi.Output<string>>;
}

/** A plan of which nothing is made but files. */
const NOTHING: Omit<State, 'platform'> = {
  users: new Map(), groups: new Map(), roles: new Map(), otherAccountPolicies: [], resources: { policies: new Map(), bucketPolicies: new Map() },
};

const states = new States<State>();

function stateOf(access: StorageAccess): State {
  return states.of(access);
}

/** A platform that is named beside the plan must be that of the plan. */
function checkSamePlatform(name: string, { plan, platform }: StorageAccessArgs): void {
  if (platform === undefined || samePlatform(platform, plan.platform)) return;
  throw new AccessError({
    code: 'OutsidePlatform', message: `${name} has a plan for ${plan.platform.title}, and names ${platform.title}, or other settings of it`, remedy: 'leave platform out',
  });
}

/** Where a plan is made: on the platform of the StorageProvider that it falls under, else on that of the plan, which is AWS itself unless it is named here as well. */
function planPlacement(access: StorageAccess, args: StorageAccessArgs, opts: pulumi.ComponentResourceOptions): Placement {
  const { plan, platform } = args;
  const found = placementOf(access, { platform }, opts);
  checkSamePlatform(found.name, args);
  if (platform === undefined && isDeclared(found)) return { ...found, platform: declaredForPlan(found.name, plan.platform, found.platform) };
  if (platform === undefined && !isAwsItself(plan.platform)) throw planWithoutProvider(found.name, plan.platform);
  return { ...found, platform: plan.platform };
}

function onSelectel(
  access: StorageAccess, { plan, selectel, passwords = {} }: StorageAccessArgs, placement: Placement, opts: pulumi.ComponentResourceOptions,
): State {
  if (plan.users.size > 0) checkSdk(placement.name, selectel);
  const { users, bucketPolicies } = makeSelectelAccess(access, plan, passwords, placement, opts);
  return { ...NOTHING, platform: plan.platform, users, resources: { policies: new Map(), bucketPolicies } };
}

/** Children are named after the plan's principals, so that a change of one touches no other. */
function instantiate(access: StorageAccess, given: AccessPlan, placement: Placement, opts: pulumi.ComponentResourceOptions): State {
  const plan = grantedPerMember(given);
  const rendered = renderForEngine(plan, { scope: placement.path });
  const { platform } = plan;
  const child = { parent: access, ...(opts.dependsOn && { dependsOn: opts.dependsOn }) };
  const childName = (principal: string) => `${placement.name}-${principal}`;
  const policies = new Map<string, readonly PolicyResources[]>();
  const write = (principal: Principal, label: string, home: Placement, list: readonly RenderedPolicy[], grants: readonly Grant[] = []) => {
    const buckets = grants.flatMap((grant) => grant.buckets);
    policies.set(label, list.map((policy, index) => {
      // The plan packed them; this counts them, with what other constructs of the program grant the same principal.
      principal.budget.place(policy);
      return makePolicy(`${home.name}-policy${index === 0 ? '' : `-${index + 1}`}`, principal, policy, buckets, home).resources;
    }));
  };
  const makeUser = ({ name, accessKeys }: RenderedUser) => (
    new StorageUser(childName(name), { name, accessKeys, boundary: plan.users.get(name)?.boundary, platform }, child)
  );
  const users = new Map(rendered.users.map((user) => [user.name, makeUser(user)]));
  const makeGroup = ({ name, members, membership }: RenderedGroup) => (
    new StorageGroup(childName(name), { name, platform, membership, members: members.map((member) => memberOf(member, users)) }, child)
  );
  const groups = new Map(rendered.groups.map((group) => [group.name, makeGroup(group)]));
  const makeRole = ({ name }: RenderedRole) => {
    const { trust, maxSessionDuration, boundary } = plan.roles.get(name) as PlannedRole;
    return new StorageRole(childName(name), { name, trust, maxSessionDuration, boundary, platform }, child);
  };
  const roles = new Map(rendered.roles.map((role) => [role.name, makeRole(role)]));
  for (const { name, policies: list } of rendered.roles) {
    const role = roles.get(name) as StorageRole;
    write(principalOf(role, placement), `role ${name}`, placementOf(role, { platform }, opts), list, plan.roles.get(name)?.grants);
  }
  for (const { name, policies: list } of rendered.users) {
    const user = users.get(name) as StorageUser;
    write(principalOf(user, placement), `user ${name}`, placementOf(user, { platform }, opts), list, plan.users.get(name)?.grants);
  }
  for (const { name, policies: list } of rendered.groups) {
    const group = groups.get(name) as StorageGroup;
    if (isPerMember(given, plan, name)) findGroup(group)?.list.close(() => memberTooLate(name, placement.name, platform));
    write(principalOf(group, placement), `group ${name}`, placementOf(group, { platform }, opts), list, plan.groups.get(name)?.grants);
  }
  rendered.existing.forEach(({ principal, members, policies: list }, index) => {
    const { kind, name } = principal;
    const home = { ...placement, name: childName(`${kind}-${isDeployTime(name) ? index + 1 : name}`) };
    const owner = existingPrincipal(principal, placement);
    write(owner, `${kind} ${name}`, home, list, plan.existing[index].grants);
    addMembers(owner, members.map((member) => memberOf(member, users)), home);
  });
  const outside = plan.external.flatMap(({ grants }) => grants.flatMap(({ buckets }) => buckets));
  const otherAccountPolicies = rendered.otherAccountPolicies.map((policy) => otherAccountPolicy(policy, outside));
  return { platform, users, groups, roles, otherAccountPolicies, resources: { policies, bucketPolicies: bucketPoliciesOf(plan, placement, opts) } };
}

function memberOf(member: string | ExistingUser, users: ReadonlyMap<string, StorageUser>): StorageUser | ExistingUser {
  return typeof member === 'string' ? users.get(member) as StorageUser : member;
}

function bucketPoliciesOf(plan: AccessPlan, placement: Placement, opts: pulumi.ComponentResourceOptions): ReadonlyMap<string, AwsBucketPolicy> {
  const withPolicies = [...bucketIntents(plan)].filter(([, intents]) => intents.length > 0);
  const policies = BucketPolicies.of(placement.program);
  return new Map(withPolicies.map(([bucket, intents]) => [bucket, policies.add(plainOrPlaceholder('bucket', bucket), intents, placement, opts).resource]));
}
