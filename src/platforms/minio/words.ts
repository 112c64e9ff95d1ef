import type { KnownKey } from '../dialect';

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

/**
 * The keys that conditions may be on. Left out, although the server takes them: `aws:principaltype`, because a user's access keys are service
 * accounts and count as assumed roles; `s3:ExistingObjectTag`, because for an object without tags the server believes a header of the client.
 */
export const KEYS: readonly KnownKey[] = [
  ...EVERYWHERE, ...S3_KEYS.flatMap(([actions, ...names]) => names.map((name): KnownKey => ({ key: `s3:${name}`, actions }))),
];

/** Those that are left out. */
export const OTHER_KEYS: readonly string[] = ['aws:principaltype', 's3:ExistingObjectTag/*', 'jwt:*', 'ldap:*', 'sts:DurationSeconds', 'svc:DurationSeconds'];

const ORDER = ['LessThan', 'LessThanEquals', 'GreaterThan', 'GreaterThanEquals'];

/** Operators that take one value only. */
export const ONE_VALUE: readonly string[] = ['Null', 'Bool', 'NumericEquals', ...ORDER.map((order) => `Numeric${order}`), 'DateEquals', ...ORDER.map((order) => `Date${order}`)];

/** Those that don't hold when the key is absent. */
export const FAIL_WHEN_ABSENT: readonly string[] = ['NumericNotEquals', 'DateNotEquals'];

/** Operators for text. */
export const TEXT_OPERATORS: readonly string[] = ['StringEquals', 'StringEqualsIgnoreCase', 'StringLike'];

/** Their opposites, and the one for bytes, which a set operator may stand before as well. */
export const OTHER_SETS: readonly string[] = ['StringNotEquals', 'StringNotEqualsIgnoreCase', 'StringNotLike', 'BinaryEquals'];
