import type { AccessKey as AwsAccessKey } from '@pulumi/aws/iam/accessKey';
import * as pulumi from '@pulumi/pulumi';
import type { AccessKeyStatus, RenderedAccessKey } from '../plan/access-keys';
import { nodeId, type Attribute } from '../plan/graph/node';
import type { MadeResources } from './make-resources';

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

/** Access keys that were made. */
export function madeKeys(made: MadeResources, keys: readonly RenderedAccessKey[]): MadeAccessKeys {
  return {
    keys: new Map(keys.map((key) => [key.generation, view(key, made)])),
    resources: new Map(keys.map(({ generation }) => [generation, made.get(nodeId('accessKey', generation), 'aws_iam_access_key')])),
  };
}

function view({ generation, status, pgpKey }: RenderedAccessKey, made: MadeResources): MadeAccessKey {
  const of = (name: Attribute) => made.attribute(nodeId('accessKey', generation), name);
  return { generation, status, id: of('id'), secret: pulumi.secret(of('secret')), encryptedSecret: of('encryptedSecret'), isEncrypted: pgpKey !== undefined };
}

/** The ids of keys, for the outputs of a construct. */
export function accessKeyIds(keys: ReadonlyMap<string, MadeAccessKey>): Record<string, pulumi.Output<string>> {
  return Object.fromEntries([...keys].map(([generation, { id }]) => [generation, id]));
}
