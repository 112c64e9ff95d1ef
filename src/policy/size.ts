import { AccessError } from '../errors';
import { needText } from '../shape/need-text';
import { shown } from '../shape/shown';
import { utf8Length } from '../shape/utf8';
import { replaceDeployTime } from './deploy-time';

/** Most marks stand for a bucket, and this is the longest bucket name. */
const LONGEST_MARK = 63;

/** How long a deploy-time mark may become, in characters: one length for all, or a function of the mark. */
export type MarkLength = number | ((mark: string) => number);

/**
 * The size of an identity policy as IAM counts it: characters without white space, wherever it stands. For an aggregate limit (all inline policies
 * of a user), add the sizes up.
 *
 * @param json the document's text
 * @param markLength what every deploy-time mark counts
 * @default - marks count as the longest bucket name, 63
 * @returns characters, in UTF-16 units
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export function identityPolicySize(json: string, markLength: MarkLength = LONGEST_MARK): number {
  return grown(json, markLength).replace(/\s+/g, '').length;
}

/**
 * The size of an identity policy where its bytes count, and white space doesn't.
 *
 * @param json the document's text
 * @param markLength as in {@link identityPolicySize}
 * @returns bytes in UTF-8
 */
export function bytesWithoutSpace(json: string, markLength: MarkLength = LONGEST_MARK): number {
  return utf8Length(grown(json, markLength).replace(/\s+/g, ''));
}

/**
 * The size of a bucket policy as S3 counts it: bytes in UTF-8, with white space.
 *
 * @param json the document's text
 * @param markLength what every deploy-time mark counts; what a mark becomes has one byte a character
 * @default - marks count as the longest bucket name, 63
 * @returns bytes
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html
 */
export function bucketPolicySize(json: string, markLength: MarkLength = LONGEST_MARK): number {
  return utf8Length(grown(json, markLength));
}

/** The text at its longest: every mark stands for as many characters as it may become. */
function grown(json: string, markLength: MarkLength): string {
  needText(json, 'the JSON of the policy');
  if (typeof markLength !== 'function' && !(Number.isInteger(markLength) && markLength >= 0 && markLength < 100_000)) {
    throw new AccessError({ code: 'InvalidArgument', message: `markLength is ${shown(markLength)}; allowed: a whole number of characters below 100000, or a function of the mark`, remedy: 'leave it out: marks count as the longest bucket name' });
  }
  return replaceDeployTime(json, (mark) => 'x'.repeat(typeof markLength === 'number' ? markLength : markLength(mark)));
}
