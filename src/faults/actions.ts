import type { Platform } from '../platforms/platform';
import { matchesActionPattern } from '../policy/action-pattern';
import { bucketArn, s3Arn } from '../policy/s3-arn';
import { UNKNOWN_TEXT } from '../policy/unknown-text';
import { actionsMeant, isExact, mayBeAbout } from '../s3/about';
import { s3Action, s3Actions } from '../s3/catalogue';
import { API_OPERATIONS } from '../s3/operation-checks';
import { nearMiss } from '../shape/near-miss';
import { shown } from '../shape/shown';
import { actionsOfService, isService, mayBeAction, meantService } from './aws-words';
import type { Found, StatementFault } from './types';

/**
 * Actions that don't exist. A Deny with one denies less than it says.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
 */
export const unknownActions: StatementFault = ({ statement: { actions, notActions } }, platform) => (actions ?? notActions ?? [])
  .flatMap((action): readonly Found[] => {
    const fault = actionFault(action, platform);
    return fault === undefined ? [] : [{ severity: 'error', below: actions === undefined ? '.NotAction' : '.Action', ...fault }];
  });

type Fault = Pick<Found, 'code' | 'reason' | 'remedy'>;

/**
 * What is wrong with an action that doesn't exist; nothing is said of a pattern that some action matches.
 *
 * @param platform which may have actions of its own
 */
export function actionFault(action: string, platform: Pick<Platform, 'hasAwsServices' | 'dialect'>): Fault | undefined {
  const prefix = action.slice(0, Math.max(0, action.indexOf(':'))).toLowerCase();
  if (prefix === '' || /[*?]/.test(prefix) || action.includes(UNKNOWN_TEXT)) return undefined;
  if (platform.dialect?.actions?.some((own) => matchesActionPattern(action, own)) === true) return undefined;
  if (prefix === 's3') return actionsMeant(action).length > 0 ? undefined : { code: 'UnknownAction', reason: `${action} is not an action of S3`, remedy: remedyFor(action) };
  if (platform.hasAwsServices !== true) return undefined;
  if (!isService(prefix)) {
    const meant = meantService(prefix);
    return { code: 'InvalidServiceInAction', reason: `${action} is an action of the service ${shown(prefix)}, which AWS doesn't have`, remedy: meant === undefined ? 'name a service of AWS' : `write ${meant}${action.slice(prefix.length)}` };
  }
  if (mayBeAction(action, prefix)) return undefined;
  const meant = nearMiss(action, actionsOfService(prefix) ?? []);
  return { code: 'UnknownAction', reason: `${action} is not an action of ${prefix}`, remedy: meant === undefined ? 'correct its name; every action is listed in the service authorization reference of AWS' : `write ${meant}` };
}

/** What to write for a name that S3 doesn't have: many are those of API calls, which other actions allow. */
function remedyFor(action: string): string {
  const name = action.slice('s3:'.length);
  const allowing = actionsAllowing(name);
  if (allowing.length > 0) return `write ${allowing.join(' and ')}: ${name} is an API call, and ${allowing.length === 1 ? 'that action allows' : 'these actions allow'} it`;
  const meant = near(action) ?? (isExact(action) ? nearMiss(action, s3Actions().map((one) => one.name)) : undefined);
  return meant === undefined ? 'correct its name; every action is listed in the service authorization reference of AWS' : `write ${meant}`;
}

/** Actions that are asked about on another level than the resources beside them: the statement says nothing about them. */
export const actionResourceMismatch: StatementFault = ({ policyType, bucket, statement: { actions, resources } }, { evaluation, policies }) => {
  if (actions === undefined || resources === undefined || resources.length === 0) return [];
  const asFolder = policyType === 'identity' && evaluation?.bucketAsFolder === true;
  const fits = (action: string) => actionsMeant(action).every((one) => resources.some((resource) => mayBeAbout(one, resource, asFolder)));
  // where deletions of several objects are asked about on the bucket itself, a statement that names it says something
  const isAskedOnBucket = (action: string) => policies?.batchDeletes.is === 'differently' && action.toLowerCase() === 's3:deleteobject';
  const lost = actions.filter((action) => isExact(action) && !fits(action) && !isAskedOnBucket(action));
  return lost.map((action): Found => ({
    code: 'ActionResourceMismatch',
    // IAM takes such a statement; S3 refuses the whole policy of a bucket
    severity: bucket === undefined || evaluation !== undefined ? 'warning' : 'error',
    below: '.Resource',
    reason: `${action} is asked ${WORDS[s3Action(action)?.level ?? 'other']}, and the statement names ${list(resources)}: it says nothing about ${action}`,
    remedy: REMEDIES[s3Action(action)?.level ?? 'other'],
  }));
};

const WORDS = { bucket: 'about a bucket', object: 'about objects', none: 'about no bucket, but the whole account', other: 'about something else' } as const;
const REMEDIES = {
  bucket: `name the bucket itself: ${bucketArn('bucket')}, without a / behind it`,
  object: `name the objects: ${s3Arn('bucket/*')} or ${s3Arn('bucket/folder/*')}`,
  none: 'name "*" in a statement of its own',
  other: 'name what the action is about',
} as const;

function near(action: string): string | undefined {
  const asked = action.toLowerCase().replace(/s$/, '');
  return s3Actions().find(({ name }) => name.toLowerCase().replace(/s$/, '') === asked || name.toLowerCase().replace(/object|bucket/, '') === asked)?.name;
}

/** A few texts for a message. */
export function list(texts: readonly string[]): string {
  const some = texts.slice(0, 3).join(', ');
  return texts.length > 3 ? `${some} and ${texts.length - 3} more` : some;
}

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
function actionsAllowing(call: string): readonly string[] {
  return byName.get(call.toLowerCase()) ?? [];
}
