import { AccessError } from '../errors';
import { isDeployTime } from '../policy/deploy-time';
import type { Condition } from '../policy/document';
import { bucketArn } from '../policy/s3-arn';
import { checkBucketName, shown } from '../s3/names';
import { VALUE } from '../shape/readers';
import type { Shape } from '../shape/shape';

/** The account for which an AWS service delivers: without it, anybody could have the service write into the bucket on their behalf. */
export interface ServiceSourceProps {
  /** The account that the service works for: the owner of the source buckets, twelve digits. */
  readonly sourceAccount: string;
  /** Names of the buckets that it reports on, known at synth. */
  readonly sourceBucket: string | readonly string[];
}

/** The shape of {@link ServiceSourceProps}. */
export const SERVICE_SOURCE: Shape<ServiceSourceProps> = { sourceAccount: VALUE, sourceBucket: VALUE };

/**
 * The conditions by which a service can't be made a deputy of strangers.
 *
 * @throws AccessError `InvalidBucketName`, `InvalidPrincipal`
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 */
export function onlyForSource({ sourceAccount, sourceBucket }: ServiceSourceProps): readonly Condition[] {
  checkSourceAccount(sourceAccount);
  const buckets: readonly string[] = [sourceBucket].flat();
  if (buckets.length === 0 || buckets.some((bucket) => typeof bucket === 'string' && isDeployTime(bucket))) {
    throw new AccessError({
      code: 'InvalidBucketName',
      message: `sourceBucket ${buckets.length === 0 ? 'is an empty list' : 'is known only at deploy time'}; a condition on it must be written at synth`,
      remedy: 'name the source buckets by plain text',
    });
  }
  buckets.forEach(checkBucketName);
  return [
    { operator: 'ArnLike', key: 'aws:SourceArn', values: buckets.map(bucketArn) },
    { operator: 'StringEquals', key: 'aws:SourceAccount', values: [sourceAccount] },
  ];
}

/**
 * Checks the account that a service works for.
 *
 * @throws AccessError `InvalidPrincipal`
 */
export function checkSourceAccount(sourceAccount: unknown): void {
  if (typeof sourceAccount === 'string' && /^\d{12}$/.test(sourceAccount)) return;
  throw new AccessError({
    code: 'InvalidPrincipal',
    message: `sourceAccount ${shown(sourceAccount)} is not an account id; an account id is a string of twelve digits`,
    remedy: 'name the account that owns the source, with all its zeros and without hyphens',
  });
}
