import { Construct } from 'constructs';
import { ACCESS_KEYS, accessKeyGenerations, type AccessKeys } from '../plan/access-keys';
import { BOUNDARY, type Boundary } from '../plan/boundary';
import { checkName } from '../plan/names';
import { PlacementBudget } from '../plan/placement';
import type { Platform } from '../platforms/platform';
import { SWITCH, VALUE } from '../shape/readers';
import { readShape, type Shape } from '../shape/shape';
import { makeAccessKey, noAccessKey, type AccessKeyValue } from './access-key-resource';
import { adopt } from './adopt';
import { makeBoundary } from './boundary';
import { handBack } from './control-planes';
import type { Importable, ResourceOf, TerraformEngine } from './engine';
import type { PolicyOwner } from './identity-policy';
import { withPreconditions } from './name-conditions';
import { CONSTRUCT_OPTIONS, placementOf, type ConstructOptions } from './platform-scope';
import { AppRegistry } from './registry';

/** Props of a StorageUser. */
export interface StorageUserProps extends ConstructOptions {
  /**
   * The user's name on the platform.
   *
   * @default - the id of the construct
   */
  readonly name?: string;
  /**
   * Its access keys, oldest first; each has the name of its generation.
   *
   * @default - none
   */
  readonly accessKeys?: AccessKeys;
  /**
   * The most that it may ever do, whatever is granted: the ARN of a managed policy that exists already, or grants, of which a policy is made.
   *
   * @default - none
   */
  readonly boundary?: Boundary;
  /**
   * Takes over the user of this name, which exists already, instead of making one: an `import` block, which needs Terraform 1.5.
   * Its access keys can't be taken over, since nobody can read their secrets again.
   *
   * @default false
   */
  readonly adopt?: boolean;
}

const propsShape = (): Shape<StorageUserProps> => ({ ...CONSTRUCT_OPTIONS, name: VALUE, accessKeys: ACCESS_KEYS, boundary: BOUNDARY, adopt: SWITCH });

/** The provider's own objects behind a user. */
export interface UserResources<E extends TerraformEngine> {
  /** The provider's user. */
  readonly user: ResourceOf<E, 'IamUser'>;
  /** The policy that bounds it, where one is made of grants. */
  readonly boundary?: ResourceOf<E, 'IamPolicy'>;
  /** By generation. */
  readonly accessKeys: ReadonlyMap<string, ResourceOf<E, 'IamAccessKey'>>;
}

/**
 * A user with its access keys.
 *
 * @throws AccessError `InvalidName`, `InvalidAccessKey`, `TooManyAccessKeys`, `NameTwice`, `OutsidePlatform`, `InvalidBoundary`, `PolicyTooLarge`
 */
export class StorageUserBase<E extends TerraformEngine> extends Construct implements PolicyOwner {
  /** Tells users from groups. */
  public readonly kind = 'user';
  /** The name on the platform. */
  public readonly name: string;
  /** The name as other resources refer to it, so that they wait for the user. */
  public readonly nameText: string;
  /** Its access keys, by generation, oldest first. */
  public readonly accessKeys: ReadonlyMap<string, AccessKeyValue>;
  /**
   * The provider's own objects.
   *
   * @throws AccessError `NotOfAws` where the provider isn't that of AWS
   */
  public readonly resources!: UserResources<E>;
  /** @internal all generations, also those of AccessKey constructs */
  public readonly keyGenerations: string[];
  /** @internal names of the groups that it was put in */
  public readonly groupNames: string[] = [];
  /** @internal */
  public readonly place: PolicyOwner['place'];
  /** @internal */
  public readonly platform: Platform;

  constructor(engine: E, scope: Construct, id: string, given: StorageUserProps = {}) {
    const props = readShape<StorageUserProps>(propsShape(), given, { what: id });
    super(scope, id);
    const { name = id, accessKeys = [] } = props;
    const placement = placementOf(engine, this, props);
    const { platform } = placement;
    checkName('user', name, platform);
    AppRegistry.of(this).takeName(placement.account, 'user', name, this.node.path);
    const generations = accessKeyGenerations(name, accessKeys, platform);
    const bound = makeBoundary(engine, this, 'user', name, props.boundary, placement);
    const meta = withPreconditions(placement.meta, bound.preconditions);
    const user = new placement.classes.IamUser(this, 'Resource', { ...meta, name, ...bound.argument }) as ResourceOf<E, 'IamUser'> & Importable & { readonly name: string };
    this.nameText = user.name;
    if (props.adopt) adopt(user, name, placement);
    const keys = generations.map((key) => makeAccessKey(engine, this, `AccessKey-${key.generation}`, { name, nameText: user.name }, key, placement));
    const budget = new PlacementBudget({ kind: 'user', name, existing: false }, platform);
    this.name = name;
    this.keyGenerations = generations.map(({ generation }) => generation);
    this.platform = platform;
    this.place = (document, managed) => budget.place(document, managed);
    handBack(this, 'resources', platform, { user, ...bound.resources, accessKeys: new Map(keys.map(({ value, resource }) => [value.generation, resource])) });
    this.accessKeys = new Map(keys.map(({ value }) => [value.generation, value]));
  }

  /**
   * The newest of its access keys: the last in `accessKeys`.
   *
   * @throws AccessError `NoAccessKey` when it has none
   */
  public get accessKey(): AccessKeyValue {
    const newest = [...this.accessKeys.values()].at(-1);
    if (!newest) throw noAccessKey(this.name);
    return newest;
  }
}
