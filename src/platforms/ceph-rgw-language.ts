import type { Dialect, KnownKey } from './dialect';

const s3 = (names: string): readonly string[] => names.split(/\s+/).map((name) => `s3:${name}`);

/**
 * The actions that Ceph's parser of policies is confirmed to know; it refuses a policy with any other. Later versions know some more.
 *
 * @see https://github.com/ceph/ceph/blob/01584882b0840fe89b2dad41e02c760932c321f1/src/rgw/rgw_iam_policy.cc
 */
const ACTIONS = s3(`AbortMultipartUpload BypassGovernanceRetention CreateBucket DeleteBucket DeleteBucketPolicy DeleteBucketPublicAccessBlock
DeleteBucketWebsite DeleteObject DeleteObjectTagging DeleteObjectVersion DeleteObjectVersionTagging DeletePublicAccessBlock
DeleteReplicationConfiguration GetAccelerateConfiguration GetBucketAcl GetBucketCORS GetBucketEncryption GetBucketLocation GetBucketLogging
GetBucketNotification GetBucketObjectLockConfiguration GetBucketPolicy GetBucketPolicyStatus GetBucketPublicAccessBlock
GetBucketRequestPayment GetBucketTagging GetBucketVersioning GetBucketWebsite GetLifecycleConfiguration GetObject GetObjectAcl
GetObjectLegalHold GetObjectRetention GetObjectTagging GetObjectTorrent GetObjectVersion GetObjectVersionAcl GetObjectVersionTagging
GetObjectVersionTorrent GetPublicAccessBlock GetReplicationConfiguration ListAllMyBuckets ListBucket ListBucketMultipartUploads
ListBucketVersions ListMultipartUploadParts PutAccelerateConfiguration PutBucketAcl PutBucketCORS PutBucketEncryption PutBucketLogging
PutBucketNotification PutBucketObjectLockConfiguration PutBucketPolicy PutBucketPublicAccessBlock PutBucketRequestPayment PutBucketTagging
PutBucketVersioning PutBucketWebsite PutLifecycleConfiguration PutObject PutObjectAcl PutObjectLegalHold PutObjectRetention
PutObjectTagging PutObjectVersionAcl PutObjectVersionTagging PutPublicAccessBlock PutReplicationConfiguration RestoreObject`);

const LIST = s3('ListBucket ListBucketVersions');
const PUT = s3('PutObject');
const ACL = s3('CreateBucket PutBucketAcl PutObject PutObjectAcl PutObjectVersionAcl');
const REQUEST_TAGS = s3('PutObject PutObjectTagging PutObjectVersionTagging');
const EXISTING_TAGS = s3(`PutObjectAcl PutObjectVersionAcl PutObjectTagging PutObjectVersionTagging GetObject GetObjectVersion GetObjectAcl
GetObjectVersionAcl GetObjectTagging GetObjectVersionTagging DeleteObjectTagging DeleteObjectVersionTagging`);

const of = (actions: readonly string[], keys: readonly string[]): readonly KnownKey[] => keys.map((key) => ({ key, actions }));

/**
 * The condition keys of Ceph's document, each with the actions whose requests have it. `aws:username` isn't among them: for users of an
 * account its value isn't confirmed to be the name, so conditions on it are settled when the policy of a user is written.
 * `aws:PrincipalType` isn't either: its values aren't those of AWS.
 *
 * @see https://docs.ceph.com/en/squid/radosgw/bucketpolicy/
 */
const KEYS: readonly KnownKey[] = [
  ...['aws:CurrentTime', 'aws:Referer', 'aws:SecureTransport', 'aws:SourceIp', 'aws:UserAgent'].map((key) => ({ key })),
  ...of(LIST, ['s3:prefix', 's3:delimiter', 's3:max-keys']),
  ...of(ACL, ['s3:x-amz-acl', ...['read', 'write', 'read-acp', 'write-acp', 'full-control'].map((right) => `s3:x-amz-grant-${right}`)]),
  ...of(PUT, ['s3:x-amz-copy-source', 's3:x-amz-metadata-directive']),
  ...of(PUT, ['', '-aws-kms-key-id', '-customer-algorithm'].map((rest) => `s3:x-amz-server-side-encryption${rest}`)),
  ...of(REQUEST_TAGS, ['s3:RequestObjectTag/*']),
  ...of(EXISTING_TAGS, ['s3:ExistingObjectTag/*']),
];

const NEGATED_STRINGS = ['StringNotEquals', 'StringNotEqualsIgnoreCase', 'StringNotLike'];
const NEGATED_VALUES = ['NumericNotEquals', 'DateNotEquals'];
const ORDER = ['Equals', 'LessThan', 'LessThanEquals', 'GreaterThan', 'GreaterThanEquals'];
const OPERATORS = [
  'StringEquals', 'StringEqualsIgnoreCase', 'StringLike', ...NEGATED_STRINGS, ...NEGATED_VALUES,
  ...ORDER.map((order) => `Numeric${order}`), ...ORDER.map((order) => `Date${order}`), 'Bool', 'IpAddress', 'NotIpAddress',
];

/**
 * What Ceph RGW understands of the policy language, as far as its document, its source and a server of version 16.2 say.
 *
 * Text may have neither `%` nor `+`, because the API for policies of users decodes a document twice: what was written `%2A` would be read
 * as a wildcard. A condition's value that begins with `$` makes it refuse the policy.
 */
export const cephRgwLanguage: Dialect = {
  actions: ACTIONS,
  // Deny with NotAction never denies: it is written out
  elements: ['NotResource'],
  everyAction: 's3:*',
  operators: [...OPERATORS, 'Null'],
  ifExists: OPERATORS,
  sets: [],
  keys: KEYS,
  negatedHoldsWhenAbsent: false,
  oneValue: [...NEGATED_STRINGS, ...NEGATED_VALUES],
  nullOnlyTrue: true,
  onlyWhenTrue: ['aws:securetransport'],
  absentWhenEmpty: ['s3:prefix', 's3:delimiter'],
  variables: { keys: [], defaults: false, escapes: false, userNameAsText: true },
  forbiddenInResources: ':%+',
  forbiddenValues: '^[$]|[%+]',
};
