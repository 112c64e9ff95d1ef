import { createHash } from 'node:crypto';
import type { AccessRequest, ContextValue } from '../../decide/request';
import { OPERATIONS } from '../operations';
import type { VerifyRequest } from '../types';

/** The name by which a run is known to servers. */
export const USER_AGENT = 'bucket-grants-verify';

/** What is known of requests beside what they have in them, as condition keys: such as `aws:SourceIp`, the address that the server sees. */
export type KnownContext = Readonly<Record<string, ContextValue>>;

/**
 * The checks that a server makes for a request, as questions to `decide`: the first is that of the operation itself, and all must be allowed.
 * A header that isn't one of S3's own is not among them: nothing that a client calls like a condition key may count.
 */
export function questionsOf(request: VerifyRequest, known: KnownContext): readonly AccessRequest[] {
  const { principal, operation, bucket, key, headers } = request;
  const { action, on } = OPERATIONS[operation];
  const context = contextOf(request, known);
  const resource = on === 'none' || bucket === undefined ? '*' : key === undefined ? bucket : `${bucket}/${key}`;
  const about = { principal, resource, context };
  return [
    { ...about, action },
    ...(headers['x-amz-acl'] === undefined ? [] : [{ ...about, action: 's3:PutObjectAcl' }]),
  ];
}

/** The condition keys of a request. An empty list says that it lacks the key. */
function contextOf({ operation, prefix, headers, connection, signing, principal }: VerifyRequest, known: KnownContext): KnownContext {
  const { body = '', lists = false } = OPERATIONS[operation];
  const sent = Object.entries(headers).filter(([name]) => SENT.has(name)).map(([name, value]) => [`s3:${name}`, value] as const);
  const own: KnownContext = {
    'aws:SecureTransport': String(connection === 'https'),
    ...(connection === 'http' && { 's3:TlsVersion': [] }),
    'aws:UserAgent': USER_AGENT,
    ...(principal !== 'anonymous' && {
      's3:signatureversion': 'AWS4-HMAC-SHA256',
      's3:authType': signing === 'query' ? 'REST-QUERY-STRING' : 'REST-HEADER',
      's3:x-amz-content-sha256': signing === 'query' ? 'UNSIGNED-PAYLOAD' : createHash('sha256').update(body).digest('hex'),
    }),
    ...(lists && { 's3:prefix': prefix ?? '', 's3:max-keys': '1' }),
    ...Object.fromEntries(sent),
  };
  // a key is the same in any case of letters, and what is known wins
  const better = new Set(Object.keys(known).map((key) => key.toLowerCase()));
  return { ...Object.fromEntries(Object.entries(own).filter(([key]) => !better.has(key.toLowerCase()))), ...known };
}

/** Headers of S3's own that a run sends, which S3 makes condition keys of. */
export const SENT: ReadonlySet<string> = new Set([
  'x-amz-acl', 'x-amz-server-side-encryption', 'x-amz-server-side-encryption-aws-kms-key-id', 'x-amz-storage-class',
]);
