import { Construct } from 'constructs';
import { ACCESS_KEYS, type AccessKeys } from '../plan/access-keys';
import { BOUNDARY, type Boundary } from '../plan/boundary';
import type { CustomStatement } from '../plan/custom-statements';
import { nodeId } from '../plan/graph/node';
import { userGraph } from '../plan/graph/people';
import type { Account } from '../plan/ledger';
import { checkName, nameAfter } from '../plan/names';
import { PlacementBudget } from '../plan/placement';
import { noAccessKey } from '../plan/refusals';
import type { Platform } from '../platforms/platform';
import { SWITCH, VALUE } from '../shape/readers';
import { readShape, type Shape } from '../shape/shape';
import { accessKeyValue, type AccessKeyValue } from './access-key-resource';
import { boundarySpec } from './boundary';
import { handBack } from './control-planes';
import type { Dependable, ResourceOf, TerraformEngine } from './engine';
import { type MadeOwner, type PlacePolicy, writeCustomStatements } from './identity-policy';
import { makeResources } from './make-resources';
import { CONSTRUCT_OPTIONS, placementOf, type ConstructOptions } from './platform-scope';
import { AppRegistry } from './registry';

/** Props of a StorageUser. */
export interface StorageUserProps extends ConstructOptions {
  /**
   * The user's name on the platform.
   *
   * @default - the id of the construct, after the `scope` of a platform that has one
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
   * Statements of its policy that no grant and no guard says, in the policy language: checked as `parsePolicy` and `lintAccess` do, and lowered as
   * grants are.
   *
   * @default - none
   */
  readonly customStatements?: readonly CustomStatement[];
  /**
   * Takes over the user of this name, which exists already, instead of making one: an `import` block, which needs Terraform 1.5.
   * Its access keys can't be taken over, since nobody can read their secrets again.
   *
   * @default false
   */
  readonly adopt?: boolean;
}

const propsShape = (): Shape<StorageUserProps> => ({
  ...CONSTRUCT_OPTIONS, name: VALUE, accessKeys: ACCESS_KEYS, boundary: BOUNDARY, adopt: SWITCH, customStatements: VALUE,
});

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
 * @throws AccessError `InvalidName`, `InvalidAccessKey`, `TooManyAccessKeys`, `NameTwice`, `OutsidePlatform`, `InvalidBoundary`, `PolicyTooLarge`, `InvalidCustomStatements`
 */
export class StorageUserBase<E extends TerraformEngine> extends Construct implements MadeOwner {
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
  /** @internal */
  public readonly account: Account;
  /** @internal what others wait for who don't write its name */
  public readonly user: Dependable;
  /** @internal */
  public readonly place: PlacePolicy;
  /** @internal */
  public readonly platform: Platform;

  constructor(engine: E, scope: Construct, id: string, given: StorageUserProps = {}) {
    const props = readShape<StorageUserProps>(propsShape(), given, { what: id });
    super(scope, id);
    const placement = placementOf(engine, this, props);
    const { platform, account } = placement;
    const { name = nameAfter(id, platform), accessKeys = [] } = props;
    checkName('user', name, platform);
    const { ledger } = AppRegistry.of(this);
    const entry = { account, kind: 'user', name } as const;
    ledger.takeName(entry, this.node.path);
    const keys = ledger.addKeys(entry, accessKeys, platform);
    const spec = { name, keys, adopt: props.adopt, ...boundarySpec(engine, this, props.boundary, platform) };
    const made = makeResources(engine, this, userGraph(spec, platform), placement);
    const budget = new PlacementBudget({ kind: 'user', name, existing: false }, platform);
    this.name = name;
    this.nameText = made.attribute('user', 'name');
    this.account = account;
    this.user = made.dependable('user');
    this.platform = platform;
    this.place = (document, managed) => budget.place(document, managed);
    const boundary = made.find('boundary', 'aws_iam_policy');
    handBack(this, 'resources', platform, {
      user: made.get('user', 'aws_iam_user'),
      ...(boundary !== undefined && { boundary }),
      accessKeys: new Map(keys.map(({ generation }) => [generation, made.get(nodeId('accessKey', generation), 'aws_iam_access_key')])),
    });
    this.accessKeys = new Map(keys.map((key) => [key.generation, accessKeyValue(made, key)]));
    writeCustomStatements(engine, this, props.customStatements, placement);
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
