import { withProps } from '../shape/intent';
import type { Shape } from '../shape/shape';
import type { Grant, Intent } from './grant';
import {
  forVendedLogs, SERVICE_DELIVERY, serviceDelivery, SOURCE_REGION, type ServiceDeliveryProps, type SourceRegionProps,
} from './service-delivery';

/** Props of {@link vpcFlowLogs}. */
export interface VpcFlowLogsProps extends ServiceDeliveryProps, SourceRegionProps {}

const PROPS: Shape<VpcFlowLogsProps> = { ...SERVICE_DELIVERY, ...SOURCE_REGION };

// @construct Lets VPC flow logs of an account be written below a prefix.
// @construct new VpcFlowLogs('flow-logs', { bucket: 'logs', prefix: 'network/', sourceAccount: '111122223333' });
// @construct(pulumi) new VpcFlowLogs('flow-logs', { bucket: logs.id, prefix: 'network/', sourceAccount: '111122223333' });
/**
 * The flow logs of an account's VPCs may be written to `AWSLogs/ACCOUNT/` below a prefix: `s3:PutObject` for `delivery.logs.amazonaws.com`,
 * which also reads the bucket's ACL and lists it, only on behalf of the source account. The flow log itself is made in that account, with the
 * bucket and the prefix as its destination; a grant for each account that logs here.
 *
 * Folders of Hive (`aws-account-id=ACCOUNT/`) are not let in. A bucket with a KMS key needs a statement in the key's policy, too.
 *
 * @throws AccessError `InvalidBucketName`, `InvalidPrefix`, `InvalidPrincipal`, `InvalidOption`, `DeployTimeValue`
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3-permissions.html
 * @example
 * accessPlan({ external: [{ grants: [vpcFlowLogs({ bucket: 'logs', prefix: 'network/', sourceAccount: '111122223333' })] }] });
 */
export const vpcFlowLogs: Intent<VpcFlowLogsProps, Grant> = withProps('VpcFlowLogs', PROPS, (props) => serviceDelivery('VpcFlowLogs', props, {
  principals: { Service: ['delivery.logs.amazonaws.com'] },
  source: forVendedLogs(props),
  folder: `AWSLogs/${props.sourceAccount}/`,
  reads: ['s3:GetBucketAcl', 's3:ListBucket'],
  ownerControl: true,
}));
