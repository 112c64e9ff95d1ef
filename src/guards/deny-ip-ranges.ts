import { list, addressRange } from '../grants/access-conditions';
import type { Intent } from '../grants/grant';
import { withProps } from '../shape/intent';
import { VALUE } from '../shape/readers';
import type { Shape } from '../shape/shape';
import type { Guard } from './guard';
import { COMMON_GUARD, makeGuard, type CommonGuardProps } from './make-guard';

/** Props of {@link denyIpRanges}. */
export interface DenyIpRangesProps extends CommonGuardProps {
  /** Public address ranges (CIDR, IPv4 or IPv6) that requests may not come from: `198.51.100.0/24`. */
  readonly ipRanges: readonly string[];
}

const PROPS: Shape<DenyIpRangesProps> = { ...COMMON_GUARD, ipRanges: VALUE };

// @construct new DenyIpRanges('deny-ranges', { bucket: bucket.id, ipRanges: ['198.51.100.0/24'] });
/**
 * Denies everything from these addresses. A request without a public address, such as one through a VPC endpoint, isn't denied, and
 * neither is an AWS service that acts for a caller in these ranges: this keeps known addresses out, and nobody in.
 * {@link allowOnlyIpRanges} is the other way round. Anyone who may write the bucket policy may end the guard, see `denyPolicyManagement`.
 *
 * @throws AccessError `InvalidCondition`, `InvalidPrefix`, `InvalidPrincipalPattern`, `InvalidOption`, `DeployTimeValue`
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies.html#example-bucket-policies-IP
 * @example
 * accessPlan({ buckets: { releases: { guards: [denyIpRanges({ ipRanges: ['198.51.100.0/24'] })] } } });
 */
export const denyIpRanges: Intent<DenyIpRangesProps, Guard> = withProps('DenyIpRanges', PROPS, (props) => {
  const conditions = [{ operator: 'IpAddress', key: 'aws:SourceIp', values: list(props.ipRanges, 'ipRanges', addressRange) }];
  return makeGuard('DenyIpRanges', props, (deny) => deny.everything('DenyIpRanges', conditions));
});
