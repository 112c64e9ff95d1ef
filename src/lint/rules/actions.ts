import { matchesActionPattern } from '../../policy/action-pattern';
import { bucketArn, s3Arn, s3Path } from '../../policy/s3-arn';
import { s3Action, s3Actions, type S3Action } from '../../s3/catalogue';
import type { Found, StatementRule } from '../types';

/**
 * Actions that S3 doesn't have. A Deny with one denies less than it says.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
 */
export const unknownActions: StatementRule = ({ statement: { actions, notActions } }, { dialect }) => (actions ?? notActions ?? [])
  .filter((action) => action.toLowerCase().startsWith('s3:') && actionsMeant(action).length === 0)
  .filter((action) => dialect?.actions?.some((own) => matchesActionPattern(action, own)) !== true)
  .map((action): Found => ({
    code: 'UnknownAction',
    severity: 'warning',
    below: actions === undefined ? '.NotAction' : '.Action',
    reason: `${action} is no action of S3${near(action)}`,
    remedy: 'correct its name; every action is listed in the service authorization reference of AWS',
  }));

/** Actions that are asked about on another level than the resources beside them: the statement says nothing about them. */
export const actionResourceMismatch: StatementRule = ({ side, statement: { actions, resources } }, { evaluation }) => {
  if (actions === undefined || resources === undefined || resources.length === 0) return [];
  const asFolder = side === 'identity' && evaluation?.bucketAsFolder === true;
  const fits = (action: string) => actionsMeant(action).every((one) => resources.some((resource) => mayFit(one, resource, asFolder)));
  const lost = actions.filter((action) => isExact(action) && !fits(action));
  return lost.map((action): Found => ({
    code: 'ActionResourceMismatch',
    severity: 'warning',
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

/**
 * Whether requests for an action may be about something that a resource pattern covers. Only ARNs of S3's buckets and objects are told apart.
 *
 * @param asFolder whether `bucket/*` covers the bucket itself
 */
function mayFit({ level }: S3Action, resource: string, asFolder: boolean): boolean {
  const path = s3Path(resource);
  if (path === undefined || level === 'other') return true;
  if (level === 'none') return path === '*';
  const open = /[*?]|\$\{/.test(path.split('/')[0]);
  return level === 'object' ? path.includes('/') || open : !path.includes('/') || (asFolder && /^[^/]*\/\**$/.test(path));
}

/** Every action of S3 that a pattern stands for. */
export function actionsMeant(pattern: string): readonly S3Action[] {
  const exact = s3Action(pattern);
  if (exact !== undefined) return [exact];
  return isExact(pattern) ? [] : s3Actions().filter(({ name }) => matchesActionPattern(pattern, name));
}

/** Whether a pattern stands for one action only. */
export function isExact(pattern: string): boolean {
  return !/[*?]/.test(pattern);
}

function near(action: string): string {
  const asked = action.toLowerCase().replace(/s$/, '');
  const meant = s3Actions().find(({ name }) => name.toLowerCase().replace(/s$/, '') === asked || name.toLowerCase().replace(/object|bucket/, '') === asked);
  return meant === undefined ? '' : `; perhaps ${meant.name} is meant`;
}

/** A few texts for a message. */
export function list(texts: readonly string[]): string {
  const some = texts.slice(0, 3).join(', ');
  return texts.length > 3 ? `${some} and ${texts.length - 3} more` : some;
}
