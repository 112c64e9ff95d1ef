import { AccessError } from '../errors';
import { shown } from '../s3/names';
import { withProps } from '../shape/intent';
import { VALUE } from '../shape/readers';
import type { Shape } from '../shape/shape';
import type { Grant, Intent } from './grant';
import {
  forSources, SERVICE_DELIVERY, serviceDelivery, SOURCE_ACCOUNT, sourceNames, type ServiceDeliveryProps, type SourceAccountProps,
} from './service-delivery';
import { checkSourceAccount } from './service-source';

/** Props of {@link cloudTrailDelivery}. */
export interface CloudTrailDeliveryProps extends ServiceDeliveryProps, SourceAccountProps {
  /** The region that the trail was made in, which it has also where it records all of them. */
  readonly sourceRegion: string;
  /** The name of the trail, or of several of that account and region. */
  readonly trail: string | readonly string[];
  /**
   * The organisation whose members' events the trail records, such as `o-exampleorgid`. What it writes lies in `AWSLogs/o-exampleorgid/` then,
   * and below that of the account of the trail.
   *
   * @default - events of the account alone
   */
  readonly organization?: string;
}

const PROPS: Shape<CloudTrailDeliveryProps> = { ...SERVICE_DELIVERY, ...SOURCE_ACCOUNT, sourceRegion: VALUE, trail: VALUE, organization: VALUE };
const ORGANIZATION = /^o-[a-z0-9]{10,32}$/;

// @construct Lets CloudTrail write the log files of trails below a prefix.
// @construct new CloudTrailDelivery('trail', { bucket: 'audit', prefix: '', sourceAccount: '111122223333', sourceRegion: 'eu-central-1', trail: 'all' });
// @construct(pulumi) new CloudTrailDelivery('trail', { bucket: audit.id, prefix: '', sourceAccount: '111122223333', sourceRegion: 'eu-central-1', trail: 'all' });
/**
 * CloudTrail may write the log files of trails to `AWSLogs/ACCOUNT/` below a prefix, and where the trail is of an organisation to
 * `AWSLogs/ORGANISATION/`, too: `s3:PutObject` for `cloudtrail.amazonaws.com`, which also reads the bucket's ACL, only on behalf of the trails
 * that are named. The trail itself is made in the source account, after the bucket's policy.
 *
 * @throws AccessError `InvalidBucketName`, `InvalidPrefix`, `InvalidPrincipal`, `InvalidOption`, `DeployTimeValue`
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
 * @example
 * accessPlan({ external: [{ grants: [cloudTrailDelivery({ bucket: 'audit', prefix: '', sourceAccount: '111122223333', sourceRegion: 'eu-central-1', trail: 'all' })] }] });
 */
export const cloudTrailDelivery: Intent<CloudTrailDeliveryProps, Grant> = withProps('CloudTrailDelivery', PROPS, (props) => {
  const { sourceAccount, sourceRegion, trail, organization } = props;
  checkSourceAccount(sourceAccount);
  const [region] = sourceNames('sourceRegion', [sourceRegion], REGION, "the region of the trail, such as 'eu-central-1'");
  const trails = sourceNames('trail', trail, TRAIL, 'the name of a trail: 3 to 128 letters, digits, ., _ and -');
  const delivery = {
    principals: { Service: ['cloudtrail.amazonaws.com'] },
    source: [forSources(trails.map((name) => `arn:aws:cloudtrail:${region}:${sourceAccount}:trail/${name}`))],
    reads: ['s3:GetBucketAcl'],
    ownerControl: true,
  };
  const own = serviceDelivery('CloudTrailDelivery', props, { ...delivery, folder: `AWSLogs/${sourceAccount}/` });
  if (organization === undefined) return own;
  checkOrganization(organization);
  const { statements: [, members] } = serviceDelivery('CloudTrailDelivery', props, { ...delivery, folder: `AWSLogs/${organization}/` });
  return { ...own, statements: [...own.statements, { ...members, sid: 'CloudTrailDeliveryOrganization' }] };
});

const REGION = /^[a-z]{2,4}(?:-[a-z]+)+-\d{1,2}$/;
const TRAIL = /^[A-Za-z0-9][A-Za-z0-9._-]{2,127}$/;

function checkOrganization(organization: unknown): void {
  if (typeof organization === 'string' && ORGANIZATION.test(organization)) return;
  throw new AccessError({
    code: 'InvalidOption',
    message: `option organization is ${shown(organization)}; allowed: the id of an organisation, such as o-exampleorgid`,
    remedy: 'write the id as AWS Organizations shows it, or leave it out',
  });
}
