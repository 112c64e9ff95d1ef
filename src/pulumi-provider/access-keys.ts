import type * as pulumi from '@pulumi/pulumi';
import type { MadeAccessKey } from '../pulumi/access-keys';

/** Access keys of a user, by generation, in the outputs of a component: those that are secrets apart, since a property is a secret as a whole. */
export interface KeyOutputs {
  readonly accessKeyIds: Readonly<Record<string, pulumi.Output<string>>>;
  readonly secretAccessKeys: Readonly<Record<string, pulumi.Output<string>>>;
  readonly encryptedSecretAccessKeys: Readonly<Record<string, pulumi.Output<string>>>;
}

/** The access keys of a user as outputs. */
export function keyOutputs(keys: ReadonlyMap<string, MadeAccessKey>): KeyOutputs {
  const by = (value: (key: MadeAccessKey) => pulumi.Output<string>, list: readonly MadeAccessKey[]) => (
    Object.fromEntries(list.map((key) => [key.generation, value(key)]))
  );
  const all = [...keys.values()];
  return {
    accessKeyIds: by(({ id }) => id, all),
    secretAccessKeys: by(({ secret }) => secret, all.filter(({ isEncrypted }) => !isEncrypted)),
    encryptedSecretAccessKeys: by(({ encryptedSecret }) => encryptedSecret, all.filter(({ isEncrypted }) => isEncrypted)),
  };
}
