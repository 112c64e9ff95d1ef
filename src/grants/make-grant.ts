import { AccessError } from '../errors';
import { checkBucketName } from '../s3/names';
import { NAME, VALUE } from '../shape/readers';
import { nested, type Shape } from '../shape/shape';
import type { AccessConditions } from './access-conditions';
import { CONDITIONS, renderConditions } from './access-conditions';
import { type AccessPoint, throughAccessPoint, type ThroughProps } from './access-point';
import type { Grant, GrantStatement } from './grant';
import { keyStatements, type KeyProps } from './kms-key';
import { statedLock, type ObjectLockProps } from './object-lock';

/** Props that every grant has. */
export interface AnyGrantProps {
  /**
   * When the grant holds: address ranges, a time window, HTTPS and so on. All of them hold for everything that the grant gives.
   *
   * @default - always
   */
  readonly when?: AccessConditions;
}

/** The shape of {@link AnyGrantProps}. */
export const ANY_GRANT: Shape<AnyGrantProps> = { when: nested(CONDITIONS, 'InvalidCondition') };

/** Props that every grant on a bucket has. */
export interface BucketGrantProps extends AnyGrantProps {
  /** Name of the bucket. */
  readonly bucket: string;
}

/** The shape of {@link BucketGrantProps}. */
export const BUCKET_GRANT: Shape<BucketGrantProps> = { bucket: NAME, ...ANY_GRANT };

/** Props that every grant on the content of objects has. */
export interface ObjectGrantProps extends BucketGrantProps, KeyProps {}

/** The shape of {@link ObjectGrantProps}. */
export const OBJECT_GRANT: Shape<ObjectGrantProps> = { ...BUCKET_GRANT, kmsKey: VALUE };

/** The props of all grants that hold the name of a bucket: in these, and in no others, engines take references to buckets. */
export const BUCKET_PROPS = ['bucket', 'destination'] as const;

/** One of {@link BUCKET_PROPS}. */
export type BucketProp = typeof BUCKET_PROPS[number];

/**
 * Makes a grant on the bucket of its props; the conditions of the grant go on every statement.
 *
 * @throws AccessError `InvalidBucketName`, `InvalidCondition`, `InvalidKmsKey`, `InvalidOption`
 */
export function makeGrant(
  name: string, props: ObjectGrantProps & ObjectLockProps & ThroughProps, statements: () => readonly GrantStatement[],
): Grant {
  const { bucket, when, kmsKey, objectLock, through } = props;
  const grant = { ...makeGrantOn(name, [bucket], when, statements), ...statedLock(objectLock) };
  if (through !== undefined) return delivered(grant, through, kmsKey);
  return kmsKey === undefined ? grant : { ...grant, keyStatements: keyStatements(name, bucket, kmsKey, grant.statements) };
}

/** A grant through an access point. */
function delivered(grant: Grant, through: AccessPoint, kmsKey: string | undefined): Grant {
  if (kmsKey === undefined) return { ...grant, statements: throughAccessPoint(grant.name, grant.buckets[0], through, grant.statements), through };
  throw new AccessError({
    code: 'InvalidOption',
    message: `grant ${grant.name} is given kmsKey and through; which context S3 names to KMS for requests through an access point isn't documented, so what it needs of the key isn't known`,
    remedy: 'leave one of them out: grant what is encrypted with the key on the bucket itself',
  });
}

/** As {@link makeGrant}, for a grant on any number of buckets: all that it names, and none where it names none. */
export function makeGrantOn(
  name: string, buckets: readonly string[], when: AccessConditions | undefined, statements: () => readonly GrantStatement[],
): Grant {
  buckets.forEach(checkBucketName);
  const added = renderConditions(when);
  const conditioned = (statement: GrantStatement) => ({ ...statement, conditions: [...statement.conditions ?? [], ...added] });
  return { kind: 'grant', name, buckets, statements: added.length === 0 ? statements() : statements().map(conditioned) };
}
