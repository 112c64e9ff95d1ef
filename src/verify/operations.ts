/** Content of every object that a run makes. */
export const CONTENT = 'made by bucket-grants verify\n';

/** The name of a request of S3's API that a run may send. */
export type OperationName =
  | 'PutObject' | 'CreateMultipartUpload' | 'GetObject' | 'GetObjectTagging' | 'ListMultipartUploadParts' | 'ListBucket' | 'ListBucketVersions'
  | 'ListBucketMultipartUploads' | 'GetBucketLocation' | 'GetBucketPolicy' | 'GetBucketTagging' | 'GetBucketVersioning' | 'GetLifecycleConfiguration'
  | 'ListAllMyBuckets' | 'PutObjectTagging' | 'AbortMultipartUpload' | 'DeleteObject';

/** A request of S3's API, with what it takes and does. */
export interface Operation {
  /** The action that S3 checks for it. */
  readonly action: string;
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE';
  /** What it is about. */
  readonly on: 'object' | 'bucket' | 'none';
  /** Query parameters that it always has. @default - none */
  readonly query?: ReadonlyArray<readonly [name: string, value: string]>;
  readonly body?: string;
  /** Whether it is limited to a prefix, and which condition keys follow from it. @default false */
  readonly lists?: boolean;
  /** What of this run it is done to. @default - nothing that has to be there */
  readonly needs?: 'object' | 'upload';
  /** What it makes. @default - nothing */
  readonly makes?: 'object' | 'upload';
  /** Whether what it is done to is gone afterwards, or is another one. @default false */
  readonly changes?: boolean;
  /** Error codes with which a request is answered that was allowed, where there is nothing to show. @default - none */
  readonly nothing?: readonly string[];
  /** What the body of a success has in it. @default - anything */
  readonly proof?: string;
  /** Whether it is asked where it must be denied, in folders of others too. @default false: only where the principal has anything */
  readonly core?: boolean;
}

/** An upload's id stands where this does. */
export const UPLOAD_ID = '{uploadId}';

const TAGS = '<Tagging><TagSet><Tag><Key>made-by</Key><Value>verify</Value></Tag></TagSet></Tagging>';

const reads = (action: string, sub: string, ...nothing: readonly string[]): Operation => ({ action, method: 'GET', on: 'bucket', query: [[sub, '']], nothing });

/**
 * What a run may ask, and nothing else: each request makes, reads or removes an object of the run's own, or reads what a bucket is like. Nothing
 * here writes the configuration of a bucket, a policy, an ACL, a lock or anything of IAM. The order is that of a run.
 */
export const OPERATIONS: Readonly<Record<OperationName, Operation>> = {
  PutObject: { action: 's3:PutObject', method: 'PUT', on: 'object', body: CONTENT, makes: 'object', core: true },
  CreateMultipartUpload: { action: 's3:PutObject', method: 'POST', on: 'object', query: [['uploads', '']], makes: 'upload', proof: '<UploadId>' },
  GetObject: { action: 's3:GetObject', method: 'GET', on: 'object', needs: 'object', proof: CONTENT, core: true },
  GetObjectTagging: { action: 's3:GetObjectTagging', method: 'GET', on: 'object', query: [['tagging', '']], needs: 'object', nothing: ['NoSuchTagSet'] },
  ListMultipartUploadParts: {
    action: 's3:ListMultipartUploadParts', method: 'GET', on: 'object', query: [['uploadId', UPLOAD_ID]], needs: 'upload', proof: '<ListPartsResult',
  },
  ListBucket: {
    action: 's3:ListBucket', method: 'GET', on: 'bucket', query: [['list-type', '2'], ['max-keys', '1']], lists: true, proof: '<ListBucketResult', core: true,
  },
  ListBucketVersions: { action: 's3:ListBucketVersions', method: 'GET', on: 'bucket', query: [['versions', ''], ['max-keys', '1']], lists: true, proof: '<ListVersionsResult' },
  ListBucketMultipartUploads: { action: 's3:ListBucketMultipartUploads', method: 'GET', on: 'bucket', query: [['uploads', '']], proof: '<ListMultipartUploadsResult' },
  GetBucketLocation: reads('s3:GetBucketLocation', 'location'),
  GetBucketPolicy: reads('s3:GetBucketPolicy', 'policy', 'NoSuchBucketPolicy'),
  GetBucketTagging: reads('s3:GetBucketTagging', 'tagging', 'NoSuchTagSet', 'NoSuchTagSetError'),
  GetBucketVersioning: reads('s3:GetBucketVersioning', 'versioning'),
  GetLifecycleConfiguration: reads('s3:GetLifecycleConfiguration', 'lifecycle', 'NoSuchLifecycleConfiguration'),
  ListAllMyBuckets: { action: 's3:ListAllMyBuckets', method: 'GET', on: 'none', proof: '<ListAllMyBucketsResult' },
  PutObjectTagging: { action: 's3:PutObjectTagging', method: 'PUT', on: 'object', query: [['tagging', '']], body: TAGS, needs: 'object', changes: true },
  AbortMultipartUpload: { action: 's3:AbortMultipartUpload', method: 'DELETE', on: 'object', query: [['uploadId', UPLOAD_ID]], needs: 'upload', changes: true },
  DeleteObject: { action: 's3:DeleteObject', method: 'DELETE', on: 'object', needs: 'object', changes: true, core: true },
};

/** The names in their order. */
export const OPERATION_NAMES = Object.keys(OPERATIONS) as readonly OperationName[];

/** Actions that a run can ask about. */
export const ASKED_ACTIONS: ReadonlySet<string> = new Set(Object.values(OPERATIONS).map(({ action }) => action));

/** Why a run doesn't ask about an action that policies speak of. */
export function whyNotAsked(action: string): string {
  return REASONS.find(([pattern]) => pattern.test(action))?.[1] ?? 'a run sends no request for it';
}

const REASONS: ReadonlyArray<readonly [pattern: RegExp, reason: string]> = [
  [/^(?!s3:)/, 'it is not an action of S3, and nothing but S3 is asked'],
  [/Acl$/, 'servers differ in what they ask for calls about ACLs, and a run changes none'],
  [/(?:Retention|LegalHold|Governance)/, 'what is locked could not be removed again'],
  [/Version/, 'a run makes no versions on purpose'],
  [/^s3:(?:Put|Create|Delete|Update|Associate|Dissociate|Initiate|Replicate|Restore|Bypass|Object|Submit|Tag|Untag|Pause)/, 'it changes more than objects of the run, so it is never sent'],
];
