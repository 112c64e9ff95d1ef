import { globMatches } from '../../policy/pattern/glob';
import type { AccessState, BucketAccess, UnknownName } from '../../state/access-state';
import { UNKNOWN_TEXT } from '../../state/access-state';
import { expandTokens } from '../match/pattern';
import { tokenize } from '../match/tokens';
import { bucketPoliciesOf } from './governed';
import type { ResourcePolicy } from './resource-policy';

/** A bucket whose name isn't known, and of which something is said. */
export interface UnnamedBucket extends UnknownName {
  /** What stands for its name in the state. */
  readonly name: string;
  readonly access: BucketAccess;
}

/**
 * The buckets of a state of which it isn't known what they are called, and which have a policy or an ACL. Such a policy may be that of any bucket that
 * somebody asks about, so left out, a request would be allowed that it denies, or denied that it allows:
 *
 * - What is known of the name counts: `logs-` and something can't be `data`.
 * - Two resources that make buckets make two buckets. The policy of a bucket that the source makes is therefore never that of another bucket
 *   that it makes, and answers about these stay certain; it may be that of a bucket that the source only speaks of, or doesn't hold.
 * - A bucket that the source only refers to, by a name that isn't known, may be any other.
 * - A policy adds to what the bucket has otherwise. That it could stand in place of the bucket's own is left aside: S3 keeps one policy per
 *   bucket, and a source that sets two of one bucket takes back with one what it sets with the other.
 * - A policy that names a bucket in so many words is that bucket's: its readers give it there, and it isn't among these.
 *
 * Asked about by what stands for its name, a bucket has its own policy for certain.
 */
export function unnamedBuckets({ buckets }: AccessState): readonly UnnamedBucket[] {
  const found: UnnamedBucket[] = [];
  for (const access of buckets.values()) {
    const { name, policy, acl, unnamed } = access;
    if (unnamed !== undefined && (policy ?? acl) !== undefined) found.push({ name, access, ...unnamed });
  }
  return found;
}

/**
 * Whether a bucket without a name may be one that is asked about.
 *
 * @param asked the bucket as the state holds it, if it does
 */
export function mayBe({ name, text, isNot }: UnnamedBucket, bucket: string, asked: BucketAccess | undefined): boolean {
  if (bucket === name || isNot.has(bucket)) return false;
  if (asked?.unnamed !== undefined || text === UNKNOWN_TEXT) return true;
  const expansion = expandTokens(tokenize(text, { wildcards: false, variables: false }), { get: () => undefined });
  return expansion !== undefined && globMatches(expansion.codes, bucket);
}

/** The policies of buckets without a name as they may bear on one that is asked about. */
export function policiesThatMayBear(unnamed: readonly UnnamedBucket[], bucket: string, state: AccessState): readonly ResourcePolicy[] {
  const asked = state.buckets.get(bucket);
  return unnamed.filter((one) => mayBe(one, bucket, asked)).flatMap((one) => policiesElsewhere(one, bucket, state).map((policy) => ({
    ...policy,
    may: `it isn't known whether ${one.name} is the bucket ${bucket}: name it with --var, or ask the state after apply`,
  })));
}

/** What is said of a bucket without a name, if it is called so. */
export function policiesElsewhere({ access }: UnnamedBucket, called: string, state: AccessState): readonly ResourcePolicy[] {
  const { policy } = access;
  // where a policy alone says who may do what, that there is one already takes something away: no text of it tells what it does
  if (state.platform?.evaluation?.bucketPolicies === 'allowList') return policy === undefined ? [] : [{ policy: { name: policy.name } }];
  return bucketPoliciesOf(state, { ...access, name: called }) ?? (policy === undefined ? [] : [{ policy }]);
}
