import { AccessError } from '../errors';
import { needText } from '../shape/need-text';
import { shown } from '../shape/shown';
import { isDeployTime, replaceDeployTime } from './deploy-time';

/** The partitions of AWS; every other platform uses `aws`. */
export const PARTITIONS = Object.freeze(['aws', 'aws-cn', 'aws-us-gov', 'aws-eusc', 'aws-iso', 'aws-iso-b', 'aws-iso-e', 'aws-iso-f'] as const);

/** One of the {@link PARTITIONS}. */
export type Partition = typeof PARTITIONS[number];

/** Any of the {@link PARTITIONS}, as a regular expression that JavaScript and Terraform's RE2 read alike. */
export const PARTITION_PATTERN = `(${PARTITIONS.join('|')})`;

const REGIONS: readonly (readonly [start: string, partition: Partition])[] = [
  ['cn-', 'aws-cn'], ['us-gov-', 'aws-us-gov'], ['eusc-', 'aws-eusc'], ['us-iso-', 'aws-iso'], ['us-isob-', 'aws-iso-b'], ['eu-isoe-', 'aws-iso-e'], ['us-isof-', 'aws-iso-f'],
];

/**
 * The partition that a region belongs to.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */
export function partitionOfRegion(region: string): Partition {
  return REGIONS.find(([start]) => region.startsWith(start))?.[1] ?? 'aws';
}

/** The parts of an ARN, each as written. */
export interface Arn {
  /** For example `aws`. */
  readonly partition: string;
  /** For example `s3`. */
  readonly service: string;
  /** Empty for S3 buckets, objects and for IAM. */
  readonly region: string;
  /** Empty for S3 buckets and objects. */
  readonly account: string;
  /** All after the fifth colon; it may hold colons. */
  readonly resource: string;
}

/**
 * Takes an ARN or a pattern of ARNs apart.
 *
 * @returns undefined when the text has fewer than six parts or doesn't begin with `arn`
 * @example parseArn('arn:aws:s3:::releases/a:b')?.resource // 'releases/a:b'
 */
export function parseArn(text: string): Arn | undefined {
  needText(text, 'the ARN');
  const parts = /^arn:([^:]*):([^:]*):([^:]*):([^:]*):([^]*)$/.exec(text);
  if (parts === null) return undefined;
  const [, partition, service, region, account, resource] = parts;
  return { partition, service, region, account, resource };
}

/** Rewrites an ARN (pattern) of the partition `aws` to another; any other text stays as it is. */
export function withPartition(text: string, partition: Partition): string {
  needText(text, 'the ARN');
  if (!PARTITIONS.includes(partition)) throw new AccessError({ code: 'InvalidArgument', message: `the partition is ${shown(partition)}; allowed: ${PARTITIONS.join(', ')}`, remedy: 'name one of these' });
  return text.startsWith('arn:aws:') ? `arn:${partition}:${text.slice('arn:aws:'.length)}` : text;
}

/**
 * The ARN of an IAM user, as a principal.
 *
 * @param account the account's id, or a placeholder
 * @param name the user's name without its path
 * @param path begins and ends with `/`
 * @throws AccessError `InvalidPrincipal` when a part can't stand in an ARN literally: principals have no escapes, so nothing is escaped here
 */
export function userArn(account: string, name: string, path: string = '/'): string {
  return principalArn(account, 'user', name, path);
}

/**
 * The ARN of an IAM role, as a principal.
 *
 * @param account the account's id, or a placeholder
 * @param name the role's name without its path
 * @param path begins and ends with `/`
 * @throws AccessError `InvalidPrincipal` when a part can't stand in an ARN literally
 */
export function roleArn(account: string, name: string, path: string = '/'): string {
  return principalArn(account, 'role', name, path);
}

/**
 * The ARN that stands for a whole account, as a principal: what the account's own policies allow counts then.
 *
 * @param account the account's id, or a placeholder
 * @throws AccessError `InvalidPrincipal` when it is not an account id
 */
export function accountRootArn(account: string): string {
  return `arn:aws:iam::${checked('account', account, ACCOUNT)}:root`;
}

const ACCOUNT = /^[A-Za-z0-9]+$/;
const NAME = /^[A-Za-z0-9+=,.@_-]+$/;
const PATH = /^\/(?:[A-Za-z0-9+=,.@_-]+\/)*$/;

function principalArn(account: string, type: 'user' | 'role', name: string, path: string): string {
  return `arn:aws:iam::${checked('account', account, ACCOUNT)}:${type}${checked('path', path, PATH)}${checked(`${type} name`, name, NAME)}`;
}

/** Holds the text around placeholders against a pattern; what a placeholder becomes is checked at deploy. */
function checked(what: string, text: string, pattern: RegExp): string {
  needText(text, `the ${what}`, 'InvalidPrincipal');
  const plain = isDeployTime(text) ? replaceDeployTime(text, () => 'x') : text;
  if (!pattern.test(plain)) {
    throw new AccessError({
      code: 'InvalidPrincipal',
      message: `the ${what} ${shown(text)} can't stand in a principal's ARN; allowed is ${pattern.source}`,
      remedy: `name an existing ${what}, without wildcards, variables and colons`,
    });
  }
  return text;
}
