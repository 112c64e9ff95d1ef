import { needText } from '../shape/need-text';
import { policyText, TextPart } from './text';

/*
 * ARNs of S3's buckets and objects, put together and taken apart here and nowhere else: `arn:PARTITION:s3:::BUCKET` and
 * `arn:PARTITION:s3:::BUCKET/KEY`, in every partition.
 */

const HEAD = /^arn:[^:]*:s3:::/;

/**
 * The ARN, or the pattern of ARNs, of a bucket or of what is in one.
 *
 * @param path `bucket`, `bucket/key` or a pattern of them; goes in as it is
 * @param partition a partition, or a pattern of partitions
 * @example s3Arn('releases/*', 'aws-cn') // 'arn:aws-cn:s3:::releases/*'
 */
export function s3Arn(path: string, partition: string = 'aws'): string {
  needText(path, 'the bucket, or the path in it');
  needText(partition, 'the partition');
  return `arn:${partition}:s3:::${path}`;
}

/** What the ARNs of buckets and objects begin with in the partition `aws`, where nearly all of them lie. */
export const S3_ARN_START = s3Arn('');

/**
 * Bucket and key of an ARN (pattern) of a bucket or object, in whatever partition.
 *
 * @returns undefined for everything else: other services, access points, short forms
 * @example s3Path('arn:aws-cn:s3:::releases/a:b') // 'releases/a:b'
 */
export function s3Path(arn: string): string | undefined {
  needText(arn, 'the ARN');
  const start = s3PathStart(arn);
  return start === undefined ? undefined : arn.slice(start);
}

/** Where bucket and key begin in an ARN of a bucket or object; undefined for everything else. */
export function s3PathStart(arn: string): number | undefined {
  return startsAsInAws(arn) ? S3_ARN_START.length : HEAD.exec(arn)?.[0].length;
}

const LAST = S3_ARN_START.length - 1;
const ALL_BUT_LAST = S3_ARN_START.slice(0, LAST);
const COLON = S3_ARN_START.charCodeAt(LAST);

/**
 * Whether a text begins with {@link S3_ARN_START}. It runs for every statement that a request may ask: slices of up to twelve letters are compared
 * three times as fast as longer ones, and as `startsWith`.
 */
export function startsAsInAws(text: string): boolean {
  return text.charCodeAt(LAST) === COLON && text.slice(0, LAST) === ALL_BUT_LAST;
}

/** The short form of an ARN of a bucket or object, `bucket` or `bucket/key`; any other text stays as it is, and so does what stands for all. */
export function shortS3Arn(arn: string): string {
  const path = s3Path(arn);
  return path === undefined || path === '*' ? arn : path;
}

/**
 * The ARN of a bucket, in the partition `aws`.
 *
 * @param bucket goes in as it is: a name that was validated, or a placeholder
 */
export function bucketArn(bucket: string): string {
  return s3Arn(bucket);
}

/**
 * What a bucket's ARN, or a pattern of its objects, is through an access point of the bucket.
 *
 * @param resource the ARN of the bucket, or the pattern of objects in it
 * @param point the ARN of the access point
 * @returns undefined for everything that isn't in the bucket
 * @example atAccessPoint('arn:aws:s3:::shared/a/*', 'shared', point) // 'arn:aws:s3:eu-central-1:111122223333:accesspoint/partner/object/a/*'
 */
export function atAccessPoint(resource: string, bucket: string, point: string): string | undefined {
  const own = bucketArn(bucket);
  if (resource === own) return point;
  return resource.startsWith(`${own}/`) ? `${point}/object${resource.slice(own.length)}` : undefined;
}

/**
 * The ARN pattern of objects in a bucket.
 *
 * @param bucket as for {@link bucketArn}
 * @param key the key's text: plain strings mean themselves, wildcards and variables are typed values
 * @example objectArn('shared', 'home/', USER_NAME, '/', ANY) // arn:aws:s3:::shared/home/$\{aws:username}/*
 */
export function objectArn(bucket: string, ...key: readonly TextPart[]): string {
  return `${bucketArn(bucket)}/${policyText(...key)}`;
}
