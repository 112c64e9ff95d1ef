import { USER_AGENT } from '../derive/question';
import { OPERATIONS, UPLOAD_ID } from '../operations';
import type { VerifyRequest } from '../types';
import { encoded, presignedQuery, queryText, signedHeaders, type AccessKey } from './sigv4';

/** Where the server is and how it wants to be asked. */
export interface Endpoint {
  /** Such as `https://s3.store.example`, without a slash at its end; it may have a path. */
  readonly url: string;
  /** What requests are signed for. */
  readonly region: string;
  /** Whether a bucket's name stands in the path, as custom endpoints have it, or before the host. */
  readonly addressing: 'path' | 'virtual';
  /** What requests that aren't signed name before the bucket, on Ceph with tenants. @default - nothing */
  readonly tenant?: string;
}

/** A request as it is sent. */
export interface HttpRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What only becomes known while a run goes. */
export interface Sending {
  /** The key that signs. @default - the request isn't signed */
  readonly key?: AccessKey;
  readonly at: Date;
  /** The upload that the request is about. @default - it is about none */
  readonly uploadId?: string;
  /** The version that the request is about. @default - it is about none */
  readonly versionId?: string;
}

/** Puts a request into HTTP: this is all that leaves the machine. */
export function httpRequest(request: VerifyRequest, endpoint: Endpoint, { key, at, uploadId, versionId }: Sending): HttpRequest {
  const { url, region, addressing, tenant } = endpoint;
  const { method, query: own = [], body = '' } = OPERATIONS[request.operation];
  const base = new URL(url);
  const { bucket, key: name } = request;
  const isVirtual = addressing === 'virtual' && bucket !== undefined;
  const host = isVirtual ? `${bucket}.${base.host}` : base.host;
  const named = key === undefined && tenant !== undefined && bucket !== undefined ? `${tenant}:${bucket}` : bucket;
  const segments = [...(isVirtual || named === undefined ? [] : [named]), ...(name === undefined ? [] : name.split('/'))];
  const path = `${base.pathname.replace(/\/$/, '')}/${segments.map(encoded).join('/')}`;
  const query = [
    ...own.map(([parameter, value]) => [parameter, value === UPLOAD_ID ? uploadId ?? '' : value] as const),
    ...request.query,
    ...(versionId === undefined ? [] : [['versionId', versionId] as const]),
  ];
  const headers = { ...request.headers, host, 'user-agent': USER_AGENT };
  const signable = { method, path, query, headers, body };
  const isPresigned = key !== undefined && request.signing === 'query';
  const all = isPresigned ? presignedQuery(signable, { key, region, at }) : query;
  const sent = key === undefined || isPresigned ? headers : signedHeaders(signable, { key, region, at });
  const parameters = queryText(all);
  return { method, url: `${base.protocol}//${host}${path}${parameters === '' ? '' : `?${parameters}`}`, headers: { ...sent, 'content-length': String(Buffer.byteLength(body)) }, body };
}
