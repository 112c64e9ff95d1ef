import { createHash, createHmac } from 'node:crypto';
import { request as http } from 'node:http';
import { request as https } from 'node:https';

/** An access key. */
export interface Credentials {
  readonly id: string;
  readonly secret: string;
}

/** A request to a service of AWS's kind, signed or anonymous. */
export interface SignedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly service: 's3' | 'iam';
  /** Nobody's, where it is anonymous. */
  readonly credentials?: Credentials;
  /** The certificate to trust over HTTPS. */
  readonly ca?: string;
}

/** What a server answered. */
export interface Answer {
  readonly status: number;
  readonly body: string;
}

const REGION = 'us-east-1';

/**
 * Sends a request with an AWS Signature Version 4.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
 */
export function send(asked: SignedRequest): Promise<Answer> {
  const { method, url, headers = {}, body = '', service, credentials, ca } = asked;
  const target = new URL(url);
  const now = new Date().toISOString().replace(/[-:]|\.\d{3}/g, '');
  const hash = sha256(body);
  const signed: Record<string, string> = { ...lowerCase(headers), 'host': target.host, 'x-amz-date': now, 'x-amz-content-sha256': hash };
  const authorization = credentials && sign(method, target, signed, hash, service, credentials);
  return new Promise((resolve, reject) => {
    const all = { ...signed, 'content-length': Buffer.byteLength(body), ...(authorization && { authorization }) };
    const call = (target.protocol === 'https:' ? https : http)(target, { method, headers: all, ca }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(chunks).toString() }));
      answer.on('error', reject);
    });
    // a server closes connections that nobody used for a while, and may be doing it just now
    call.on('error', (error) => (call.reusedSocket ? resolve(send(asked)) : reject(error)));
    call.end(body);
  });
}

function sign(
  method: string, url: URL, headers: Readonly<Record<string, string>>, hash: string, service: string, { id, secret }: Credentials,
): string {
  const names = Object.keys(headers).sort();
  const query = [...url.searchParams].map(([name, value]) => `${encoded(name)}=${encoded(value)}`).sort().join('&');
  const canonical = [method, url.pathname, query, ...names.map((name) => `${name}:${headers[name].trim()}`), '', names.join(';'), hash].join('\n');
  const date = headers['x-amz-date'].slice(0, 8);
  const scope = `${date}/${REGION}/${service}/aws4_request`;
  const text = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, sha256(canonical)].join('\n');
  const key = [date, REGION, service, 'aws4_request'].reduce<string | Buffer>((last, part) => hmac(last, part), `AWS4${secret}`);
  return `AWS4-HMAC-SHA256 Credential=${id}/${scope}, SignedHeaders=${names.join(';')}, Signature=${hmac(key, text).toString('hex')}`;
}

/** As S3 wants it: also what `encodeURIComponent` leaves. */
export function encoded(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function lowerCase(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
