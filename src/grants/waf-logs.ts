import { AccessError } from '../errors';
import { isDeployTime } from '../policy/deploy-time';
import { shown } from '../s3/names';
import { withProps } from '../shape/intent';
import type { Shape } from '../shape/shape';
import type { Grant, Intent } from './grant';
import {
  forVendedLogs, SERVICE_DELIVERY, serviceDelivery, SOURCE_REGION, type ServiceDeliveryProps, type SourceRegionProps,
} from './service-delivery';

/** Props of {@link wafLogs}. */
export interface WafLogsProps extends Omit<ServiceDeliveryProps, 'prefix'>, SourceRegionProps {}

const PROPS: Shape<WafLogsProps> = { bucket: SERVICE_DELIVERY.bucket, ...SOURCE_REGION };

// @construct Lets AWS WAF write the logs of an account's web ACLs.
// @construct new WafLogs('waf-logs', { bucket: 'aws-waf-logs-acme', sourceAccount: '111122223333' });
// @construct(pulumi) new WafLogs('waf-logs', { bucket: wafLogs.id, sourceAccount: '111122223333' });
/**
 * The logs of an account's web ACLs may be written to `AWSLogs/ACCOUNT/`: `s3:PutObject` for `delivery.logs.amazonaws.com`, which also reads the
 * bucket's ACL, only on behalf of the source account. Logging itself is set on the web ACL.
 *
 * AWS WAF takes only buckets whose name begins with `aws-waf-logs-`; those of distributions of CloudFront log from `us-east-1`. A bucket with a
 * KMS key needs a statement in the key's policy, too.
 *
 * @throws AccessError `InvalidBucketName`, `InvalidPrincipal`, `InvalidOption`, `DeployTimeValue`
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/logging-s3.html
 * @example
 * accessPlan({ external: [{ grants: [wafLogs({ bucket: 'aws-waf-logs-acme', sourceAccount: '111122223333' })] }] });
 */
export const wafLogs: Intent<WafLogsProps, Grant> = withProps('WafLogs', PROPS, (props) => {
  const grant = serviceDelivery('WafLogs', { bucket: props.bucket, prefix: '' }, {
    principals: { Service: ['delivery.logs.amazonaws.com'] },
    source: forVendedLogs(props),
    folder: `AWSLogs/${props.sourceAccount}/`,
    reads: ['s3:GetBucketAcl'],
    ownerControl: true,
  });
  checkName(props.bucket);
  return grant;
});

function checkName(bucket: string): void {
  if (isDeployTime(bucket) || bucket.startsWith('aws-waf-logs-')) return;
  throw new AccessError({
    code: 'InvalidBucketName',
    message: `bucket ${shown(bucket)} can't hold logs of AWS WAF: it writes only to buckets whose name begins with aws-waf-logs-`,
    remedy: "log to a bucket with such a name: bucket: 'aws-waf-logs-acme'",
  });
}
