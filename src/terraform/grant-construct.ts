import { Construct } from 'constructs';
import type { Grant, Intent } from '../grants/grant';
import { BUCKET_PROPS, type BucketProp } from '../grants/make-grant';
import { ACCESS_KEYS, type AccessKeys } from '../plan/access-keys';
import { isThrough, throughGrants } from '../plan/access-points';
import { ADOPTED_POLICY, type AdoptedPolicy } from '../plan/adopted-policy';
import { BOUNDARY, type Boundary } from '../plan/boundary';
import { bucketGrant, bucketOf } from '../plan/bucket-grant';
import { type ExternalGrantee, isExternal } from '../plan/external-grantees';
import { identityDocument } from '../plan/identity-document';
import { nameAfter } from '../plan/names';
import { otherAccountPolicies, type OtherAccountPolicy } from '../plan/other-account-policies';
import { membersFor } from '../plan/per-member';
import { checkOneGrantee, granteeList, manyForOneAdopted, memberTooLate, noOwnUser } from '../plan/refusals';
import { splitProps } from '../shape/intent';
import { oneOrMore, SWITCH, VALUE } from '../shape/readers';
import { objectWith, type Shape } from '../shape/shape';
import type { AccessKeyValue } from './access-key-resource';
import { BucketPolicies } from './bucket-policies';
import { bucketReference, readable } from './bucket-reference';
import { handBack } from './control-planes';
import type { ResourceOf, TerraformEngine } from './engine';
import { type GrantedPolicy, type PolicyResources, writePolicy } from './identity-policy';
import type { Member } from './members';
import { policyResource } from './merged-bucket-policy';
import { CONSTRUCT_OPTIONS, type ConstructOptions, type Placement, placementOf } from './platform-scope';
import { type GranteeBase, ownerOf } from './policy-owner';
import { ANY_PRINCIPAL } from './principal-resources';
import { StorageGroupBase } from './storage-group';
import { StorageUserBase } from './storage-user';
import { checkTokens } from './tokens';

export type { GranteeBase } from './policy-owner';

/** The user that a grant makes for itself. */
export interface OwnUser {
  /**
   * The user's name on the platform.
   *
   * @default - the id of the grant's construct, after the `scope` of a platform that has one
   */
  readonly name?: string;
  /**
   * Its access keys, oldest first. The first rotation names the key that is there, too, `['1', '2026-11']`: without it the deployment
   * deletes the key `1`.
   *
   * @default ['1']
   */
  readonly accessKeys?: AccessKeys;
  /**
   * The most that it may ever do, whatever is granted: the ARN of a managed policy that exists already, or grants.
   *
   * @default - none
   */
  readonly boundary?: Boundary;
  /**
   * Takes over the user of this name, which exists already, instead of making one.
   *
   * @default false
   */
  readonly adopt?: boolean;
}

const ownUser = (): Shape<OwnUser> => ({ name: VALUE, accessKeys: ACCESS_KEYS, boundary: BOUNDARY, adopt: SWITCH });

/** What every grant construct takes beside the props of the grant. */
export interface GrantOptions<Grantee> extends ConstructOptions {
  /**
   * Who gets the grant, or a list of them. For somebody outside the account (`anotherAccount(…)`, `externalPrincipal(…)`, `everyone()`) it becomes
   * part of the bucket policy.
   *
   * @default - a user of its own, with one access key
   */
  readonly grantee?: Grantee | ExternalGrantee | ReadonlyArray<Grantee | ExternalGrantee>;
  /**
   * How the user is called and which keys it has, when the grant makes one; not together with `grantee`.
   *
   * @default - named after the construct, with the one access key `1`
   */
  readonly user?: OwnUser;
  /**
   * Takes over a policy that exists already, under the name that it has, instead of making one: an `import` block, which needs Terraform 1.5.
   *
   * @default - a policy of its own, named after the construct
   */
  readonly adopt?: AdoptedPolicy;
}

/** The shape of {@link GrantOptions}. */
export const grantOptions = (): Shape<GrantOptions<unknown>> => ({
  ...CONSTRUCT_OPTIONS, grantee: oneOrMore(ANY_PRINCIPAL), user: objectWith(ownUser()), adopt: objectWith(ADOPTED_POLICY, 'name'),
});

/** A grant in a stack: its policy on its grantee, and, without a grantee, a user of its own with an access key. */
export class GrantConstruct<E extends TerraformEngine> extends Construct {
  /** The policies that it made. */
  public readonly policies: readonly GrantedPolicy[];
  /**
   * The provider's own objects behind the policies.
   *
   * @throws AccessError `NotOfAws` where the provider isn't that of AWS
   */
  public readonly resources!: PolicyResources<E>;
  /**
   * What the administrators of the grantee's account must attach for the grant to hold, where it is given to another account or to a user
   * or role of one; undefined elsewhere.
   */
  public readonly otherAccountPolicy?: OtherAccountPolicy;
  /** The same for each grantee outside the account, where it is given to a list. */
  public readonly otherAccountPolicies: readonly OtherAccountPolicy[] = [];
  private readonly ownUser?: StorageUserBase<E>;

  constructor(
    engine: E, intent: (buckets: BucketNames) => Grant, scope: Construct, id: string, props: GrantOptions<GranteeBase<E>> & BucketNames,
  ) {
    super(scope, id);
    const { grantee, user } = props;
    checkOneGrantee(this.node.path, props);
    const placement = placementOf(engine, this, props);
    const named = BUCKET_PROPS.filter((prop) => Object.hasOwn(props, prop));
    const buckets = named.map((prop) => [prop, bucketReference(engine, this, props[prop] as string)] as const);
    const grant = intent(Object.fromEntries(buckets.map(([prop, { bucket }]) => [prop, bucket])));
    const list = granteeList(this.node.path, grantee, props.adopt);
    const outside = (list ?? [grantee]).filter(isExternal);
    if (isThrough(grant)) BucketPolicies.of(engine, this).add(this, bucketOf({ grant }), throughGrants([grant]), placement);
    const bucketPolicy = outside.length === 0 ? undefined : giveOutside(engine, this, grant, outside, placement);
    this.otherAccountPolicies = outside.flatMap((one) => otherAccountPolicies([grant], one, placement.platform));
    if (list !== undefined || bucketPolicy !== undefined) {
      const inside = (list ?? []).filter((one): one is GranteeBase<E> => !isExternal(one));
      this.policies = inside.flatMap((one) => writeGrant(engine, new Construct(this, granteeId(engine, this, one)), one, grant, placement).policies);
      handBack(this, 'resources', placement.platform, { ...(bucketPolicy !== undefined && { bucketPolicy }) });
      if (list === undefined) [this.otherAccountPolicy] = this.otherAccountPolicies;
      return;
    }
    if (grantee === undefined) {
      const own = { ...user, name: user?.name ?? nameAfter(id, placement.platform), accessKeys: user?.accessKeys ?? ['1'], ...placementOptions(props) };
      this.ownUser = new StorageUserBase(engine, this, 'User', own);
    }
    const { policies, resources } = writeGrant(engine, this, this.ownUser ?? (grantee as GranteeBase<E>), grant, placement, props.adopt);
    this.policies = policies;
    handBack(this, 'resources', placement.platform, resources);
  }

  /**
   * The user that the grant made for itself.
   *
   * @throws AccessError `HasGrantee` when the grant was given to a grantee
   */
  public get user(): StorageUserBase<E> {
    if (!this.ownUser) throw noOwnUser(this.node.path);
    return this.ownUser;
  }

  /**
   * The newest access key of the user that the grant made for itself.
   *
   * @throws AccessError `HasGrantee` when the grant was given to a grantee, `NoAccessKey` when `accessKeys` was empty
   */
  public get accessKey(): AccessKeyValue {
    return this.user.accessKey;
  }
}

/** Puts a grant into the policy of its bucket, once for each grantee. */
function giveOutside<E extends TerraformEngine>(
  engine: E, scope: Construct, grant: Grant, grantees: readonly ExternalGrantee[], placement: Placement,
): ResourceOf<E, 'S3BucketPolicy'> {
  const external = grantees.map((one) => bucketGrant(grant, one));
  return policyResource(BucketPolicies.of(engine, scope).add(scope, bucketOf(external[0]), external, placement));
}

/** What the policy of one grantee of a list is called in the tree: the same at every synth, no matter who else is in the list. */
function granteeId<E extends TerraformEngine>(engine: E, scope: Construct, { name, kind }: GranteeBase<E> & { readonly kind?: string }): string {
  return `${kind ?? 'grantee'}-${readable(engine, scope, name).replace(/[^A-Za-z0-9._-]+/g, '-')}`;
}

/** Names, or tokens of names, by the props that hold them. */
export type BucketNames = { readonly [Prop in BucketProp]?: string };

/** What a grant's construct was given, read once, and its intent with the props of its own. */
export interface ReadGrant<Props, Options> {
  readonly intent: (buckets: BucketNames) => Grant;
  readonly props: Props & Options;
}

/**
 * Reads what the construct of a grant was given.
 *
 * @param id - the construct, in words
 * @param options - the shape of what it takes beside the props of the grant
 * @throws AccessError `InvalidOption`, `DeployTimeValue`
 */
export function readGrant<Props extends object, Options extends object>(
  engine: TerraformEngine, intent: Intent<Props, Grant>, id: string, options: Shape<Options>, given: unknown,
): ReadGrant<Props, Options> {
  const { own, all } = splitProps<Props, Options>(id, intent, options, given);
  checkTokens(engine, id, own, BUCKET_PROPS);
  return { props: all, intent: (buckets) => intent({ ...own, ...buckets }) };
}

function placementOptions({ platform, provider, dependsOn }: ConstructOptions): ConstructOptions {
  return { platform, provider, dependsOn };
}

/** What a grant came to. */
interface WrittenGrant<E extends TerraformEngine> {
  readonly policies: readonly GrantedPolicy[];
  readonly resources: PolicyResources<E>;
}

/**
 * Writes a grant for its owner; for a group whose platform fills in no variables, a grant that depends on the user's name for each member.
 *
 * @throws AccessError `UnsupportedOnPlatform`, `AdoptedPolicy`, and what `writePolicy` refuses
 */
function writeGrant<E extends TerraformEngine>(
  engine: E, scope: Construct, grantee: GranteeBase<E>, grant: Grant, placement: Placement, adopted?: AdoptedPolicy,
): WrittenGrant<E> {
  const { platform } = placement;
  const owner = ownerOf(scope, grantee, placement);
  const list = grantee instanceof StorageGroupBase ? grantee.list : undefined;
  const members = list && membersFor<Member<E>>(grant, list, platform);
  if (!members) {
    const { policy, resources } = writePolicy(engine, scope, owner, identityDocument([grant], owner, platform), placement, grant.buckets, adopted);
    return { policies: [policy], resources };
  }
  if (adopted) throw manyForOneAdopted(scope.node.path, owner.name, adopted.name);
  list?.close(() => memberTooLate(owner.name, scope.node.path, platform));
  const written = members.map((member) => {
    const user = ownerOf<E>(scope, member, placement);
    const home = new Construct(scope, `Member-${member.name}`);
    return [member.name, writePolicy(engine, home, user, identityDocument([grant], user, platform), placement, grant.buckets)] as const;
  });
  const inline = written.map(([name, { resources }]) => [name, resources.inlinePolicy as ResourceOf<E, 'IamUserPolicy'>] as const);
  return { policies: written.map(([, { policy }]) => policy), resources: { memberPolicies: new Map(inline) } };
}
