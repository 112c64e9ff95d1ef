import { AccessError } from '../errors';
import { parseArn, partitionOfRegion, PARTITIONS } from '../policy/arn';
import type { Condition } from '../policy/document';
import { bucketArn, objectArn } from '../policy/s3-arn';
import { ANY } from '../policy/text';
import { shown } from '../s3/names';
import type { GrantStatement } from './grant';

/** Props of every grant on objects that may be encrypted with a KMS key. */
export interface KeyProps {
  /**
   * ARN of the KMS key that the bucket's objects are encrypted with (SSE-KMS): `arn:aws:kms:REGION:ACCOUNT:key/ID`, no alias and no
   * wildcard. The grantee's identity policy then has what the grant needs of the key: `kms:Decrypt` to read, `kms:GenerateDataKey` and
   * `kms:Decrypt` to upload (the parts of an upload are read again when it is completed). It holds for requests of S3 in the key's region
   * (`kms:ViaService`) for this bucket (`kms:EncryptionContext:aws:s3:arn`), and for nothing else that is encrypted with the key. `when`
   * isn't repeated there: S3 asks for the key only in a request that it has let through, and doesn't pass on where that came from.
   *
   * The key's own policy must let the grantee in as well: by the usual statement for the account, or by `keyPolicyStatements`.
   *
   * @default - the objects are encrypted without a key of KMS, or with `aws/s3`
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
   */
  readonly kmsKey?: string;
}

const DECRYPT = ['kms:Decrypt'];
const ENCRYPT = ['kms:Decrypt', 'kms:GenerateDataKey'];

/**
 * What S3 asks of the key when it does an action. In parts, `s3:PutObject` needs to decrypt, too.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html#mpuAndPermissions
 */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  's3:GetObject': DECRYPT,
  's3:GetObjectVersion': DECRYPT,
  's3:PutObject': ENCRYPT,
};

/**
 * What a grant needs of the key.
 *
 * @throws AccessError `InvalidKmsKey`, `InvalidOption` when the grant touches no object's content
 */
export function keyStatements(grant: string, bucket: string, kmsKey: string, statements: readonly GrantStatement[]): readonly GrantStatement[] {
  regionOfKey(kmsKey);
  const given = statements.flatMap(({ actions, helpful = [] }) => [...actions, ...helpful]);
  const done = Object.keys(NEEDED).filter((action) => given.some((pattern) => covers(pattern, action)));
  const actions = [...new Set(done.flatMap((action) => NEEDED[action]))].sort();
  if (actions.length === 0) {
    throw new AccessError({
      code: 'InvalidOption',
      message: `option kmsKey is ${shown(kmsKey)}, and grant ${grant} neither reads nor writes the content of objects: it needs no key`,
      remedy: 'leave kmsKey out',
    });
  }
  return [keyStatement(`${grant}Key`, bucket, kmsKey, actions)];
}

/**
 * What S3 may ask of a key, for one bucket.
 *
 * @throws AccessError `InvalidKmsKey`
 */
export function keyStatement(sid: string, bucket: string, kmsKey: string, actions: readonly string[]): GrantStatement {
  return { sid, actions, resources: [kmsKey], conditions: [viaS3(regionOfKey(kmsKey)), ofBucket(bucket)] };
}

/** Grants name actions in full, or all that begin in one way. */
function covers(pattern: string, action: string): boolean {
  return pattern.endsWith('*') ? action.startsWith(pattern.slice(0, -1)) : pattern === action;
}

/** In China the names of services end in `.cn` for some services and not for others; both are S3. */
function viaS3(region: string): Condition {
  const name = `s3.${region}.amazonaws.com`;
  return { operator: 'StringEquals', key: 'kms:ViaService', values: region.startsWith('cn-') ? [name, `${name}.cn`] : [name] };
}

/** S3 names the object, or with a bucket key only the bucket. */
function ofBucket(bucket: string): Condition {
  return { operator: 'StringLike', key: 'kms:EncryptionContext:aws:s3:arn', values: [bucketArn(bucket), objectArn(bucket, ANY)] };
}

const KEY = /^key\/(mrk-[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;
const REGION = /^[a-z]{2}(-[a-z]+)+-\d{1,2}$/;

function regionOfKey(kmsKey: string): string {
  const arn = typeof kmsKey === 'string' ? parseArn(kmsKey) : undefined;
  const isKey = arn !== undefined && arn.service === 'kms' && (PARTITIONS as readonly string[]).includes(arn.partition) && /^\d{12}$/.test(arn.account)
    && REGION.test(arn.region) && partitionOfRegion(arn.region) === arn.partition && KEY.test(arn.resource);
  if (isKey) return arn.region;
  const isAlias = typeof kmsKey === 'string' && /(^|:)alias\//.test(kmsKey);
  throw new AccessError({
    code: 'InvalidKmsKey',
    message: `kmsKey ${shown(kmsKey)} is not an ARN of a KMS key${isAlias ? ', but an alias, which may be moved to another key' : ''}; allowed: arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
    remedy: 'give the whole ARN of the key, as text',
  });
}
