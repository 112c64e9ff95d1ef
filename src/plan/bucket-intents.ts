import type { BucketIntent } from './bucket-document';
import { bucketGrant, bucketOf } from './bucket-grant';
import { keptStatements } from './existing-statements';
import { externalList } from './external-grantees';
import type { AccessPlan } from './planned';

/** All that a plan says of each bucket's policy, by bucket: guards, what is kept, and grants to those outside the account. */
export function bucketIntents({ buckets, external }: AccessPlan): ReadonlyMap<string, readonly BucketIntent[]> {
  const byBucket = new Map<string, BucketIntent[]>();
  const add = (bucket: string, intents: readonly BucketIntent[]) => byBucket.set(bucket, [...byBucket.get(bucket) ?? [], ...intents]);
  for (const [bucket, { guards = [], existingStatements }] of buckets) {
    add(bucket, [...guards, ...(existingStatements === undefined ? [] : [keptStatements(existingStatements)])]);
  }
  for (const { grantee, grants } of external) {
    for (const grant of externalList(grantee).flatMap((one) => grants.map((each) => bucketGrant(each, one)))) add(bucketOf(grant), [grant]);
  }
  return byBucket;
}
