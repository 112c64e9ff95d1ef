import { AccessError } from '../errors';
import { s3PathStart } from '../policy/s3-arn';
import { shown } from '../shape/shown';

/** Who makes a request. A role stands for any session of it; an ARN is that of a user, a role, a role session or an account's root. */
export type RequestPrincipal = { readonly user: string } | { readonly role: string } | { readonly arn: string } | 'anonymous';

/** A value of a condition key; a list is a multi-valued key, and an empty list is as good as none. */
export type ContextValue = string | number | boolean | readonly string[];

/** One request, as S3 sees it. */
export interface AccessRequest {
  /** Who asks. */
  readonly principal: RequestPrincipal;
  /** One action, in any case of letters: `s3:PutObject`. */
  readonly action: string;
  /** An ARN, or the short form `bucket` or `bucket/key` (also `s3://bucket/key`) for S3, in the partition that the state lies in. `*` for actions without a resource. */
  readonly resource: string;
  /**
   * The request's condition keys, in any case of letters. The keys that follow from the principal (`aws:username`, `aws:PrincipalArn`,
   * `aws:PrincipalTag/…`, …), and those that every request has, needn't be given; given ones win. An empty list says that the request
   * lacks the key.
   * @default {}
   */
  readonly context?: Readonly<Record<string, ContextValue>>;
}

/**
 * The ARN of a request's resource. S3 holds actions without a resource against all buckets.
 *
 * @param state what the short form is completed with
 */
export function resourceArn(resource: string, action: string, { s3Arn }: { readonly s3Arn: string }): string {
  if (resource.startsWith('arn:')) return resource;
  if (resource === '*') return action.startsWith('s3:') ? `${s3Arn}*` : resource;
  return s3Arn + resource;
}

/** The bucket that a resource is or lies in; undefined when it is none of S3's buckets and objects. */
export function bucketOf(arn: string): string | undefined {
  const start = s3PathStart(arn);
  return start === undefined ? undefined : bucketOfPath(arn, start);
}

/**
 * The bucket that a path `bucket` or `bucket/key` is or lies in.
 *
 * @param start where the path begins. @default 0
 */
export function bucketOfPath(path: string, start = 0): string {
  const slash = path.indexOf('/', start);
  return slash < 0 ? path.slice(start) : path.slice(start, slash);
}

/** Refuses what is not a single request. */
export function checkAction(action: string): void {
  if (/^[A-Za-z0-9-]+:[A-Za-z0-9]+$/.test(action)) return;
  throw new AccessError({
    code: 'InvalidRequest',
    message: `${shown(action)} is not an action that a request can have; allowed is one service and one name, such as s3:PutObject, without wildcards`,
    remedy: 'ask about one action at a time, such as s3:PutObject',
  });
}

const COLON = 58;

/** A resource without the scheme that command lines of S3 write before it. */
export function withoutScheme(resource: string): string {
  // looking at one letter first is several times faster; this runs at every request
  return resource.charCodeAt(2) === COLON && resource.startsWith('s3://') ? resource.slice('s3://'.length) : resource;
}

/** Refuses an empty resource, which no request has. */
export function checkResource(resource: string): void {
  if (resource !== '' && !resource.startsWith('/')) return;
  throw new AccessError({
    code: 'InvalidRequest',
    message: `${shown(resource)} is not a resource that a request can have; allowed are an ARN, bucket, bucket/key, and * for actions without a resource`,
    remedy: 'name the bucket first, such as releases/firmware/a.bin',
  });
}
