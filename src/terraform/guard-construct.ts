import { Construct } from 'constructs';
import { AccessError } from '../errors';
import type { Guard } from '../guards/guard';
import { BucketPolicies, type MergedBucketPolicy } from './bucket-policies';
import type { ResourceOf, TerraformEngine } from './engine';
import { placementOf, type ConstructOptions } from './platform-scope';

/** What every guard construct takes beside the props of the guard. */
export interface GuardOptions extends ConstructOptions {
  /** Name of the bucket, or a reference to it, such as `bucket.id`. */
  readonly bucket: string;
}

/** The bucket policy that a guard became part of, in words that hold on every platform. */
export interface BucketPolicyValue {
  /** The bucket; a token where it is known only at deploy time. */
  readonly bucket: string;
  /** The whole policy of the bucket as declared so far, as canonical JSON. */
  readonly json: string;
  /** The names of all guards on the bucket so far. */
  readonly guards: readonly string[];
}

/** Guards on a bucket. All guards of a bucket, whoever declares them, become one bucket policy. */
export class GuardConstruct<E extends TerraformEngine> extends Construct {
  /** The provider's own objects: the one bucket policy, which all guards of the bucket share. */
  public readonly resources: { readonly bucketPolicy: ResourceOf<E, 'S3BucketPolicy'> };
  private readonly merged: MergedBucketPolicy;

  constructor(engine: E, guards: readonly Guard[], scope: Construct, id: string, props: GuardOptions) {
    super(scope, id);
    if (guards.length === 0) {
      throw new AccessError({ code: 'NoGuards', message: `${this.node.path} has no guards: there is nothing to write a bucket policy of`, remedy: 'list at least one guard, such as enforceHttps()' });
    }
    this.merged = BucketPolicies.of(engine, this).add(this, props.bucket, guards, placementOf(engine, this, props));
    this.resources = { bucketPolicy: this.merged.resource as ResourceOf<E, 'S3BucketPolicy'> };
  }

  /** The bucket's policy with everything declared so far, also by others. */
  public get policy(): BucketPolicyValue {
    const { bucket, json, guards } = this.merged.document();
    return { bucket, json, guards };
  }
}

/** Props of a BucketPolicy. */
export interface BucketPolicyProps extends GuardOptions {
  /** What nobody may do on the bucket, such as `[enforceHttps()]`. */
  readonly guards: readonly Guard[];
}
