import type { Dialect, KnownKey } from '../dialect';

/*
 * What MinIO's policy package knows, in the version that the last release of the open-source server was built with; facts only.
 * https://github.com/minio/pkg/tree/v3.1.3/policy (action.go, condition/keyname.go, condition/name.go)
 */

/** All actions of S3 that the server checks and takes in a policy, without their service. */
const NAMES: readonly string[] = [
  'AbortMultipartUpload', 'BypassGovernanceRetention', 'CreateBucket', 'DeleteBucket', 'DeleteBucketCors', 'DeleteBucketPolicy',
  'DeleteObject', 'DeleteObjectTagging', 'DeleteObjectVersion', 'DeleteObjectVersionTagging', 'ForceDeleteBucket', 'GetBucketCors',
  'GetBucketLocation', 'GetBucketNotification', 'GetBucketObjectLockConfiguration', 'GetBucketPolicy', 'GetBucketPolicyStatus',
  'GetBucketTagging', 'GetBucketVersioning', 'GetEncryptionConfiguration', 'GetLifecycleConfiguration', 'GetObject', 'GetObjectAttributes',
  'GetObjectLegalHold', 'GetObjectRetention', 'GetObjectTagging', 'GetObjectVersion', 'GetObjectVersionAttributes',
  'GetObjectVersionForReplication', 'GetObjectVersionTagging', 'GetReplicationConfiguration', 'HeadBucket', 'ListAllMyBuckets', 'ListBucket',
  'ListBucketMultipartUploads', 'ListBucketVersions', 'ListMultipartUploadParts', 'ListenBucketNotification', 'ListenNotification',
  'PutBucketCors', 'PutBucketNotification', 'PutBucketObjectLockConfiguration', 'PutBucketPolicy', 'PutBucketTagging', 'PutBucketVersioning',
  'PutEncryptionConfiguration', 'PutLifecycleConfiguration', 'PutObject', 'PutObjectFanOut', 'PutObjectLegalHold', 'PutObjectRetention',
  'PutObjectTagging', 'PutObjectVersionTagging', 'PutReplicationConfiguration', 'ReplicateDelete', 'ReplicateObject', 'ReplicateTags',
  'ResetBucketReplicationState', 'RestoreObject',
];

const s3 = (...names: readonly string[]): readonly string[] => names.map((name) => `s3:${name}`);

/** All of them. */
export const MINIO_ACTIONS: readonly string[] = s3(...NAMES);

/** Those about the tags of one version of an object. */
export const VERSION_TAGGING: readonly string[] = s3('DeleteObjectVersionTagging', 'GetObjectVersionTagging', 'PutObjectVersionTagging');

const LISTING = s3('ListBucket', 'ListBucketVersions');
const ENCRYPTED = s3('GetObject', 'GetObjectRetention', 'PutObject', 'PutObjectLegalHold', 'PutObjectRetention');
const LOCKED = s3('BypassGovernanceRetention', 'PutObject', 'PutObjectRetention');
const TAGGED = s3('BypassGovernanceRetention', 'PutBucketTagging', 'PutObject', 'PutObjectTagging', 'PutObjectVersionTagging');
const VERSIONED = s3(
  'BypassGovernanceRetention', 'DeleteObject', 'DeleteObjectTagging', 'DeleteObjectVersion', 'DeleteObjectVersionTagging', 'GetObject',
  'GetObjectRetention', 'GetObjectTagging', 'GetObjectVersion', 'GetObjectVersionAttributes', 'GetObjectVersionForReplication',
  'GetObjectVersionTagging', 'PutObject', 'PutObjectLegalHold', 'PutObjectRetention', 'PutObjectTagging', 'PutObjectVersionTagging',
  'ReplicateDelete', 'ReplicateObject', 'ReplicateTags',
);

/** Keys of every request, those of the admin API included. */
const EVERYWHERE = ['CurrentTime', 'EpochTime', 'Referer', 'SecureTransport', 'SourceIp', 'UserAgent', 'groups', 'userid', 'username'].map((name): KnownKey => ({ key: `aws:${name}` }));

/** Keys of S3, in the server's own spelling, which it insists on, each with the actions that a statement may have beside it. */
const S3_KEYS: ReadonlyArray<readonly [actions: readonly string[], ...names: readonly string[]]> = [
  [MINIO_ACTIONS, 'LocationConstraint', 'authType', 'signatureAge', 'signatureversion', 'x-amz-content-sha256'],
  [LISTING, 'delimiter', 'max-keys', 'prefix'],
  [VERSIONED, 'versionid'],
  [ENCRYPTED, 'x-amz-server-side-encryption', 'x-amz-server-side-encryption-aws-kms-key-id', 'x-amz-server-side-encryption-customer-algorithm'],
  [LOCKED, 'object-lock-mode', 'object-lock-retain-until-date'],
  [s3('BypassGovernanceRetention', 'PutObjectRetention'), 'object-lock-remaining-retention-days'],
  [s3('BypassGovernanceRetention', 'PutObject', 'PutObjectLegalHold'), 'object-lock-legal-hold'],
  [TAGGED, 'RequestObjectTag/*', 'RequestObjectTagKeys'],
  [s3('PutObject'), 'x-amz-copy-source', 'x-amz-metadata-directive', 'x-amz-storage-class'],
];

/** By these any user, and any service account, makes or changes service accounts for itself, unless it is denied. */
const OWN_KEYS: readonly string[] = ['admin:CreateServiceAccount', 'admin:UpdateServiceAccount'];

/**
 * What of the policy language MinIO understands.
 *
 * Left out of the keys, although the server takes them: `aws:principaltype`, because a user's access keys are service accounts and count as
 * assumed roles; `s3:ExistingObjectTag`, because for an object without tags the server believes a header of the client. Left out of the
 * operators: `NumericNotEquals` and `DateNotEquals`, which don't hold when the key is absent.
 *
 * `NotAction` is written out: it would reach beyond S3 to the admin API. `*` would too, and be taken for one statement about the admin API,
 * so it is written as the three families that there are.
 *
 * Of the admin API only those actions are known by which a key's holder makes itself another key: they are denied beside grants.
 *
 * @see https://github.com/minio/pkg/blob/v3.1.3/policy/statement.go
 * @see https://github.com/minio/minio/blob/RELEASE.2025-10-15T17-29-55Z/cmd/auth-handler.go on what comes along with what
 */
export const minioLanguage: Dialect = {
  actions: MINIO_ACTIONS,
  actionsAreAll: true,
  everything: ['s3:*', 'admin:*', 'kms:*'],
  // a delete by version id is asked for as s3:DeleteObject first, and then only whether s3:DeleteObjectVersion is denied
  bringsUnlessDenied: { 's3:DeleteObject': 's3:DeleteObjectVersion' },
  needs: { 's3:DeleteObjectVersion': 's3:DeleteObject' },
  brings: {
    Allow: {
      's3:GetObject': ['s3:GetObjectVersion'],
      's3:GetObjectVersion': ['s3:GetObject'],
      's3:ListBucket': ['s3:ListBucketVersions'],
    },
    Deny: {
      's3:DeleteObject': ['s3:DeleteObjectVersion'],
      's3:GetObject': ['s3:GetObjectVersion'],
      's3:GetObjectVersion': ['s3:GetObject'],
      // where it is denied, the server asks for listing the bucket all the same
      's3:ListBucketVersions': ['s3:ListBucket'],
    },
  },
  // a part is judged as s3:PutObject, and the header stands in the request that begins the upload only
  absentInParts: ['s3:x-amz-server-side-encryption'],
  // tags of an upload need s3:PutObject alone
  doesAlong: { 's3:PutObject': { does: 's3:PutObjectTagging', key: 's3:RequestObjectTagKeys' } },
  // x-minio-force-delete deletes all versions, PUT with versionId rewrites one
  versionsNeedObjectLock: true,
  ownKeys: OWN_KEYS,
  otherServices: ['admin'],
  otherActions: OWN_KEYS,
  elements: ['NotResource'],
  everyoneAsAws: true,
  onlyBuckets: true,
  operators: [
    'StringEquals', 'StringNotEquals', 'StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase', 'StringLike', 'StringNotLike', 'BinaryEquals',
    'IpAddress', 'NotIpAddress', 'Null', 'Bool', 'NumericEquals', 'NumericLessThan', 'NumericLessThanEquals', 'NumericGreaterThan',
    'NumericGreaterThanEquals', 'DateEquals', 'DateLessThan', 'DateLessThanEquals', 'DateGreaterThan', 'DateGreaterThanEquals',
  ],
  oneValue: [
    'Null', 'Bool', 'NumericEquals', 'NumericLessThan', 'NumericLessThanEquals', 'NumericGreaterThan', 'NumericGreaterThanEquals',
    'DateEquals', 'DateLessThan', 'DateLessThanEquals', 'DateGreaterThan', 'DateGreaterThanEquals',
  ],
  ifExists: ['NumericGreaterThan'],
  sets: ['StringEquals', 'StringEqualsIgnoreCase', 'StringLike'],
  keys: [...EVERYWHERE, ...S3_KEYS.flatMap(([actions, ...names]) => names.map((name): KnownKey => ({ key: `s3:${name}`, actions })))],
  keysFitEveryAction: true,
  variables: { keys: ['aws:username', 'aws:userid'], defaults: false, escapes: false },
};
