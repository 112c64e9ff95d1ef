import { Construct } from 'constructs';
import { GENERATION, type AccessKeyGeneration } from '../plan/access-keys';
import { nameChecks } from '../plan/graph/deploy-check';
import { nodeId } from '../plan/graph/node';
import { accessKeyNode } from '../plan/graph/people';
import { checkExistingName } from '../plan/names';
import { isExistingPrincipal, needUser, type ExistingUser } from '../plan/principals';
import { invalidGrantee } from '../plan/refusals';
import type { Platform } from '../platforms/platform';
import { readShape, type Shape } from '../shape/shape';
import { accessKeyValue, type AccessKeyValue } from './access-key-resource';
import { handBack } from './control-planes';
import type { ResourceOf, TerraformEngine } from './engine';
import { makeResources } from './make-resources';
import { CONSTRUCT_OPTIONS, checkSameStore, placementOf, type ConstructOptions } from './platform-scope';
import { ANY_PRINCIPAL, type OwnPrincipal } from './principal-resources';
import { AppRegistry } from './registry';
import { StorageUserBase } from './storage-user';

/** Props of an AccessKey. */
export interface AccessKeyProps<E extends TerraformEngine> extends AccessKeyGeneration, ConstructOptions {
  /** Whose key it is. */
  readonly user: StorageUserBase<E> | OwnPrincipal | ExistingUser;
}

const propsShape = (): Shape<AccessKeyProps<TerraformEngine>> => ({ ...CONSTRUCT_OPTIONS, ...GENERATION, user: ANY_PRINCIPAL });

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
    const own = { generation, ...(status !== undefined && { status }), ...(pgpKey !== undefined && { pgpKey }) };
    const [key] = AppRegistry.of(this).ledger.addKeys({ account: made ? user.account : account, kind: 'user', name: user.name }, [own], platform);
    const owner = { name: user.name, text: made ? user.nameText : user.name, checks: made ? [] : nameChecks({ kind: 'user', name: user.name }, platform) };
    const resources = makeResources(engine, this, [accessKeyNode(owner, key, platform)], placement, () => 'Resource');
    handBack(this, 'resource', platform, resources.get(nodeId('accessKey', key.generation), 'aws_iam_access_key'));
    this.generation = key.generation;
    this.value = accessKeyValue(resources, key);
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

function checkExistingUser(scope: Construct, user: OwnPrincipal | ExistingUser, platform: Platform): void {
  if (!isExistingPrincipal(user) || user.kind !== 'user') throw invalidGrantee(scope.node.path, user);
  checkExistingName('user', user.name, platform);
}
