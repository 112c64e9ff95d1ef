import { Construct } from 'constructs';
import type { Grant } from '../grants/grant';
import { bucketGrant, bucketOf } from '../plan/bucket-grant';
import { BucketPolicies } from './bucket-policies';
import { policyValue, type BucketPolicyValue } from './bucket-policy';
import { bucketReference } from './bucket-reference';
import { handBack } from './control-planes';
import type { ResourceOf, TerraformEngine } from './engine';
import type { BucketNames } from './grant-construct';
import { policyResource, type MergedBucketPolicy } from './merged-bucket-policy';
import { placementOf, type ConstructOptions } from './platform-scope';

/** A grant that says itself who gets it, everyone or a service, and becomes part of the one policy of its bucket. */
export class BucketGrantConstruct<E extends TerraformEngine> extends Construct {
  /**
   * The provider's own objects: the one bucket policy, which all guards and grants of the bucket share.
   *
   * @throws AccessError `NotOfAws` where the provider isn't that of AWS
   */
  public readonly resources!: { readonly bucketPolicy: ResourceOf<E, 'S3BucketPolicy'> };
  private readonly merged: MergedBucketPolicy;

  constructor(
    engine: E, intent: (buckets: BucketNames) => Grant, scope: Construct, id: string, props: ConstructOptions & { readonly bucket: string },
  ) {
    super(scope, id);
    const placement = placementOf(engine, this, props);
    const grant = bucketGrant(intent({ bucket: bucketReference(engine, this, props.bucket).bucket }));
    this.merged = BucketPolicies.of(engine, this).add(this, bucketOf(grant), [grant], placement);
    handBack(this, 'resources', this.merged.platform, { bucketPolicy: policyResource<E>(this.merged) });
  }

  /** The bucket's policy with everything declared so far, also by others. */
  public get policy(): BucketPolicyValue {
    return policyValue(this.merged);
  }
}
