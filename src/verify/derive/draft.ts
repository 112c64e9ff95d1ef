import type { OperationName } from '../operations';
import type { Asker, Connection, Signing, VerifyRequest } from '../types';
import { scratchKey, type Location } from './locations';

/** A request before its object has a name: many requests read one object, and what removes one has its own. */
export interface Draft {
  readonly principal: Asker;
  readonly operation: OperationName;
  /** The bucket. @default - it is about none */
  readonly bucket?: string;
  /** Where its key lies. @default - it is about a bucket, or about none */
  readonly at?: Pick<Location, 'start' | 'end'>;
  /** The prefix that a listing is limited to. @default - it is not a listing */
  readonly prefix?: string;
  /** Query parameters before the prefix. @default - none */
  readonly before?: VerifyRequest['query'];
  /** Query parameters behind it. @default - none */
  readonly query?: VerifyRequest['query'];
  readonly headers?: VerifyRequest['headers'];
  readonly connection: Connection;
  readonly signing: Signing;
  readonly about: string;
}

/** What a draft is as a request, with a name for its object. */
export function requestOf(draft: Draft, run: string, name: string): VerifyRequest {
  const { principal, operation, bucket, at, prefix, before = [], query = [], headers = {}, connection, signing } = draft;
  const limit = prefix === undefined ? [] : [['prefix', prefix] as const];
  return {
    principal,
    operation,
    ...(bucket !== undefined && { bucket }),
    ...(at && { key: scratchKey(at, run, name) }),
    ...(prefix !== undefined && { prefix }),
    query: [...before, ...limit, ...query],
    headers,
    connection,
    signing,
  };
}

/** What makes two drafts the same question. */
export function draftId({ about: _, ...draft }: Draft): string {
  return JSON.stringify(draft);
}
