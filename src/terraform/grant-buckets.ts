import type { Construct } from 'constructs';
import { AccessError } from '../errors';
import { isDeployTime } from '../policy/deploy-time';
import { bucketReference } from './bucket-reference';
import type { Precondition, TerraformEngine } from './engine';

/**
 * The checks that deploy-time buckets of a plan's grants need. The grants of a plan are rendered before any engine sees them, so a
 * bucket there can't be an ARN that is folded into its name.
 */
export function bucketConditions(engine: TerraformEngine, scope: Construct, buckets: readonly string[]): readonly Precondition[] {
  return [...new Set(buckets.filter(isDeployTime))].flatMap((bucket) => {
    const reference = bucketReference(engine, scope, bucket);
    if (!reference.byArn) return reference.preconditions;
    throw new AccessError({
      code: 'InvalidBucketName',
      message: `${scope.node.path}: a grant of the plan names its bucket by the ARN of ${reference.key}`,
      remedy: 'name it by the id or bucket attribute in a plan',
    });
  });
}
