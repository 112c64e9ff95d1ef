import type { Construct, IConstruct } from 'constructs';
import type { MergedBucketPolicy } from './bucket-policies';
import { bucketReference, type BucketReference } from './bucket-reference';
import type { TerraformEngine } from './engine';

/** A bucket policy of the app: one of ours, or one that was written with the provider's own class. */
interface Claim {
  readonly stack: IConstruct;
  readonly reference: BucketReference;
  readonly ours: boolean;
  /** Who declared it, for errors. */
  readonly by: string;
}

/**
 * Finds buckets that would get two policies, of which the last writer would win: two of ours on one bucket, one of ours and one of the
 * provider's own class, and pairs that can't be told apart before deploy. It runs at synth, when everything is declared.
 */
export function bucketPolicyConflicts(engine: TerraformEngine, root: IConstruct, policies: readonly MergedBucketPolicy[]): string[] {
  const ours = new Set(policies.map(({ resource }) => resource));
  const claims: readonly Claim[] = [
    ...policies.map(({ stack, reference, declared }) => ({ stack, reference, ours: true, by: [...new Set(declared.map(({ path }) => path))].join(', ') })),
    ...root.node.findAll().filter(isBucketPolicy).filter((node) => !ours.has(node)).map((node) => foreignClaim(engine, node)),
  ];
  return [...sameBucket(claims), ...unclear(claims)];
}

interface ForeignBucketPolicy extends Construct {
  readonly bucketInput: string;
}

function isBucketPolicy(node: IConstruct): node is ForeignBucketPolicy {
  return 'terraformResourceType' in node && node.terraformResourceType === 'aws_s3_bucket_policy';
}

function foreignClaim(engine: TerraformEngine, node: ForeignBucketPolicy): Claim {
  return { stack: engine.TerraformStack.of(node), reference: bucketReference(engine, node, node.bucketInput), ours: false, by: node.node.path };
}

function sameBucket(claims: readonly Claim[]): string[] {
  const byBucket = new Map<string, Claim[]>();
  for (const claim of claims) {
    const { known, key } = claim.reference;
    const bucket = known.kind === 'name' ? known.name : key;
    byBucket.set(bucket, [...(byBucket.get(bucket) ?? []), claim]);
  }
  return [...byBucket]
    .filter(([, same]) => same.length > 1 && same.some(({ ours }) => ours))
    .map(([bucket, same]) => problem('TwoBucketPolicies', `bucket ${bucket} would have ${same.length} policies, of which only the last written would hold: ${same.map(({ by }) => by).join(' and ')}`,
      same.every(({ ours }) => ours) ? 'name the bucket in the same way everywhere, and declare all its guards in one stack' : "put the statements of the provider's own policy into the bucket's guards, or leave the guards out"));
}

/** A bucket that is known only at deploy could be any other bucket of its stack but those whose names Terraform makes up. */
function unclear(claims: readonly Claim[]): string[] {
  return claims.filter(({ reference }) => reference.known.kind === 'opaque').flatMap((opaque) => {
    const other = claims.find((claim) => claim !== opaque && claim.stack === opaque.stack && claim.reference.known.kind !== 'generated'
      && claim.reference.key !== opaque.reference.key && (claim.ours || opaque.ours));
    return other ? [problem('AmbiguousBucket', `bucket ${opaque.reference.key} of ${opaque.by} is known only at deploy time, and may be bucket ${other.reference.key} of ${other.by}; if it is, one policy would overwrite the other`,
      'name the bucket by the resource that makes it or as plain text, in the same way everywhere')] : [];
  });
}

function problem(code: string, message: string, remedy: string): string {
  return `${message}\n  Code: ${code}\n  Remedy: ${remedy}`;
}
