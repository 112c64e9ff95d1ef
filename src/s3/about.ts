import { matchesActionPattern } from '../policy/action-pattern';
import { s3Path } from '../policy/s3-arn';
import { s3Action, s3Actions, type S3Action } from './catalogue';

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

/**
 * Whether requests for an action may be about something that a resource pattern covers. Only ARNs of S3's buckets and objects are distinguished.
 *
 * @param asFolder whether `bucket/*` covers the bucket itself
 */
export function mayBeAbout({ level }: Pick<S3Action, 'level'>, resource: string, asFolder: boolean = false): boolean {
  const path = s3Path(resource);
  if (path === undefined || level === 'other') return true;
  if (level === 'none') return path === '*';
  const open = /[*?]|\$\{/.test(path.split('/')[0]);
  return level === 'object' ? path.includes('/') || open : !path.includes('/') || (asFolder && /^[^/]*\/\**$/.test(path));
}
