import type { AccessKey as AwsAccessKey } from '@pulumi/aws/iam/accessKey';
import type { Policy } from '@pulumi/aws/iam/policy';
import type { User } from '@pulumi/aws/iam/user';
import type * as pulumi from '@pulumi/pulumi';
import { ACCESS_KEYS, type AccessKeys } from '../plan/access-keys';
import { userGraph } from '../plan/graph/people';
import { checkName, nameAfter } from '../plan/names';
import { isExistingPrincipal, type ExistingUser } from '../plan/principals';
import { invalidGrantee, noAccessKey } from '../plan/refusals';
import { SWITCH, VALUE } from '../shape/readers';
import type { Shape } from '../shape/shape';
import { madeKeys, type MadeAccessKey, type MadeAccessKeys } from './access-keys';
import { BOUNDARY_ARG, boundarySpec, type BoundaryArg } from './boundary';
import { ofAws } from './control-planes';
import { makeResources } from './make-resources';
import type { Placement } from './placement';
import type { OwnPrincipal } from './principal-resources';
import { existingPrincipal, madePrincipal, type Principal } from './principals';
import { States } from './states';

/** The provider's own objects behind a user. */
export interface UserResources {
  /** The provider's user. */
  readonly user: User;
  /** The policy that bounds it, where one is made of grants. */
  readonly boundary?: Policy;
  /** By generation, oldest first. */
  readonly accessKeys: ReadonlyMap<string, AwsAccessKey>;
}

/** A user that was made here: a StorageUser, or the user of a grant that has no grantee. */
export interface MadeUser {
  /** The user's name; what uses it waits for the user. */
  readonly name: pulumi.Output<string>;
  /**
   * The newest access key.
   *
   * @throws AccessError `NoAccessKey` when the user has none
   */
  readonly accessKey: MadeAccessKey;
  /** All access keys by generation, oldest first. */
  readonly accessKeys: ReadonlyMap<string, MadeAccessKey>;
  /** The provider's own objects. */
  readonly resources: UserResources;
}

/** How a user is called, and its access keys. */
export interface UserArgs {
  /**
   * The user's name on the platform.
   *
   * @default - the name of the construct, after the `scope` of a platform that has one
   */
  readonly name?: string;
  /**
   * Its access keys, oldest first: `['2026-05', '2026-11']`. The first rotation of the key of a grant's own user names the one that is
   * there, too, `['1', '2026-11']`: without it the deployment deletes the key `1`.
   *
   * @default - none for a StorageUser, one called `1` for the user of a grant
   */
  readonly accessKeys?: AccessKeys;
  /**
   * The most that it may ever do, whatever is granted: the ARN of a managed policy that exists already, or grants, of which a policy is made.
   *
   * @default - none
   */
  readonly boundary?: BoundaryArg;
  /**
   * Takes over the user of this name, which exists already, instead of making one. Its access keys can't be taken over, since nobody can
   * read their secrets again.
   *
   * @default false
   */
  readonly adopt?: boolean;
}

/** The shape of {@link UserArgs}. */
export const USER_ARGS: Shape<UserArgs> = { name: VALUE, accessKeys: ACCESS_KEYS, boundary: BOUNDARY_ARG, adopt: SWITCH };

/** Everything about a user that was made. */
export interface UserState extends MadeAccessKeys {
  readonly principal: Principal;
  readonly user: User;
  readonly boundary?: Policy;
}

/** Makes a user with its access keys, all checks first. */
export function makeUser(args: UserArgs, placement: Placement): UserState {
  const { program: { ledger }, provider: account, platform } = placement;
  const { name = nameAfter(placement.name, platform), accessKeys = [], boundary, adopt } = args;
  checkName('user', name, platform);
  const entry = { account, kind: 'user', name } as const;
  ledger.takeName(entry, placement.name);
  const keys = ledger.addKeys(entry, accessKeys, platform);
  const made = makeResources(userGraph({ name, keys, adopt, ...boundarySpec(`user ${name}`, boundary, placement) }, platform), placement);
  const bounds = made.find('boundary', 'aws_iam_policy');
  return {
    principal: madePrincipal('user', name, made.attribute('user', 'name'), placement),
    user: made.get('user', 'aws_iam_user'),
    ...(bounds && { boundary: bounds }),
    ...madeKeys(made, keys),
  };
}

/** What a user shows of itself. */
export function userName({ user }: UserState): pulumi.Output<string> {
  return user.name;
}

/** The last generation that was named. */
export function newestAccessKey({ principal, keys }: UserState): MadeAccessKey {
  const newest = [...keys.values()].at(-1);
  if (newest !== undefined) return newest;
  throw noAccessKey(principal.name);
}

/** The provider's objects of a user. */
export function userResources({ principal: { platform }, user, boundary, resources }: UserState): UserResources {
  return ofAws(platform, { user, ...(boundary && { boundary }), accessKeys: resources });
}

/** The user of a grant that has no grantee: no construct of its own, so that a grant costs no more than what it makes. */
export class GrantUser implements MadeUser {
  constructor(state: UserState) {
    rememberUser(this, state);
  }

  public get name(): pulumi.Output<string> {
    return userName(stateOfUser(this));
  }

  public get accessKey(): MadeAccessKey {
    return newestAccessKey(stateOfUser(this));
  }

  public get accessKeys(): ReadonlyMap<string, MadeAccessKey> {
    return stateOfUser(this).keys;
  }

  public get resources(): UserResources {
    return userResources(stateOfUser(this));
  }
}

/** State of users, out of the public fields of constructs, which Pulumi reads as outputs. */
const states = new States<UserState>();

/** Keeps what was made for a user. */
export function rememberUser(user: MadeUser, state: UserState): void {
  states.set(user, state);
}

/** What was made for a user. */
export function stateOfUser(user: MadeUser): UserState {
  return states.of(user);
}

/**
 * The principal that a user is.
 *
 * @throws AccessError `InvalidGrantee`, `InvalidName`
 */
export function userOf(user: MadeUser | OwnPrincipal | ExistingUser, placement: Placement): Principal {
  const principal = findUser(user)?.principal ?? (isExistingPrincipal(user) ? existingPrincipal(user, placement) : undefined);
  if (principal?.kind !== 'user') throw invalidGrantee(placement.name, user);
  return principal;
}

/** What was made for a value, when it is a user that was made here. */
export function findUser(value: unknown): UserState | undefined {
  return states.find(value);
}
