import type { Intent } from '../grants/grant';
import { checkChoice } from '../grants/props';
import { withOptionalProps } from '../shape/intent';
import { VALUE } from '../shape/readers';
import type { Shape } from '../shape/shape';
import type { Guard } from './guard';
import { COMMON_GUARD, makeGuard, type CommonGuardProps } from './make-guard';

/** Props of {@link requireSignatureV4}. */
export interface RequireSignatureV4Props extends CommonGuardProps {
  /**
   * Whether presigned URLs and POSTs are let in, which work for anyone who has them. If not, the signature must be in a header.
   *
   * @default true
   */
  readonly allowPresigned?: boolean;
}

const PROPS: Shape<RequireSignatureV4Props> = { ...COMMON_GUARD, allowPresigned: VALUE };

/** Version 4, and its variant for access points of several regions. */
const VERSION_4 = ['AWS4-HMAC-SHA256', 'AWS4-ECDSA-P256-SHA256'];

// @construct new RequireSignatureV4('require-v4', { bucket: bucket.id, allowPresigned: false });
/**
 * Denies requests that aren't signed with Signature Version 4: those with version 2, and anonymous ones, which have no signature. AWS
 * services that act for themselves aren't denied. Anyone who may write the bucket policy may end the guard, see `denyPolicyManagement`.
 *
 * @throws AccessError `InvalidOption`, `InvalidPrefix`, `InvalidPrincipalPattern`, `DeployTimeValue`
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/bucket-policy-s3-sigv4-conditions.html
 * @example
 * accessPlan({ buckets: { releases: { guards: [requireSignatureV4({ allowPresigned: false })] } } });
 */
export const requireSignatureV4: Intent<RequireSignatureV4Props | void, Guard> = withOptionalProps('RequireSignatureV4', PROPS, (props) => {
  const { allowPresigned = true } = props;
  checkChoice('allowPresigned', allowPresigned, [true, false]);
  const version = { operator: 'StringNotEquals', key: 's3:signatureversion', values: VERSION_4 };
  const inUrl = { operator: 'StringEquals', key: 's3:authType', values: ['REST-QUERY-STRING', 'POST'] };
  return makeGuard('RequireSignatureV4', props, (deny) => [
    ...deny.everything('RequireSignatureV4', [version, ...deny.exceptServices]),
    ...(allowPresigned ? [] : deny.everything('RequireSignatureV4Header', [inUrl])),
  ]);
});
