import type { AccessRequest } from '../../src';
import type { RgwRequest } from './rgw';
import { encoded } from './sigv4';

/** A request in words of the policy language, from which both the HTTP request and the question to `decide` are made. */
export interface Ask {
  /** A user's name; anonymous where it is absent. */
  readonly as?: string;
  /** Without `s3:`. */
  readonly action: keyof typeof HTTP;
  /** `bucket` or `bucket/key`. */
  readonly at: string;
  /** `prefix` and so on of a listing. */
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Client address. */
  readonly from?: string;
  readonly https?: boolean;
}

/** How each action is asked for: method, query, and a body that would change nothing that matters. */
const HTTP = {
  AbortMultipartUpload: ['DELETE', 'uploadId=none'],
  CreateBucket: ['PUT', ''],
  DeleteBucket: ['DELETE', ''],
  DeleteObject: ['DELETE', ''],
  DeleteObjectVersion: ['DELETE', 'versionId=null'],
  GetBucketAcl: ['GET', 'acl'],
  GetBucketLocation: ['GET', 'location'],
  GetBucketPolicy: ['GET', 'policy'],
  GetBucketTagging: ['GET', 'tagging'],
  GetBucketVersioning: ['GET', 'versioning'],
  GetLifecycleConfiguration: ['GET', 'lifecycle'],
  GetObject: ['GET', ''],
  GetObjectAcl: ['GET', 'acl'],
  GetObjectTagging: ['GET', 'tagging'],
  GetObjectVersion: ['GET', 'versionId=null'],
  ListAllMyBuckets: ['GET', ''],
  ListBucket: ['GET', ''],
  ListBucketMultipartUploads: ['GET', 'uploads'],
  ListBucketVersions: ['GET', 'versions'],
  ListMultipartUploadParts: ['GET', 'uploadId=none'],
  PutBucketAcl: ['PUT', 'acl', '', { 'x-amz-acl': 'private' }],
  PutBucketPolicy: ['PUT', 'policy', 'not a policy'],
  PutBucketTagging: ['PUT', 'tagging', 'no tags'],
  PutLifecycleConfiguration: ['PUT', 'lifecycle', 'no rules'],
  PutObject: ['PUT', '', 'x'],
  PutObjectAcl: ['PUT', 'acl', '', { 'x-amz-acl': 'private' }],
  PutObjectTagging: ['PUT', 'tagging', '<Tagging><TagSet><Tag><Key>a</Key><Value>b</Value></Tag></TagSet></Tagging>'],
} as const satisfies Readonly<Record<string, readonly [method: string, query: string, body?: string, headers?: Readonly<Record<string, string>>]>>;

type Row = readonly [method: string, query: string, body?: string, headers?: Readonly<Record<string, string>>];

/** The request on the wire. */
export function onTheWire({ as, action, at, query = {}, headers, from, https }: Ask): RgwRequest {
  const [method, sub, body, own] = HTTP[action] as Row;
  const parts = [...(sub === '' ? [] : [sub]), ...Object.entries(query).map(([name, value]) => `${name}=${encoded(value)}`)];
  const path = at.split('/').map(encoded).join('/');
  return { as, method, path: `/${path}${parts.length > 0 ? '?' : ''}${parts.join('&')}`, headers: { ...own, ...headers }, body, from, https };
}

/** The question to `decide`. */
export function inWords({ as, action, at, query = {}, headers = {}, from, https = false }: Ask): AccessRequest {
  const [, , , own] = HTTP[action] as Row;
  const listing = action.startsWith('ListBucket') ? Object.entries(query).map(([name, value]) => [`s3:${name}`, value]) : [];
  const sent = Object.entries({ ...own, ...headers }).map(([name, value]) => [name === 'user-agent' ? 'aws:UserAgent' : `s3:${name}`, value]);
  return {
    principal: as === undefined ? 'anonymous' : { user: as },
    action: `s3:${action}`,
    resource: action === 'ListAllMyBuckets' ? '*' : `arn:aws:s3:::${at}`,
    context: { ...Object.fromEntries([...listing, ...sent]), 'aws:SourceIp': from ?? '192.0.2.1', 'aws:SecureTransport': String(https), 'aws:CurrentTime': new Date().toISOString() },
  };
}
