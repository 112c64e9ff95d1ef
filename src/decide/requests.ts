import { AccessError, type AccessErrorCode } from '../errors';
import type { Platform } from '../platforms/platform';
import { s3Arn as s3ArnOf } from '../policy/s3-arn';
import { s3Action } from '../s3/catalogue';
import { shown } from '../s3/names';
import { API_OPERATIONS, CLIENT_OPERATIONS, CheckContext, TransferDirection, OperationCheck } from '../s3/operation-checks';
import { choiceOf, listOf, recordOf, TEXT } from '../shape/readers';
import { objectWith, reading, readShape, type Shape } from '../shape/shape';
import type { AccessState, AccessStateJson } from '../state/access-state';
import { CONTEXT_VALUE, invalid } from './check-request';
import { CompiledState, compileState } from './compiled-state';
import type { AccessRequest } from './request';

/** Something in S3: a bucket, and one key, several keys or a whole prefix in it. */
export interface ObjectLocation {
  /** The bucket. */
  readonly bucket: string;
  /** One object. */
  readonly key?: string;
  /** Several objects, as in DeleteObjects. */
  readonly keys?: readonly string[];
  /** All objects below; a listing shows only these. @default '' where an operation lists */
  readonly prefix?: string;
  /** A version; S3 then asks for the action on versions. */
  readonly versionId?: string;
}

/** What an operation is done to. */
export interface OperationTarget extends ObjectLocation {
  /** What is copied or moved from within S3. */
  readonly source?: ObjectLocation;
  /** Which way a client command moves data. @default 'copy' with a source, else 'upload' */
  readonly direction?: TransferDirection;
  /** Condition keys of every request, such as `aws:SourceIp`. @default {} */
  readonly context?: AccessRequest['context'];
}

/** One check that an operation needs; add a principal and `decide` answers it. */
export interface OperationRequest {
  /** The action that S3 checks. */
  readonly action: string;
  /** The ARN, in the partition that was asked about. */
  readonly resource: string;
  /** The condition keys of the request. */
  readonly context: NonNullable<AccessRequest['context']>;
  /** Why the operation may do without it; absent when it can't. */
  readonly optional?: string;
}

/**
 * The checks that S3 makes for an operation of its API or for a command of a client.
 *
 * @param operation `s3:` and an operation of the S3 API, such as `s3:CompleteMultipartUpload`, `s3:HeadObject` or `s3:DeleteObjects`; or a
 * command: `aws s3 cp`, `mv`, `sync`, `ls`, `rm`, `mb`, `rb`, `presign`, `rclone copy`, `sync`, `move`, `ls`, `lsd`, `delete`,
 * `mc cp`, `mirror`, `ls`, `rm`, `boto3 upload_file`, `download_file`, `copy`; or `terraform plan` and `apply` of a bucket and its policy, which is what a pipeline needs
 * @param given what it is done to
 * @param where the state that will be asked, or a platform: the ARNs lie in its partition, such as `aws-cn`, and it may ask for more than S3
 * does; AWS where it isn't given
 * @throws AccessError `UnknownOperation`, `MissingKey`, `MissingSource`, `InvalidRequest` where the target is none
 * @example
 * const checks = requestsFor('aws s3 sync', { bucket: 'releases', prefix: 'firmware/' }, state);
 * checks.filter((check) => !check.optional && !decide(state, { principal, ...check }).allowed); // what is missing
 */
export function requestsFor(
  operation: string, given: OperationTarget, where: AccessState | AccessStateJson | CompiledState | Pick<Platform, 'partition'> = { partition: 'aws' },
): readonly OperationRequest[] {
  if (typeof operation !== 'string') throw unknownOperation(operation);
  const target = readShape<OperationTarget>(TARGET, given, { what: 'the target', called: 'parts', code: 'InvalidRequest', example: "{ bucket: 'releases', key: 'a.bin' }" });
  const asked = operation.startsWith('s3:') ? apiChecks(operation) : clientChecks(operation, target);
  const checks = operation === 's3:DeleteObjects' && deletesOnBucket(where) ? [...asked, { action: 's3:DeleteObject', on: 'bucket' as const }] : asked;
  const s3Arn = s3ArnIn(where);
  const requests = checks.flatMap((check) => resourcesOf(check, operation, target, s3Arn).map((resource) => requestOf(check, resource, target)));
  const seen = new Set<string>();
  return requests.filter((request) => {
    const text = JSON.stringify([request.action, request.resource, request.context]);
    return seen.has(text) ? false : seen.add(text);
  });
}

const LOCATION: Shape<ObjectLocation> = { bucket: TEXT, key: TEXT, keys: listOf(TEXT), prefix: TEXT, versionId: TEXT };
/** Whether a bucket is needed depends on what is asked. */
const TARGET: Shape<OperationTarget> = {
  ...LOCATION, source: objectWith<ObjectLocation>(LOCATION), direction: choiceOf('upload', 'download', 'copy'), context: recordOf(CONTEXT_VALUE),
};

function s3ArnIn(where: AccessState | AccessStateJson | CompiledState | Pick<Platform, 'partition'>): string {
  const partition = reading({ where: 'where the requests are made', code: 'InvalidRequest' }, () => (
    typeof where === 'object' && where !== null && 'partition' in where && !(where instanceof CompiledState) ? where.partition : undefined
  ));
  if (partition === undefined) return compileState(where as AccessState | AccessStateJson | CompiledState).s3Arn;
  if (typeof partition !== 'string') throw invalid('the partition', partition, 'that of a platform, such as aws or aws-cn');
  return s3ArnOf('', partition);
}

/** Whether a deletion of several objects is asked for on the bucket itself, too. */
function deletesOnBucket(where: AccessState | AccessStateJson | CompiledState | Pick<Platform, 'partition'>): boolean {
  const platform = where instanceof CompiledState ? where.state.platform : 'partition' in where ? where as Partial<Platform> : (where as AccessState).platform;
  return platform?.policies?.batchDeletes.is === 'differently';
}

function apiChecks(operation: string): readonly OperationCheck[] {
  const special = API_OPERATIONS.get(operation.slice('s3:'.length));
  if (special !== undefined) return special;
  const action = s3Action(operation);
  if (action === undefined) throw unknownOperation(operation);
  return [{ action: action.name, on: action.level === 'object' ? 'object' : action.level === 'bucket' ? 'bucket' : 'none' }];
}

function clientChecks(operation: string, target: OperationTarget): readonly OperationCheck[] {
  const command = CLIENT_OPERATIONS.get(operation);
  if (command === undefined) throw unknownOperation(operation);
  const direction = target.direction ?? (target.source === undefined ? 'upload' : 'copy');
  const isWhole = (target.source ?? target).key === undefined && target.keys === undefined;
  return [...(isWhole ? command.prefix[direction] : []), ...command.object[direction], ...(isWhole ? [] : command.single ?? [])];
}

function unknownOperation(operation: unknown): AccessError {
  return new AccessError({
    code: 'UnknownOperation',
    message: `${shown(operation)} is not an operation that is known; allowed are s3: with an operation or action of S3 (such as s3:HeadObject), and ${[...CLIENT_OPERATIONS.keys()].join(', ')}`,
    remedy: 'name one of these, or ask decide about single actions',
  });
}

function resourcesOf(check: OperationCheck, operation: string, target: OperationTarget, s3Arn: string): readonly string[] {
  if (check.on === 'none') return [`${s3Arn}*`];
  const isSource = check.on === 'source' || check.on === 'sourceBucket';
  const location = isSource ? target.source : target;
  if (location === undefined) throw missing('MissingSource', operation, 'what is copied', "source: { bucket: 'releases', key: 'a.bin' }");
  if (typeof location.bucket !== 'string') throw invalid(`bucket of the ${isSource ? 'source' : 'target'}`, location.bucket, 'the name of a bucket');
  const bucket = `${s3Arn}${location.bucket}`;
  if (check.on === 'bucket' || check.on === 'sourceBucket') return [bucket];
  // a whole prefix stands for the objects below it; one of them is as good as all, whatever it is called
  const keys = location.keys ?? (location.key === undefined ? location.prefix === undefined ? undefined : [`${location.prefix}${ANY_KEY}`] : [location.key]);
  if (keys === undefined) throw missing('MissingKey', operation, 'an object', "key: 'firmware/a.bin', or prefix: 'firmware/'");
  return keys.map((key) => `${bucket}/${key}`);
}

/** What an object below a prefix is called in a check: plain text, so that no pattern matches it by chance of spelling. */
const ANY_KEY = 'any-object';

function missing(code: AccessErrorCode, operation: string, what: string, remedy: string): AccessError {
  return new AccessError({ code, message: `${operation} needs ${what}, which wasn't given`, remedy: `give ${remedy}` });
}

function requestOf(check: OperationCheck, resource: string, target: OperationTarget): OperationRequest {
  const location = check.on === 'source' || check.on === 'sourceBucket' ? target.source ?? target : target;
  const isVersion = check.versioned !== undefined && location.versionId !== undefined;
  const context = {
    ...target.context,
    ...(check.context === undefined ? {} : CONTEXTS[check.context](location, target)),
    ...(isVersion ? { 's3:VersionId': location.versionId ?? '' } : {}),
  };
  const request = { action: isVersion ? check.versioned ?? check.action : check.action, resource, context };
  return check.optional === undefined ? request : { ...request, optional: check.optional };
}

type Context = Record<string, string>;

/** The condition keys that follow from a request's own parameters. */
const CONTEXTS: Readonly<Record<CheckContext, (location: ObjectLocation, target: OperationTarget) => Context>> = {
  list: (location) => ({ 's3:prefix': listed(location) }),
  folder: (location) => ({ 's3:prefix': listed(location), 's3:delimiter': '/' }),
  listKey: (location) => ({ 's3:prefix': location.key ?? listed(location) }),
  copySource: (location, { source }) => {
    const from = source ?? location;
    return { 's3:x-amz-copy-source': `${from.bucket}/${from.key ?? `${listed(from)}${ANY_KEY}`}` };
  },
};

/** What a listing is limited to: a prefix, or the folder of a key. */
function listed(location: ObjectLocation): string {
  return location.prefix ?? location.key?.slice(0, location.key.lastIndexOf('/') + 1) ?? '';
}
