import { withProps } from '../shape/intent';
import type { Shape } from '../shape/shape';
import type { Grant, Intent } from './grant';
import {
  forVendedLogs, SERVICE_DELIVERY, serviceDelivery, SOURCE_REGION, type ServiceDeliveryProps, type SourceRegionProps,
} from './service-delivery';

/** Props of {@link networkLoadBalancerLogs}. */
export interface NetworkLoadBalancerLogsProps extends ServiceDeliveryProps, SourceRegionProps {}

const PROPS: Shape<NetworkLoadBalancerLogsProps> = { ...SERVICE_DELIVERY, ...SOURCE_REGION };

// @construct Lets access logs of an account's network load balancers be written below a prefix.
// @construct new NetworkLoadBalancerLogs('nlb-logs', { bucket: 'logs', prefix: 'edge/', sourceAccount: '111122223333' });
// @construct(pulumi) new NetworkLoadBalancerLogs('nlb-logs', { bucket: logs.id, prefix: 'edge/', sourceAccount: '111122223333' });
/**
 * The access logs of an account's network load balancers may be written to `AWSLogs/ACCOUNT/` below a prefix: `s3:PutObject` for
 * `delivery.logs.amazonaws.com`, which also reads the bucket's ACL, only on behalf of the source account. Logging itself is set on the load
 * balancer, which is in the region of the bucket.
 *
 * Application load balancers log by another service: see {@link applicationLoadBalancerLogs}.
 *
 * @throws AccessError `InvalidBucketName`, `InvalidPrefix`, `InvalidPrincipal`, `InvalidOption`, `DeployTimeValue`
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/enable-access-logs.html
 * @example
 * accessPlan({ external: [{ grants: [networkLoadBalancerLogs({ bucket: 'logs', prefix: 'edge/', sourceAccount: '111122223333' })] }] });
 */
export const networkLoadBalancerLogs: Intent<NetworkLoadBalancerLogsProps, Grant> = withProps('NetworkLoadBalancerLogs', PROPS, (props) => (
  serviceDelivery('NetworkLoadBalancerLogs', props, {
    principals: { Service: ['delivery.logs.amazonaws.com'] },
    source: forVendedLogs(props),
    folder: `AWSLogs/${props.sourceAccount}/`,
    reads: ['s3:GetBucketAcl'],
    ownerControl: true,
  })
));
