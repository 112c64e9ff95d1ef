import { AccessError } from '../errors';
import { needText } from '../shape/need-text';
import { shown } from '../shape/shown';
import { utf8Length } from '../shape/utf8';
import { replaceDeployTime } from './deploy-time';

/** Most placeholders stand for a bucket, and this is the longest bucket name. */
const LONGEST_PLACEHOLDER = 63;

/** How long a placeholder may become, in characters: one length for all, or a function of the placeholder. */
export type PlaceholderLength = number | ((placeholder: string) => number);

/**
 * The size of an identity policy as IAM counts it: characters without white space, wherever it stands. For an aggregate limit (all inline policies
 * of a user), add the sizes up.
 *
 * @param json the document's text
 * @param placeholderLength what every placeholder counts
 * @default - placeholders count as the longest bucket name, 63
 * @returns characters, in UTF-16 units
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export function identityPolicySize(json: string, placeholderLength: PlaceholderLength = LONGEST_PLACEHOLDER): number {
  return grown(json, placeholderLength).replace(/\s+/g, '').length;
}

/**
 * The size of an identity policy where its bytes count, and white space doesn't.
 *
 * @param json the document's text
 * @param placeholderLength as in {@link identityPolicySize}
 * @returns bytes in UTF-8
 */
export function bytesWithoutSpace(json: string, placeholderLength: PlaceholderLength = LONGEST_PLACEHOLDER): number {
  return utf8Length(grown(json, placeholderLength).replace(/\s+/g, ''));
}

/**
 * The size of a bucket policy as S3 counts it: bytes in UTF-8, with white space.
 *
 * @param json the document's text
 * @param placeholderLength what every placeholder counts; what a placeholder becomes has one byte a character
 * @default - placeholders count as the longest bucket name, 63
 * @returns bytes
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html
 */
export function bucketPolicySize(json: string, placeholderLength: PlaceholderLength = LONGEST_PLACEHOLDER): number {
  return utf8Length(grown(json, placeholderLength));
}

/** The text at its longest: every placeholder stands for as many characters as it may become. */
function grown(json: string, placeholderLength: PlaceholderLength): string {
  needText(json, 'the JSON of the policy');
  if (typeof placeholderLength !== 'function' && !(Number.isInteger(placeholderLength) && placeholderLength >= 0 && placeholderLength < 100_000)) {
    throw new AccessError({ code: 'InvalidArgument', message: `placeholderLength is ${shown(placeholderLength)}; allowed: a whole number of characters below 100000, or a function of the placeholder`, remedy: 'leave it out: placeholders count as the longest bucket name' });
  }
  return replaceDeployTime(json, (placeholder) => 'x'.repeat(typeof placeholderLength === 'number' ? placeholderLength : placeholderLength(placeholder)));
}
