import { withProps } from '../shape/intent';
import { VALUE } from '../shape/readers';
import type { Shape } from '../shape/shape';
import type { Grant, Intent } from './grant';
import {
  forAccount, forSources, SERVICE_DELIVERY, serviceDelivery, SOURCE_REGION, sourceNames, sourceRegions, type ServiceDeliveryProps,
  type SourceRegionProps,
} from './service-delivery';

/** Props of {@link storageLensExport}. */
export interface StorageLensExportProps extends ServiceDeliveryProps, SourceRegionProps {
  /** The id of the dashboard, or of several, whose metrics are exported. */
  readonly dashboard: string | readonly string[];
}

const PROPS: Shape<StorageLensExportProps> = { ...SERVICE_DELIVERY, ...SOURCE_REGION, dashboard: VALUE };
const DASHBOARD = /^[A-Za-z0-9_.-]{1,64}$/;

// @construct Lets S3 Storage Lens export the metrics of dashboards below a prefix.
// @construct new StorageLensExport('lens', { bucket: 'reports', prefix: 'lens/', sourceAccount: '111122223333', dashboard: 'all-buckets' });
// @construct(pulumi) new StorageLensExport('lens', { bucket: reports.id, prefix: 'lens/', sourceAccount: '111122223333', dashboard: 'all-buckets' });
/**
 * S3 Storage Lens may write the metrics of dashboards to `StorageLens/ACCOUNT/` below a prefix: `s3:PutObject` for
 * `storage-lens.s3.amazonaws.com`, only on behalf of these dashboards of the source account. The export itself is set on the dashboard; one of a
 * whole organisation, which writes below the organisation's id, is not let in.
 *
 * @throws AccessError `InvalidBucketName`, `InvalidPrefix`, `InvalidPrincipal`, `InvalidOption`, `DeployTimeValue`
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies.html
 * @example
 * accessPlan({ external: [{ grants: [storageLensExport({ bucket: 'reports', prefix: 'lens/', sourceAccount: '111122223333', dashboard: 'all-buckets' })] }] });
 */
export const storageLensExport: Intent<StorageLensExportProps, Grant> = withProps('StorageLensExport', PROPS, (props) => {
  const account = forAccount(props);
  const dashboards = sourceNames('dashboard', props.dashboard, DASHBOARD, 'the id of a dashboard: letters, digits, _, . and - in up to 64 characters');
  const sources = sourceRegions(props).flatMap((region) => dashboards.map((id) => `arn:aws:s3:${region}:${props.sourceAccount}:storage-lens/${id}`));
  return serviceDelivery('StorageLensExport', props, {
    principals: { Service: ['storage-lens.s3.amazonaws.com'] },
    source: [forSources(sources), account],
    folder: `StorageLens/${props.sourceAccount}/`,
    ownerControl: true,
  });
});
