import { s3Path } from '../policy/s3-arn';
import type { S3Action } from './catalogue';

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
