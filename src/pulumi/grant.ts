import * as pulumi from '@pulumi/pulumi';
import { AccessError } from '../errors';
import type { Grant, Intent } from '../grants/grant';
import { identityDocument } from '../plan/identity-document';
import { accessKeyIds, type MadeAccessKey } from './access-keys';
import { principalOf, userProvider, type Grantee } from './grantee';
import { makePolicy, namedAfter, type GrantedPolicy, type MadePolicy, type PolicyResources } from './identity-policies';
import { plainProps, type WithInputs } from './inputs';
import { GrantUser, makeUser, stateOfUser, type MadeUser, type UserArgs } from './made-user';
import { placementOf, type PlatformArgs } from './placement';
import { checkSamePlatform } from './principals';

/** Args that every grant has beside its own. */
export interface GrantArgs extends PlatformArgs {
  /**
   * Who gets it.
   *
   * @default - a user that the grant makes for itself, with one access key
   */
  readonly grantee?: Grantee;
  /**
   * The user that the grant makes for itself; not together with `grantee`.
   *
   * @default - called as the construct, with one access key of the generation `1`
   */
  readonly user?: UserArgs;
}

/** What all grants have in common: they write one policy for their grantee. */
export abstract class StorageGrant<Props extends object> extends pulumi.ComponentResource {
  protected constructor(
    type: string, intent: Intent<Props, Grant>, name: string, args: WithInputs<Props> & GrantArgs, opts?: pulumi.ComponentResourceOptions,
  ) {
    const grant = intent(plainProps<Props>(args));
    checkUserArgs(name, args);
    super(type, name, {}, opts);
    const { grantee } = args;
    const placement = placementOf(this, args, opts, userProvider(grantee));
    const user = grantee === undefined ? new GrantUser(makeUser({ ...args.user, accessKeys: args.user?.accessKeys ?? ['1'] }, placement)) : undefined;
    const principal = user ? stateOfUser(user).principal : principalOf(grantee as Grantee, placement);
    checkSamePlatform(principal, placement);
    const document = principal.budget.place(identityDocument([grant], principal.kind, placement.platform));
    const made = makePolicy(`${name}-policy`, principal, namedAfter(document, principal, placement), grant.buckets, placement);
    states.set(this, { user, made });
    this.registerOutputs({ grantee: principal.input, ...(user && { accessKeyIds: accessKeyIds(user.accessKeys) }) });
  }

  /**
   * The user that the grant made.
   *
   * @throws AccessError `HasGrantee` where it was given a grantee
   */
  public get user(): MadeUser {
    const { user } = stateOf(this);
    if (user !== undefined) return user;
    const name = pulumi.resourceName(this);
    throw new AccessError({
      code: 'HasGrantee',
      message: `${name} was given a grantee, so it made no user and no access key of its own`,
      remedy: 'ask the grantee for its name and access keys, or leave grantee out',
    });
  }

  /**
   * The newest access key of the user that the grant made.
   *
   * @throws AccessError `HasGrantee` where it was given a grantee, `NoAccessKey` where its user has no key
   */
  public get accessKey(): MadeAccessKey {
    return this.user.accessKey;
  }

  /** The policies that it wrote. */
  public get policies(): readonly GrantedPolicy[] {
    return [stateOf(this).made.policy];
  }

  /** The provider's own objects behind the policy; those of the user are under `user.resources`. */
  public get resources(): PolicyResources {
    return stateOf(this).made.resources;
  }
}

interface GrantState {
  readonly user?: MadeUser;
  readonly made: MadePolicy;
}

const states = new WeakMap<object, GrantState>();

function stateOf(grant: object): GrantState {
  return states.get(grant) as GrantState;
}

function checkUserArgs(name: string, { grantee, user }: GrantArgs): void {
  if (grantee === undefined || user === undefined) return;
  throw new AccessError({
    code: 'HasGrantee',
    message: `${name} was given both a grantee and the args of a user to make`,
    remedy: 'leave one of them out: user is for a grant that makes its own user',
  });
}
