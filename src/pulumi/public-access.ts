import * as pulumi from '@pulumi/pulumi';
import { publicAccessBlocked } from '../plan/refusals';
import { bucketReference, compareBuckets, describeBucket, type BucketReference } from './bucket-reference';
import type { Registration } from './mock-registrations';
import { descendants } from './other-policies';
import { plainOrPlaceholder } from './placeholders';

/** A public access block of the program that certainly blocks public policies. */
export interface PublicAccessBlock {
  /** Logical name of the resource. */
  readonly name: string;
  /** The one bucket that it is for; undefined where it is for the whole account. */
  readonly reference?: BucketReference;
}

/** A public access block that was made before anybody looked. */
export interface EarlierBlock {
  readonly name: string;
  /** The one bucket that it is for; undefined where it is for the whole account. */
  readonly bucket?: pulumi.Output<string>;
  readonly blocks: pulumi.Output<boolean>;
}

/** The resource of either kind. */
type BlockResource = pulumi.Resource & {
  readonly bucket?: pulumi.Output<string>;
  readonly blockPublicPolicy: pulumi.Output<boolean | undefined>;
  readonly restrictPublicBuckets: pulumi.Output<boolean | undefined>;
};

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
    const watching = new PublicAccessBlocks(stack);
    watched.set(stack, watching);
    pulumi.runtime.registerStackTransformation((args) => watching.see(args));
    return watching;
  }

  /** Made so far, first come first. */
  public readonly seen: PublicAccessBlock[] = [];
  /** Made before anybody looked: what they were given is gone, so only the deployment says what they block. */
  public readonly earlier: readonly EarlierBlock[];
  /** Called for each that is made from now on; throws where it may not be. */
  public check?: (block: PublicAccessBlock) => void;

  private constructor(stack: pulumi.Resource) {
    this.earlier = descendants(stack).filter(isBlock).map((block) => ({
      name: pulumi.resourceName(block),
      ...(block.bucket && { bucket: block.bucket }),
      blocks: pulumi.all([block.blockPublicPolicy, block.restrictPublicBuckets]).apply((settings) => settings.includes(true)),
    }));
  }

  private see({ type, name, props, opts }: pulumi.ResourceTransformationArgs): undefined {
    if (!blocksPolicies(props) || (type !== OF_BUCKET && type !== OF_ACCOUNT) || 'id' in opts && opts.id !== undefined || opts.urn !== undefined) return;
    const block = { name, ...(type === OF_BUCKET && { reference: bucketReference(plainOrPlaceholder('bucket', props.bucket)) }) };
    this.check?.(block);
    this.seen.push(block);
  }
}

function isBlock(resource: pulumi.Resource): resource is BlockResource {
  return [OF_BUCKET, OF_ACCOUNT].includes(pulumi.resourceType(resource)) && 'blockPublicPolicy' in resource;
}

function blocksPolicies(settings: Readonly<Record<string, unknown>>): boolean {
  return settings.blockPublicPolicy === true || settings.restrictPublicBuckets === true;
}

/** What a unit test registers, where it blocks public policies: on one bucket, or on all. */
export function registeredBlock({ type, name, inputs }: Registration): { readonly name: string; readonly bucket?: unknown } | undefined {
  if ((type !== OF_BUCKET && type !== OF_ACCOUNT) || !blocksPolicies(inputs)) return undefined;
  return { name, ...(type === OF_BUCKET && { bucket: inputs.bucket }) };
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
