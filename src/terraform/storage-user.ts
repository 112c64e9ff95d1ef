import { Construct } from 'constructs';
import { accessKeyGenerations, type AccessKeys } from '../plan/access-keys';
import { checkName } from '../plan/names';
import { PlacementBudget } from '../plan/placement';
import type { Platform } from '../platforms/platform';
import { makeAccessKey, noAccessKey, type AccessKeyValue } from './access-key-resource';
import type { ResourceOf, TerraformEngine } from './engine';
import type { PolicyOwner } from './identity-policy';
import { placementOf, type ConstructOptions } from './platform-scope';

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
}

/** The provider's own objects behind a user. */
export interface UserResources<E extends TerraformEngine> {
  /** The provider's user. */
  readonly user: ResourceOf<E, 'IamUser'>;
  /** By generation. */
  readonly accessKeys: ReadonlyMap<string, ResourceOf<E, 'IamAccessKey'>>;
}

/**
 * A user with its access keys.
 *
 * @throws AccessError `InvalidName`, `InvalidAccessKey`, `TooManyAccessKeys`, `NameTwice`, `OutsidePlatform`
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
  /** The provider's own objects. */
  public readonly resources: UserResources<E>;
  /** @internal all generations, also those of AccessKey constructs */
  public readonly keyGenerations: string[];
  /** @internal names of the groups that it was put in */
  public readonly groupNames: string[] = [];
  /** @internal */
  public readonly place: PolicyOwner['place'];
  /** @internal */
  public readonly platform: Platform;

  constructor(engine: E, scope: Construct, id: string, props: StorageUserProps = {}) {
    super(scope, id);
    const { name = id, accessKeys = [] } = props;
    const placement = placementOf(engine, this, props);
    const { platform } = placement;
    checkName('user', name, platform);
    const generations = accessKeyGenerations(name, accessKeys, platform);
    const user = new engine.IamUser(this, 'Resource', { ...placement.meta, name }) as ResourceOf<E, 'IamUser'> & { readonly name: string };
    this.nameText = user.name;
    const keys = generations.map((key) => makeAccessKey(engine, this, `AccessKey-${key.generation}`, this.nameText, key, placement));
    const budget = new PlacementBudget({ kind: 'user', name, existing: false }, platform);
    this.name = name;
    this.keyGenerations = generations.map(({ generation }) => generation);
    this.platform = platform;
    this.place = (document) => budget.place(document);
    this.resources = { user, accessKeys: new Map(keys.map(({ value, resource }) => [value.generation, resource])) };
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
