import { globsOverlap } from '../../decide/match/glob-overlap';
import { arnFault } from '../../faults/resource-arns';
import { replaceBraces } from '../../policy/pattern/braces';
import { globCodes } from '../../policy/pattern/glob';
import { s3Arn, s3Path } from '../../policy/s3-arn';
import { UNKNOWN_TEXT } from '../../policy/unknown-text';
import type { Found, StatementRule } from '../types';

/** A name that a bucket can have; others are what a bucket is called whose name isn't known. */
const NAME = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

/** The policy of a bucket may speak of its own bucket only, and of S3's actions: S3 refuses everything else. */
export const ownBucket: StatementRule = ({ bucket, statement: { resources, notResources, actions, notActions } }, platform) => {
  if (bucket === undefined || platform.hasAwsServices !== true || bucket.endsWith('--x-s3')) return [];
  const isOwn = (text: string) => text.includes(UNKNOWN_TEXT) || arnFault(text) !== undefined || [bucket, `${bucket}/`].some((path) => mayCover(text, path));
  return [
    ...(NAME.test(bucket) ? resources ?? notResources ?? [] : []).filter((text) => !isOwn(text)).map((text): Found => ({
      code: 'UnsupportedResource',
      severity: 'error',
      below: resources === undefined ? '.NotResource' : '.Resource',
      reason: `${text} is not the bucket ${bucket} and nothing in it; S3 refuses a bucket policy that speaks of anything else`,
      remedy: `write ${s3Arn(bucket)} or ${s3Arn(`${bucket}/*`)}, or move it to the policy of that resource`,
    })),
    ...(actions ?? notActions ?? []).filter((action) => !isS3Action(action)).map((action): Found => ({
      code: 'UnsupportedAction',
      severity: 'error',
      below: actions === undefined ? '.NotAction' : '.Action',
      reason: `${action} is not an action of S3, and S3 refuses a bucket policy with it`,
      remedy: 'remove it, or move it to a policy of the principal',
    })),
  ];
};

/** Whether an action is one of S3, or a pattern that may be. */
function isS3Action(action: string): boolean {
  const [service] = action.split(':', 1);
  return service.toLowerCase() === 's3' || /[*?]/.test(service) || action.includes(UNKNOWN_TEXT);
}

/** Whether a resource pattern may cover the bucket, or something whose path begins like this. */
function mayCover(text: string, start: string): boolean {
  const codes = (pattern: string) => globCodes(replaceBraces(pattern, () => '*'));
  const path = s3Path(text);
  const own = path === undefined ? s3Arn(start) : start;
  return globsOverlap(codes(path ?? text), codes(start.endsWith('/') ? `${own}*` : own));
}
