import type { AccessPoint } from '../../grants/access-point';
import { isDeployTime } from '../../policy/deploy-time';
import type { AdoptedPolicy } from '../adopted-policy';
import type { PolicyPlacement } from '../placement';
import type { ExistingPrincipal } from '../principals';
import { bucketChecks, type DeployCheck } from './deploy-check';
import { given, type ResourceGraph, type ResourceNode } from './node';
import type { Named } from './people';

/** An identity policy with its place and its name on the platform. */
export interface PolicySpec {
  readonly name: string;
  readonly placement: PolicyPlacement;
  readonly json: string;
  /** Every bucket in the document. */
  readonly buckets: readonly string[];
  /**
   * The policy that it takes over.
   *
   * @default - it is made anew
   */
  readonly adopted?: AdoptedPolicy;
}

/** Somebody who gets policies. */
export interface PolicyOwner extends Named {
  readonly kind: ExistingPrincipal['kind'];
}

/** The resources of one identity policy: inline in its owner, or a policy of its own and what attaches it. */
export function policyGraph(
  { kind, name: owner, text, checks = [] }: PolicyOwner, { name, placement, json, buckets, adopted }: PolicySpec,
): ResourceGraph {
  const content = { args: { name, policy: { policy: json } }, checks: [...bucketChecks(buckets), ...checks] };
  const taken = (id: string | undefined) => (id === undefined ? {} : { import: id });
  if (placement === 'inline') {
    return [{
      type: `aws_iam_${kind}_policy`,
      id: 'policy',
      args: { [kind]: text, ...content.args },
      checks: content.checks,
      ...taken(adopted && `${owner}:${name}`),
    }];
  }
  return [
    { type: 'aws_iam_policy', id: 'policy', ...content, ...taken(adopted?.arn) },
    {
      type: `aws_iam_${kind}_policy_attachment`,
      id: 'attachment',
      args: { [kind]: text, policyArn: { ref: 'policy', attribute: 'arn' } },
      ...taken(adopted?.arn === undefined ? undefined : `${owner}/${adopted.arn}`),
    },
  ];
}

/**
 * The policy of a bucket, but for its text, which is whole only when everybody has declared what belongs to it.
 *
 * @param principals that it names beside those that this package makes
 */
export function bucketPolicyNode(bucket: string, principals: readonly string[]): ResourceNode {
  const named = [...new Set(principals.filter(isDeployTime))].map((text): DeployCheck => ({ is: 'bucketPrincipal', text }));
  return { type: 'aws_s3_bucket_policy', id: 'bucketPolicy', args: { bucket }, checks: [...bucketChecks([bucket]), ...named] };
}

/**
 * An access point of a bucket, but for its policy, which is whole only when everybody has declared what belongs to it. The provider makes it in its own
 * region, and blocks public access to it.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_CreateAccessPoint.html
 */
export function accessPointNode(bucket: string, { accessPoint: name, account: accountId, vpc }: AccessPoint): ResourceNode {
  return {
    type: 'aws_s3_access_point',
    id: 'accessPoint',
    args: given({ name, bucket, accountId, vpcConfiguration: vpc === undefined ? undefined : { block: { vpcId: vpc } } }),
    checks: bucketChecks([bucket]),
  };
}
