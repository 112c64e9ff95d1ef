import { OPERATIONS } from '../operations';
import { isScratch } from '../scratch';
import { askerName, type Answer, type NoAnswerCause, type VerifyRequest } from '../types';
import { SendError, type Client } from '../wire/client';
import { httpRequest, type Endpoint } from '../wire/http-request';
import type { AccessKey } from '../wire/sigv4';
import type { Ledger } from './ledger';

/** What a run sends with. */
export interface SessionParts {
  readonly run: string;
  readonly client: Client;
  readonly endpoints: Readonly<Partial<Record<VerifyRequest['connection'], Endpoint>>>;
  readonly keys: ReadonlyMap<string, AccessKey>;
  readonly ledger: Ledger;
}

/** What an upload or a version is called that a request is about. */
export interface Reference {
  readonly uploadId?: string;
  readonly versionId?: string;
}

/** An answer, or why there is none. */
export type Sent = Answer | { readonly status: undefined; readonly cause: NoAnswerCause; readonly reason: string };

/**
 * Sends requests of a run and writes down what they make. It is the one door to the server, and refuses what isn't the run's own: a key
 * outside its scratch folders, and reading or removing what it did not make.
 */
export class Session {
  constructor(private readonly parts: SessionParts) {}

  /** @throws Error where the request isn't one that a run may send, which is an error of this package */
  public async send(request: VerifyRequest, reference: Reference = {}): Promise<Sent> {
    const { client, endpoints, keys, ledger } = this.parts;
    this.check(request);
    const { bucket = '', key = '', principal } = request;
    const endpoint = endpoints[request.connection];
    if (endpoint === undefined) return { status: undefined, cause: 'other', reason: `no endpoint for ${request.connection} is given` };
    const { makes } = OPERATIONS[request.operation];
    if (makes === 'object') ledger.expect(bucket, key, principal);
    const name = askerName(principal);
    const signing = principal === 'anonymous' ? undefined : keys.get(name);
    try {
      const answer = await client.send(httpRequest(request, endpoint, { ...reference, at: new Date(), ...(signing && { key: signing }) }));
      this.note(request, answer, reference);
      return answer;
    } catch (error) {
      if (error instanceof SendError) return { status: undefined, cause: error.failure, reason: error.message };
      throw error;
    }
  }

  private check({ operation, bucket = '', key }: VerifyRequest): void {
    const { on, needs } = OPERATIONS[operation];
    const isOwn = on !== 'object' || (key !== undefined && isScratch(key, this.parts.run) && (needs !== 'object' || this.parts.ledger.made(bucket, key)));
    if (!isOwn) throw new Error(`${operation} of something that the run did not make`);
  }

  private note({ operation, bucket = '', key = '', principal: by }: VerifyRequest, { status, headers, body }: Answer, { uploadId, versionId }: Reference): void {
    const { ledger } = this.parts;
    const { makes } = OPERATIONS[operation];
    const isDone = status >= 200 && status < 300;
    if (makes === 'object') {
      const version = headers['x-amz-version-id'];
      if (isDone) ledger.add({ bucket, key, kind: version === undefined || version === 'null' ? 'object' : 'version', ...(version !== undefined && version !== 'null' && { id: version }), by, isCertain: true });
      // what was refused isn't there; after an error of the server it may be
      else if (status < 500) ledger.remove({ bucket, key });
    }
    if (makes === 'upload' && isDone) {
      const id = uploadIdIn(body);
      if (id !== undefined) ledger.add({ bucket, key, kind: 'upload', id, by, isCertain: true });
    }
    if (operation === 'AbortMultipartUpload' && (isDone || status === 404)) ledger.remove({ bucket, key, id: uploadId });
    if (operation !== 'DeleteObject' || !(isDone || status === 404)) return;
    ledger.remove({ bucket, key, id: versionId });
    const marker = headers['x-amz-version-id'];
    if (versionId === undefined && headers['x-amz-delete-marker'] === 'true' && marker !== undefined) ledger.add({ bucket, key, kind: 'marker', id: marker, by, isCertain: true });
  }
}

/** The id of an upload that was begun. */
export function uploadIdIn(body: string): string | undefined {
  return /<UploadId>([^<]+)<\/UploadId>/.exec(body)?.[1];
}

