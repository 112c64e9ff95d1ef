import type { AccessKey as AwsAccessKey } from '@pulumi/aws/iam/accessKey';
import type { User } from '@pulumi/aws/iam/user';
import * as pulumi from '@pulumi/pulumi';
import { GENERATION, type AccessKeyGeneration } from '../plan/access-keys';
import { accessKeyNode } from '../plan/graph/people';
import { needUser } from '../plan/principals';
import type { ExistingUser } from '../plan/principals';
import type { Platform } from '../platforms/platform';
import { readShape, type Shape } from '../shape/shape';
import { madeKeys, type MadeAccessKey } from './access-keys';
import { ofAws } from './control-planes';
import { userProvider } from './grantee';
import { userOf, type MadeUser } from './made-user';
import { makeResources } from './make-resources';
import { PLATFORM_ARGS, placementOf, type PlatformArgs } from './placement';
import { ANY_PRINCIPAL } from './principal-resources';
import { checkSamePlatform } from './principals';
import { States } from './states';

/** Args of {@link AccessKey}. */
export interface AccessKeyArgs extends AccessKeyGeneration, PlatformArgs {
  /** Whose key it is. */
  readonly user: MadeUser | User | ExistingUser;
}

const ARGS: Shape<AccessKeyArgs> = { ...PLATFORM_ARGS, ...GENERATION, user: ANY_PRINCIPAL };

/**
 * An access key on its own, for a user that is made elsewhere in the program or exists already. It counts against the keys that the
 * platform allows a user, together with those of the StorageUser.
 *
 * @throws AccessError `InvalidAccessKey`, `NameTwice`, `TooManyAccessKeys`, `InvalidGrantee`, `InvalidName`, `OutsidePlatform`
 * @example
 * const key = new AccessKey('lee-2026-11', { user: existingUser('lee'), generation: '2026-11' });
 */
export class AccessKey extends pulumi.ComponentResource implements MadeAccessKey {
  constructor(name: string, given: AccessKeyArgs, opts?: pulumi.ComponentResourceOptions) {
    const args = readShape<AccessKeyArgs>(ARGS, given, { what: name });
    needUser(name, args.user);
    super('bucket-grants:index:AccessKey', name, {}, opts);
    const { user, generation, status, pgpKey } = args;
    const placement = placementOf(this, args, opts, userProvider(user));
    const principal = userOf(user, placement);
    checkSamePlatform(principal, placement);
    const wanted = { generation, ...(status !== undefined && { status }), ...(pgpKey !== undefined && { pgpKey }) };
    const added = placement.program.ledger.addKeys(principal, [wanted], placement.platform);
    const made = makeResources(added.map((key) => accessKeyNode(principal, key, placement.platform)), placement);
    const { keys, resources } = madeKeys(made, added);
    const state = { platform: placement.platform, key: keys.get(generation), resource: resources.get(generation) } as State;
    states.set(this, state);
    this.registerOutputs({ accessKeyId: state.key.id });
  }

  /** The name of its generation. */
  public get generation(): string {
    return stateOf(this).key.generation;
  }

  /** Whether it may be used. */
  public get status(): MadeAccessKey['status'] {
    return stateOf(this).key.status;
  }

  /** The access key id, which is not a secret. */
  public get id(): pulumi.Output<string> {
    return stateOf(this).key.id;
  }

  /** The secret access key, always a Pulumi secret. Empty where the key has a `pgpKey`. */
  public get secret(): pulumi.Output<string> {
    return stateOf(this).key.secret;
  }

  /** The secret, encrypted with `pgpKey`. Empty where the key has none. */
  public get encryptedSecret(): pulumi.Output<string> {
    return stateOf(this).key.encryptedSecret;
  }

  /** Whether only `encryptedSecret` holds the secret. */
  public get isEncrypted(): boolean {
    return stateOf(this).key.isEncrypted;
  }

  /**
   * The provider's own objects.
   *
   * @throws AccessError `NotOfAws` where the provider isn't that of AWS
   */
  public get resources(): { readonly accessKey: AwsAccessKey } {
    const { platform, resource } = stateOf(this);
    return ofAws(platform, { accessKey: resource });
  }
}

interface State {
  readonly platform: Platform;
  readonly key: MadeAccessKey;
  readonly resource: AwsAccessKey;
}

const states = new States<State>();

function stateOf(key: AccessKey): State {
  return states.of(key);
}
