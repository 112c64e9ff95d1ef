import { createHash, createHmac } from 'node:crypto';

/** An access key. */
export interface AccessKey {
  /** Its id. */
  readonly accessKeyId: string;
  /** Its secret, which is never shown. */
  readonly secretAccessKey: string;
  /** The token of a session, where it is the key of one. @default - it is none */
  readonly sessionToken?: string;
}

/** What is signed: exactly what is sent. */
export interface Signable {
  readonly method: string;
  /** As it is sent, from the first slash on, percent-encoded. */
  readonly path: string;
  /** The parameters, decoded; one name may be there several times, which the small signers of others leave out. */
  readonly query: ReadonlyArray<readonly [name: string, value: string]>;
  /** With names in lower case, `host` among them. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What signatures hold besides. */
export interface SigningScope {
  readonly key: AccessKey;
  readonly region: string;
  readonly at: Date;
  /** @default s3 */
  readonly service?: 's3' | 'iam';
}

/** What a body is called whose hash isn't signed. */
const UNSIGNED = 'UNSIGNED-PAYLOAD';
/** How long a presigned URL is good for, in seconds. */
const VALIDITY = 60;

/**
 * The headers of a request, with its signature.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
 */
export function signedHeaders(request: Signable, scope: SigningScope): Readonly<Record<string, string>> {
  const hash = sha256(request.body);
  const { key: { accessKeyId, sessionToken } } = scope;
  const headers: Readonly<Record<string, string>> = {
    ...request.headers,
    'x-amz-date': timestamp(scope.at),
    'x-amz-content-sha256': hash,
    ...(sessionToken !== undefined && { 'x-amz-security-token': sessionToken }),
  };
  const names = Object.keys(headers).sort();
  const signature = signatureOf({ ...request, headers }, names, hash, scope);
  return { ...headers, authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scopeText(scope)}, SignedHeaders=${names.join(';')}, Signature=${signature}` };
}

/**
 * The parameters of a presigned URL, its signature among them.
 *
 * @param validity in seconds
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
 */
export function presignedQuery(request: Signable, scope: SigningScope, validity = VALIDITY): Signable['query'] {
  const { key: { accessKeyId, sessionToken } } = scope;
  const query: Signable['query'] = [
    ...request.query,
    ['X-Amz-Algorithm', 'AWS4-HMAC-SHA256'],
    ['X-Amz-Credential', `${accessKeyId}/${scopeText(scope)}`],
    ['X-Amz-Date', timestamp(scope.at)],
    ['X-Amz-Expires', String(validity)],
    ...(sessionToken === undefined ? [] : [['X-Amz-Security-Token', sessionToken] as const]),
    ['X-Amz-SignedHeaders', 'host'],
  ];
  return [...query, ['X-Amz-Signature', signatureOf({ ...request, query }, ['host'], UNSIGNED, scope)]];
}

/** A query as it is sent. */
export function queryText(query: Signable['query']): string {
  return query.map(([name, value]) => `${encoded(name)}=${encoded(value)}`).join('&');
}

/** Text as S3 wants it in a URL: also what `encodeURIComponent` leaves. */
export function encoded(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

function signatureOf({ method, path, query, headers }: Signable, names: readonly string[], hash: string, scope: SigningScope): string {
  const parameters = query.map(([name, value]) => [encoded(name), encoded(value)] as const).sort(byNameAndValue).map((pair) => pair.join('=')).join('&');
  const lines = names.map((name) => `${name}:${headers[name].trim().replace(/ +/g, ' ')}`);
  const canonical = [method, path, parameters, ...lines, '', names.join(';'), hash].join('\n');
  const text = ['AWS4-HMAC-SHA256', timestamp(scope.at), scopeText(scope), sha256(canonical)].join('\n');
  const key = scopeText(scope).split('/').reduce<string | Buffer>((last, part) => hmac(last, part), `AWS4${scope.key.secretAccessKey}`);
  return hmac(key, text).toString('hex');
}

function byNameAndValue([name, value]: readonly [string, string], [otherName, otherValue]: readonly [string, string]): number {
  if (name !== otherName) return name < otherName ? -1 : 1;
  return value === otherValue ? 0 : value < otherValue ? -1 : 1;
}

function scopeText({ region, at, service = 's3' }: SigningScope): string {
  return `${timestamp(at).slice(0, 8)}/${region}/${service}/aws4_request`;
}

function timestamp(at: Date): string {
  return at.toISOString().replace(/[-:]|\.\d{3}/g, '');
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
