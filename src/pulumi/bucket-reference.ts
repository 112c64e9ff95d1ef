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
  | { readonly kind: 'output'; readonly text: string };

/** Resources that are a bucket: two of them are two buckets. */
const BUCKETS: readonly string[] = ['aws:s3/bucket:Bucket', 'aws:s3/bucketV2:BucketV2', 'minio:index/s3Bucket:S3Bucket'];

/** Which bucket a text of the core means. */
export function bucketReference(bucket: string): BucketReference {
  if (!isDeployTime(bucket)) return { kind: 'name', name: bucket };
  const [placeholder] = placeholdersIn(bucket);
  const resource = placeholder === bucket ? bucketBehind(outputOf(placeholder)) : undefined;
  return resource ? { kind: 'resource', resource } : { kind: 'output', text: bucket };
}

/** Whether two references mean the same bucket; `unclear` where only the deployment knows. */
export function compareBuckets(a: BucketReference, b: BucketReference): 'same' | 'different' | 'unclear' {
  if (a.kind === 'name' && b.kind === 'name') return a.name === b.name ? 'same' : 'different';
  if (a.kind === 'resource' && b.kind === 'resource') return a.resource === b.resource ? 'same' : 'different';
  return a.kind === 'output' && b.kind === 'output' && a.text === b.text ? 'same' : 'unclear';
}

/** A bucket as an error shows it. */
export function describeBucket(reference: BucketReference): string {
  if (reference.kind === 'name') return reference.name;
  return reference.kind === 'resource' ? `made by ${pulumi.resourceName(reference.resource)}` : 'known only at deploy time';
}

/**
 * The name of the bucket behind a mark, folded from an ARN where it is one. An Output that was computed from a bucket's resource must give
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

function isBucket(resource: pulumi.Resource): resource is BucketResource {
  return BUCKETS.includes(pulumi.resourceType(resource)) && 'bucket' in resource && pulumi.Output.isInstance(resource.bucket);
}

function foldArn(value: string): string {
  const arn = typeof value === 'string' ? parseArn(value) : undefined;
  return arn?.service === 's3' && arn.region === '' && arn.account === '' ? arn.resource : value;
}
