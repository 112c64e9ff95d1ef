import { throughGrants } from './access-points';
import type { BucketIntent } from './bucket-document';
import { bucketGrant, bucketOf } from './bucket-grant';
import { customStatements } from './custom-statements';
import { keptStatements } from './existing-statements';
import { externalList } from './external-grantees';
import type { AccessPlan } from './planned';

/**
 * All that a plan says of each bucket's policy, by bucket: guards, statements that are kept or written by hand, and grants to those outside the account
 * or through access points.
 */
export function bucketIntents(
  { buckets, external, users, groups, roles, existing, platform }: AccessPlan,
): ReadonlyMap<string, readonly BucketIntent[]> {
  const byBucket = new Map<string, BucketIntent[]>();
  const add = (bucket: string, intents: readonly BucketIntent[]) => byBucket.set(bucket, [...byBucket.get(bucket) ?? [], ...intents]);
  for (const [bucket, { guards = [], existingStatements, customStatements: custom }] of buckets) {
    const kept = existingStatements === undefined ? [] : [keptStatements(existingStatements)];
    add(bucket, [...guards, ...kept, ...customStatements(custom, { kind: 'bucket', name: bucket }, platform)]);
  }
  for (const { grantee, grants } of external) {
    for (const grant of externalList(grantee).flatMap((one) => grants.map((each) => bucketGrant(each, one)))) add(bucketOf(grant), [grant]);
  }
  for (const { grants } of [...users.values(), ...groups.values(), ...roles.values(), ...existing]) {
    for (const through of throughGrants(grants)) add(bucketOf(through), [through]);
  }
  return byBucket;
}
