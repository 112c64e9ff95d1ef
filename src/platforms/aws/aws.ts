import { AccessError } from '../../errors';
import { partitionOfRegion, PARTITIONS, type Partition } from '../../policy/arn';
import { shown } from '../../s3/names';
import { VALUE } from '../../shape/readers';
import type { Shape } from '../../shape/shape';
import { made } from '../check-is-platform';
import { checkEndpoint } from '../endpoint';
import { ALL_FEATURES } from '../features';
import { iamName as name } from '../names';
import { readOptions } from '../options';
import type { LockOut, Platform } from '../platform';
import { awsPolicies } from './profile';

/** Options of {@link aws}. */
export interface AwsOptions {
  /**
   * The AWS partition, the first part of every ARN: `aws`, `aws-cn` (China), `aws-us-gov` (GovCloud), `aws-eusc` (the European sovereign cloud) or
   * one of the isolated ones.
   *
   * @default - that of the region, and `aws` where none is named
   */
  readonly partition?: Partition;
  /**
   * The region that the provider works in.
   *
   * @default - the provider's own default (environment or shared configuration)
   */
  readonly region?: string;
  /**
   * URL of the IAM API, for a VPC endpoint or a local stand-in.
   *
   * @default - AWS's own
   */
  readonly iamEndpoint?: string;
  /**
   * URL of the S3 API, for a VPC endpoint or a local stand-in.
   *
   * @default - AWS's own
   */
  readonly s3Endpoint?: string;
}

const OPTIONS: Shape<AwsOptions> = { partition: VALUE, region: VALUE, iamEndpoint: VALUE, s3Endpoint: VALUE };

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html */
const LOCK_OUT: LockOut = {
  denied: 'administrators included: only the root user of the account can delete it',
  slip: 'with a slip in that list, only the root user of the account can delete it',
  remedy: 'deny with "NotAction": ["s3:GetBucketPolicy", "s3:PutBucketPolicy", "s3:DeleteBucketPolicy"], or except the administrators with a condition such as ArnNotLike on aws:PrincipalArn',
};

/**
 * Amazon Web Services: the platform where nothing else is said.
 *
 * Its limits are the quotas that every account has; raised quotas aren't known to this package. Inline policies: a user 2,048, a group
 * 5,120, a role 10,240 characters over all of them; a managed policy 6,144; ten attachments; ten groups and two access keys a user; a
 * bucket policy 20 KB.
 *
 * @throws AccessError `InvalidPlatform`
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 * @example
 * aws({ region: 'us-gov-west-1' });
 */
export function aws(options: AwsOptions = {}): Platform {
  const { region, iamEndpoint, s3Endpoint, ...given } = readOptions<AwsOptions>('aws', options, OPTIONS, "aws({ region: 'eu-west-1' })");
  const ofRegion = typeof region === 'string' ? partitionOfRegion(region) : undefined;
  const { partition = ofRegion ?? 'aws' } = given;
  if (!PARTITIONS.includes(partition)) {
    throw new AccessError({
      code: 'InvalidPlatform',
      message: `partition ${shown(partition)} isn't known; allowed: ${PARTITIONS.join(', ')}`,
      remedy: 'name one of the partitions',
    });
  }
  if (ofRegion !== undefined && ofRegion !== partition) {
    throw new AccessError({
      code: 'InvalidPlatform',
      message: `region ${shown(region)} is in the partition ${ofRegion}, and partition says ${partition}: no ARN of one means anything in the other`,
      remedy: `leave partition out, or name a region of ${partition}`,
    });
  }
  for (const [option, url] of Object.entries({ iamEndpoint, s3Endpoint })) checkEndpoint(option, url);
  return made({
    name: 'aws',
    title: 'AWS',
    controlPlane: 'awsIam',
    publicAddressesOnly: true,
    hasAwsServices: true,
    lockOut: LOCK_OUT,
    accountOwnsObjects: true,
    features: ALL_FEATURES,
    policies: awsPolicies,
    partition,
    region,
    endpoints: { iam: iamEndpoint, s3: s3Endpoint },
    limits: {
      user: { inlineSize: 2048, attachments: 10 },
      group: { inlineSize: 5120, attachments: 10 },
      role: { inlineSize: 10240, attachments: 10 },
      managedSize: 6144,
      bucketPolicySize: 20 * 1024,
      groupsPerUser: 10,
      accessKeysPerUser: 2,
    },
    names: { user: name(64), group: name(128), role: name(64), policy: name(128) },
  });
}
