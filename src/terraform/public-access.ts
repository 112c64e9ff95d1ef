import type { Construct, IConstruct } from 'constructs';
import { controlPlaneOf } from '../plan/control-planes';
import { publicAccessBlocked } from '../plan/refusals';
import { addressOf, readBucket } from './bucket-reference';
import type { TerraformEngine } from './engine';
import type { MergedBucketPolicy } from './merged-bucket-policy';

/** What the classes of both public access blocks have in common. */
interface PublicAccessBlock extends Construct {
  readonly fqn: string;
  readonly bucketInput?: string;
  readonly blockPublicPolicyInput?: unknown;
  readonly restrictPublicBucketsInput?: unknown;
}

/** A public access block of the app that certainly blocks public policies. */
interface Block {
  readonly stack: IConstruct;
  readonly path: string;
  /** The key of the one bucket that it is for; undefined where it is for the whole account. */
  readonly bucket?: string;
}

/**
 * Finds bucket policies that give something to everyone, on buckets whose public access the app itself blocks: AWS would refuse them, or
 * ignore what they give. What isn't in the app, or known only at deploy, can't be seen here.
 */
export function publicAccessConflicts(engine: TerraformEngine, root: IConstruct, policies: readonly MergedBucketPolicy[]): string[] {
  const open = policies.filter((policy) => controlPlaneOf(policy.platform).isAws && policy.document().isPublic);
  if (open.length === 0) return [];
  const blocks = root.node.findAll().flatMap((node) => blocking(engine, node));
  return open.flatMap((policy) => blocks.filter((block) => concerns(block, policy)).map((block) => blocked(policy, block)));
}

function blocking(engine: TerraformEngine, node: IConstruct): readonly Block[] {
  if (!isAddressable(node)) return [];
  const address = addressOf(engine, node.fqn) ?? '';
  const ofBucket = address.startsWith('aws_s3_bucket_public_access_block.');
  if (!ofBucket && !address.startsWith('aws_s3_account_public_access_block.')) return [];
  if (node.blockPublicPolicyInput !== true && node.restrictPublicBucketsInput !== true) return [];
  const stack = engine.TerraformStack.of(node);
  if (!ofBucket) return [{ stack, path: node.node.path }];
  const { known, key } = readBucket(engine, node, node.bucketInput ?? '');
  return [{ stack, path: node.node.path, bucket: known.kind === 'name' ? known.name : key }];
}

function isAddressable(node: IConstruct): node is PublicAccessBlock {
  return 'terraformResourceType' in node && 'fqn' in node;
}

/** A bucket may be named in another stack by its name; an account's block is taken to be for what its own stack makes. */
function concerns({ stack, bucket }: Block, { reference: { known, key }, stack: own }: MergedBucketPolicy): boolean {
  return bucket === undefined ? stack === own : bucket === (known.kind === 'name' ? known.name : key);
}

function blocked({ reference, declared }: MergedBucketPolicy, { path, bucket }: Block): string {
  const by = [...new Set(declared.map((each) => each.path))].join(', ');
  return publicAccessBlocked(reference.key, by, path, bucket === undefined).message;
}
