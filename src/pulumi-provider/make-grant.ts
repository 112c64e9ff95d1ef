import * as pulumi from '@pulumi/pulumi';
import { EXISTING, GRANTS, PLATFORMS } from '../plan/file/functions';
import { wrongAt } from '../plan/file/located';
import { AS_IT_IS, callOf, listOf, objectWith, oneOrMore, textOr } from '../plan/file/places';
import { checkIsPlatform } from '../platforms/check-is-platform';
import { StorageGrant } from '../pulumi/grant';
import * as grants from '../pulumi/grants';
import { type Asking, checkProvided, keyOutputs, type Made } from './component';

/** The construct of any grant that writes a policy of its own. */
type GrantClass = new (name: string, args: unknown, opts: pulumi.ComponentResourceOptions) => StorageGrant<object>;

/**
 * The grants that make sense alone, by their tokens: those whose policy is their own. What becomes part of the policy of a bucket, a guard or a grant
 * to a service, belongs into a plan, since a bucket has one policy.
 */
export const GRANT_TYPES: ReadonlyMap<string, GrantClass> = new Map(Object.entries<unknown>(grants).flatMap(([name, one]) => (
  isGrantClass(one) ? [[`bucket-grants:index:${name}`, one] as const] : []
)));

function isGrantClass(value: unknown): value is GrantClass {
  return typeof value === 'function' && value.prototype instanceof StorageGrant;
}

/** The prop that makes a grant part of the policy of a bucket. */
export const THROUGH = 'through';

const PLATFORM = callOf(PLATFORMS);

/** What the construct of a grant takes beside the props of the grant. */
const ARGS = objectWith({ grantee: oneOrMore(callOf(EXISTING)), platform: PLATFORM, user: objectWith({ boundary: textOr(listOf(callOf(GRANTS))) }) });

/**
 * Makes a grant for somebody who exists already, or with a user of its own.
 *
 * @throws AccessError as the construct of the grant; `InvalidPlanFile` for `through`; `OutsidePlatform` where a platform other than AWS is given no provider
 */
export function makeGrant(Grant: GrantClass, asking: Asking): Made {
  const { name, inputs, opts } = asking;
  const through = inputs.entries.get(THROUGH);
  if (through !== undefined) throw wrongAt(through.at, "a grant alone isn't delivered through an access point, which the policy of the bucket has to let in: that policy is one, and nothing merges what several components say", 'put it into the plan of a StorageAccess');
  const named = inputs.entries.get('platform');
  if (named !== undefined) {
    const platform = PLATFORM(named.value, AS_IT_IS);
    checkIsPlatform(platform);
    checkProvided(asking, platform);
  }
  const grant = new Grant(name, ARGS(inputs, AS_IT_IS), opts);
  return { component: grant, state: inputs.entries.has('grantee') ? {} : { userName: grant.user.name, ...keyOutputs(grant.user.accessKeys) } };
}
