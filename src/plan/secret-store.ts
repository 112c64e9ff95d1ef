import { AccessError } from '../errors';
import { shown } from '../s3/names';
import { deepFrozen, DEPLOY_TIME, finished, isFinished, SWITCH, VALUE } from '../shape/readers';
import { objectWith, readShape, type Shape } from '../shape/shape';

/** What the two parts of an access key are called in a store. */
export interface SecretFields {
  /** What the access key id is called. */
  readonly id: string;
  /** What the secret access key is called. */
  readonly secret: string;
}

/** Options of every secret store. */
export interface SecretStoreOptions {
  /**
   * What the two parts of the access key are called there: letters, digits and `. _ -`.
   *
   * @default - the environment variables that every AWS client reads: `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`
   */
  readonly fields?: SecretFields;
  /**
   * Hands the secret over in an argument that the engine keeps in no state and shows in no plan. On Terraform that needs version 1.11.
   * `false` uses the ordinary argument, which is in the state once more, marked sensitive.
   *
   * @default true
   */
  readonly writeOnly?: boolean;
}

/** Options of {@link secretsManager}. */
export interface SecretsManagerOptions extends SecretStoreOptions {
  /** The name of the secret to make. */
  readonly name: string;
  /**
   * The KMS key that encrypts it, by ARN or id.
   *
   * @default - the account's `aws/secretsmanager`
   */
  readonly kmsKeyId?: string;
}

/** Options of {@link ssmParameter}. */
export interface SsmParameterOptions extends SecretStoreOptions {
  /** The path that the parameters are made below: `/ci/uploader` makes `/ci/uploader/AWS_ACCESS_KEY_ID` and `/ci/uploader/AWS_SECRET_ACCESS_KEY`. */
  readonly path: string;
  /**
   * The KMS key that encrypts them, by ARN or id.
   *
   * @default - the account's `aws/ssm`
   */
  readonly kmsKeyId?: string;
}

/** Options of {@link kubernetesSecret}. */
export interface KubernetesSecretOptions extends SecretStoreOptions {
  /** The name of the Secret to make. */
  readonly name: string;
  /** The namespace that it is made in. */
  readonly namespace: string;
}

/** Where an access key goes. Made by {@link secretsManager}, {@link ssmParameter} and {@link kubernetesSecret}. */
export type SecretStore =
  | { readonly kind: 'secretsManager'; readonly name: string; readonly kmsKeyId?: string; readonly fields: SecretFields; readonly writeOnly: boolean }
  | { readonly kind: 'ssmParameter'; readonly path: string; readonly kmsKeyId?: string; readonly fields: SecretFields; readonly writeOnly: boolean }
  | { readonly kind: 'kubernetesSecret'; readonly name: string; readonly namespace: string; readonly fields: SecretFields; readonly writeOnly: boolean };

const OPTIONS: Shape<SecretStoreOptions> = { fields: objectWith<SecretFields>({ id: VALUE, secret: VALUE }), writeOnly: SWITCH };
const SECRETS_MANAGER: Shape<SecretsManagerOptions> = { name: VALUE, kmsKeyId: DEPLOY_TIME, ...OPTIONS };
const SSM_PARAMETER: Shape<SsmParameterOptions> = { path: VALUE, kmsKeyId: DEPLOY_TIME, ...OPTIONS };
const KUBERNETES_SECRET: Shape<KubernetesSecretOptions> = { name: VALUE, namespace: VALUE, ...OPTIONS };

const FIELDS: SecretFields = { id: 'AWS_ACCESS_KEY_ID', secret: 'AWS_SECRET_ACCESS_KEY' };

const NAMES = {
  secret: [/^[A-Za-z0-9/_+=.@-]{1,512}$/, '1 to 512 letters, digits and / _ + = . @ -'],
  path: [/^(?:\/(?!aws(?:\/|$)|ssm(?:\/|$))[A-Za-z0-9_.-]+)(?:\/[A-Za-z0-9_.-]+){0,12}$/, 'a path such as /ci/uploader, not below /aws or /ssm'],
  field: [/^[A-Za-z0-9._-]{1,128}$/, '1 to 128 letters, digits and . _ -'],
  object: [/^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$/, 'small letters, digits, - and ., at most 253'],
  namespace: [/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/, 'small letters, digits and -, at most 63'],
} as const;

/**
 * A secret of AWS Secrets Manager that holds an access key as JSON: `\{"AWS_ACCESS_KEY_ID":…,"AWS_SECRET_ACCESS_KEY":…}`.
 *
 * @throws AccessError `InvalidSecretStore`
 * @example
 * secretsManager({ name: 'ci/uploader' });
 */
export function secretsManager(given: SecretsManagerOptions): SecretStore {
  const { name, kmsKeyId, ...options } = read<SecretsManagerOptions>('secretsManager', SECRETS_MANAGER, given);
  check('secret', 'name', name);
  return store({ kind: 'secretsManager', name, ...(kmsKeyId !== undefined && { kmsKeyId }), ...common(options) });
}

/**
 * Two parameters of the AWS Systems Manager Parameter Store, both `SecureString`.
 *
 * @throws AccessError `InvalidSecretStore`
 * @example
 * ssmParameter({ path: '/ci/uploader' });
 */
export function ssmParameter(given: SsmParameterOptions): SecretStore {
  const { path, kmsKeyId, ...options } = read<SsmParameterOptions>('ssmParameter', SSM_PARAMETER, given);
  check('path', 'path', path);
  return store({ kind: 'ssmParameter', path, ...(kmsKeyId !== undefined && { kmsKeyId }), ...common(options) });
}

/**
 * A Kubernetes Secret, made by the Kubernetes provider that the program has. Its names suit `envFrom`.
 *
 * @throws AccessError `InvalidSecretStore`
 * @example
 * kubernetesSecret({ name: 'uploader-s3', namespace: 'ci' });
 */
export function kubernetesSecret(given: KubernetesSecretOptions): SecretStore {
  const { name, namespace, ...options } = read<KubernetesSecretOptions>('kubernetesSecret', KUBERNETES_SECRET, given);
  check('object', 'name', name);
  check('namespace', 'namespace', namespace);
  return store({ kind: 'kubernetesSecret', name, namespace, ...common(options) });
}

/** The error for a key whose secret only the holder of a PGP key can read. */
export function encryptedKey(where: string): AccessError {
  return new AccessError({
    code: 'EncryptedAccessKey',
    message: `${where} would store an access key that is encrypted with a PGP key: there is no secret to store`,
    remedy: 'leave pgpKey out of a key that goes to a store, or hand its encryptedSecret over yourself',
  });
}

/** The error for a store of AWS where the provider is for another platform. */
export function noSecretStore(where: string, platform: string): AccessError {
  return new AccessError({
    code: 'NoSecretStore',
    message: `${where} stores an access key in AWS, and its provider is for ${platform} at endpoints of its own, which has no such store`,
    remedy: 'name a provider of AWS itself on it: provider',
  });
}

function read<Options extends object>(what: string, shape: Shape<Options>, given: unknown): Options {
  return readShape<Options>(shape, given, { what, code: 'InvalidSecretStore', called: 'options' });
}

function store(made: SecretStore): SecretStore {
  return finished(deepFrozen(made));
}

/**
 * Refuses what no function of this module made.
 *
 * @throws AccessError `InvalidSecretStore`
 */
export function checkedStore(given: unknown): SecretStore {
  if (isFinished(given) && KINDS.includes((given as SecretStore).kind)) return given as SecretStore;
  throw invalid(`${shown(given)} is none`, 'give what secretsManager(…), ssmParameter(…) or kubernetesSecret(…) returns');
}

const KINDS: ReadonlyArray<SecretStore['kind']> = ['secretsManager', 'ssmParameter', 'kubernetesSecret'];

function common({ fields = FIELDS, writeOnly = true }: SecretStoreOptions): { readonly fields: SecretFields; readonly writeOnly: boolean } {
  check('field', 'fields.id', fields?.id);
  check('field', 'fields.secret', fields?.secret);
  if (fields.id === fields.secret) throw invalid(`fields.id and fields.secret are both ${shown(fields.id)}`, 'give them two names');
  return { fields: { id: fields.id, secret: fields.secret }, writeOnly: writeOnly !== false };
}

function check(rule: keyof typeof NAMES, what: string, text: unknown): void {
  const [pattern, words] = NAMES[rule];
  if (typeof text !== 'string' || !pattern.test(text)) throw invalid(`${what} is ${shown(text)}; allowed: ${words}`, `choose another ${what}`);
}

function invalid(message: string, remedy: string): AccessError {
  return new AccessError({ code: 'InvalidSecretStore', message: `secret store: ${message}`, remedy });
}
