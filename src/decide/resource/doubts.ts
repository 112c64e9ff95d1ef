import type { UnknownAccess } from '../../state/access-state';
import type { PreparedRequest } from '../prepared-request';
import { MAYBE } from '../truth';

/** Why the answer to a request to another resource than a bucket may be uncertain although every statement is known. */
export function doubtsOf({ view, behind, resource, plan, principal }: PreparedRequest): readonly UnknownAccess[] {
  const { open } = view.bucket.governed ?? {};
  return [
    ...((plan.lists?.length ?? 0) === 0 ? [] : [{ where: 'service control policies', reason: "one lists what is allowed; whether another is attached that allows more, as AWS's own does, isn't known" }]),
    ...(principal.boundary === undefined || !plan.direct.some(({ truth }) => truth === MAYBE) ? [] : [{
      where: `the permissions boundary of ${principal.resolved.label}`,
      reason: "whether it limits what a policy of a resource gives to everybody, the documents don't say; name the principal, or narrow with aws:PrincipalArn",
    }]),
    ...(open === undefined ? [] : [{ where: resource, reason: open }]),
    ...(behind?.length === 0 ? [{ where: resource, reason: "the source doesn't tell which bucket is behind the access point" }] : []),
    ...(behind ?? []).map(({ resource: at }) => ({ where: at, reason: 'the bucket behind the access point must allow it as well; what allows at the access point may not be enough' })),
  ];
}

/** What is taken for granted of the resource of a request that the state doesn't hold. */
export function assumedOf({ hasBucket, resource, behind }: Pick<PreparedRequest, 'hasBucket' | 'resource' | 'behind'>, isHeld: (bucket: string) => boolean): readonly string[] {
  const assumed = hasBucket ? undefined : ASSUMED.find(([pattern]) => pattern.test(resource))?.[1];
  return [
    ...(assumed === undefined ? [] : [`the access state doesn't hold ${resource}: ${assumed}`]),
    ...(behind ?? []).flatMap(({ resource: at }) => {
      const bucket = at.split(':').slice(5).join(':').split('/')[0];
      return isHeld(bucket) ? [] : [`the access state doesn't hold the bucket ${bucket} behind the access point: it is taken to have no policy`];
    }),
  ];
}

const ASSUMED: readonly (readonly [pattern: RegExp, assumed: string])[] = [
  [/^arn:[^:]*:kms:[^:]*:[^:]*:key\//, "it is taken to be the account's own, with a key policy that lets policies of IAM count, as AWS makes it"],
  [/^arn:[^:]*:(s3|s3express):[^:]*:[^:]*:accesspoint\//, "it is taken to be the account's own, without a policy, before a bucket that lets its requests through"],
  [/^arn:[^:]*:(s3express|s3tables|s3vectors|s3-object-lambda):/, "it is taken to be the account's own, without a policy of its own"],
];
