import { API_OPERATIONS } from '../decide/operation-checks';

/** Calls of S3's API about buckets that are allowed by actions of other names; those that `requestsFor` knows aren't repeated. */
const MORE: Readonly<Record<string, string>> = {
  DeleteBucketAnalyticsConfiguration: 's3:PutAnalyticsConfiguration',
  DeleteBucketCors: 's3:PutBucketCORS',
  DeleteBucketEncryption: 's3:PutEncryptionConfiguration',
  DeleteBucketIntelligentTieringConfiguration: 's3:PutIntelligentTieringConfiguration',
  DeleteBucketInventoryConfiguration: 's3:PutInventoryConfiguration',
  DeleteBucketLifecycle: 's3:PutLifecycleConfiguration',
  DeleteBucketMetricsConfiguration: 's3:PutMetricsConfiguration',
  DeleteBucketOwnershipControls: 's3:PutBucketOwnershipControls',
  DeleteBucketReplication: 's3:PutReplicationConfiguration',
  DeleteBucketTagging: 's3:PutBucketTagging',
  DeletePublicAccessBlock: 's3:PutBucketPublicAccessBlock',
  GetBucketAccelerateConfiguration: 's3:GetAccelerateConfiguration',
  GetBucketAnalyticsConfiguration: 's3:GetAnalyticsConfiguration',
  GetBucketIntelligentTieringConfiguration: 's3:GetIntelligentTieringConfiguration',
  GetBucketInventoryConfiguration: 's3:GetInventoryConfiguration',
  GetBucketLifecycle: 's3:GetLifecycleConfiguration',
  GetBucketMetricsConfiguration: 's3:GetMetricsConfiguration',
  GetBucketNotificationConfiguration: 's3:GetBucketNotification',
  GetBucketReplication: 's3:GetReplicationConfiguration',
  GetObjectLockConfiguration: 's3:GetBucketObjectLockConfiguration',
  ListBucketAnalyticsConfigurations: 's3:GetAnalyticsConfiguration',
  ListBucketInventoryConfigurations: 's3:GetInventoryConfiguration',
  ListBucketMetricsConfigurations: 's3:GetMetricsConfiguration',
  PutBucketAccelerateConfiguration: 's3:PutAccelerateConfiguration',
  PutBucketAnalyticsConfiguration: 's3:PutAnalyticsConfiguration',
  PutBucketIntelligentTieringConfiguration: 's3:PutIntelligentTieringConfiguration',
  PutBucketInventoryConfiguration: 's3:PutInventoryConfiguration',
  PutBucketLifecycle: 's3:PutLifecycleConfiguration',
  PutBucketMetricsConfiguration: 's3:PutMetricsConfiguration',
  PutBucketNotificationConfiguration: 's3:PutBucketNotification',
  PutBucketReplication: 's3:PutReplicationConfiguration',
  PutObjectLockConfiguration: 's3:PutBucketObjectLockConfiguration',
};

const byName = new Map<string, readonly string[]>([
  ...[...API_OPERATIONS].map(([name, checks]) => [name.toLowerCase(), [...new Set(checks.filter(({ optional }) => optional === undefined).map(
    ({ action, on }) => `${action}${on.startsWith('source') ? ' on what is copied' : ''}`,
  ))]] as const),
  ...Object.entries(MORE).map(([name, action]) => [name.toLowerCase(), [action]] as const),
]);

/**
 * The actions that allow a call of S3's API.
 *
 * @param call in any case of letters
 * @returns none where it isn't known as a call
 * @example actionsAllowing('HeadObject') // ['s3:GetObject']
 */
export function actionsAllowing(call: string): readonly string[] {
  return byName.get(call.toLowerCase()) ?? [];
}
