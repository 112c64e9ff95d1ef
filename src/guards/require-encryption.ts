import { AccessError } from '../errors';
import { matching } from '../grants/access-conditions';
import type { Intent } from '../grants/grant';
import { checkChoice } from '../grants/props';
import { PARTITION_PATTERN } from '../policy/arn';
import type { Condition } from '../policy/document';
import { UPLOAD } from '../s3/action-sets';
import { withProps } from '../shape/intent';
import { VALUE } from '../shape/readers';
import type { Shape } from '../shape/shape';
import type { Guard } from './guard';
import { SCOPE, EXCEPTIONS, makeGuard, type GuardExceptions, type GuardScope } from './make-guard';

/**
 * How S3 encrypts an object: with keys of its own (`SSE-S3`), with a key in KMS (`SSE-KMS`, and `DSSE-KMS` twice over). `not-SSE-C` is any of
 * them, and none with a key that the client brings and must keep itself.
 */
export type ServerSideEncryption = 'SSE-S3' | 'SSE-KMS' | 'DSSE-KMS' | 'not-SSE-C';

/** Props of {@link requireEncryption}. */
export interface RequireEncryptionProps extends GuardScope, GuardExceptions {
  /** The encryption that uploads must ask for. */
  readonly encryption: ServerSideEncryption;
  /**
   * The ARN of the one KMS key that may be used; with `SSE-KMS` and `DSSE-KMS`. Neither an alias nor an id, which mean other keys elsewhere.
   *
   * @default - any key
   */
  readonly kmsKey?: string;
  /**
   * Whether uploads that ask for no encryption at all are let in. They get the bucket's default encryption, which every bucket has; whether
   * that is the required one, this guard can't see.
   *
   * @default false
   */
  readonly allowDefault?: boolean;
}

const PROPS: Shape<RequireEncryptionProps> = { ...SCOPE, ...EXCEPTIONS, encryption: VALUE, kmsKey: VALUE, allowDefault: VALUE };

/** What the header `x-amz-server-side-encryption` says. */
const ALGORITHMS: Readonly<Record<Exclude<ServerSideEncryption, 'not-SSE-C'>, string>> = { 'SSE-S3': 'AES256', 'SSE-KMS': 'aws:kms', 'DSSE-KMS': 'aws:kms:dsse' };

const ALGORITHM = 's3:x-amz-server-side-encryption';
const KMS_KEY = 's3:x-amz-server-side-encryption-aws-kms-key-id';
const CUSTOMER_ALGORITHM = 's3:x-amz-server-side-encryption-customer-algorithm';

const kmsKeyArn = matching(new RegExp(`^arn:${PARTITION_PATTERN}:kms:[a-z0-9-]+:\\d{12}:key/[A-Za-z0-9-]+$`), 'the ARN of a KMS key such as arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab');

// @construct new RequireEncryption('require-encryption', { bucket: bucket.id, encryption: 'SSE-KMS', kmsKey: 'arn:aws:kms:…:key/…' });
/**
 * Denies uploads that aren't encrypted as required. An upload without the header that asks for it is denied, unless `allowDefault` is set;
 * one with another algorithm, with another KMS key (or `aws:kms` without a key, which is AWS's own) or with a key of the client's (SSE-C)
 * is denied always. For an upload in parts the request that begins it counts.
 *
 * What is there already stays as it is, and what replication writes (`s3:ReplicateObject`) is encrypted as its rule says. Anyone who may write the
 * bucket policy may end the guard.
 *
 * @throws AccessError `InvalidOption`, `InvalidCondition`, `InvalidPrefix`, `InvalidPrincipalPattern`, `DeployTimeValue`
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html#require-sse-kms
 * @example
 * accessPlan({ buckets: { releases: { guards: [
 *   requireEncryption({ encryption: 'SSE-KMS', kmsKey: 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab' }),
 * ] } } });
 */
export const requireEncryption: Intent<RequireEncryptionProps, Guard> = withProps('RequireEncryption', PROPS, (props) => {
  const { encryption, kmsKey, allowDefault = false } = props;
  checkChoice('encryption', encryption, [...Object.keys(ALGORITHMS), 'not-SSE-C']);
  checkChoice('allowDefault', allowDefault, [false, true]);
  checkKeyFits(props);
  const denials = encryption === 'not-SSE-C' ? [NO_CLIENT_KEY] : [
    otherAlgorithm(ALGORITHMS[encryption], allowDefault),
    ...(kmsKey === undefined ? [] : [otherKey(ALGORITHMS[encryption], kmsKeyArn(kmsKey, 'kmsKey'))]),
    // with the header required, an upload with a key of the client's is denied for lacking it: S3 takes only one of both
    ...(allowDefault ? [NO_CLIENT_KEY] : []),
  ];
  return makeGuard('RequireEncryption', props, (deny) => denials.flatMap(([sid, conditions]) => deny.objects(sid, UPLOAD, conditions)));
});

type Denial = readonly [sid: string, conditions: readonly Condition[]];

const NO_CLIENT_KEY: Denial = ['RequireEncryptionNoClientKey', [{ operator: 'Null', key: CUSTOMER_ALGORITHM, values: ['false'] }]];

/** A negated operator holds where the header is missing; asking that it be there lets a missing one pass. */
function otherAlgorithm(algorithm: string, allowDefault: boolean): Denial {
  const present = { operator: 'Null', key: ALGORITHM, values: ['false'] };
  return ['RequireEncryption', [{ operator: 'StringNotEquals', key: ALGORITHM, values: [algorithm] }, ...(allowDefault ? [present] : [])]];
}

/** Only where the right algorithm is asked for: everything else is the other statement's business. */
function otherKey(algorithm: string, kmsKey: string): Denial {
  return ['RequireEncryptionKey', [{ operator: 'StringEquals', key: ALGORITHM, values: [algorithm] }, { operator: 'ArnNotEquals', key: KMS_KEY, values: [kmsKey] }]];
}

function checkKeyFits({ encryption, kmsKey, allowDefault }: RequireEncryptionProps): void {
  const wrong = kmsKey !== undefined && !encryption.endsWith('SSE-KMS')
    ? ['kmsKey', `${encryption} uses no key of KMS`]
    : allowDefault && encryption === 'not-SSE-C' ? ['allowDefault', 'not-SSE-C lets uploads that ask for no encryption in anyway'] : undefined;
  if (wrong === undefined) return;
  throw new AccessError({ code: 'InvalidOption', message: `option ${wrong[0]} is set, and ${wrong[1]}`, remedy: `leave ${wrong[0]} out, or set another encryption` });
}
