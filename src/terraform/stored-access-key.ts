import { Construct } from 'constructs';
import { checkedStore, encryptedKey, noSecretStore, type SecretStore } from '../plan/secret-store';
import { isAwsItself } from '../platforms/aws/is-aws-itself';
import { OPAQUE, partsOf, SWITCH, TEXT } from '../shape/readers';
import { readShape, type Shape } from '../shape/shape';
import type { AccessKeyValue } from './access-key-resource';
import { handThrough, type EngineProvider, type MetaArguments, type ResourceOf, type TerraformEngine } from './engine';
import { CONSTRUCT_OPTIONS, placementOf, type ConstructOptions } from './platform-scope';

/** Props of a StoredAccessKey. */
export interface StoredAccessKeyProps extends ConstructOptions {
  /** The key: `user.accessKey` for the newest of a user, or an AccessKey. */
  readonly accessKey: AccessKeyValue;
  /** Where it goes: `secretsManager(…)`, `ssmParameter(…)` or `kubernetesSecret(…)`. */
  readonly store: SecretStore;
  /**
   * The provider of the store: of AWS itself, or of Kubernetes.
   *
   * @default - for stores of AWS as for every construct, for Kubernetes the default provider of the stack
   */
  readonly provider?: EngineProvider;
}

/** What goes into the store, which may be known only at deploy: no policy and no name is made of it. */
const ACCESS_KEY = partsOf('an access key: user.accessKey, or an AccessKey', { id: TEXT, secret: TEXT, isEncrypted: SWITCH });

const propsShape = (): Shape<StoredAccessKeyProps> => ({ ...CONSTRUCT_OPTIONS, accessKey: ACCESS_KEY, store: OPAQUE });

/** The provider's own objects behind a stored key. */
export interface StoredAccessKeyResources<E extends TerraformEngine> {
  /** The secret of Secrets Manager. */
  readonly secret?: ResourceOf<E, 'SecretsmanagerSecret'>;
  /** What the secret of Secrets Manager holds. */
  readonly secretVersion?: ResourceOf<E, 'SecretsmanagerSecretVersion'>;
  /** The two parameters. */
  readonly parameters?: ReadonlyArray<ResourceOf<E, 'SsmParameter'>>;
  /** The Kubernetes Secret: a `kubernetes_secret_v1`. */
  readonly kubernetesSecret?: ResourceOf<E, 'TerraformResource'>;
}

/**
 * Hands an access key over to a secret store, with its secret in no output.
 *
 * @throws AccessError `EncryptedAccessKey`, `NoSecretStore`, `OutsidePlatform`
 */
export class StoredAccessKeyBase<E extends TerraformEngine> extends Construct {
  /** The provider's own objects. */
  public readonly resources: StoredAccessKeyResources<E>;

  constructor(engine: E, scope: Construct, id: string, given: StoredAccessKeyProps) {
    const props = readShape<StoredAccessKeyProps>(propsShape(), given, { what: id, required: ['accessKey'] });
    super(scope, id);
    const { accessKey } = props;
    const store = checkedStore(props.store);
    if (accessKey.isEncrypted) throw encryptedKey(this.node.path);
    this.resources = store.kind === 'kubernetesSecret' ? inKubernetes(engine, this, props, store) : inAws(engine, this, props, store);
  }
}

type Of<Kind extends SecretStore['kind']> = Extract<SecretStore, { readonly kind: Kind }>;

function inAws<E extends TerraformEngine>(
  engine: E, scope: Construct, props: StoredAccessKeyProps, store: Of<'secretsManager'> | Of<'ssmParameter'>,
): StoredAccessKeyResources<E> {
  const meta = awsMeta(engine, scope, props);
  return store.kind === 'secretsManager' ? inSecretsManager(engine, scope, props.accessKey, store, meta) : inParameters(engine, scope, props.accessKey, store, meta);
}

/** The provider that is named is one of AWS, whatever platform the construct is below. */
function awsMeta(engine: TerraformEngine, scope: Construct, props: StoredAccessKeyProps): MetaArguments {
  const { provider, dependsOn = [] } = props;
  if (provider) return { provider: handThrough(provider), ...(dependsOn.length > 0 && { dependsOn }) };
  const { platform, meta } = placementOf(engine, scope, props);
  if (!isAwsItself(platform)) throw noSecretStore(scope.node.path, platform.title);
  return meta;
}

function inSecretsManager<E extends TerraformEngine>(
  engine: E, scope: Construct, key: AccessKeyValue, { name, kmsKeyId, fields, writeOnly }: Of<'secretsManager'>, meta: MetaArguments,
): StoredAccessKeyResources<E> {
  const secret = new engine.SecretsmanagerSecret(scope, 'Secret', { ...meta, name, ...(kmsKeyId && { kmsKeyId }) });
  const text = engine.Fn.jsonencode({ [fields.id]: key.id, [fields.secret]: key.secret });
  const version = new engine.SecretsmanagerSecretVersion(scope, 'Version', {
    ...meta,
    secretId: secret.id,
    ...(writeOnly ? { secretStringWo: text, secretStringWoVersion: versionOf(engine, key, fields.id, fields.secret) } : { secretString: text }),
  });
  return { secret: secret as ResourceOf<E, 'SecretsmanagerSecret'>, secretVersion: version as ResourceOf<E, 'SecretsmanagerSecretVersion'> };
}

function inParameters<E extends TerraformEngine>(
  engine: E, scope: Construct, key: AccessKeyValue, { path, kmsKeyId, fields, writeOnly }: Of<'ssmParameter'>, meta: MetaArguments,
): StoredAccessKeyResources<E> {
  const parameters = (['id', 'secret'] as const).map((part) => new engine.SsmParameter(scope, part === 'id' ? 'Id' : 'Secret', {
    ...meta,
    name: `${path}/${fields[part]}`,
    type: 'SecureString',
    ...(kmsKeyId && { keyId: kmsKeyId }),
    ...(writeOnly ? { valueWo: key[part], valueWoVersion: versionOf(engine, key) } : { value: key[part] }),
  }));
  return { parameters: parameters as Array<ResourceOf<E, 'SsmParameter'>> };
}

/** A `kubernetes_secret_v1` by its name alone, so that this package needs no Kubernetes provider. */
function inKubernetes<E extends TerraformEngine>(
  engine: E, scope: Construct, { accessKey: key, provider, dependsOn = [] }: StoredAccessKeyProps, { name, namespace, fields, writeOnly }: Of<'kubernetesSecret'>,
): StoredAccessKeyResources<E> {
  const secret = new engine.TerraformResource(scope, 'Secret', {
    terraformResourceType: 'kubernetes_secret_v1',
    terraformGeneratorMetadata: { providerName: 'kubernetes' },
    ...(provider && { provider: handThrough(provider) }),
    ...(dependsOn.length > 0 && { dependsOn }),
  });
  const data = { [fields.id]: key.id, [fields.secret]: key.secret };
  secret.addOverride('metadata', [{ name, namespace }]);
  secret.addOverride('type', 'Opaque');
  secret.addOverride(writeOnly ? 'data_wo' : 'data', data);
  if (writeOnly) secret.addOverride('data_wo_revision', versionOf(engine, key, fields.id, fields.secret));
  return { kubernetesSecret: secret as ResourceOf<E, 'TerraformResource'> };
}

/**
 * A number that is another one when the key is: what is write-only is written again only when its version changes. It is never 0, which
 * Kubernetes takes for no version, and fits 32 bits.
 */
function versionOf({ Fn, Token }: TerraformEngine, { id }: AccessKeyValue, ...names: readonly string[]): number {
  const text = names.length === 0 ? id : Fn.join(' ', [id, ...names]);
  return Token.asNumber(Fn.parseint(Fn.join('', ['1', Fn.substr(Fn.sha256(text), 0, 7)]), 16));
}
