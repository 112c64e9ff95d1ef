import type { Construct } from 'constructs';
import { AccessError } from '../errors';
import type { RenderedAccessKey } from '../plan/access-keys';
import type { ResourceOf, TerraformEngine } from './engine';
import { keepAccessKey } from './kept-access-keys';
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

/** Whose access key it is: the name on the platform, and the text by which resources refer to it. */
export interface KeyOwner {
  readonly name: string;
  readonly nameText: string;
}

/** Makes the provider's access key. */
export function makeAccessKey<E extends TerraformEngine>(
  engine: E, scope: Construct, id: string, { name, nameText: user }: KeyOwner, key: RenderedAccessKey, placement: Placement,
): MadeAccessKey<E> {
  const { generation, status, pgpKey } = key;
  const { platform, classes, meta: common } = placement;
  // against a replacement; that the key isn't declared any more, its instance among the kept ones tells
  const meta = platform.keepsAccessKeys ? { ...common, lifecycle: { ...common.lifecycle, preventDestroy: true } } : common;
  const resource = new classes.IamAccessKey(scope, id, { ...meta, user, ...(status === 'Inactive' && { status }), ...(pgpKey && { pgpKey }) });
  keepAccessKey(engine, scope, name, generation, placement);
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
