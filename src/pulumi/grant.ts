import type { UserPolicy } from '@pulumi/aws/iam/userPolicy';
import * as pulumi from '@pulumi/pulumi';
import type { Grant, Intent } from '../grants/grant';
import { isThrough, throughGrants } from '../plan/access-points';
import { ADOPTED_POLICY, type AdoptedPolicy } from '../plan/adopted-policy';
import { bucketGrant, bucketOf } from '../plan/bucket-grant';
import { describeExternal, type ExternalGrantee, isExternal } from '../plan/external-grantees';
import { identityDocument } from '../plan/identity-document';
import type { MemberList } from '../plan/membership';
import { otherAccountPolicies, type OtherAccountPolicy } from '../plan/other-account-policies';
import { membersFor } from '../plan/per-member';
import { checkOneGrantee, granteeList, manyForOneAdopted, memberTooLate, noOwnUser } from '../plan/refusals';
import type { Platform } from '../platforms/platform';
import { isDeployTime } from '../policy/deploy-time';
import { oneOrMore } from '../shape/readers';
import { objectWith, type Shape } from '../shape/shape';
import { accessKeyIds, type MadeAccessKey } from './access-keys';
import { addToPolicy } from './bucket-policy';
import { ofAws } from './control-planes';
import { policyInput } from './deploy';
import { type Grantee, principalOf, userProvider } from './grantee';
import { type GrantedPolicy, type MadePolicy, makePolicy, namedAfter, type PolicyResources } from './identity-policies';
import { readArgs, type WithInputs } from './inputs';
import { findGroup } from './made-group';
import { GrantUser, type MadeUser, makeUser, stateOfUser, USER_ARGS, type UserArgs } from './made-user';
import { type Placement, placementOf, PLATFORM_ARGS, type PlatformArgs } from './placement';
import { ANY_PRINCIPAL } from './principal-resources';
import { checkSamePlatform, type Principal, principalOutput } from './principals';
import { States } from './states';

/** Args that every grant has beside its own. */
export interface GrantArgs extends PlatformArgs {
  /**
   * Who gets it, or a list of them. For somebody outside the account (`anotherAccount(…)`, `externalPrincipal(…)`, `everyone()`) it becomes part of
   * the bucket policy.
   *
   * @default - a user that the grant makes for itself, with one access key
   */
  readonly grantee?: Grantee | ExternalGrantee | ReadonlyArray<Grantee | ExternalGrantee>;
  /**
   * The user that the grant makes for itself; not together with `grantee`.
   *
   * @default - called as the construct, with one access key of the generation `1`
   */
  readonly user?: UserArgs;
  /**
   * Takes over a policy that exists already, under the name that it has, instead of making one.
   *
   * @default - a policy of its own, named after the construct
   */
  readonly adopt?: AdoptedPolicy;
}

const ARGS: Shape<GrantArgs> = { ...PLATFORM_ARGS, grantee: oneOrMore(ANY_PRINCIPAL), user: objectWith(USER_ARGS), adopt: objectWith(ADOPTED_POLICY, 'name') };

/** What all grants have in common: they write one policy for their grantee. */
export abstract class StorageGrant<Props extends object> extends pulumi.ComponentResource {
  protected constructor(
    type: string, intent: Intent<Props, Grant>, name: string, given: WithInputs<Props> & GrantArgs, opts?: pulumi.ComponentResourceOptions,
  ) {
    const { props, args } = readArgs<Props, GrantArgs>(name, intent, ARGS, given);
    const grant = intent(props);
    checkOneGrantee(name, args);
    super(type, name, {}, opts);
    if (isThrough(grant)) addToPolicy(this, bucketOf({ grant }), throughGrants([grant]), args, opts ?? {});
    const { adopt } = args;
    const list = granteeList(name, args.grantee, adopt);
    if (list !== undefined) {
      states.set(this, giveToAll(this, grant, list, args, opts));
      this.registerOutputs({ grantees: list.length });
      return;
    }
    const grantee = args.grantee as Grantee | ExternalGrantee | undefined;
    if (isExternal(grantee)) {
      states.set(this, giveOutside(this, grant, [grantee], args, opts));
      this.registerOutputs({ grantee: describeExternal(grantee) });
      return;
    }
    const placement = placementOf(this, args, opts, userProvider(grantee));
    const user = grantee === undefined ? new GrantUser(makeUser({ ...args.user, accessKeys: args.user?.accessKeys ?? ['1'] }, placement)) : undefined;
    const principal = user ? stateOfUser(user).principal : principalOf(grantee as Grantee, placement);
    checkSamePlatform(principal, placement);
    const made = writeGrant(principal, findGroup(grantee)?.list, grant, placement, adopt);
    states.set(this, { platform: placement.platform, user, made });
    this.registerOutputs({ grantee: principalOutput(principal), ...(user && { accessKeyIds: accessKeyIds(user.accessKeys) }) });
  }

  /**
   * The user that the grant made.
   *
   * @throws AccessError `HasGrantee` where it was given a grantee
   */
  public get user(): MadeUser {
    const { user } = stateOf(this);
    if (user !== undefined) return user;
    throw noOwnUser(pulumi.resourceName(this));
  }

  /**
   * The newest access key of the user that the grant made.
   *
   * @throws AccessError `HasGrantee` where it was given a grantee, `NoAccessKey` where its user has no key
   */
  public get accessKey(): MadeAccessKey {
    return this.user.accessKey;
  }

  /** The identity policies that it wrote; none where the grantee is outside the account. */
  public get policies(): readonly GrantedPolicy[] {
    return stateOf(this).made.policies;
  }

  /**
   * What the administrators of the grantee's account must attach for the grant to hold, where it is given to another account or to a user
   * or role of one; undefined elsewhere.
   */
  public get otherAccountPolicy(): OtherAccountPolicyOutput | undefined {
    return Array.isArray(stateOf(this).list) ? undefined : this.otherAccountPolicies[0];
  }

  /** The same for each grantee outside the account, where it is given to a list. */
  public get otherAccountPolicies(): readonly OtherAccountPolicyOutput[] {
    return stateOf(this).otherAccountPolicies ?? [];
  }

  /**
   * The provider's own objects behind the policy; those of the user are under `user.resources`.
   *
   * @throws AccessError `NotOfAws` where the provider isn't that of AWS
   */
  public get resources(): PolicyResources {
    const { platform, made } = stateOf(this);
    return ofAws(platform, made.resources);
  }
}

interface GrantState {
  readonly platform: Platform;
  readonly user?: MadeUser;
  readonly made: WrittenGrant;
  readonly otherAccountPolicies?: readonly OtherAccountPolicyOutput[];
  /** Who gets it, where it was given to a list. */
  readonly list?: readonly unknown[];
}

/** What the account of an external grantee must attach. */
export interface OtherAccountPolicyOutput extends Omit<OtherAccountPolicy, 'json' | 'document' | 'size'> {
  /** The document as canonical JSON. */
  readonly json: pulumi.Output<string>;
}

function giveOutside(
  construct: pulumi.ComponentResource, grant: Grant, grantees: readonly ExternalGrantee[], args: PlatformArgs,
  opts: pulumi.ComponentResourceOptions = {},
): GrantState {
  const given = grantees.map((one) => bucketGrant(grant, one));
  const { resource, platform } = addToPolicy(construct, bucketOf(given[0]), given, args, opts);
  const others = grantees.flatMap((one) => otherAccountPolicies([grant], one, platform)).map((other) => otherAccountPolicy(other, grant.buckets));
  return { platform, made: { policies: [], resources: { bucketPolicy: resource } }, otherAccountPolicies: others };
}

/** Each grantee of a list gets a policy of its own; those outside the account share the bucket's. */
function giveToAll(
  construct: pulumi.ComponentResource, grant: Grant, list: ReadonlyArray<Grantee | ExternalGrantee>, args: PlatformArgs,
  opts?: pulumi.ComponentResourceOptions,
): GrantState {
  const outside = list.filter(isExternal);
  const shared = outside.length === 0 ? undefined : giveOutside(construct, grant, outside, args, opts);
  const written = list.flatMap((one, index) => {
    if (isExternal(one)) return [];
    const placement = placementOf(construct, args, opts, userProvider(one));
    const principal = principalOf(one, placement);
    checkSamePlatform(principal, placement);
    const label = isDeployTime(principal.name) ? String(index + 1) : principal.name;
    const named = { ...placement, name: `${placement.name}-${principal.kind}-${label}` };
    return [{ platform: placement.platform, ...writeGrant(principal, findGroup(one)?.list, grant, named) }];
  });
  const platform = shared?.platform ?? written[0].platform;
  return { ...shared, platform, list, made: { policies: written.flatMap(({ policies }) => policies), resources: shared?.made.resources ?? {} } };
}

/** A policy of another account with its deploy-time buckets filled in. */
export function otherAccountPolicy({ grantee, grants, json }: OtherAccountPolicy, buckets: readonly string[]): OtherAccountPolicyOutput {
  return { grantee, grants, json: pulumi.output(policyInput(json, buckets)) };
}

const states = new States<GrantState>();

function stateOf(grant: object): GrantState {
  return states.of(grant);
}

/** What a grant came to. */
interface WrittenGrant {
  readonly policies: readonly GrantedPolicy[];
  readonly resources: PolicyResources;
}

/**
 * Writes a grant for its grantee; for a group whose platform fills in no variables, a grant that depends on the user's name for each member.
 *
 * @param group the members of the grantee, where it is a group that is made here
 * @throws AccessError `UnsupportedOnPlatform`, `AdoptedPolicy`, `PolicyTooLarge`, `TooManyPolicies`, `PolicyNameTwice`
 */
function writeGrant(
  principal: Principal, group: MemberList<Principal> | undefined, grant: Grant, placement: Placement, adopt?: AdoptedPolicy,
): WrittenGrant {
  const { name, platform } = placement;
  const members = group && membersFor(grant, group, platform);
  if (!members) {
    const { policy, resources } = writeFor(`${name}-policy`, principal, grant, placement, adopt);
    return { policies: [policy], resources };
  }
  if (adopt) throw manyForOneAdopted(name, principal.name, adopt.name);
  group.close(() => memberTooLate(group.name, name, platform));
  const written = members.map((member) => [member.name, writeFor(`${name}-policy-${member.name}`, member, grant, placement)] as const);
  const inline = written.map(([member, { resources }]) => [member, resources.inlinePolicy as UserPolicy] as const);
  return { policies: written.map(([, { policy }]) => policy), resources: { memberPolicies: new Map(inline) } };
}

function writeFor(logical: string, principal: Principal, grant: Grant, placement: Placement, adopt?: AdoptedPolicy): MadePolicy {
  const document = principal.budget.place(identityDocument([grant], principal, placement.platform), adopt?.arn !== undefined);
  const named = namedAfter(document, principal, placement, adopt);
  return makePolicy(logical, principal, named, grant.buckets, placement, adopt);
}
