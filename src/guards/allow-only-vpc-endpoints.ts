import { list, matching } from '../grants/access-conditions';
import type { Intent } from '../grants/grant';
import { checkChoice } from '../grants/props';
import { withProps } from '../shape/intent';
import { VALUE } from '../shape/readers';
import type { Shape } from '../shape/shape';
import type { Guard } from './guard';
import { COMMON_GUARD, makeGuard, type CommonGuardProps } from './make-guard';
import { VIA_SERVICES, VPC_ENDPOINT } from './network';

/** Props of {@link allowOnlyVpcEndpoints}. */
export interface AllowOnlyVpcEndpointsProps extends CommonGuardProps {
  /** Ids of the VPC endpoints through which requests may come: `vpce-0123456789abcdef0`. */
  readonly vpcEndpoints: readonly string[];
  /**
   * Whether AWS services may act for a caller without coming through the endpoints (a query of Athena, a stack of CloudFormation). Then
   * anyone who may use such a service reaches the data through it from anywhere.
   *
   * @default false
   */
  readonly allowViaAwsServices?: boolean;
}

const PROPS: Shape<AllowOnlyVpcEndpointsProps> = { ...COMMON_GUARD, vpcEndpoints: VALUE, allowViaAwsServices: VALUE };

// @construct new AllowOnlyVpcEndpoints('allow-endpoints', { bucket: bucket.id, vpcEndpoints: ['vpce-0123456789abcdef0'] });
/**
 * Denies everything that doesn't come through one of these VPC endpoints: from the internet a request has no `aws:SourceVpce`, and
 * `StringNotEquals` holds where the key is absent. The console is denied with it.
 *
 * AWS services that act for themselves (log delivery, inventory: `aws:PrincipalIsAWSService`) are never denied; they may do only what the
 * bucket policy gives them. Services that act for a caller are denied, unless `allowViaAwsServices` is set.
 *
 * Nobody is locked out of the bucket's policy, see `denyPolicyManagement`: anyone who may write it may end the guard.
 *
 * @throws AccessError `InvalidCondition`, `InvalidPrefix`, `InvalidPrincipalPattern`, `InvalidOption`, `DeployTimeValue`
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies-vpc-endpoint.html
 * @example
 * accessPlan({ buckets: { releases: { guards: [allowOnlyVpcEndpoints({ vpcEndpoints: ['vpce-0123456789abcdef0'] })] } } });
 */
export const allowOnlyVpcEndpoints: Intent<AllowOnlyVpcEndpointsProps, Guard> = withProps('AllowOnlyVpcEndpoints', PROPS, (props) => {
  const { vpcEndpoints, allowViaAwsServices = false } = props;
  checkChoice('allowViaAwsServices', allowViaAwsServices, [false, true]);
  const conditions = [
    { operator: 'StringNotEquals', key: 'aws:SourceVpce', values: list(vpcEndpoints, 'vpcEndpoints', matching(...VPC_ENDPOINT)) },
    ...(allowViaAwsServices ? VIA_SERVICES : []),
  ];
  return makeGuard('AllowOnlyVpcEndpoints', props, (deny) => deny.everything('AllowOnlyVpcEndpoints', [...conditions, ...deny.exceptServices]));
});
