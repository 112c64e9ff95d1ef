import { bucketArn, objectArn } from '../policy/s3-arn';
import { ANY } from '../policy/text';
import { READ } from '../s3/action-sets';
import { withProps } from '../shape/intent';
import { VALUE } from '../shape/readers';
import type { Shape } from '../shape/shape';
import type { Grant, Intent } from './grant';
import { makeGrant } from './make-grant';
import { prefixList } from './prefixes';
import { checkChoice } from './props';
import { forSources, SERVICE_DELIVERY, SOURCE_ACCOUNT, sourceNames, type ServiceDeliveryProps, type SourceAccountProps } from './service-delivery';
import { checkSourceAccount } from './service-source';

/** Props of {@link cloudFrontRead}. */
export interface CloudFrontReadProps extends ServiceDeliveryProps, SourceAccountProps {
  /**
   * The id of the distribution, or of several, that read through origin access control, such as `EDFDVBD6EXAMPLE`.
   *
   * @default - every distribution of the account
   */
  readonly distribution?: string | readonly string[];
  /**
   * Whether a missing object answers 404 in place of 403: `s3:ListBucket` on the whole bucket. Set a default root object then, or a request for
   * the root of the distribution answers with the list of all keys.
   *
   * @default false
   */
  readonly allowNotFound?: boolean;
}

const PROPS: Shape<CloudFrontReadProps> = { ...SERVICE_DELIVERY, ...SOURCE_ACCOUNT, distribution: VALUE, allowNotFound: VALUE };
const DISTRIBUTION = /^[A-Z0-9]{5,32}$/;

// @construct Lets distributions of CloudFront read below a prefix, through origin access control.
// @construct new CloudFrontRead('site', { bucket: 'site', prefix: '', sourceAccount: '111122223333', distribution: 'EDFDVBD6EXAMPLE' });
// @construct(pulumi) new CloudFrontRead('site', { bucket: site.id, prefix: '', sourceAccount: '111122223333', distribution: 'EDFDVBD6EXAMPLE' });
/**
 * Distributions of CloudFront may read below a prefix through origin access control: `s3:GetObject` for `cloudfront.amazonaws.com`, only on behalf
 * of the distributions of the source account. The bucket stays private: public access may be blocked. The distribution's origin needs an
 * origin access control that signs requests.
 *
 * A distribution that the same program makes has no id before deploy: leave `distribution` out then, and every distribution of the account is let
 * in. Objects with a KMS key need a statement in the key's policy, too.
 *
 * @throws AccessError `InvalidBucketName`, `InvalidPrefix`, `InvalidPrincipal`, `InvalidOption`, `DeployTimeValue`
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
 * @example
 * accessPlan({ external: [{ grants: [cloudFrontRead({ bucket: 'site', prefix: '', sourceAccount: '111122223333', distribution: 'EDFDVBD6EXAMPLE' })] }] });
 */
export const cloudFrontRead: Intent<CloudFrontReadProps, Grant> = withProps('CloudFrontRead', PROPS, (props) => {
  const { bucket, prefix, sourceAccount, distribution, allowNotFound = false } = props;
  checkSourceAccount(sourceAccount);
  checkChoice('allowNotFound', allowNotFound, [false, true]);
  const ids = distribution === undefined ? ['*'] : sourceNames('distribution', distribution, DISTRIBUTION, "the id of a distribution, such as 'EDFDVBD6EXAMPLE'");
  const conditions = [forSources(ids.map((id) => `arn:aws:cloudfront::${sourceAccount}:distribution/${id}`))];
  return {
    ...makeGrant('CloudFrontRead', props, () => [
      ...(allowNotFound ? [{ sid: 'CloudFrontReadList', actions: ['s3:ListBucket'], resources: [bucketArn(bucket)], conditions }] : []),
      { sid: 'CloudFrontRead', actions: READ, resources: prefixList(prefix).map((each) => objectArn(bucket, each, ANY)), conditions },
    ]),
    principals: { Service: ['cloudfront.amazonaws.com'] },
  };
});
