import type { KnownKey } from '../dialect';

const s3 = (names: string): readonly string[] => names.split(/\s+/).map((name) => `s3:${name}`);

/**
 * The actions that Ceph's parser of policies is confirmed to know; it refuses a policy with any other. Squid and later versions know some more.
 *
 * @see https://github.com/ceph/ceph/blob/01584882b0840fe89b2dad41e02c760932c321f1/src/rgw/rgw_iam_policy.cc
 */
export const ACTIONS = s3(`AbortMultipartUpload BypassGovernanceRetention CreateBucket DeleteBucket DeleteBucketPolicy DeleteBucketPublicAccessBlock
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
const SET_ACL = s3('PutBucketAcl PutObjectAcl PutObjectVersionAcl');
const EXISTING_TAGS = s3(`PutObjectAcl PutObjectVersionAcl PutObjectTagging PutObjectVersionTagging GetObject GetObjectVersion GetObjectAcl
GetObjectVersionAcl GetObjectTagging GetObjectVersionTagging DeleteObjectTagging DeleteObjectVersionTagging`);

const of = (actions: readonly string[], keys: readonly string[]): readonly KnownKey[] => keys.map((key) => ({ key, actions }));

/**
 * The condition keys of Ceph's document, each with the actions whose requests all have it. Left out is what only some requests have: an
 * upload in parts and a copy are `s3:PutObject` too, and the first doesn't tell its ACL, the second neither ACL nor encryption, so a Deny
 * on them would let those pass. `s3:max-keys` is there also when nobody sent it, and the algorithm of a client's own key in later versions only.
 *
 * `aws:username` isn't there either: for users of an account it is an id and not the name, so conditions on it are settled when the policy
 * of a user is written; nor is `aws:PrincipalType`, whose values aren't those of AWS.
 *
 * @see https://docs.ceph.com/en/squid/radosgw/bucketpolicy/
 * @see https://github.com/jhoblitt/rgw-go/blob/1fab8bfd3229ec926ca6c6e641ca8d3a9ee0fd02/internal/authz/env.go which requests have which keys, read from Ceph 19.2.6
 */
export const KEYS: readonly KnownKey[] = [
  ...['aws:CurrentTime', 'aws:Referer', 'aws:SecureTransport', 'aws:SourceIp', 'aws:UserAgent'].map((key) => ({ key })),
  ...of(LIST, ['s3:prefix', 's3:delimiter']),
  ...of(SET_ACL, ['s3:x-amz-acl', ...['read', 'write', 'read-acp', 'write-acp', 'full-control'].map((right) => `s3:x-amz-grant-${right}`)]),
  ...of(EXISTING_TAGS, ['s3:ExistingObjectTag/*']),
];

const NEGATED_STRINGS = ['StringNotEquals', 'StringNotEqualsIgnoreCase', 'StringNotLike'];
const NEGATED_VALUES = ['NumericNotEquals', 'DateNotEquals'];
const ORDER = ['Equals', 'LessThan', 'LessThanEquals', 'GreaterThan', 'GreaterThanEquals'];
/** The condition operators that all its versions know, but for `Null`. */
export const OPERATORS = [
  'StringEquals', 'StringEqualsIgnoreCase', 'StringLike', ...NEGATED_STRINGS, ...NEGATED_VALUES,
  ...ORDER.map((order) => `Numeric${order}`), ...ORDER.map((order) => `Date${order}`), 'Bool', 'IpAddress', 'NotIpAddress',
];
