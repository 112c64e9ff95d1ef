import * as pulumi from '@pulumi/pulumi';
import type { CustomStatement } from '../plan/custom-statements';
import { VALUE } from '../shape/readers';
import { readShape, type Shape } from '../shape/shape';
import { accessKeyIds, type MadeAccessKey } from './access-keys';
import { writeCustomStatements } from './identity-policies';
import { makeUser, newestAccessKey, rememberUser, stateOfUser, userName, userResources, type MadeUser, type UserArgs, type UserResources, USER_ARGS } from './made-user';
import { PLATFORM_ARGS, placementOf, type PlatformArgs } from './placement';

/** Args of {@link StorageUser}. */
export interface StorageUserArgs extends UserArgs, PlatformArgs {
  /**
   * Statements of its policy that no grant and no guard says, in the policy language: checked as `parsePolicy` and `lintAccess` do, and lowered as
   * grants are.
   *
   * @default - none
   */
  readonly customStatements?: readonly CustomStatement[];
}

const ARGS: Shape<StorageUserArgs> = { ...PLATFORM_ARGS, ...USER_ARGS, customStatements: VALUE };

/**
 * A user, with access keys where they are asked for. It may do nothing until a grant names it as grantee, or a group that it is in.
 *
 * @throws AccessError `InvalidName`, `NameTwice`, `InvalidAccessKey`, `TooManyAccessKeys`, `OutsidePlatform`
 * @example
 * const dana = new StorageUser('dana', { accessKeys: ['2026-11'] });
 * export const secret = dana.accessKey.secret;
 */
export class StorageUser extends pulumi.ComponentResource implements MadeUser {
  constructor(name: string, given: StorageUserArgs = {}, opts?: pulumi.ComponentResourceOptions) {
    const args = readShape<StorageUserArgs>(ARGS, given, { what: name });
    super('bucket-grants:index:StorageUser', name, {}, opts);
    const { customStatements, ...user } = args;
    const placement = placementOf(this, args, opts);
    const state = makeUser(user, placement);
    rememberUser(this, state);
    writeCustomStatements(state.principal, customStatements, placement);
    this.registerOutputs({ name: state.user.name, accessKeyIds: accessKeyIds(state.keys) });
  }

  /** The user's name; what uses it waits for the user. */
  public get name(): pulumi.Output<string> {
    return userName(stateOfUser(this));
  }

  /**
   * The newest access key: the last one that was named.
   *
   * @throws AccessError `NoAccessKey` when the user has none
   */
  public get accessKey(): MadeAccessKey {
    return newestAccessKey(stateOfUser(this));
  }

  /** All access keys by generation, oldest first. */
  public get accessKeys(): ReadonlyMap<string, MadeAccessKey> {
    return stateOfUser(this).keys;
  }

  /** The provider's own objects. */
  public get resources(): UserResources {
    return userResources(stateOfUser(this));
  }
}
