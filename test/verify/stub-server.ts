import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decide, type AccessState } from '../../src';

/** A request as the stub saw it. */
export interface Seen {
  readonly method: string;
  readonly bucket: string;
  readonly key: string;
  readonly query: URLSearchParams;
  readonly user?: string;
  readonly headers: IncomingMessage['headers'];
}

/** What goes wrong: an answer instead of the stub's own, or none at all. */
export type Fault = (seen: Seen, count: number) => { readonly status: number; readonly code?: string; readonly body?: string; readonly headers?: Readonly<Record<string, string>> } | 'never' | 'reset' | undefined;

/** What the stub does otherwise than S3. */
export interface StubOptions {
  readonly fault?: Fault;
  /** Whether objects keep versions. */
  readonly versions?: boolean;
  /** How long each answer takes, in milliseconds. */
  readonly delay?: number;
  /** A header whose value it takes for `s3:prefix`, as a server does that believes its clients. */
  readonly believes?: string;
}

/** An S3 server in memory that answers as `decide` does about a state; it takes whatever signature there is, if the key is that of a user. */
export class StubS3 {
  public static async start(state: AccessState, options: StubOptions = {}): Promise<StubS3> {
    const stub = new StubS3(state, options);
    await new Promise<void>((resolve) => stub.server.listen(0, '127.0.0.1', resolve));
    stub.url = `http://127.0.0.1:${(stub.server.address() as AddressInfo).port}`;
    return stub;
  }

  public url = '';
  public readonly seen: Seen[] = [];
  /** `bucket/key` or `bucket/key?version`. */
  public readonly objects = new Map<string, string>();
  public readonly uploads = new Map<string, string>();
  private readonly server: Server;
  private count = 0;

  private constructor(private readonly state: AccessState, private readonly options: StubOptions) {
    this.server = createServer((request, response) => this.handle(request, response));
  }

  public async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private handle(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? '', 'http://stub');
    const [, bucket = '', key = ''] = /^\/([^/]*)\/?(.*)$/.exec(url.pathname) ?? [];
    const [, id] = /Credential=([^/]+)\//.exec(request.headers.authorization ?? '') ?? /^([^/]+)\//.exec(url.searchParams.get('X-Amz-Credential') ?? '') ?? [];
    const user = id === undefined ? undefined : this.userOf(id);
    const seen: Seen = { method: request.method ?? '', bucket, key: decodeURIComponent(key), query: url.searchParams, user, headers: request.headers };
    let body = '';
    request.on('data', (part: Buffer) => { body += part.toString(); });
    request.on('end', () => setTimeout(() => {
      this.seen.push(seen);
      this.count += 1;
      const fault = bucket === '' ? undefined : this.options.fault?.(seen, this.count);
      if (fault === 'never') return;
      if (fault === 'reset') {
        request.socket.destroy();
        return;
      }
      const own = fault ?? (id !== undefined && user === undefined ? { status: 403, code: 'InvalidAccessKeyId' } : this.answer(seen, body));
      const text = own.body ?? (own.code === undefined ? '' : `<?xml version="1.0"?><Error><Code>${own.code}</Code><Message>${request.headers.authorization ?? ''}</Message></Error>`);
      response.writeHead(own.status, own.headers).end(text);
    }, this.options.delay ?? 0));
  }

  private userOf(id: string): string | undefined {
    return [...this.state.users.keys(), 'admin'].find((name) => keyOf(name).accessKeyId === id);
  }

  private answer(seen: Seen, body: string): Exclude<ReturnType<Fault>, 'never' | 'reset'> & object {
    const { method, bucket, key, query, user } = seen;
    const path = `${bucket}/${key}`;
    const [action, resource] = asked(seen);
    const prefix = (this.options.believes === undefined ? undefined : seen.headers[this.options.believes]) ?? query.get('prefix') ?? '';
    const { allowed } = user === 'admin' ? { allowed: true } : decide(this.state, {
      principal: user === undefined ? 'anonymous' : { user }, action, resource, context: { 'aws:SecureTransport': 'false', 's3:prefix': String(prefix), 's3:max-keys': '1', 'aws:SourceIp': '127.0.0.1' },
    });
    if (!allowed) return { status: 403, code: 'AccessDenied' };
    if (query.has('uploadId') && !this.uploads.has(query.get('uploadId') ?? '')) return { status: 404, code: 'NoSuchUpload' };
    if (method === 'POST') {
      this.uploads.set(`u${this.count}`, path);
      return { status: 200, body: `<InitiateMultipartUploadResult><UploadId>u${this.count}</UploadId></InitiateMultipartUploadResult>` };
    }
    if (method === 'DELETE' && query.has('uploadId')) this.uploads.delete(query.get('uploadId') ?? '');
    else if (method === 'DELETE') return this.remove(path, query.get('versionId'));
    if (method === 'DELETE') return { status: 204 };
    if (method === 'PUT' && !query.has('tagging')) return this.put(path, body);
    if (query.has('uploadId')) return { status: 200, body: '<ListPartsResult></ListPartsResult>' };
    if (key !== '') return method === 'PUT' || query.has('tagging') ? { status: 200 } : this.objects.has(path) ? { status: 200, body: this.objects.get(path) } : { status: 404, code: 'NoSuchKey' };
    if (query.has('policy') || query.has('lifecycle')) return { status: 404, code: query.has('policy') ? 'NoSuchBucketPolicy' : 'NoSuchLifecycleConfiguration' };
    const root = query.has('versions') ? 'ListVersionsResult' : query.has('uploads') ? 'ListMultipartUploadsResult' : bucket === '' ? 'ListAllMyBucketsResult' : 'ListBucketResult';
    return { status: 200, body: `<${root}><Prefix>${query.get('prefix') ?? ''}</Prefix></${root}>` };
  }

  private put(path: string, body: string): { readonly status: number; readonly headers: Readonly<Record<string, string>> } {
    const version = `v${this.count}`;
    this.objects.set(path, body);
    if (this.options.versions === true) this.objects.set(`${path}?${version}`, body);
    return { status: 200, headers: { etag: '"x"', ...(this.options.versions === true && { 'x-amz-version-id': version }) } };
  }

  private remove(path: string, version: string | null): { readonly status: number; readonly headers: Readonly<Record<string, string>> } {
    this.objects.delete(version === null ? path : `${path}?${version}`);
    if (this.options.versions !== true || version !== null) {
      if (version !== null) this.objects.delete(path);
      return { status: 204, headers: {} };
    }
    const marker = `m${this.count}`;
    this.objects.set(`${path}?${marker}`, 'marker');
    return { status: 204, headers: { 'x-amz-delete-marker': 'true', 'x-amz-version-id': marker } };
  }
}

/** The key of a user of the stub. */
export function keyOf(user: string): { readonly accessKeyId: string; readonly secretAccessKey: string } {
  return { accessKeyId: `ID-${user}`, secretAccessKey: `SECRET-OF-${user}-wJalrXUtnFEMI` };
}

/** What S3 checks for a request: the stub's own table, so that that of the command is held against another. */
function asked({ method, bucket, key, query }: Seen): readonly [action: string, resource: string] {
  const object = `${bucket}/${key}`;
  if (bucket === '') return ['s3:ListAllMyBuckets', '*'];
  if (key === '') {
    const sub = [...query.keys()].find((name) => name in BUCKET_READS);
    return [sub === undefined ? 's3:ListBucket' : BUCKET_READS[sub], bucket];
  }
  if (query.has('uploadId')) return [method === 'DELETE' ? 's3:AbortMultipartUpload' : 's3:ListMultipartUploadParts', object];
  if (query.has('tagging')) return [method === 'PUT' ? 's3:PutObjectTagging' : 's3:GetObjectTagging', object];
  if (method === 'DELETE') return [query.has('versionId') ? 's3:DeleteObjectVersion' : 's3:DeleteObject', object];
  return [method === 'GET' ? 's3:GetObject' : 's3:PutObject', object];
}

const BUCKET_READS: Readonly<Record<string, string>> = {
  uploads: 's3:ListBucketMultipartUploads',
  versions: 's3:ListBucketVersions',
  location: 's3:GetBucketLocation',
  policy: 's3:GetBucketPolicy',
  tagging: 's3:GetBucketTagging',
  versioning: 's3:GetBucketVersioning',
  lifecycle: 's3:GetLifecycleConfiguration',
};
