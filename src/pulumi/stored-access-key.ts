import { createHash } from 'node:crypto';
import { Secret } from '@pulumi/aws/secretsmanager/secret';
import { SecretVersion } from '@pulumi/aws/secretsmanager/secretVersion';
import { Parameter } from '@pulumi/aws/ssm/parameter';
import * as pulumi from '@pulumi/pulumi';
import { checkedStore, encryptedKey, noSecretStore, type SecretStore } from '../plan/secret-store';
import { isAwsItself } from '../platforms/aws/is-aws-itself';
import { OPAQUE, partsOf, SWITCH } from '../shape/readers';
import { readShape, type Shape } from '../shape/shape';
import type { MadeAccessKey } from './access-keys';
import { INPUT_TEXT } from './inputs';
import { PLATFORM_ARGS, placementOf, type PlatformArgs } from './placement';
import { States } from './states';

/** Args of {@link StoredAccessKey}. */
export interface StoredAccessKeyArgs extends PlatformArgs {
  /** The key: `user.accessKey` for the newest of a user, or an AccessKey. */
  readonly accessKey: MadeAccessKey;
  /** Where it goes: `secretsManager(…)`, `ssmParameter(…)` or `kubernetesSecret(…)`. */
  readonly store: SecretStore;
}

/** What goes into the store, which may be known only at deploy: no policy and no name is made of it. */
const ACCESS_KEY = partsOf('an access key: user.accessKey, or an AccessKey', { id: INPUT_TEXT, secret: INPUT_TEXT, isEncrypted: SWITCH });

const ARGS: Shape<StoredAccessKeyArgs> = { ...PLATFORM_ARGS, accessKey: ACCESS_KEY, store: OPAQUE };

/** The provider's own objects behind a stored key. */
export interface StoredAccessKeyResources {
  /** The secret of Secrets Manager. */
  readonly secret?: Secret;
  /** What the secret of Secrets Manager holds. */
  readonly secretVersion?: SecretVersion;
  /** The two parameters. */
  readonly parameters?: readonly Parameter[];
  /** The Kubernetes Secret: a `kubernetes:core/v1:Secret`, whose provider comes from `provider` or `providers` of the construct. */
  readonly kubernetesSecret?: pulumi.CustomResource;
}

/**
 * Hands an access key over to a secret store, with its secret in no output. Stores of AWS keep it in no state either; the Kubernetes
 * provider of Pulumi has no write-only arguments, and there it is in the state once more, as a Pulumi secret.
 *
 * @throws AccessError `EncryptedAccessKey`, `NoSecretStore`, `OutsidePlatform`
 * @example
 * new StoredAccessKey('ci-key', { accessKey: ci.accessKey, store: secretsManager({ name: 'ci/uploader' }) });
 */
export class StoredAccessKey extends pulumi.ComponentResource {
  constructor(name: string, given: StoredAccessKeyArgs, opts?: pulumi.ComponentResourceOptions) {
    const args = readShape<StoredAccessKeyArgs>(ARGS, given, { what: name, required: ['accessKey'] });
    super('bucket-grants:index:StoredAccessKey', name, {}, opts);
    const { accessKey } = args;
    const store = checkedStore(args.store);
    if (accessKey.isEncrypted) throw encryptedKey(name);
    states.set(this, store.kind === 'kubernetesSecret' ? inKubernetes(this, accessKey, store, opts) : inAws(this, args, store, opts));
    this.registerOutputs({});
  }

  /** The provider's own objects. */
  public get resources(): StoredAccessKeyResources {
    return states.of(this);
  }
}

const states = new States<StoredAccessKeyResources>();

type Of<Kind extends SecretStore['kind']> = Extract<SecretStore, { readonly kind: Kind }>;

function inAws(
  construct: StoredAccessKey, args: StoredAccessKeyArgs, store: Of<'secretsManager'> | Of<'ssmParameter'>, given?: pulumi.ComponentResourceOptions,
): StoredAccessKeyResources {
  const { name, platform, opts } = placementOf(construct, args, given);
  if (!isAwsItself(platform)) throw noSecretStore(name, platform.title);
  const { accessKey } = args;
  return store.kind === 'secretsManager' ? inSecretsManager(name, accessKey, store, opts) : inParameters(name, accessKey, store, opts);
}

function inSecretsManager(
  name: string, { id, secret }: MadeAccessKey, store: Of<'secretsManager'>, opts: pulumi.CustomResourceOptions,
): StoredAccessKeyResources {
  const { fields, kmsKeyId, writeOnly } = store;
  const home = new Secret(`${name}-secret`, { name: store.name, kmsKeyId }, opts);
  const text = pulumi.secret(pulumi.jsonStringify({ [fields.id]: id, [fields.secret]: secret }));
  const version = versionOf(id, fields.id, fields.secret);
  const content = writeOnly ? { secretStringWo: text, secretStringWoVersion: version } : { secretString: text };
  return { secret: home, secretVersion: new SecretVersion(`${name}-version`, { secretId: home.id, ...content }, opts) };
}

function inParameters(name: string, key: MadeAccessKey, store: Of<'ssmParameter'>, opts: pulumi.CustomResourceOptions): StoredAccessKeyResources {
  const { path, fields, kmsKeyId, writeOnly } = store;
  const parameters = (['id', 'secret'] as const).map((part) => {
    const value = pulumi.secret(key[part]);
    const content = writeOnly ? { valueWo: value, valueWoVersion: versionOf(key.id) } : { value };
    return new Parameter(`${name}-${part}`, { name: `${path}/${fields[part]}`, type: 'SecureString', keyId: kmsKeyId, ...content }, opts);
  });
  return { parameters };
}

/** A Secret by its type alone, so that this package needs no Kubernetes package. */
class KubernetesSecret extends pulumi.CustomResource {
  constructor(name: string, props: pulumi.Inputs, opts: pulumi.CustomResourceOptions) {
    super('kubernetes:core/v1:Secret', name, props, opts);
  }
}

function inKubernetes(
  construct: StoredAccessKey, { id, secret }: MadeAccessKey, { name, namespace, fields }: Of<'kubernetesSecret'>, { dependsOn }: pulumi.ComponentResourceOptions = {},
): StoredAccessKeyResources {
  const stringData = pulumi.secret({ [fields.id]: id, [fields.secret]: secret });
  const props = { apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace }, type: 'Opaque', stringData };
  return {
    kubernetesSecret: new KubernetesSecret(`${pulumi.resourceName(construct)}-secret`, props, {
      parent: construct, additionalSecretOutputs: ['data', 'stringData'], ...(dependsOn && { dependsOn }),
    }),
  };
}

/** A number that is another one when the key is: what is write-only is written again only when its version changes. As on the other engines. */
function versionOf(id: pulumi.Input<string>, ...names: readonly string[]): pulumi.Output<number> {
  return pulumi.output(id).apply((key) => parseInt(`1${createHash('sha256').update([key, ...names].join(' ')).digest('hex').slice(0, 7)}`, 16));
}
