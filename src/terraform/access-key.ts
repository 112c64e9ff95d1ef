import { Construct } from 'constructs';
import { AccessError } from '../errors';
import { accessKeyGenerations, GENERATION, type AccessKeyGeneration } from '../plan/access-keys';
import { checkExistingName } from '../plan/names';
import { needUser, PRINCIPAL } from '../plan/principals';
import type { ExistingUser } from '../plan/principals';
import type { Platform } from '../platforms/platform';
import { readShape, type Shape } from '../shape/shape';
import { shown } from '../shape/shown';
import { makeAccessKey, type AccessKeyValue } from './access-key-resource';
import { handBack } from './control-planes';
import type { ResourceOf, TerraformEngine } from './engine';
import { nameConditions, withPreconditions } from './name-conditions';
import { CONSTRUCT_OPTIONS, checkSameStore, placementOf, type ConstructOptions } from './platform-scope';
import { AppRegistry } from './registry';
import { StorageUserBase } from './storage-user';

/** Props of an AccessKey. */
export interface AccessKeyProps<E extends TerraformEngine> extends AccessKeyGeneration, ConstructOptions {
  /** Whose key it is. */
  readonly user: StorageUserBase<E> | ExistingUser;
}

const propsShape = (): Shape<AccessKeyProps<TerraformEngine>> => ({ ...CONSTRUCT_OPTIONS, ...GENERATION, user: PRINCIPAL });

/**
 * An access key of its own, for a user who exists already or to keep a key in another part of the tree than its user.
 *
 * @throws AccessError `InvalidAccessKey`, `TooManyAccessKeys`, `NameTwice`
 */
export class AccessKeyBase<E extends TerraformEngine> extends Construct implements AccessKeyValue {
  public readonly generation: string;
  /**
   * The provider's own object.
   *
   * @throws AccessError `NotOfAws` where the provider isn't that of AWS
   */
  public readonly resource!: ResourceOf<E, 'IamAccessKey'>;
  private readonly value: AccessKeyValue;

  constructor(engine: E, scope: Construct, id: string, given: AccessKeyProps<E>) {
    const props = readShape<AccessKeyProps<E>>(propsShape() as Shape<AccessKeyProps<E>>, given, { what: id });
    needUser(id, props.user);
    super(scope, id);
    const { user, generation, status, pgpKey } = props;
    const placement = placementOf(engine, this, props);
    const { platform, account } = placement;
    const made = user instanceof StorageUserBase;
    if (made) checkSameStore(this, platform, user, user.platform);
    else checkExistingUser(this, user, platform);
    const others = made ? user.keyGenerations : AppRegistry.of(this).accessKeysOf(account, user.name);
    const own = { generation, ...(status !== undefined && { status }), ...(pgpKey !== undefined && { pgpKey }) };
    const key = newestOf(accessKeyGenerations(user.name, [...others, own], platform));
    others.push(key.generation);
    const meta = withPreconditions(placement.meta, made ? [] : nameConditions(engine, { kind: 'user', name: user.name }, platform));
    const { resource, value } = makeAccessKey(engine, this, 'Resource', made ? user : { name: user.name, nameText: user.name }, key, { ...placement, meta });
    handBack(this, 'resource', platform, resource);
    this.generation = value.generation;
    this.value = value;
  }

  public get id(): string {
    return this.value.id;
  }

  public get secret(): string {
    return this.value.secret;
  }

  public get encryptedSecret(): string {
    return this.value.encryptedSecret;
  }

  public get isEncrypted(): boolean {
    return this.value.isEncrypted;
  }
}

function checkExistingUser(scope: Construct, user: ExistingUser, platform: Platform): void {
  const { existing, kind, name } = user as Partial<ExistingUser>;
  if (!existing || kind !== 'user') {
    throw new AccessError({
      code: 'InvalidGrantee', message: `${scope.node.path}: ${shown(user)} is not a user`, remedy: "give a StorageUser, or existingUser('name')",
    });
  }
  checkExistingName('user', name as string, platform);
}

function newestOf<T>(list: readonly T[]): T {
  return list[list.length - 1];
}
