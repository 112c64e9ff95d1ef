import { AccessError } from '../errors';
import { withProps } from '../shape/intent';
import { VALUE } from '../shape/readers';
import type { Shape } from '../shape/shape';
import type { Grant, Intent } from './grant';
import {
  forAccount, forSources, SERVICE_DELIVERY, serviceDelivery, SOURCE_ACCOUNT, sourceNames, type ServiceDeliveryProps, type SourceAccountProps,
} from './service-delivery';

/** Props of {@link logGroupExport}. */
export interface LogGroupExportProps extends ServiceDeliveryProps, SourceAccountProps {
  /** The region of the log groups and of the bucket. */
  readonly sourceRegion: string;
}

const PROPS: Shape<LogGroupExportProps> = { ...SERVICE_DELIVERY, ...SOURCE_ACCOUNT, sourceRegion: VALUE };

// @construct Lets CloudWatch Logs export log groups below a prefix.
// @construct new LogGroupExport('export', { bucket: 'logs', prefix: 'exports/', sourceAccount: '111122223333', sourceRegion: 'eu-central-1' });
// @construct(pulumi) new LogGroupExport('export', { bucket: logs.id, prefix: 'exports/', sourceAccount: '111122223333', sourceRegion: 'eu-central-1' });
/**
 * CloudWatch Logs may write what export tasks export below a prefix: `s3:PutObject` for `logs.REGION.amazonaws.com`, which also reads the bucket's
 * ACL, only on behalf of log groups of the source account in that region. The principal that starts a
 * task must be allowed to write to the bucket as well: that is a grant of its own.
 *
 * The prefix is the task's destination prefix. A bucket with a KMS key needs a statement in the key's policy, too.
 *
 * @throws AccessError `InvalidBucketName`, `InvalidPrefix`, `InvalidPrincipal`, `InvalidOption`, `DeployTimeValue`
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/S3ExportTasks.html
 * @example
 * accessPlan({ external: [{ grants: [logGroupExport({ bucket: 'logs', prefix: 'exports/', sourceAccount: '111122223333', sourceRegion: 'eu-central-1' })] }] });
 */
export const logGroupExport: Intent<LogGroupExportProps, Grant> = withProps('LogGroupExport', PROPS, (props) => {
  const account = forAccount(props);
  const [region] = sourceNames('sourceRegion', [props.sourceRegion], REGION, "the region of the log groups, such as 'eu-central-1'");
  checkNotInChina(region);
  return serviceDelivery('LogGroupExport', props, {
    principals: { Service: [`logs.${region}.amazonaws.com`] },
    source: [forSources([`arn:aws:logs:${region}:${props.sourceAccount}:log-group:*`]), account],
    folder: '',
    reads: ['s3:GetBucketAcl'],
    ownerControl: true,
  });
});

const REGION = /^[a-z]{2,4}(?:-[a-z]+)+-\d{1,2}$/;

/** Whether its principal ends in .cn there isn't confirmed. */
function checkNotInChina(region: string): void {
  if (!region.startsWith('cn-')) return;
  throw new AccessError({
    code: 'InvalidOption',
    message: `option region is ${region}: how the principal of CloudWatch Logs is called in the regions of China isn't confirmed`,
    remedy: 'write the statement by hand, as existingStatements, from the documentation of that region',
  });
}
