import { AS_GIVEN, recordOf, SWITCH, TEXT } from '../shape/readers';
import { readShape, type Shape } from '../shape/shape';
import type { AccessState, AccessStateJson } from '../state/access-state';
import { type CompiledState, compileState } from './compiled-state';
import { decide } from './decide';
import type { Decision } from './decision';
import type { AccessRequest, RequestPrincipal } from './request';

/** A HEAD or GET of an object. */
export interface ObjectRead {
  /** Who asks. */
  readonly principal: RequestPrincipal;
  /** The bucket. */
  readonly bucket: string;
  /** The key of the object. */
  readonly key: string;
  /** Whether the object is there. */
  readonly exists: boolean;
  /** @default - the current version */
  readonly versionId?: string;
  /** @default {} */
  readonly context?: AccessRequest['context'];
}

const READ: Shape<ObjectRead> = { principal: AS_GIVEN, bucket: TEXT, key: TEXT, exists: SWITCH, versionId: TEXT, context: recordOf(AS_GIVEN) };

/** What S3 answers to a HEAD or GET of an object. */
export interface ObjectStatus {
  /** The HTTP status of the answer; `uncertain` where that depends on something that the access state doesn't tell. */
  readonly status: 200 | 403 | 404 | 'uncertain';
  /** On reading the object. */
  readonly read: Decision;
  /** On listing the bucket, asked when the object isn't there: without it S3 doesn't tell that a key is missing. */
  readonly list?: Decision;
}

/**
 * The status of a HEAD or GET: a missing key answers 404 only to those who may list the bucket (with the key as prefix), else 403.
 *
 * @throws AccessError `InvalidRequest`, `UnreadableSource`
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html
 * @example headObjectStatus(state, { principal: { user: 'dana' }, bucket: 'downloads', key: 'public/gone', exists: false }).status // 404
 */
export function headObjectStatus(state: AccessState | AccessStateJson | CompiledState, asked: ObjectRead): ObjectStatus {
  const { principal, bucket, key, exists, versionId, context } = readShape<ObjectRead>(READ, asked, {
    what: 'headObjectStatus', called: 'request', code: 'InvalidRequest', example: "{ principal: { user: 'dana' }, bucket: 'downloads', key: 'public/a', exists: true }",
  });
  const ready = compileState(state);
  const arn = `${ready.s3Arn}${bucket}`;
  const version: Record<string, string> = versionId === undefined ? {} : { 's3:VersionId': versionId };
  const action = versionId === undefined ? 's3:GetObject' : 's3:GetObjectVersion';
  const read = decide(ready, { principal, action, resource: `${arn}/${key}`, context: { ...context, ...version } });
  if (exists) return { status: statusOf(200, [read]), read };
  const list = decide(ready, { principal, action: 's3:ListBucket', resource: arn, context: { ...context, 's3:prefix': key } });
  return { status: statusOf(404, [read, list]), read, list };
}

/** 403 as soon as one decision refuses, whatever the others are. */
function statusOf(allowed: 200 | 404, decisions: readonly Decision[]): ObjectStatus['status'] {
  if (decisions.every((one) => one.allowed)) return allowed;
  return decisions.every((one) => one.allowed || one.effect === 'uncertain') ? 'uncertain' : 403;
}
