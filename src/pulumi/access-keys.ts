import type { AccessKey as AwsAccessKey } from '@pulumi/aws/iam/accessKey';
import * as pulumi from '@pulumi/pulumi';
import { accessKeyGenerations, type AccessKeyGeneration, type AccessKeys, type AccessKeyStatus, type RenderedAccessKey } from '../plan/access-keys';
import type { ResourceClasses } from './control-planes';
import type { Placement } from './placement';
import type { Principal } from './principals';

/** An access key that was made. */
export interface MadeAccessKey {
  /** The name of its generation. */
  readonly generation: string;
  /** Whether it may be used. */
  readonly status: AccessKeyStatus;
  /** The access key id, which is not a secret. */
  readonly id: pulumi.Output<string>;
  /** The secret access key, always a Pulumi secret. Empty where the key has a `pgpKey`. */
  readonly secret: pulumi.Output<string>;
  /** The secret, encrypted with `pgpKey`. Empty where the key has none. */
  readonly encryptedSecret: pulumi.Output<string>;
  /** Whether only `encryptedSecret` holds the secret. */
  readonly isEncrypted: boolean;
}

/** Access keys with the provider's objects behind them. */
export interface MadeAccessKeys {
  /** By generation, in the order in which they were named: the last is the newest. */
  readonly keys: ReadonlyMap<string, MadeAccessKey>;
  /** By generation. */
  readonly resources: ReadonlyMap<string, AwsAccessKey>;
}

/**
 * Makes access keys of a user, which count together with all others that the program makes for it.
 *
 * @throws AccessError `InvalidAccessKey`, `NameTwice`, `TooManyAccessKeys`
 */
export function makeAccessKeys(user: Principal, wanted: AccessKeys, { program, platform, classes, name, opts: common }: Placement): MadeAccessKeys {
  const there = program.accessKeysOf(user.key);
  const added = accessKeyGenerations(user.name, [...there, ...wanted], platform).slice(there.length);
  there.push(...added);
  // where a key can't be deleted, Pulumi refuses to: at preview, and also when the user is gone from the program
  const opts = { ...common, ...(platform.keepsAccessKeys && { protect: true }) };
  const made = added.map((key) => ({ ...key, resource: makeResource(classes, name, user, key, opts) }));
  return {
    keys: new Map(made.map((key) => [key.generation, view(key, key.resource)])),
    resources: new Map(made.map(({ generation, resource }) => [generation, resource])),
  };
}

function makeResource(
  classes: ResourceClasses, name: string, user: Principal, key: AccessKeyGeneration, opts: pulumi.CustomResourceOptions,
): AwsAccessKey {
  const { generation, status, pgpKey } = key;
  return new classes.AccessKey(`${name}-access-key-${generation}`, { user: user.input, status, pgpKey }, { ...opts, additionalSecretOutputs: ['secret'] });
}

function view({ generation, status, pgpKey }: RenderedAccessKey, resource: AwsAccessKey): MadeAccessKey {
  const { id, secret, encryptedSecret } = resource;
  return { generation, status, id, secret: pulumi.secret(secret), encryptedSecret, isEncrypted: pgpKey !== undefined };
}

/** The ids of keys, for the outputs of a construct. */
export function accessKeyIds(keys: ReadonlyMap<string, MadeAccessKey>): Record<string, pulumi.Output<string>> {
  return Object.fromEntries([...keys].map(([generation, { id }]) => [generation, id]));
}
