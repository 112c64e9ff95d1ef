import type { Construct, IConstruct } from 'constructs';
import { ambiguousBucket, twoBucketPolicies } from '../plan/refusals';
import type { Platform } from '../platforms/platform';
import { addressOf, readBucket, type BucketReference } from './bucket-reference';
import { handThrough, type TerraformEngine } from './engine';
import type { MergedBucketPolicy } from './merged-bucket-policy';
import { declaredPlatform } from './platform-scope';
import { isSameStore } from './same-platform';

/** A bucket policy of the app: one of ours, or one that was written with the provider's own class. */
interface Claim {
  readonly stack: IConstruct;
  readonly reference: BucketReference;
  /** Where the bucket is; unknown where the provider's own class is used and no StorageProvider is above it. */
  readonly platform?: Platform;
  readonly ours: boolean;
  /** Who declared it, for errors. */
  readonly by: string;
}

/**
 * Finds buckets that would get two policies, of which the last writer would win: two of ours on one bucket, one of ours and one of the
 * provider's own class, and pairs that can't be distinguished before deploy. It runs at synth, when everything is declared.
 */
export function bucketPolicyConflicts(engine: TerraformEngine, root: IConstruct, policies: readonly MergedBucketPolicy[]): string[] {
  const ours = new Set<unknown>(policies.map(({ resource }) => resource));
  const claims: readonly Claim[] = [
    ...policies.map(({ stack, reference, platform, declared }) => ({ stack, reference, platform, ours: true, by: [...new Set(declared.map(({ path }) => path))].join(', ') })),
    ...root.node.findAll().filter((node) => !ours.has(node)).flatMap((node) => foreignClaims(engine, node)),
  ];
  return [...sameBucket(claims), ...unclear(claims)];
}

/** What the resource classes of both providers have in common. */
interface BucketPolicyWriter extends Construct {
  readonly fqn: string;
  readonly bucketInput: string;
  readonly policyInput?: string;
}

function isAddressable(node: IConstruct): node is BucketPolicyWriter {
  return 'terraformResourceType' in node && 'fqn' in node;
}

/** A bucket policy of the provider's own class, or a bucket with a policy among its own arguments; not a data source, which only reads. */
function foreignClaims(engine: TerraformEngine, node: IConstruct): readonly Claim[] {
  if (!isAddressable(node)) return [];
  const address = addressOf(engine, node.fqn);
  const isPolicy = /^(aws|minio)_s3_bucket_policy\./.test(address ?? '');
  const isBucket = (address?.startsWith('aws_s3_bucket.') ?? false) && node.policyInput !== undefined;
  if (!isPolicy && !isBucket) return [];
  const stack = engine.TerraformStack.of(node);
  const bucket = isPolicy ? node.bucketInput : engine.Token.asString(engine.ref(`${address}.bucket`, handThrough(stack)));
  return [{ stack, reference: readBucket(engine, node, bucket), platform: declaredPlatform(node), ours: false, by: node.node.path }];
}

function sameBucket(claims: readonly Claim[]): string[] {
  const byBucket = new Map<string, Claim[]>();
  for (const claim of claims) {
    const { known, key } = claim.reference;
    const bucket = known.kind === 'name' ? known.name : key;
    byBucket.set(bucket, [...(byBucket.get(bucket) ?? []), claim]);
  }
  return [...byBucket].flatMap(([bucket, same]) => {
    // each of ours with what may be its bucket in the same store: two stores may have buckets of one name
    const clashes = same.filter(({ ours }) => ours).map((own) => same.filter((claim) => claim === own || maySameStore(own, claim)));
    const clash = clashes.find(({ length }) => length > 1);
    return clash ? [twoBucketPolicies(bucket, clash.map(({ by }) => by), clash.every(({ ours }) => ours)).message] : [];
  });
}

function maySameStore({ platform: one }: Claim, { platform: other }: Claim): boolean {
  return one === undefined || other === undefined || isSameStore(one, other);
}

/** A bucket that is known only at deploy could be any other bucket of its stack but those whose names Terraform makes up. */
function unclear(claims: readonly Claim[]): string[] {
  return claims.filter(({ reference }) => reference.known.kind === 'opaque').flatMap((opaque) => {
    const other = claims.find((claim) => claim !== opaque && claim.stack === opaque.stack && maySameStore(claim, opaque)
      && claim.reference.known.kind !== 'generated' && claim.reference.key !== opaque.reference.key && (claim.ours || opaque.ours));
    if (!other) return [];
    const [one, two] = [opaque, other].map(({ reference, by }) => `bucket ${reference.key} of ${by}`);
    return [ambiguousBucket(one, two).message];
  });
}
