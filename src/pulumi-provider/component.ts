import type * as pulumi from '@pulumi/pulumi';
import { AccessError } from '../errors';
import type { LocatedMap } from '../plan/file/located';
import { isAwsItself } from '../platforms/aws/is-aws-itself';
import type { Platform } from '../platforms/platform';
import type { MadeAccessKey } from '../pulumi/access-keys';
import { providedType } from '../pulumi/control-planes';

/** What Pulumi asks for in the name of a program. */
export interface Asking {
  /** The logical name of the component. */
  readonly name: string;
  readonly inputs: LocatedMap;
  readonly opts: pulumi.ComponentResourceOptions;
}

/** A component that was made, with what it hands back to the program that asked for it. */
export interface Made {
  readonly component: pulumi.ComponentResource;
  readonly state: pulumi.Inputs;
}

/** Makes a component. */
export type Make = (asking: Asking) => Made | Promise<Made>;

/**
 * Refuses a platform that AWS's provider reaches where the component isn't given one: the default provider of a program is that of AWS itself.
 *
 * @throws AccessError `OutsidePlatform`, `UnsupportedOnPlatform`
 */
export function checkProvided({ name, opts: { providers } }: Asking, platform: Platform): void {
  const isReachedByAws = !isAwsItself(platform) && providedType(platform)?.startsWith('aws:') === true;
  if (!isReachedByAws || (typeof providers === 'object' && 'aws' in providers)) return;
  throw new AccessError({
    code: 'OutsidePlatform',
    message: `${name} is for ${platform.title} and is given no provider: it would be made in AWS`,
    remedy: 'give it the provider of AWS whose endpoints are those of the platform, in the options of the component: providers: { aws: store }',
  });
}

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
