import { withProps } from '../shape/intent';
import type { Shape } from '../shape/shape';
import type { Grant, Intent } from './grant';
import {
  forSources, SERVICE_DELIVERY, serviceDelivery, SOURCE_REGION, sourceRegions, type ServiceDeliveryProps, type SourceRegionProps,
} from './service-delivery';
import { checkSourceAccount } from './service-source';

/** Props of {@link applicationLoadBalancerLogs}. */
export interface ApplicationLoadBalancerLogsProps extends ServiceDeliveryProps, SourceRegionProps {}

const PROPS: Shape<ApplicationLoadBalancerLogsProps> = { ...SERVICE_DELIVERY, ...SOURCE_REGION };

// @construct Lets access logs of an account's application load balancers be written below a prefix.
// @construct new ApplicationLoadBalancerLogs('alb-logs', { bucket: 'logs', prefix: 'web/', sourceAccount: '111122223333' });
// @construct(pulumi) new ApplicationLoadBalancerLogs('alb-logs', { bucket: logs.id, prefix: 'web/', sourceAccount: '111122223333' });
/**
 * The access, connection and health check logs of an account's application load balancers may be written to `AWSLogs/ACCOUNT/` below a prefix:
 * `s3:PutObject` for `logdelivery.elasticloadbalancing.amazonaws.com`, only on behalf of load balancers of the source account. AWS advises this
 * principal in place of the accounts of Elastic Load Balancing, one a region, that older policies name. Logging itself is set on the load balancer.
 *
 * The bucket is in the region of the load balancer and encrypted by S3 (SSE-S3): KMS keys are not supported. The service sends no ACL, so
 * `requireCannedAcl` on the bucket would keep it out.
 *
 * @throws AccessError `InvalidBucketName`, `InvalidPrefix`, `InvalidPrincipal`, `InvalidOption`, `DeployTimeValue`
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
 * @example
 * accessPlan({ external: [{ grants: [applicationLoadBalancerLogs({ bucket: 'logs', prefix: 'web/', sourceAccount: '111122223333' })] }] });
 */
export const applicationLoadBalancerLogs: Intent<ApplicationLoadBalancerLogsProps, Grant> = withProps('ApplicationLoadBalancerLogs', PROPS, (props) => {
  checkSourceAccount(props.sourceAccount);
  return serviceDelivery('ApplicationLoadBalancerLogs', props, {
    principals: { Service: ['logdelivery.elasticloadbalancing.amazonaws.com'] },
    source: [forSources(sourceRegions(props).map((region) => `arn:aws:elasticloadbalancing:${region}:${props.sourceAccount}:loadbalancer/*`))],
    folder: `AWSLogs/${props.sourceAccount}/`,
    ownerControl: false,
  });
});
