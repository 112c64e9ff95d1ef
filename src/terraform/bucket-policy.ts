import { Construct } from 'constructs';
import { GUARD, type Guard } from '../guards/guard';
import type { KeptPolicy } from '../plan/bucket-document';
import { checkAreGuards } from '../plan/check-guard';
import { customStatements, type CustomStatement } from '../plan/custom-statements';
import { keptStatements, type ExistingStatements } from '../plan/existing-statements';
import { listOf, NAME, VALUE } from '../shape/readers';
import { readShape, type Shape } from '../shape/shape';
import { BucketPolicies } from './bucket-policies';
import { handBack } from './control-planes';
import type { ResourceOf, TerraformEngine } from './engine';
import { policyResource, type MergedBucketPolicy } from './merged-bucket-policy';
import { CONSTRUCT_OPTIONS, placementOf, type ConstructOptions } from './platform-scope';

/** A bucket policy in words that hold on every platform, with all that became part of it. */
export interface BucketPolicyValue {
  /** The bucket; a token where it is known only at deploy time. */
  readonly bucket: string;
  /** The whole policy of the bucket as declared so far, as canonical JSON. */
  readonly json: string;
  /** The names of all guards on the bucket so far. */
  readonly guards: readonly string[];
  /** The names of all grants in the policy so far: those to other accounts, to everyone and to services. */
  readonly grants: readonly string[];
  /** What it keeps of the policy that was there before. */
  readonly keeps: KeptPolicy;
}

/** The policy of a bucket with everything declared so far. */
export function policyValue(policy: MergedBucketPolicy): BucketPolicyValue {
  const { bucket, json, guards, grants, keeps } = policy.document();
  return { bucket, json, guards, grants, keeps };
}

/** Props of a BucketPolicy. */
export interface BucketPolicyProps extends ConstructOptions {
  /** Name of the bucket, or a reference to it, such as `bucket.id`. */
  readonly bucket: string;
  /**
   * What nobody may do on the bucket, such as `[enforceHttps()]`.
   *
   * @default - nothing
   */
  readonly guards?: readonly Guard[];
  /**
   * The policy that the bucket has already, as JSON text or as an object: its statements are kept as they are. Without it they would be
   * overwritten.
   *
   * @default - nothing is kept
   */
  readonly existingStatements?: ExistingStatements;
  /**
   * Statements of its policy, each with its principals, that no grant and no guard says, in the policy language: checked as `parsePolicy` and
   * `lintAccess` do, and lowered as grants are.
   *
   * @default - none
   */
  readonly customStatements?: readonly CustomStatement[];
}

const propsShape = (): Shape<BucketPolicyProps> => ({
  ...CONSTRUCT_OPTIONS, bucket: NAME, guards: listOf(GUARD), existingStatements: VALUE, customStatements: VALUE,
});

/**
 * Several guards on a bucket at once, what its policy said before, and statements that were written by hand.
 *
 * @throws AccessError `NoGuards`, `InvalidCustomStatements`, `InvalidExistingStatements`, `DeployTimeValue`, and what the guards refuse
 */
export class BucketPolicyBase<E extends TerraformEngine> extends Construct {
  /**
   * The provider's own objects: the one bucket policy, which all guards of the bucket share.
   *
   * @throws AccessError `NotOfAws` where the provider isn't that of AWS
   */
  public readonly resources!: { readonly bucketPolicy: ResourceOf<E, 'S3BucketPolicy'> };
  private readonly merged: MergedBucketPolicy;

  constructor(engine: E, scope: Construct, id: string, given: BucketPolicyProps) {
    const props = readShape<BucketPolicyProps>(propsShape(), given, { what: id });
    super(scope, id);
    const { bucket, guards = [], existingStatements, customStatements: custom } = props;
    checkAreGuards(this.node.path, guards, (existingStatements ?? custom) !== undefined);
    const placement = placementOf(engine, this, props);
    const kept = existingStatements === undefined ? [] : [keptStatements(existingStatements)];
    const intents = [...guards, ...kept, ...customStatements(custom, { kind: 'bucket', name: bucket }, placement.platform)];
    this.merged = BucketPolicies.of(engine, this).add(this, bucket, intents, placement);
    handBack(this, 'resources', this.merged.platform, { bucketPolicy: policyResource<E>(this.merged) });
  }

  /** The bucket's policy with everything declared so far, also by others. */
  public get policy(): BucketPolicyValue {
    return policyValue(this.merged);
  }
}
