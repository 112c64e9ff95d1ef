import * as pulumi from '@pulumi/pulumi';
import { publicAccessBlocked } from '../plan/refusals';
import { bucketReference, compareBuckets, describeBucket, type BucketReference } from './bucket-reference';
import { plainOrPlaceholder } from './placeholders';

/** A public access block of the program that certainly blocks public policies. */
export interface PublicAccessBlock {
  /** Logical name of the resource. */
  readonly name: string;
  /** The one bucket that it is for; undefined where it is for the whole account. */
  readonly reference?: BucketReference;
}

const OF_BUCKET = 'aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock';
const OF_ACCOUNT = 'aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock';

/**
 * Sees the public access blocks of a program whose settings are plain, from the moment that anybody looks. A program has one account's block
 * at most, so that it is taken to be for all buckets.
 */
export class PublicAccessBlocks {
  /** Begins to watch a stack, once. */
  public static of(stack: pulumi.Resource): PublicAccessBlocks {
    const known = watched.get(stack);
    if (known) return known;
    const watching = new PublicAccessBlocks();
    watched.set(stack, watching);
    pulumi.runtime.registerStackTransformation((args) => watching.see(args));
    return watching;
  }

  /** Made so far, first come first. */
  public readonly seen: PublicAccessBlock[] = [];
  /** Called for each that is made from now on; throws where it may not be. */
  public check?: (block: PublicAccessBlock) => void;

  private see({ type, name, props, opts }: pulumi.ResourceTransformationArgs): undefined {
    const blocks = props.blockPublicPolicy === true || props.restrictPublicBuckets === true;
    if (!blocks || (type !== OF_BUCKET && type !== OF_ACCOUNT) || 'id' in opts && opts.id !== undefined || opts.urn !== undefined) return;
    const block = { name, ...(type === OF_BUCKET && { reference: bucketReference(plainOrPlaceholder('bucket', props.bucket)) }) };
    this.check?.(block);
    this.seen.push(block);
  }
}

const watched = new WeakMap<pulumi.Resource, PublicAccessBlocks>();

/** Watches the stack of the program that is running, if it has one. */
export function watchPublicAccess(): PublicAccessBlocks | undefined {
  const stack = pulumi.runtime.getStackResource();
  return stack && PublicAccessBlocks.of(stack);
}

/**
 * Refuses what opens a bucket to everyone while the program itself blocks that.
 *
 * @throws AccessError `PublicAccessBlocked`
 */
export function checkPublicAccess(bucket: BucketReference, by: string, { name, reference }: PublicAccessBlock): void {
  if (reference !== undefined && compareBuckets(bucket, reference) !== 'same') return;
  throw publicAccessBlocked(describeBucket(bucket), by, name, reference === undefined);
}
