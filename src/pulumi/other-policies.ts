import * as pulumi from '@pulumi/pulumi';
import { bucketReference, type BucketReference } from './bucket-reference';
import type { Registration } from './mock-registrations';
import { plainOrPlaceholder } from './placeholders';

/** A bucket policy that the program wrote with a provider's own class. */
export interface OtherPolicy {
  /** Logical name of the resource. */
  readonly name: string;
  readonly reference: BucketReference;
}

/** A bucket policy that was written before anybody looked: what it was given is gone, so only the deployment says which bucket it is for. */
export interface EarlierPolicy {
  readonly name: string;
  readonly bucket: pulumi.Output<string>;
}

/** The bucket of a policy that a unit test registers, by the name that it has at deploy; undefined for everything else. */
export function registeredBucket({ type, inputs }: Registration): string | undefined {
  const writes = WRITERS.includes(type) || (BUCKETS.includes(type) && inputs.policy !== undefined);
  return writes && typeof inputs.bucket === 'string' ? inputs.bucket : undefined;
}

/** Types that write a bucket's policy, and the property that names the bucket; a Bucket with a `policy` of its own does so too. */
const WRITERS: readonly string[] = ['aws:s3/bucketPolicy:BucketPolicy', 'aws-native:s3:BucketPolicy', 'minio:index/s3BucketPolicy:S3BucketPolicy'];
const BUCKETS: readonly string[] = ['aws:s3/bucket:Bucket', 'aws:s3/bucketV2:BucketV2'];

/** Sees every bucket policy that the program writes beside ours. */
export class OtherPolicies {
  /** Begins to watch a stack, once; as early as possible, since what was made before is seen only in part. */
  public static of(stack: pulumi.Resource): OtherPolicies {
    const known = watched.get(stack);
    if (known) return known;
    const watching = new OtherPolicies(stack);
    watched.set(stack, watching);
    pulumi.runtime.registerStackTransformation((args) => watching.see(args));
    return watching;
  }

  /** Written so far, first come first. */
  public readonly seen: OtherPolicy[] = [];
  /** Written before. */
  public readonly earlier: readonly EarlierPolicy[];
  /** Called for each that is written from now on; throws where it may not be. */
  public check?: (policy: OtherPolicy) => void;
  private making = false;

  private constructor(stack: pulumi.Resource) {
    this.earlier = descendants(stack).filter(isEarlier).map((resource) => ({ name: pulumi.resourceName(resource), bucket: resource.bucket }));
  }

  /** Makes one of ours, which isn't another's. */
  public unseen<Made>(make: () => Made): Made {
    this.making = true;
    try {
      return make();
    } finally {
      this.making = false;
    }
  }

  private see({ resource, type, name, props, opts }: pulumi.ResourceTransformationArgs): undefined {
    // A resource that is only read (`BucketPolicy.get`) writes nothing.
    if (this.making || 'id' in opts && opts.id !== undefined || opts.urn !== undefined) return;
    const reference = written(resource, type, props);
    if (reference === undefined) return;
    const policy = { name, reference };
    this.check?.(policy);
    this.seen.push(policy);
  }
}

const watched = new WeakMap<pulumi.Resource, OtherPolicies>();

/** Watches the stack of the program that is running, if it has one. */
export function watchStack(): OtherPolicies | undefined {
  const stack = pulumi.runtime.getStackResource();
  return stack && OtherPolicies.of(stack);
}

function written(resource: pulumi.Resource, type: string, props: pulumi.Inputs): BucketReference | undefined {
  if (WRITERS.includes(type)) return bucketReference(plainOrPlaceholder('bucket', props.bucket));
  return BUCKETS.includes(type) && props.policy !== undefined ? { kind: 'resource', resource } : undefined;
}

function isEarlier(resource: pulumi.Resource): resource is pulumi.Resource & { readonly bucket: pulumi.Output<string> } {
  return WRITERS.includes(pulumi.resourceType(resource)) && 'bucket' in resource && pulumi.Output.isInstance(resource.bucket);
}

/** All resources below one. */
export function descendants(resource: pulumi.Resource): readonly pulumi.Resource[] {
  // Every Pulumi SDK keeps a resource's children, for `dependsOn` on components; they aren't in the public type.
  const { __childResources: children = new Set() } = resource as { readonly __childResources?: ReadonlySet<pulumi.Resource> };
  return [...children].flatMap((child) => [child, ...descendants(child)]);
}
