import { Construct } from 'constructs';
import { AccessError } from '../errors';
import type { Grant, Intent } from '../grants/grant';
import { BUCKET_PROPS, type BucketProp } from '../grants/make-grant';
import type { AccessKeys } from '../plan/access-keys';
import { checkExistingName, policyName, shortHash } from '../plan/names';
import type { ExistingGroup, ExistingPrincipal, ExistingRole, ExistingUser } from '../plan/principals';
import { shown } from '../s3/names';
import type { AccessKeyValue } from './access-key-resource';
import { bucketReference } from './bucket-reference';
import type { TerraformEngine } from './engine';
import { makePolicy, placedGrant, type GrantedPolicy, type PolicyOwner, type PolicyResources } from './identity-policy';
import { nameConditions } from './name-conditions';
import { checkSameStore, placementOf, type ConstructOptions, type Placement } from './platform-scope';
import { AppRegistry } from './registry';
import { StorageGroupBase } from './storage-group';
import { StorageUserBase } from './storage-user';

/** Who may get a grant: a user or group made here, or a user, group or role that exists already. */
export type GranteeBase<E extends TerraformEngine> = StorageUserBase<E> | StorageGroupBase<E> | ExistingUser | ExistingGroup | ExistingRole;

/** The user that a grant makes for itself. */
export interface OwnUser {
  /**
   * The user's name on the platform.
   *
   * @default - the id of the grant's construct
   */
  readonly name?: string;
  /**
   * Its access keys, oldest first.
   *
   * @default ['1']
   */
  readonly accessKeys?: AccessKeys;
}

/** What every grant construct takes beside the props of the grant. */
export interface GrantOptions<Grantee> extends ConstructOptions {
  /**
   * Who gets the grant.
   *
   * @default - a user of its own, with one access key
   */
  readonly grantee?: Grantee;
  /**
   * How the user is called and which keys it has, when the grant makes one; not together with `grantee`.
   *
   * @default - named after the construct, with the one access key `1`
   */
  readonly user?: OwnUser;
}

/** A grant in a stack: its policy on its grantee, and, without a grantee, a user of its own with an access key. */
export class GrantConstruct<E extends TerraformEngine> extends Construct {
  /** The policies that it made. */
  public readonly policies: readonly GrantedPolicy[];
  /** The provider's own objects behind the policies. */
  public readonly resources: PolicyResources<E>;
  private readonly ownUser?: StorageUserBase<E>;

  constructor(
    engine: E, intent: (buckets: BucketNames) => Grant, scope: Construct, id: string, props: GrantOptions<GranteeBase<E>> & BucketNames,
  ) {
    super(scope, id);
    const { grantee, user } = props;
    if (grantee !== undefined && user !== undefined) {
      throw hasGrantee(this.node.path, 'user says how its own user is called', 'leave out either grantee or user');
    }
    const placement = placementOf(engine, this, props);
    const named = BUCKET_PROPS.filter((prop) => Object.hasOwn(props, prop));
    const buckets = named.map((prop) => [prop, bucketReference(engine, this, props[prop] as string)] as const);
    const grant = intent(Object.fromEntries(buckets.map(([prop, { bucket }]) => [prop, bucket])));
    if (grantee === undefined) this.ownUser = new StorageUserBase(engine, this, 'User', { name: user?.name ?? id, accessKeys: user?.accessKeys ?? ['1'], ...placementOptions(props) });
    const owner = this.ownUser ?? ownerOf(this, grantee, placement);
    const placed = placedGrant(grant, owner, placement.platform);
    const path = this.node.path.slice(engine.TerraformStack.of(this).node.path.length + 1);
    const readable = path.split('/');
    const name = policyName(placed.placement === 'inline' ? readable : [...readable, shortHash(this.node.path)], placement.platform);
    AppRegistry.of(this).takePolicyName(owner instanceof Construct ? owner.node.path : `${owner.kind} ${owner.nameText}`, name, this.node.path);
    const policy = { name, placement: placed.placement, json: placed.json, grants: placed.grants };
    this.policies = [policy];
    this.resources = makePolicy(engine, this, ['Policy', 'Attachment'], owner, policy, placement, [...buckets.flatMap(([, { preconditions }]) => preconditions), ...(owner instanceof Construct ? [] : nameConditions(engine, { kind: owner.kind, name: owner.nameText }, placement.platform))]);
  }

  /**
   * The user that the grant made for itself.
   *
   * @throws AccessError `HasGrantee` when the grant was given to a grantee
   */
  public get user(): StorageUserBase<E> {
    if (!this.ownUser) throw hasGrantee(this.node.path, 'no user was made', 'ask the grantee: a StorageUser has its keys as accessKey and accessKeys');
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

/** Names, or tokens of names, by the props that hold them. */
export type BucketNames = { readonly [Prop in BucketProp]?: string };

/** Calls an intent with the props that a construct was given; what isn't the intent's is not its business. */
export function withBuckets<P extends object>(intent: Intent<P, Grant>, props: P): (buckets: BucketNames) => Grant {
  return (buckets) => intent({ ...props, ...buckets });
}

function placementOptions({ platform, provider, dependsOn }: ConstructOptions): ConstructOptions {
  return { platform, provider, dependsOn };
}

function hasGrantee(path: string, why: string, remedy: string): AccessError {
  return new AccessError({ code: 'HasGrantee', message: `${path} is given to a grantee, and ${why}`, remedy });
}

function ownerOf<E extends TerraformEngine>(scope: Construct, grantee: GranteeBase<E> | undefined, { platform, account }: Placement): PolicyOwner {
  if (grantee instanceof StorageUserBase || grantee instanceof StorageGroupBase) {
    checkSameStore(scope, platform, grantee, grantee.platform);
    return grantee;
  }
  const { existing, kind, name } = (grantee ?? {}) as Partial<ExistingPrincipal>;
  if (!existing || (kind !== 'user' && kind !== 'group' && kind !== 'role') || typeof name !== 'string') {
    throw new AccessError({
      code: 'InvalidGrantee',
      message: `${scope.node.path}: grantee ${shown(typeof grantee === 'string' ? grantee : JSON.stringify(grantee))} is nobody that a grant can be given to`,
      remedy: "give a StorageUser or StorageGroup of the same engine, or existingUser('…'), existingGroup('…'), existingRole('…')",
    });
  }
  checkExistingName(kind, name, platform);
  const budget = AppRegistry.of(scope).budgetOf(account, { existing: true, kind, name }, platform);
  return { kind, nameText: name, place: (document) => budget.place(document) };
}
