import { AccessError } from '../errors';
import { isDeployTime, splitDeployTime } from '../policy/deploy-time';
import { shown } from '../shape/shown';
import { utf8Length } from '../shape/utf8';

export { shown } from '../shape/shown';

/** The longest bucket name, in characters. */
export const LONGEST_BUCKET_NAME = 63;

/** The longest object key, in bytes of UTF-8. */
export const LONGEST_KEY = 1024;

/**
 * A whole bucket name as a regular expression that Terraform's RE2, JavaScript and a reader all understand; used where the value
 * arrives only at deploy time.
 */
export const BUCKET_NAME_PATTERN = '^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$';

const RESERVED_STARTS = ['xn--', 'sthree-', 'amzn-s3-demo-'];
/**
 * The end of the names of directory buckets.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-express-security-iam.html
 */
const DIRECTORY_BUCKET = '--x-s3';
const RESERVED_ENDS = ['-s3alias', '--ol-s3', '.mrap', DIRECTORY_BUCKET, '--table-s3'];

const RULES: ReadonlyArray<readonly [broken: (name: string) => boolean, rule: string]> = [
  [(name) => name.length < 3 || name.length > LONGEST_BUCKET_NAME, 'has 3 to 63 characters'],
  [(name) => !/^[a-z0-9.-]*$/.test(name), 'has lower-case letters, digits, dots and hyphens only'],
  [(name) => !/^[a-z0-9]/.test(name) || !/[a-z0-9]$/.test(name), 'begins and ends with a letter or a digit'],
  [(name) => name.includes('..'), 'has no two dots in a row'],
  [(name) => /^\d+\.\d+\.\d+\.\d+$/.test(name), "doesn't look like an IP address"],
  [(name) => RESERVED_STARTS.some((start) => name.startsWith(start)), `doesn't begin with ${RESERVED_STARTS.join(', ')}`],
  [(name) => RESERVED_ENDS.some((end) => name.endsWith(end)), `doesn't end with ${RESERVED_ENDS.join(', ')}`],
];

/**
 * The rules that a bucket name breaks, in words; empty for a good one.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 */
export function brokenBucketNameRules(name: string): readonly string[] {
  return RULES.filter(([broken]) => broken(name)).map(([, rule]) => rule);
}

/**
 * Checks a bucket name. A value that is known only at deploy time passes here, as far as the letters around it are letters of a
 * bucket name; the engine checks the rest when the value is there.
 *
 * @throws AccessError `InvalidBucketName`
 */
export function checkBucketName(bucket: string): string {
  if (typeof bucket !== 'string') throw invalidBucketName(bucket, ['is a string']);
  const broken = isDeployTime(bucket)
    ? splitDeployTime(bucket).filter((piece, index) => index % 2 === 0 && !/^[a-z0-9.-]*$/.test(piece)).map(() => RULES[1][1])
    : brokenBucketNameRules(bucket);
  if (broken.length > 0) throw invalidBucketName(bucket, broken);
  return bucket;
}

function invalidBucketName(bucket: unknown, rules: readonly string[]): AccessError {
  const isArn = typeof bucket === 'string' && bucket.startsWith('arn:');
  const isDirectory = typeof bucket === 'string' && bucket.endsWith(DIRECTORY_BUCKET);
  return new AccessError({
    code: 'InvalidBucketName',
    message: `bucket ${shown(bucket)} is not a bucket name: a bucket name ${rules.join(', and ')}`,
    remedy: isDirectory
      ? 'name a general purpose bucket: this is a directory bucket (S3 Express One Zone), which gives sessions to all of it instead of actions on objects or folders; allow s3express:CreateSession on its ARN in customStatements'
      : isArn ? 'give the name of the bucket, not its ARN' : 'give the name of one bucket, as S3 knows it',
  });
}

/**
 * Checks a prefix: it ends in `/` or is empty (the whole bucket), so that `team` never opens `team2/`; it neither begins with `/` nor
 * has `//`, `.` or `..` in it, which clients and proxies rewrite into other keys; and it is known before deploy.
 *
 * @throws AccessError `InvalidPrefix`
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html
 */
export function checkPrefix(prefix: string): string {
  const broken = typeof prefix === 'string' ? PREFIX_RULES.find(([isBroken]) => isBroken(prefix)) : undefined;
  if (typeof prefix === 'string' && broken === undefined) return prefix;
  throw new AccessError({
    code: 'InvalidPrefix',
    message: `prefix ${shown(prefix)} ${broken?.[1] ?? 'is missing: a prefix is required, and is a string'}`,
    remedy: broken?.[2] ?? "write prefix: 'folder/' for one folder, or prefix: '' for the whole bucket",
  });
}

const PREFIX_RULES: ReadonlyArray<readonly [broken: (prefix: string) => boolean, problem: string, remedy: string]> = [
  [isDeployTime, 'is known only at deploy time', 'give the prefix as plain text; only buckets and principals may come from other resources'],
  [(p) => p !== '' && !p.endsWith('/'), "doesn't end in /, so it would also open its siblings", 'end the prefix in /'],
  [(p) => p.startsWith('/'), 'begins with /, which no key in a folder listing does', 'leave out the leading /'],
  [(p) => p.includes('//'), 'has an empty folder name (//)', 'write one / between folders'],
  [(p) => p.split('/').some((folder) => folder === '.' || folder === '..'), 'has a folder named . or .., which clients rewrite', 'name the folder that you mean'],
  // a control character, or a space that isn't one to look at, is not in a folder that a person made; which letters documents may hold, the platform says
  [(p) => /[^ \P{Z}]|\p{C}/u.test(p), "has a character that can't be seen for what it is (allowed: printable characters, and spaces)", 'use a folder name of printable characters, or a bucket of its own'],
  [(p) => utf8Length(p) >= LONGEST_KEY, `has more bytes than a key may have (${LONGEST_KEY})`, 'use a shorter prefix'],
];
