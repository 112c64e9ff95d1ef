import type { Intent } from '../grants/grant';
import { withProps } from '../shape/intent';
import { VALUE } from '../shape/readers';
import type { Shape } from '../shape/shape';
import type { Guard } from './guard';
import { COMMON_GUARD, makeGuard, type CommonGuardProps } from './make-guard';
import { checkWhole } from './props';

/** Props of {@link maximumSignatureAge}. */
export interface MaximumSignatureAgeProps extends CommonGuardProps {
  /** For how long a presigned URL or POST works after it was signed, in seconds, 1 to 604800 (seven days, which is S3's own limit). */
  readonly maximumSeconds: number;
}

const PROPS: Shape<MaximumSignatureAgeProps> = { ...COMMON_GUARD, maximumSeconds: VALUE };

// @construct Denies presigned URLs and POSTs whose signature is older than this.
// @construct new MaximumSignatureAge('maximum-age', { bucket: bucket.id, maximumSeconds: 600 });
/**
 * Denies requests by presigned URL or POST whose signature is older than this, whatever expiry its maker wrote into it. Requests with the
 * signature in a header have no age (the key is absent) and aren't denied. Signatures of version 2 always say that they are 0 old, and would
 * pass at any age: they are denied as such. Anyone who may write the bucket policy may end the guard, see `denyPolicyManagement`.
 *
 * @throws AccessError `InvalidOption`, `InvalidPrefix`, `InvalidPrincipalPattern`, `DeployTimeValue`
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/bucket-policy-s3-sigv4-conditions.html
 * @example
 * accessPlan({ buckets: { releases: { guards: [maximumSignatureAge({ maximumSeconds: 600 })] } } });
 */
export const maximumSignatureAge: Intent<MaximumSignatureAgeProps, Guard> = withProps('MaximumSignatureAge', PROPS, (props) => {
  const milliseconds = checkWhole('maximumSeconds', props.maximumSeconds, 1, 7 * 24 * 3600, 'seconds') * 1000;
  return makeGuard('MaximumSignatureAge', props, (deny) => [
    ...deny.everything('MaximumSignatureAge', [{ operator: 'NumericGreaterThan', key: 's3:signatureAge', values: [String(milliseconds)] }]),
    ...deny.everything('MaximumSignatureAgeV2', [{ operator: 'StringEquals', key: 's3:signatureversion', values: ['AWS'] }]),
  ]);
});
