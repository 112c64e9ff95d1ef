import type { IConstruct } from 'constructs';
import type { BucketDocument, BucketIntent } from '../plan/bucket-document';
import type { Platform } from '../platforms/platform';
import type { AccessPoints } from './access-points';
import type { BucketReference } from './bucket-reference';
import type { Dependable, EngineProvider, ResourceOf, TerraformEngine } from './engine';

/** The one policy of a bucket: guards, grants and kept statements from wherever they were declared. */
export interface MergedBucketPolicy {
  /** The provider's own object. */
  readonly resource: { dependsOn?: string[] };
  readonly reference: BucketReference;
  readonly stack: IConstruct;
  readonly platform: Platform;
  readonly provider?: EngineProvider;
  /** What was declared, and by which construct. */
  readonly declared: Array<{ readonly intent: BucketIntent; readonly path: string }>;
  /** The access points of the bucket that are made for grants. */
  readonly points: AccessPoints;
  /** All that its guards wait for, by what Terraform calls it. */
  readonly waitsFor: Map<string, Dependable>;
  /** The policy as declared so far. */
  readonly document: () => BucketDocument;
}

/** The provider's own object behind the policy of a bucket. */
export function policyResource<E extends TerraformEngine>({ resource }: MergedBucketPolicy): ResourceOf<E, 'S3BucketPolicy'> {
  return resource as ResourceOf<E, 'S3BucketPolicy'>;
}
