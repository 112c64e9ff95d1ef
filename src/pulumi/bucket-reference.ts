import * as pulumi from '@pulumi/pulumi';
import { AccessError } from '../errors';
import { parseArn } from '../policy/arn';
import { isDeployTime } from '../policy/deploy-time';
import { shown } from '../s3/names';
import { placeholdersIn, outputOf } from './placeholders';

/**
 * Which bucket a text of the core means, as far as that is known before deploy: by its name, by the resource that makes it, or only by
 * the Output that holds its name.
 */
export type BucketReference =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'resource'; readonly resource: pulumi.Resource }
  | { readonly kind: 'output'; readonly text: string; readonly called?: CalledBucket };

/** What is known of a bucket that a program in another language gives as an Output, whose resource isn't here. */
export interface CalledBucket {
  /** What the names of its resources begin with. */
  readonly label: string;
  /** Its name: always known when it is deployed. */
  readonly name?: string;
}

const called = new Map<string, CalledBucket>();

/**
 * Says how a bucket is called that a placeholder stands for. Placeholders that were called so stand for different buckets: what calls them gives one placeholder to
 * all Outputs of one name.
 */
export function callBucket(placeholder: string, bucket: CalledBucket): void {
  called.set(placeholder, bucket);
}

/** Resources that are a bucket: two of them are two buckets. */
const BUCKETS: readonly string[] = ['aws:s3/bucket:Bucket', 'aws:s3/bucketV2:BucketV2', 'minio:index/s3Bucket:S3Bucket'];

/** Which bucket a text of the core means. */
export function bucketReference(bucket: string): BucketReference {
  if (!isDeployTime(bucket)) return { kind: 'name', name: bucket };
  const [placeholder] = placeholdersIn(bucket);
  const resource = placeholder === bucket ? bucketBehind(outputOf(placeholder)) : undefined;
  if (resource) return { kind: 'resource', resource };
  return { kind: 'output', text: bucket, ...(called.has(bucket) && { called: called.get(bucket) }) };
}

/** Whether two references mean the same bucket; `unclear` where only the deployment knows. */
export function compareBuckets(a: BucketReference, b: BucketReference): 'same' | 'different' | 'unclear' {
  if (a.kind === 'name' && b.kind === 'name') return a.name === b.name ? 'same' : 'different';
  if (a.kind === 'resource' && b.kind === 'resource') return a.resource === b.resource ? 'same' : 'different';
  if (a.kind === 'output' && b.kind === 'output' && a.text === b.text) return 'same';
  // before its name is known, one that was called so is compared when it is
  return [[a, b], [b, a]].every(([one, other]) => isCalledOtherwise(one, other)) ? 'different' : 'unclear';
}

function isCalledOtherwise(one: BucketReference, other: BucketReference): boolean {
  if (one.kind === 'name') return true;
  return one.kind === 'output' && one.called !== undefined && !(other.kind === 'name' && other.name === one.called.name);
}

/** A bucket as an error shows it. */
export function describeBucket(reference: BucketReference): string {
  if (reference.kind === 'name') return reference.name;
  if (reference.kind === 'resource') return `made by ${pulumi.resourceName(reference.resource)}`;
  return reference.called === undefined ? 'known only at deploy time' : `called ${reference.called.label}`;
}

/**
 * The name of the bucket behind a placeholder, folded from an ARN where it is one. An Output that was computed from a bucket's resource must give
 * that bucket's name: it could be anything else, and then policies of two buckets would be merged into one.
 */
export function bucketNameOf(placeholder: string): pulumi.Output<string> {
  const output = outputOf(placeholder);
  const resource = bucketBehind(output);
  if (resource === undefined) return output.apply(foldArn);
  const own = Object.entries(resource).find(([, value]) => value === output)?.[0] ?? '';
  // The `bucket` of a bucket is known in a preview where its name was written down; id and arn are not, and say the same.
  // Only mocks leave it undefined.
  if (['id', 'arn', 'bucket'].includes(own)) return resource.bucket.apply((name) => pulumi.output(name ?? output.apply(foldArn)));
  return pulumi.all([output, resource.bucket]).apply(([value, name]) => {
    if (foldArn(value) === (name ?? foldArn(value))) return foldArn(value);
    throw new AccessError({
      code: 'AmbiguousBucket',
      message: `bucket ${shown(value)} was computed from the resource ${pulumi.resourceName(resource)}, whose bucket is ${shown(name)}`,
      remedy: 'give the id, bucket or arn of the bucket that is meant',
    });
  });
}

interface BucketResource extends pulumi.Resource {
  readonly bucket: pulumi.Output<string>;
}

/** The one bucket that an Output comes from, if there is one. */
function bucketBehind(output: pulumi.Output<string>): BucketResource | undefined {
  // `resources` is there on every Output, at once, but not in its public type.
  const { resources } = output as unknown as { readonly resources?: () => Iterable<pulumi.Resource> };
  const behind = typeof resources === 'function' ? [...resources()] : [];
  return behind.length === 1 && isBucket(behind[0]) ? behind[0] : undefined;
}

/** Whether resources of a type are buckets. */
export function isBucketType(type: string | undefined): boolean {
  return type !== undefined && BUCKETS.includes(type);
}

function isBucket(resource: pulumi.Resource): resource is BucketResource {
  return isBucketType(pulumi.resourceType(resource)) && 'bucket' in resource && pulumi.Output.isInstance(resource.bucket);
}

/** The name of a bucket, also where its ARN is given. */
export function foldArn(value: string): string {
  const arn = typeof value === 'string' ? parseArn(value) : undefined;
  return arn?.service === 's3' && arn.region === '' && arn.account === '' ? arn.resource : value;
}
