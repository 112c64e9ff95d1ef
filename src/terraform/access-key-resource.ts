import type { RenderedAccessKey } from '../plan/access-keys';
import { nodeId } from '../plan/graph/node';
import type { TerraformEngine } from './engine';
import type { MadeResources } from './make-resources';

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

/** A key that was made. A token is made, with a stack trace, each time an attribute is asked for, so nothing asks before somebody needs it. */
export function accessKeyValue<E extends TerraformEngine>(made: MadeResources<E>, { generation, pgpKey }: RenderedAccessKey): AccessKeyValue {
  const id = nodeId('accessKey', generation);
  return {
    generation,
    isEncrypted: pgpKey !== undefined,
    get id() { return made.attribute(id, 'id'); },
    get secret() { return made.attribute(id, 'secret'); },
    get encryptedSecret() { return made.attribute(id, 'encryptedSecret'); },
  };
}
