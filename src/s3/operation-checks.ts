/** What a check of an operation speaks of: the object or bucket itself, the one that is copied from, or no resource. */
export type CheckTarget = 'object' | 'bucket' | 'source' | 'sourceBucket' | 'none';

/** The condition keys that S3 sets from the request's parameters. */
export type CheckContext = 'list' | 'folder' | 'listKey' | 'copySource';

/** One permission that an operation needs. */
export interface OperationCheck {
  readonly action: string;
  readonly on: CheckTarget;
  readonly context?: CheckContext;
  /** The action that is asked instead when a version is named. */
  readonly versioned?: string;
  /** Why the operation may do without it; absent when it can't. */
  readonly optional?: string;
}

const put: OperationCheck = { action: 's3:PutObject', on: 'object' };
const get: OperationCheck = { action: 's3:GetObject', on: 'object', versioned: 's3:GetObjectVersion' };
const remove: OperationCheck = { action: 's3:DeleteObject', on: 'object', versioned: 's3:DeleteObjectVersion' };
const list: OperationCheck = { action: 's3:ListBucket', on: 'bucket', context: 'list' };
const listFolder: OperationCheck = { action: 's3:ListBucket', on: 'bucket', context: 'folder' };
const listSource: OperationCheck = { action: 's3:ListBucket', on: 'sourceBucket', context: 'list' };
const getSource: OperationCheck = { action: 's3:GetObject', on: 'source', versioned: 's3:GetObjectVersion' };
const removeSource: OperationCheck = { action: 's3:DeleteObject', on: 'source' };
const putCopy: OperationCheck = { ...put, context: 'copySource' };
const abort: OperationCheck = { action: 's3:AbortMultipartUpload', on: 'object', optional: 'only to clean up after a failed upload in parts' };
const listKey: OperationCheck = { action: 's3:ListBucket', on: 'bucket', context: 'listKey', optional: 'without it a missing key answers 403 instead of 404' };
const tagsOfSource: OperationCheck = { action: 's3:GetObjectTagging', on: 'source', optional: 'only for objects that are copied with tags, or in parts' };
const tagsOfTarget: OperationCheck = { action: 's3:PutObjectTagging', on: 'object', optional: 'only for objects that have tags' };
const acl: OperationCheck = { action: 's3:PutObjectAcl', on: 'object', optional: 'only where an ACL is set' };
const createBucket: OperationCheck = { action: 's3:CreateBucket', on: 'bucket', optional: 'rclone makes the bucket unless no_check_bucket is set; a failure stops it only where the bucket is missing' };
const copyIt = [getSource, putCopy, tagsOfSource, tagsOfTarget];

/**
 * What S3 asks for its operations where that isn't the action of the same name.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
 */
export const API_OPERATIONS: ReadonlyMap<string, readonly OperationCheck[]> = new Map<string, readonly OperationCheck[]>([
  ['PutObject', [put, tagsOfTarget, acl]],
  ['PostObject', [put]],
  ['GetObject', [get, listKey]],
  ['HeadObject', [get, listKey]],
  ['GetObjectAttributes', [get, { action: 's3:GetObjectAttributes', on: 'object', versioned: 's3:GetObjectVersionAttributes' }]],
  ['GetObjectTagging', [{ action: 's3:GetObjectTagging', on: 'object', versioned: 's3:GetObjectVersionTagging' }]],
  ['PutObjectTagging', [{ action: 's3:PutObjectTagging', on: 'object', versioned: 's3:PutObjectVersionTagging' }]],
  ['DeleteObjectTagging', [{ action: 's3:DeleteObjectTagging', on: 'object', versioned: 's3:DeleteObjectVersionTagging' }]],
  ['GetObjectAcl', [{ action: 's3:GetObjectAcl', on: 'object', versioned: 's3:GetObjectVersionAcl' }]],
  ['PutObjectAcl', [{ action: 's3:PutObjectAcl', on: 'object', versioned: 's3:PutObjectVersionAcl' }]],
  ['GetObjectTorrent', [{ action: 's3:GetObjectTorrent', on: 'object', versioned: 's3:GetObjectVersionTorrent' }]],
  ['SelectObjectContent', [get]],
  ['DeleteObject', [remove]],
  ['DeleteObjects', [remove]],
  ['CopyObject', copyIt],
  ['CreateMultipartUpload', [put]],
  ['UploadPart', [put]],
  ['UploadPartCopy', [getSource, putCopy]],
  ['CompleteMultipartUpload', [put]],
  ['AbortMultipartUpload', [{ ...abort, optional: undefined }]],
  ['ListParts', [{ action: 's3:ListMultipartUploadParts', on: 'object' }]],
  ['ListMultipartUploads', [{ action: 's3:ListBucketMultipartUploads', on: 'bucket', context: 'list' }]],
  ['ListObjects', [list]],
  ['ListObjectsV2', [list]],
  ['ListObjectVersions', [{ action: 's3:ListBucketVersions', on: 'bucket', context: 'list' }]],
  ['HeadBucket', [{ action: 's3:ListBucket', on: 'bucket' }]],
  ['ListBuckets', [{ action: 's3:ListAllMyBuckets', on: 'none' }]],
  ['GetBucketLifecycleConfiguration', [{ action: 's3:GetLifecycleConfiguration', on: 'bucket' }]],
  ['PutBucketLifecycleConfiguration', [{ action: 's3:PutLifecycleConfiguration', on: 'bucket' }]],
  ['GetBucketEncryption', [{ action: 's3:GetEncryptionConfiguration', on: 'bucket' }]],
  ['PutBucketEncryption', [{ action: 's3:PutEncryptionConfiguration', on: 'bucket' }]],
  ['GetPublicAccessBlock', [{ action: 's3:GetBucketPublicAccessBlock', on: 'bucket' }]],
  ['PutPublicAccessBlock', [{ action: 's3:PutBucketPublicAccessBlock', on: 'bucket' }]],
]);

/** Which way data goes: up to S3, down from it, or within it. */
export type TransferDirection = 'upload' | 'download' | 'copy';

/** What a command of a client asks for; a whole prefix is listed first. */
export interface ClientOperation {
  /** By direction, or the same for all. */
  readonly object: Readonly<Record<TransferDirection, readonly OperationCheck[]>>;
  /** What it asks besides for a whole prefix instead of one key. */
  readonly prefix: Readonly<Record<TransferDirection, readonly OperationCheck[]>>;
  /** What it asks besides for one key. */
  readonly single?: readonly OperationCheck[];
}

const same = (checks: readonly OperationCheck[]): ClientOperation['object'] => ({ upload: checks, download: checks, copy: checks });
const nothing = same([]);
const transfer = { upload: [put, abort], download: [get], copy: [...copyIt, abort] };
const whole = { upload: [], download: [list], copy: [listSource] };
const rcloneLists = { upload: [listFolder], download: [listFolder], copy: [listFolder, listSource] };
const rcloneCopy = {
  upload: [put, { ...get, optional: 'rclone reads the metadata of what it wrote, unless no_head is set' }, abort, acl, createBucket],
  download: [get],
  copy: [...copyIt, { ...get, optional: 'rclone reads the metadata of what it wrote, unless no_head is set' }, abort, acl, createBucket],
};

/** Adds checks to every direction. */
function plus(checks: ClientOperation['object'], more: Partial<ClientOperation['object']>): ClientOperation['object'] {
  return {
    upload: [...checks.upload, ...(more.upload ?? [])],
    download: [...checks.download, ...(more.download ?? [])],
    copy: [...checks.copy, ...(more.copy ?? [])],
  };
}

const removedByMc: OperationCheck = { ...remove, optional: 'only with --remove' };
const deleted = (check: OperationCheck): OperationCheck => ({ ...check, optional: 'only with --delete' });

/**
 * What Terraform's AWS provider reads of an `aws_s3_bucket` each time it refreshes it, whatever the configuration says of it; it stops at the first that
 * is refused. Seen with version 5.100.0: a HEAD of the bucket and 13 reads of its settings.
 *
 * @see https://github.com/hashicorp/terraform-provider-aws/blob/v5.100.0/internal/service/s3/bucket.go
 */
const refresh = [
  's3:ListBucket', 's3:GetBucketPolicy', 's3:GetBucketAcl', 's3:GetBucketCORS', 's3:GetBucketWebsite', 's3:GetBucketVersioning', 's3:GetAccelerateConfiguration',
  's3:GetBucketRequestPayment', 's3:GetBucketLogging', 's3:GetLifecycleConfiguration', 's3:GetReplicationConfiguration', 's3:GetEncryptionConfiguration',
  's3:GetBucketObjectLockConfiguration', 's3:GetBucketTagging',
].map((action): OperationCheck => ({ action, on: 'bucket' }));

/** What makes a bucket and its policy, beside the reads. */
const applied: readonly OperationCheck[] = [
  { action: 's3:CreateBucket', on: 'bucket' },
  { action: 's3:PutBucketPolicy', on: 'bucket' },
  { action: 's3:PutBucketTagging', on: 'bucket', optional: 'only where the bucket, or the provider for all, has tags' },
  { action: 's3:DeleteBucketPolicy', on: 'bucket', optional: 'only where the policy is destroyed' },
  { action: 's3:DeleteBucket', on: 'bucket', optional: 'only where the bucket is destroyed' },
];

/**
 * mc asks for the bucket's region and looks at what it is about to write, and does without either where that is refused; of a single object that it deletes it
 * reads the metadata first, and stops without. Seen with the mc and the MinIO server of 2025: each command with the permissions below alone.
 *
 * @see https://docs.min.io/community/minio-object-store/reference/minio-mc.html
 */
const mcAsks: readonly OperationCheck[] = [{ action: 's3:GetBucketLocation', on: 'bucket', optional: 'mc goes on without the region of the bucket' }];
const mcLooks: readonly OperationCheck[] = [
  { ...get, optional: 'mc looks whether the target is there, and writes it either way' },
  { action: 's3:GetBucketObjectLockConfiguration', on: 'bucket', optional: 'mc goes on as where there is no object lock' },
];
const mcCopy = { upload: [put, abort, ...mcLooks, ...mcAsks], download: [get, ...mcAsks], copy: [...copyIt, abort, ...mcAsks] };

/**
 * What the commands of widespread clients ask for. Transfers of boto3 are managed: an upload goes in parts above a size, and a HEAD, which S3 asks for
 * as a read, tells the size of what is downloaded or copied.
 *
 * @see https://docs.aws.amazon.com/boto3/latest/guide/s3.html
 */
export const CLIENT_OPERATIONS: ReadonlyMap<string, ClientOperation> = new Map<string, ClientOperation>([
  ['aws s3 cp', { object: transfer, prefix: whole }],
  ['aws s3 mv', { object: plus(transfer, { download: [remove], copy: [removeSource] }), prefix: whole }],
  ['aws s3 sync', {
    object: plus(transfer, { upload: [deleted(remove)], copy: [deleted(remove)] }),
    prefix: { upload: [list], download: [list], copy: [listSource, list] },
  }],
  ['aws s3 ls', { object: same([listFolder]), prefix: nothing }],
  ['aws s3 rm', { object: same([remove]), prefix: same([list]) }],
  ['aws s3 mb', { object: same([{ action: 's3:CreateBucket', on: 'bucket' }]), prefix: nothing }],
  ['aws s3 rb', { object: same([{ action: 's3:DeleteBucket', on: 'bucket' }]), prefix: nothing }],
  ['aws s3 presign', { object: same([get]), prefix: nothing }],
  ['terraform plan', { object: same(refresh), prefix: nothing }],
  ['terraform apply', { object: same([...refresh, ...applied]), prefix: nothing }],
  ['boto3 upload_file', { object: same([put, abort, acl]), prefix: nothing }],
  ['boto3 download_file', { object: same([get, listKey]), prefix: nothing }],
  ['boto3 copy', { object: same([...copyIt, abort]), prefix: nothing }],
  ['mc cp', { object: mcCopy, prefix: whole }],
  ['mc mirror', {
    object: plus(mcCopy, { upload: [removedByMc], copy: [removedByMc] }),
    prefix: { upload: [list], download: [list], copy: [listSource, list] },
  }],
  ['mc ls', { object: same([listFolder, ...mcAsks]), prefix: nothing }],
  ['mc rm', { object: same([remove, ...mcAsks]), prefix: same([list]), single: [get] }],
  ['rclone copy', { object: rcloneCopy, prefix: rcloneLists }],
  ['rclone sync', { object: plus(rcloneCopy, { upload: [remove], copy: [remove] }), prefix: rcloneLists }],
  ['rclone move', { object: plus(rcloneCopy, { download: [remove], copy: [removeSource] }), prefix: rcloneLists }],
  ['rclone ls', { object: same([list]), prefix: nothing }],
  ['rclone lsd', { object: same([listFolder]), prefix: nothing }],
  ['rclone delete', { object: same([remove]), prefix: same([list]) }],
]);
