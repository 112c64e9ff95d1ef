import type { Construct } from 'constructs';
import { AccessError } from '../errors';
import type { RenderedAccessKey } from '../plan/access-keys';
import type { ResourceOf, TerraformEngine } from './engine';
import type { Placement } from './platform-scope';

/** One access key of a user: what a client signs its requests with. */
export interface AccessKeyValue {
  /** The name of its generation. */
  readonly generation: string;
  /** The access key id. No secret. */
  readonly id: string;
  /** The secret access key. Terraform marks it sensitive; an output of it must say `sensitive: true`. Empty when the key has a `pgpKey`. */
  readonly secret: string;
  /** The secret, encrypted with the key's `pgpKey` and encoded in base64. */
  readonly encryptedSecret: string;
  /** Whether only `encryptedSecret` holds the secret. */
  readonly isEncrypted: boolean;
}

/** An access key, as the provider knows it and as every platform does. */
export interface MadeAccessKey<E extends TerraformEngine> {
  readonly resource: ResourceOf<E, 'IamAccessKey'>;
  readonly value: AccessKeyValue;
}

/** Makes the provider's access key. */
export function makeAccessKey<E extends TerraformEngine>(
  engine: E, scope: Construct, id: string, user: string, key: RenderedAccessKey, { meta }: Pick<Placement, 'meta'>,
): MadeAccessKey<E> {
  const { generation, status, pgpKey } = key;
  const resource = new engine.IamAccessKey(scope, id, { ...meta, user, ...(status === 'Inactive' && { status }), ...(pgpKey && { pgpKey }) });
  return { resource: resource as ResourceOf<E, 'IamAccessKey'>, value: valueOf(generation, pgpKey !== undefined, resource) };
}

/** A token is made, with a stack trace, each time an attribute is asked for, so nothing asks before somebody needs it. */
function valueOf(generation: string, isEncrypted: boolean, resource: Omit<AccessKeyValue, 'generation' | 'isEncrypted'>): AccessKeyValue {
  return {
    generation,
    isEncrypted,
    get id() { return resource.id; },
    get secret() { return resource.secret; },
    get encryptedSecret() { return resource.encryptedSecret; },
  };
}

/** What a user's keys are when there are none to hand back. */
export function noAccessKey(user: string): AccessError {
  return new AccessError({
    code: 'NoAccessKey',
    message: `user ${user} has no access key`,
    remedy: "give the user one: accessKeys: ['2026-11'], named by its date",
  });
}
