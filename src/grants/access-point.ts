import { AccessError } from '../errors';
import { partitionOfRegion } from '../policy/arn';
import { atAccessPoint } from '../policy/s3-arn';
import { s3Action } from '../s3/catalogue';
import { shown } from '../s3/names';
import { KNOWN_TEXT } from '../shape/readers';
import { objectWith, type Shape } from '../shape/shape';

/** An access point of a bucket: a name of the bucket's own, with a policy of its own of up to 20 KB beside the bucket's. */
export interface AccessPoint {
  /**
   * Its name: 3 to 50 lower-case letters, digits and hyphens, the only one of its name in the account and the region. Several grants on one bucket may
   * go through the same access point. DNS makes the name known to anyone.
   */
  readonly accessPoint: string;
  /** The region of the bucket, in which the access point is made. */
  readonly region: string;
  /** The account that the bucket belongs to, and the access point with it: twelve digits. */
  readonly account: string;
  /**
   * The id of the VPC from which alone it takes requests, such as `vpc-0123456789abcdef0`. It can't be changed afterwards.
   *
   * @default - requests from anywhere
   */
  readonly vpc?: string;
}

/** Props of every grant that may be delivered through an access point. */
export interface ThroughProps {
  /**
   * An access point that is made for it, and through which alone it holds: not when the bucket is asked by its own name. What those outside the account
   * are given stands in the policy of the access point, and no longer in the bucket's, which one statement for all of them opens to its access points;
   * policies of users, groups and roles name the access point. What guards deny on the bucket stays denied. Not together with `kmsKey`: which
   * context S3 names to KMS there isn't documented.
   *
   * @default - on the bucket itself
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html
   */
  readonly through?: AccessPoint;
}

const POINT: Shape<AccessPoint> = { accessPoint: KNOWN_TEXT, region: KNOWN_TEXT, account: KNOWN_TEXT, vpc: KNOWN_TEXT };

/** Reads an access point. */
export const ACCESS_POINT = objectWith(POINT, 'accessPoint', 'region', 'account');

/** The shape of {@link ThroughProps}. */
export const THROUGH: Shape<ThroughProps> = { through: ACCESS_POINT };

/**
 * What each part of an access point may be.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-restrictions-limitations-naming-rules.html
 */
const FORMS: Readonly<Record<keyof AccessPoint, readonly [form: RegExp, words: string]>> = {
  accessPoint: [/^(?!.*(-s3alias|--xa-s3|--ol-s3|--x-s3)$)[a-z0-9][a-z0-9-]{1,48}[a-z0-9]$/, "3 to 50 lower-case letters, digits and hyphens, not at its ends, and none of S3's own endings such as -s3alias"],
  region: [/^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$/, "a region, such as 'eu-central-1'"],
  account: [/^\d{12}$/, 'the twelve digits of an account id, as text'],
  vpc: [/^vpc-([0-9a-f]{8}|[0-9a-f]{17})$/, "the id of a VPC, such as 'vpc-0123456789abcdef0'"],
};

/** The ARN of an access point. */
export function accessPointArn({ accessPoint, region, account }: AccessPoint): string {
  return `arn:${partitionOfRegion(region)}:s3:${region}:${account}:accesspoint/${accessPoint}`;
}

/** What of a statement is different through an access point. */
interface Delivered {
  readonly actions: readonly string[];
  readonly helpful?: readonly string[];
  readonly resources: readonly string[];
}

/**
 * The statements of a grant as they are through an access point.
 *
 * @param grant its name
 * @throws AccessError `InvalidOption`
 */
export function throughAccessPoint<S extends Delivered>(grant: string, bucket: string, through: AccessPoint, statements: readonly S[]): readonly S[] {
  const given: Readonly<Record<string, string | undefined>> = { ...through };
  for (const [name, [form, words]] of Object.entries(FORMS)) {
    const { [name]: value } = given;
    if (value === undefined || form.test(value)) continue;
    throw new AccessError({ code: 'InvalidOption', message: `${grant}: through.${name} is ${shown(value)}; allowed: ${words}`, remedy: `correct ${name}` });
  }
  const arn = accessPointArn(through);
  return statements.map((statement) => {
    const { actions, helpful = [], resources } = statement;
    const moved = resources.flatMap((resource) => atAccessPoint(resource, bucket, arn) ?? []);
    const beside = [...actions, ...helpful].filter((action) => !isDoneThrough(action));
    if (beside.length > 0 || moved.length < resources.length) throw notThrough(grant, beside);
    return { ...statement, resources: moved };
  });
}

/** Whether S3 does an action through access points of buckets, as the service authorization reference lists them. */
function isDoneThrough(action: string): boolean {
  return s3Action(action)?.resources.some((resource) => resource === 'accesspoint' || resource === 'accesspointobject') === true;
}

function notThrough(grant: string, actions: readonly string[]): AccessError {
  return new AccessError({
    code: 'InvalidOption',
    message: `option through is given, and grant ${grant} ${actions.length > 0 ? `gives ${actions.join(', ')}, which S3 doesn't do` : 'is about more than its bucket, which nothing is'} through an access point`,
    remedy: 'leave through out',
  });
}
