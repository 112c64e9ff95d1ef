import * as pulumi from '@pulumi/pulumi';
import { EXISTING, GRANTS, PLATFORMS } from '../plan/file/functions';
import { AS_IT_IS, callOf, listOf, objectWith, oneOrMore, textOr } from '../plan/file/places';
import type { Platform } from '../platforms/platform';
import { StorageGrant } from '../pulumi/grant';
import * as grants from '../pulumi/grants';
import { keyOutputs } from './access-keys';
import type { Asking, Made } from './asking';
import { checkProvided } from './check-provided';

/** The construct of any grant that writes a policy of its own. */
type GrantClass = new (name: string, args: unknown, opts: pulumi.ComponentResourceOptions) => StorageGrant<object>;

/**
 * The grants that make sense alone, by their tokens: those whose policy is their own. What becomes part of the policy of a bucket, a guard or a grant
 * to a service, belongs into a plan, since a bucket has one policy.
 */
export const GRANT_TYPES: ReadonlyMap<string, GrantClass> = new Map(Object.entries(grants).flatMap(([name, one]) => (
  isGrantClass(one) ? [[`bucket-grants:index:${name}`, one] as const] : []
)));

function isGrantClass(value: unknown): value is GrantClass {
  return typeof value === 'function' && value.prototype instanceof StorageGrant;
}

/** What the construct of a grant takes beside the props of the grant. */
const ARGS = objectWith({
  grantee: oneOrMore(callOf(EXISTING)), platform: callOf(PLATFORMS), user: objectWith({ boundary: textOr(listOf(callOf(GRANTS))) }),
});

/**
 * Makes a grant for somebody who exists already, or with a user of its own.
 *
 * @throws AccessError as the construct of the grant
 */
export function makeGrant(Grant: GrantClass, { name, inputs, opts }: Asking): Made {
  const args = ARGS(inputs, AS_IT_IS) as { readonly platform?: Platform };
  if (args.platform !== undefined) checkProvided(name, args.platform, opts);
  const grant = new Grant(name, args, opts);
  return { component: grant, state: inputs.entries.has('grantee') ? {} : { userName: grant.user.name, ...keyOutputs(grant.user.accessKeys) } };
}
