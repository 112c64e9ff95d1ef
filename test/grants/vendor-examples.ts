import {
  aclAccess, fullBucketAccess, iamAdministrator, listAllBuckets, listOnlyPrefix, noDeleteAccess, perUserBucket, perUserHomeFolder, unrestrictedAccess,
  readOnlyPrefix, readWritePrefix, retentionUploader, writeOnlyUploader, type Grant,
} from '../../src/grants';
import type { Intended } from './intent';

/*
 * The examples of access for a user or group in the vendors' documents that this package was made for, each as grants of the package, and
 * what it is meant to give: as the documents say in words. Where their policies give more, less or nothing, a note says so.
 */

const s3 = (...names: readonly string[]) => names.map((name) => `s3:${name}`);
const upload = s3('PutObject', 'AbortMultipartUpload', 'ListMultipartUploadParts');
const bucket = 'my-example-bucket';
const acl = {
  read: [{ actions: s3('ListBucket', 'ListBucketVersions', 'ListBucketMultipartUploads'), resources: bucket },
    { actions: s3('GetObject', 'GetObjectVersion', 'GetObjectVersionForReplication', 'ListMultipartUploadParts'), resources: `${bucket}/*` }],
  write: [{ actions: s3('PutObject', 'DeleteObject', 'DeleteObjectVersion', 'ReplicateObject', 'ReplicateDelete'), resources: `${bucket}/*` }],
};

/** The document and its section; the grants; what they give to the user `alice`. */
export const EXACT: ReadonlyArray<readonly [example: string, grants: readonly Grant[], means: readonly Intended[]]> = [
  ['DeltaGlider 3: write-only CI that lists its bucket', [writeOnlyUploader({ bucket: 'releases', prefix: 'firmware/', listing: 'bucket' })], [
    { actions: upload, resources: 'releases/firmware/*' }, { actions: s3('ListBucket'), resources: 'releases' },
  ]],
  ['DeltaGlider 3: a read-only folder', [readOnlyPrefix({ bucket: 'downloads', prefix: 'public/' })], [
    { actions: s3('GetObject'), resources: 'downloads/public/*' },
    { actions: s3('ListBucket'), resources: 'downloads', conditions: { StringLike: { 's3:prefix': 'public/*' } } },
  ]],
  ['DeltaGlider 5: a group that reads two buckets', ['releases', 'downloads'].map((name) => readOnlyPrefix({ bucket: name, prefix: '' })), [
    { actions: s3('GetObject'), resources: ['releases/*', 'downloads/*'] }, { actions: s3('ListBucket'), resources: ['releases', 'downloads'] },
  ]],
  // there: the bucket is called as the user alone, ListBucket stands on objects, where it has no effect, and others' folders aren't listed
  ['Relayer: a bucket for each user, and a folder in a shared one that all may read', [
    perUserBucket({ namePrefix: 'acme-home-' }),
    perUserHomeFolder({ bucket: 'shared', prefix: '', othersMayRead: true, allowRootListing: true }),
    listAllBuckets({ allowLocations: true }),
  ], [
    { actions: [...upload, ...s3('GetObject', 'DeleteObject')], resources: ['acme-home-alice/*', 'shared/alice/*'] },
    { actions: s3('ListBucket'), resources: ['acme-home-alice', 'shared'] },
    { actions: s3('GetObject'), resources: 'shared/*' },
    { actions: s3('ListAllMyBuckets'), resources: '*' },
    { actions: s3('GetBucketLocation'), resources: 'arn:aws:s3:::*' },
  ]],
  ['ActiveScale 3.3, 4.5: what READ gave', [aclAccess({ bucket, permission: 'READ' })], acl.read],
  // there: on the bucket only, where none of these actions has an effect
  ['ActiveScale 4.6: what WRITE gave', [aclAccess({ bucket, permission: 'WRITE' })], acl.write],
  ['ActiveScale 4.7: both', [aclAccess({ bucket, permission: 'READ' }), aclAccess({ bucket, permission: 'WRITE' })], [...acl.read, ...acl.write]],
  ['ActiveScale 3.3: reading and writing ACLs', [aclAccess({ bucket, permission: 'READ_ACP' }), aclAccess({ bucket, permission: 'WRITE_ACP' })], [
    { actions: s3('GetBucketAcl', 'PutBucketAcl'), resources: bucket },
    { actions: s3('GetObjectAcl', 'GetObjectVersionAcl', 'PutObjectAcl', 'PutObjectVersionAcl'), resources: `${bucket}/*` },
  ]],
  ['ActiveScale 3.3: listing a bucket only', [listOnlyPrefix({ bucket, prefix: '' })], [{ actions: s3('ListBucket'), resources: bucket }]],
  ['ActiveScale 3.3: listing all buckets', [listAllBuckets()], [{ actions: s3('ListAllMyBuckets'), resources: '*' }]],
  ['ActiveScale 3.3: downloading', [readOnlyPrefix({ bucket, prefix: '', listing: false })], [{ actions: s3('GetObject'), resources: `${bucket}/*` }]],
  ['ActiveScale 3.3: uploading', [writeOnlyUploader({ bucket, prefix: '' })], [{ actions: upload, resources: `${bucket}/*` }]],
  ['ActiveScale 4.3: a power user', [unrestrictedAccess()], [{ actions: '*', resources: '*' }]],
  ['ActiveScale 4.8: a group that reads objects', [readOnlyPrefix({ bucket, prefix: '', allowVersions: true, listing: false })], [
    { actions: s3('GetObject', 'GetObjectVersion'), resources: `${bucket}/*` },
  ]],
  ['ActiveScale 5.1.3: one user, from one address', [writeOnlyUploader({ bucket, prefix: 'object/', when: { users: ['alice'], ipRanges: ['172.10.21.12'] } })], [
    { actions: upload, resources: `${bucket}/object/*`, conditions: { IpAddress: { 'aws:SourceIp': '172.10.21.12' } } },
  ]],
  ['ActiveScale 5.1.1: and nobody else', [writeOnlyUploader({ bucket, prefix: 'object/', when: { users: ['johndoe'] } })], []],
  // there: with a Principal, which no policy of a group may have
  ['ActiveScale 5.2, 8.2.5: a folder for each user', [perUserHomeFolder({ bucket: 'exam-results' })], [
    { actions: [...upload, ...s3('GetObject', 'DeleteObject')], resources: 'exam-results/alice/*' },
    { actions: s3('ListBucket'), resources: 'exam-results', conditions: { StringLike: { 's3:prefix': 'alice/*' } } },
  ]],
  ['ActiveScale 5.2.2: letters that are syntax', [readOnlyPrefix({ bucket, prefix: 'my_file*backup/', listing: false })], [
    { actions: s3('GetObject'), resources: `${bucket}/my_file\${*}backup/*` },
  ]],
  ['ActiveScale 7.2: the system bucket', [readOnlyPrefix({ bucket: 'system-719f8f91', prefix: '', allowVersions: true })], [
    { actions: s3('GetObject', 'GetObjectVersion'), resources: 'system-719f8f91/*' }, { actions: s3('ListBucket', 'ListBucketVersions'), resources: 'system-719f8f91' },
  ]],
  ['ActiveScale 8.2.2: reading and writing a folder', [readWritePrefix({ bucket: 'my-corporation', prefix: 'engineering/', listing: false })], [
    { actions: [...upload, ...s3('GetObject')], resources: 'my-corporation/engineering/*' },
  ]],
  ['ActiveScale 8.2.4: some of a group', [readOnlyPrefix({ bucket: 'exam-results', prefix: '', when: { users: ['alice', 'bob'] } })], [
    { actions: s3('GetObject'), resources: 'exam-results/*' }, { actions: s3('ListBucket'), resources: 'exam-results' },
  ]],
  ['ActiveScale 8.2.8: a time window in a region', [readOnlyPrefix({
    bucket, prefix: '', listing: false, when: { notBefore: '2025-07-31T09:00:00Z', notAfter: '2025-07-31T17:00:00Z', regions: ['us-east-1'] },
  })], [{
    actions: s3('GetObject'),
    resources: `${bucket}/*`,
    conditions: {
      DateGreaterThanEquals: { 'aws:CurrentTime': '2025-07-31T09:00:00Z' },
      DateLessThan: { 'aws:CurrentTime': '2025-07-31T17:00:00Z' },
      StringEquals: { 'aws:RequestedRegion': 'us-east-1' },
    },
  }]],
  // there: the folder itself by StringEquals, and no folder below it
  ['ActiveScale 8.2.11: listing below a prefix', [listOnlyPrefix({ bucket, prefix: 'documents/' })], [
    { actions: s3('ListBucket'), resources: bucket, conditions: { StringLike: { 's3:prefix': 'documents/*' } } },
  ]],
  ['ActiveScale 8.2.13: a minimum retention', [retentionUploader({ bucket: 'bucket-001', prefix: '', minimumDays: 365, mode: 'COMPLIANCE' })], [{
    actions: s3('PutObject', 'PutObjectRetention'),
    resources: 'bucket-001/*',
    conditions: { NumericGreaterThanEquals: { 's3:object-lock-remaining-retention-days': '365' }, StringEquals: { 's3:object-lock-mode': 'COMPLIANCE' } },
  }]],
];

/** Those that list a hundred actions or are about other services: requests that tell. */
export const TOLD: ReadonlyArray<readonly [example: string, grants: readonly Grant[], allowed: readonly Request[], denied: readonly Request[]]> = [
  // there: the two rules are of a platform where `*` on objects is not `*` on the bucket
  ['DeltaGlider 3: full access to one bucket', [fullBucketAccess({ bucket: 'db-archive' })],
    [['s3:DeleteObjectVersion', 'db-archive/a'], ['s3:ListBucket', 'db-archive'], ['s3:PutBucketVersioning', 'db-archive']],
    [['s3:GetObject', 'db-archive2/a'], ['s3:ListAllMyBuckets', '*'], ['s3:PutBucketPolicy', 'db-archive']]],
  // there: lifecycle rules, versioning and the bucket policy are open, by which everything is deleted in the end
  ['ActiveScale 8.2.3: everything but deletes', [noDeleteAccess({ bucket: 'main-bucket' })],
    [['s3:GetObject', 'main-bucket/a'], ['s3:PutObject', 'main-bucket/a'], ['s3:ListBucketVersions', 'main-bucket']],
    [['s3:DeleteObject', 'main-bucket/a'], ['s3:PutLifecycleConfiguration', 'main-bucket'], ['s3:PutBucketPolicy', 'main-bucket'], ['s3:GetObject', 'main-bucket2/a']]],
  ['ActiveScale 8.2.1: an administrator of users', [iamAdministrator()],
    [['iam:CreateUser', 'arn:aws:iam::111122223333:user/lee'], ['iam:PutGroupPolicy', 'arn:aws:iam::111122223333:group/readers']],
    [['s3:GetObject', 'releases/a'], ['s3:ListAllMyBuckets', '*'], ['iam:CreateRole', 'arn:aws:iam::111122223333:role/x']]],
];

export type Request = readonly [action: string, resource: string];
