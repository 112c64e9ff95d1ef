import type { KnownKey } from '../dialect';
import { asAws, differently, unconfirmed } from '../profile/fact';
import type { PolicyProfile } from '../profile/policy-profile';
import { allAsAws, CONNECTION_AND_TIME } from '../profile/whole-profile';
import type { Writing } from '../writing';

const s3 = (names: string): readonly string[] => names.split(/\s+/).map((name) => `s3:${name}`);

/**
 * The actions that Ceph's parser of policies is confirmed to know; it refuses a policy with any other. Squid and later versions know some more.
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
const KEYS: readonly KnownKey[] = [
  ...['aws:CurrentTime', 'aws:Referer', 'aws:SecureTransport', 'aws:SourceIp', 'aws:UserAgent'].map((key) => ({ key })),
  ...of(LIST, ['s3:prefix', 's3:delimiter']),
  ...of(SET_ACL, ['s3:x-amz-acl', ...['read', 'write', 'read-acp', 'write-acp', 'full-control'].map((right) => `s3:x-amz-grant-${right}`)]),
  ...of(EXISTING_TAGS, ['s3:ExistingObjectTag/*']),
];

const NEGATED_STRINGS = ['StringNotEquals', 'StringNotEqualsIgnoreCase', 'StringNotLike'];
const NEGATED_VALUES = ['NumericNotEquals', 'DateNotEquals'];
const ORDER = ['Equals', 'LessThan', 'LessThanEquals', 'GreaterThan', 'GreaterThanEquals'];
/** The condition operators that all its versions know, but for `Null`. */
const OPERATORS = [
  'StringEquals', 'StringEqualsIgnoreCase', 'StringLike', ...NEGATED_STRINGS, ...NEGATED_VALUES,
  ...ORDER.map((order) => `Numeric${order}`), ...ORDER.map((order) => `Date${order}`), 'Bool', 'IpAddress', 'NotIpAddress',
];

const SERVER = 'asked, RGW 20.2.4: test/e2e/ceph.test.ts';
const SERVER_16 = 'asked, RGW 16.2: test/e2e/ceph.test.ts';
/** By `bucket-grants verify --profile`. */
const PROBED = 'asked, RGW 16.2 and 20.2.4: test/e2e/verify.test.ts';
const CODE = 'https://github.com/ceph/ceph src/rgw/rgw_iam_policy.cc';
const DOCUMENT = 'https://docs.ceph.com/en/squid/radosgw/bucketpolicy/';

/**
 * How Ceph RGW takes and reads policies, as far as its document, its source and servers say.
 *
 * Text may have neither `%` nor `+`, because the API for policies of users decodes a document twice: what was written `%2A` would be read
 * as a wildcard.
 */
export const cephRgwPolicies: PolicyProfile = {
  ...allAsAws(SERVER),
  actions: differently({ known: ACTIONS, others: 'refused' }, CODE),
  otherServices: differently({ known: [] }, DOCUMENT),
  elements: {
    NotAction: differently('never applies', SERVER_16),
    NotResource: asAws(SERVER_16),
    NotPrincipal: unconfirmed('its own tests refuse it beside Allow'),
  },
  operators: differently({ known: [...OPERATORS, 'Null'], others: 'taken' }, `${CODE}; operators for ARNs in later versions only`),
  ifExists: differently({ known: OPERATORS, others: 'taken' }, CODE),
  sets: differently({ known: ['StringEquals', 'StringEqualsIgnoreCase', 'StringLike'], others: 'unconfirmed' }, PROBED),
  negatedLists: unconfirmed('in Squid it holds when any of the values differs, and in Tentacle when all do'),
  keys: differently({ known: KEYS, others: 'taken' }, `${CODE}: any key, of which requests have those of ${DOCUMENT}`),
  keyLetters: differently('exact', PROBED),
  values: differently({ characters: '%+', beginning: '$' }, `${CODE}: a value that begins with $ is refused; the IAM API decodes a document twice`),
  resources: differently(':%+', `${CODE}; the IAM API decodes a document twice`),
  variables: differently({ known: [], everyKey: true, defaults: false, escapes: false, others: 'text', wholeValuesOnly: true }, `${CODE}; in a resource refused: ${SERVER}`),
  negatedWhenAbsent: differently('all', SERVER),
  severalValues: differently('any', `${CODE}, and its tests`),
  nullFalse: unconfirmed('some versions ignore the value'),
  bareIpv6: asAws(`${CODE}, and its tests`),
  valuesReadAsAbsent: differently({ 'aws:securetransport': 'false', 's3:prefix': '', 's3:delimiter': '' }, SERVER_16),
  absentReadAsEmpty: differently(['s3:x-amz-acl'], SERVER),
  requestKeys: differently(CONNECTION_AND_TIME, CODE),
  principalKeys: differently({ 'aws:username': '', 'aws:principaltype': '' }, `${CODE}: of users of an account an id`),
  accounts: unconfirmed('on 16.2 an account lets in each of its users without a policy of their own'),
};

/** Deny with NotAction never denies: it is written out, and the name of a user as text. */
export const cephRgwWriting: Writing = { everyAction: 's3:*', userNameAsText: true };
