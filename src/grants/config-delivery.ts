import { withProps } from '../shape/intent';
import type { Shape } from '../shape/shape';
import type { Grant, Intent } from './grant';
import {
  forAccount, SERVICE_DELIVERY, serviceDelivery, SOURCE_ACCOUNT, type ServiceDeliveryProps, type SourceAccountProps,
} from './service-delivery';

/** Props of {@link configDelivery}. */
export interface ConfigDeliveryProps extends ServiceDeliveryProps, SourceAccountProps {}

const PROPS: Shape<ConfigDeliveryProps> = { ...SERVICE_DELIVERY, ...SOURCE_ACCOUNT };

// @construct Lets AWS Config of an account write below a prefix.
// @construct new ConfigDelivery('config', { bucket: 'audit', prefix: 'config/', sourceAccount: '111122223333' });
// @construct(pulumi) new ConfigDelivery('config', { bucket: audit.id, prefix: 'config/', sourceAccount: '111122223333' });
/**
 * AWS Config may write the configuration history and snapshots of an account to `AWSLogs/ACCOUNT/Config/` below a prefix: `s3:PutObject` for
 * `config.amazonaws.com`, which also reads the bucket's ACL and lists it, only on behalf of the source account. The delivery channel is set in
 * that account; a grant for each account that delivers here.
 *
 * @throws AccessError `InvalidBucketName`, `InvalidPrefix`, `InvalidPrincipal`, `DeployTimeValue`
 * @see https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-policy.html
 * @example
 * accessPlan({ external: [{ grants: [configDelivery({ bucket: 'audit', prefix: 'config/', sourceAccount: '111122223333' })] }] });
 */
export const configDelivery: Intent<ConfigDeliveryProps, Grant> = withProps('ConfigDelivery', PROPS, (props) => serviceDelivery('ConfigDelivery', props, {
  principals: { Service: ['config.amazonaws.com'] },
  source: [forAccount(props)],
  folder: `AWSLogs/${props.sourceAccount}/Config/`,
  reads: ['s3:GetBucketAcl', 's3:ListBucket'],
  ownerControl: true,
}));
