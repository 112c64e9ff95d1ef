import { list, matching, addressRange } from '../grants/access-conditions';
import type { Intent } from '../grants/grant';
import { checkChoice } from '../grants/props';
import { withProps } from '../shape/intent';
import { VALUE } from '../shape/readers';
import type { Shape } from '../shape/shape';
import type { Guard } from './guard';
import { COMMON_GUARD, makeGuard, type CommonGuardProps } from './make-guard';
import { VIA_SERVICES, VPC_ENDPOINT } from './network';

/** Props of {@link allowOnlyIpRanges}. */
export interface AllowOnlyIpRangesProps extends CommonGuardProps {
  /** Public address ranges (CIDR, IPv4 or IPv6) that requests may come from: `203.0.113.0/24`. */
  readonly ipRanges: readonly string[];
  /**
   * Ids of VPC endpoints through which requests may come as well, such as `vpce-0123456789abcdef0`.
   *
   * @default - none
   */
  readonly vpcEndpoints?: readonly string[];
  /**
   * Whether AWS services may act for a caller from their own addresses (a query of Athena, a stack of CloudFormation). Then anyone who may use
   * such a service reaches the data through it from anywhere.
   *
   * @default false
   */
  readonly allowViaAwsServices?: boolean;
}

const PROPS: Shape<AllowOnlyIpRangesProps> = { ...COMMON_GUARD, ipRanges: VALUE, vpcEndpoints: VALUE, allowViaAwsServices: VALUE };

// @construct new AllowOnlyIpRanges('allow-ranges', { bucket: bucket.id, ipRanges: ['203.0.113.0/24'] });
/**
 * Denies everything from any address but these. A request without a public address is denied too: one through a VPC endpoint has no
 * `aws:SourceIp`, and `NotIpAddress` holds where the key is absent. Name the endpoint in `vpcEndpoints` to let it in.
 *
 * AWS services that act for themselves (log delivery, inventory: `aws:PrincipalIsAWSService`) are never denied, since they have no caller
 * and no address of theirs; they may do only what the bucket policy gives them. Services that act for a caller (`aws:ViaAWSService`) are
 * denied, unless `allowViaAwsServices` is set. S3 replication and other service roles act from addresses of AWS: put them in `except`.
 *
 * Nobody is locked out of the bucket's policy, see `denyPolicyManagement`: anyone who may write it may end the guard.
 *
 * @throws AccessError `InvalidCondition`, `InvalidPrefix`, `InvalidPrincipalPattern`, `InvalidOption`, `DeployTimeValue`
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws_deny-ip.html
 * @example
 * accessPlan({ buckets: { releases: { guards: [allowOnlyIpRanges({ ipRanges: ['203.0.113.0/24', '2001:db8:1234::/48'] })] } } });
 */
export const allowOnlyIpRanges: Intent<AllowOnlyIpRangesProps, Guard> = withProps('AllowOnlyIpRanges', PROPS, (props) => {
  const { ipRanges, vpcEndpoints, allowViaAwsServices = false } = props;
  checkChoice('allowViaAwsServices', allowViaAwsServices, [false, true]);
  const conditions = [
    { operator: 'NotIpAddress', key: 'aws:SourceIp', values: list(ipRanges, 'ipRanges', addressRange) },
    ...(vpcEndpoints === undefined ? [] : [{ operator: 'StringNotEquals', key: 'aws:SourceVpce', values: list(vpcEndpoints, 'vpcEndpoints', matching(...VPC_ENDPOINT)) }]),
    ...(allowViaAwsServices ? VIA_SERVICES : []),
  ];
  return makeGuard('AllowOnlyIpRanges', props, (deny) => deny.everything('AllowOnlyIpRanges', [...conditions, ...deny.exceptServices]));
});
