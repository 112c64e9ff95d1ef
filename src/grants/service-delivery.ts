import { AccessError } from '../errors';
import type { Condition, PrincipalMap } from '../policy/document';
import { bucketArn, objectArn } from '../policy/s3-arn';
import { ANY } from '../policy/text';
import { shown } from '../s3/names';
import { NAME, VALUE } from '../shape/readers';
import type { Shape } from '../shape/shape';
import type { Grant } from './grant';
import { makeGrant, type BucketGrantProps } from './make-grant';
import { prefixList, type Prefixes } from './prefixes';
import { checkSourceAccount } from './service-source';

/** The account that an AWS service delivers for: without it, anybody could have the service write into the bucket on their behalf. */
export interface SourceAccountProps {
  /** The account that the service works for, twelve digits. */
  readonly sourceAccount: string;
}

/** The account that an AWS service delivers for, and its regions. */
export interface SourceRegionProps extends SourceAccountProps {
  /**
   * The regions of that account that it delivers from, such as `eu-central-1`.
   *
   * @default - every region of the account
   */
  readonly sourceRegion?: string | readonly string[];
}

/** Props of every grant by which a service writes below a prefix. */
export interface ServiceDeliveryProps extends Omit<BucketGrantProps, 'when'> {
  /** The folder, or folders, that the service is set to write to. Each ends in `/`; `''` is the whole bucket. */
  readonly prefix: Prefixes;
}

/** The shape of {@link ServiceDeliveryProps}. */
export const SERVICE_DELIVERY: Shape<ServiceDeliveryProps> = { bucket: NAME, prefix: VALUE };

/** The shape of {@link SourceAccountProps}. */
export const SOURCE_ACCOUNT: Shape<SourceAccountProps> = { sourceAccount: VALUE };

/** The shape of {@link SourceRegionProps}. */
export const SOURCE_REGION: Shape<SourceRegionProps> = { ...SOURCE_ACCOUNT, sourceRegion: VALUE };

/** What differs from service to service. */
export interface ServiceDelivery {
  readonly principals: PrincipalMap;
  /** The conditions by which strangers can't make the service their deputy. They hold for all that it may do. */
  readonly source: readonly Condition[];
  /** The folder that the service adds to the prefix: `AWSLogs/111122223333/`. */
  readonly folder: string;
  /**
   * What it reads of the bucket before it writes.
   *
   * @default - nothing
   */
  readonly reads?: readonly string[];
  /** Whether it says that what it writes belongs to the owner of the bucket: then it must. */
  readonly ownerControl: boolean;
}

/** What it is when a service says that the owner of the bucket has full control of what it writes. */
const OWNER_CONTROL: Condition = { operator: 'StringEquals', key: 's3:x-amz-acl', values: ['bucket-owner-full-control'] };

/**
 * A grant by which a service of AWS writes below prefixes, on behalf of its source alone.
 *
 * @param name the grant's
 * @throws AccessError `InvalidBucketName`, `InvalidPrefix`
 */
export function serviceDelivery(
  name: string, props: ServiceDeliveryProps, { principals, source, folder, reads = [], ownerControl }: ServiceDelivery,
): Grant {
  const writes = () => ({
    sid: name,
    actions: ['s3:PutObject'],
    resources: prefixList(props.prefix).map((prefix) => objectArn(props.bucket, prefix, folder, ANY)),
    conditions: [...source, ...(ownerControl ? [OWNER_CONTROL] : [])],
  });
  const looks = () => ({ sid: `${name}Bucket`, actions: reads, resources: [bucketArn(props.bucket)], conditions: source });
  // the bucket's name is checked before either is made
  return { ...makeGrant(name, props, () => [...(reads.length > 0 ? [looks()] : []), writes()]), principals };
}

/** The condition that a service works for an account: where that is all it says of its source. */
export function forAccount({ sourceAccount }: SourceAccountProps): Condition {
  checkSourceAccount(sourceAccount);
  return { operator: 'StringEquals', key: 'aws:SourceAccount', values: [sourceAccount] };
}

/** The condition that a service works for some of these. The account stands in each, and nothing before it but a region is left open. */
export function forSources(arns: readonly string[]): Condition {
  return { operator: 'ArnLike', key: 'aws:SourceArn', values: arns };
}

/**
 * The regions in ARNs of sources: those that are named, or any.
 *
 * @throws AccessError `InvalidOption`
 */
export function sourceRegions({ sourceRegion }: SourceRegionProps): readonly string[] {
  if (sourceRegion === undefined) return ['*'];
  return sourceNames('sourceRegion', sourceRegion, /^[a-z]{2,4}(?:-[a-z]+)+-\d{1,2}$/, "a region, such as 'eu-central-1'");
}

/**
 * Checks the names of sources, which stand in ARNs.
 *
 * @param words what each is
 * @throws AccessError `InvalidOption`
 */
export function sourceNames(prop: string, given: string | readonly string[], form: RegExp, words: string): readonly string[] {
  const names: readonly unknown[] = Array.isArray(given) ? given : [given];
  const wrong = names.findIndex((name) => typeof name !== 'string' || !form.test(name));
  if (names.length > 0 && wrong < 0 && new Set(names).size === names.length) return names as readonly string[];
  const problem = names.length === 0 ? 'an empty list, which lets nothing in' : wrong < 0 ? `${shown(given)}, which names one twice` : shown(names[wrong]);
  throw new AccessError({
    code: 'InvalidOption',
    message: `option ${prop} is ${problem}; allowed: ${words}`,
    remedy: `write ${words}, or a list of them, each once and without wildcards`,
  });
}

/** The two conditions of what CloudWatch Logs delivers for other services: the account, and its regions. */
export function forVendedLogs(props: SourceRegionProps): readonly Condition[] {
  const account = forAccount(props);
  return [forSources(sourceRegions(props).map((region) => `arn:aws:logs:${region}:${props.sourceAccount}:*`)), account];
}
