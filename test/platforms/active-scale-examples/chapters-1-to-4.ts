import { aclAccess, listAllBuckets, listOnlyPrefix, unrestrictedAccess, quarantine, readOnlyPrefix, writeOnlyUploader } from '../../../src';
import { ACCOUNT, alice, bob, bucket, carol, group, kept, object, user, type Example } from './example';

/** Of the document: what ACLs gave, and users and groups. */
export const OVERVIEW: readonly Example[] = [{
  section: '1.2 a bucket policy allows what the policy of a group denies: nobody in the group may',
  plan: {
    users: { alice: {}, bob: {} },
    groups: { all: { members: ['alice'], guards: [quarantine()] } },
    buckets: { [bucket]: { existingStatements: kept({ Principal: { AWS: ['alice', 'bob'].map((name) => `arn:aws:iam::${ACCOUNT}:user/${name}`) }, Action: 's3:GetObject', Resource: `arn:aws:s3:::${bucket}/*` }) } },
  },
  allowed: [[bob, 's3:GetObject', object]],
  denied: [[alice, 's3:GetObject', object], [bob, 's3:PutObject', object]],
}, {
  section: '3.3 the general structure, with actions and resources as lists',
  at: ['3.3 (1)'],
  form: true,
  plan: user(readOnlyPrefix({ bucket, prefix: '', allowVersions: true })),
  allowed: [[alice, 's3:GetObject', object], [alice, 's3:ListBucket', bucket]],
  denied: [[alice, 's3:PutObject', object]],
}, {
  section: '3.3 what READ gave',
  at: ['3.3 (2)'],
  names: { testbucket1: bucket },
  plan: user(aclAccess({ bucket, permission: 'READ' })),
  allowed: [[alice, 's3:ListBucket', bucket], [alice, 's3:GetObjectVersion', object], [alice, 's3:ListBucketMultipartUploads', bucket]],
  denied: [[alice, 's3:PutObject', object], [alice, 's3:GetObject', 'other-bucket/a']],
}, {
  section: '3.3 list bucket only',
  at: ['3.3 (3)'],
  names: { testbucket1: bucket },
  plan: user(listOnlyPrefix({ bucket, prefix: '' })),
  allowed: [[alice, 's3:ListBucket', bucket]],
  denied: [[alice, 's3:GetObject', object]],
}, {
  section: '3.3 list all buckets',
  at: ['3.3 (4)'],
  plan: user(listAllBuckets()),
  allowed: [[alice, 's3:ListAllMyBuckets', '*']],
  denied: [[alice, 's3:ListBucket', bucket]],
}, {
  section: '3.3 download',
  at: ['3.3 (5)'],
  names: { testbucket1: bucket },
  plan: user(readOnlyPrefix({ bucket, prefix: '', listing: false })),
  allowed: [[alice, 's3:GetObject', object]],
  denied: [[alice, 's3:ListBucket', bucket], [alice, 's3:PutObject', object]],
}, {
  section: '3.3 upload',
  at: ['3.3 (6)'],
  names: { testbucket1: bucket },
  plan: user(writeOnlyUploader({ bucket, prefix: '' })),
  allowed: [[alice, 's3:PutObject', object]],
  denied: [[alice, 's3:GetObject', object], [alice, 's3:DeleteObject', object]],
}, {
  section: '3.3 reading and writing ACLs',
  at: ['3.3 (7)'],
  names: { testbucket1: bucket },
  plan: user(aclAccess({ bucket, permission: 'READ_ACP' }), aclAccess({ bucket, permission: 'WRITE_ACP' })),
  allowed: [[alice, 's3:GetBucketAcl', bucket], [alice, 's3:PutObjectAcl', object]],
  denied: [[alice, 's3:GetObject', object], [alice, 's3:PutBucketPolicy', bucket]],
}, {
  section: '4.3 a power user',
  at: ['4.3 (1)', '4.3 (2)', '4.3 (3)'],
  plan: user(unrestrictedAccess()),
  allowed: [[alice, 's3:DeleteObject', object], [alice, 'iam:CreateUser', 'arn:aws:iam::652303226922:user/lee']],
  denied: [],
}, {
  section: '4.5 a read-only user',
  at: ['4.5 (1)'],
  plan: user(aclAccess({ bucket, permission: 'READ' })),
  allowed: [[alice, 's3:GetObject', object], [alice, 's3:ListBucketVersions', bucket]],
  denied: [[alice, 's3:PutObject', object]],
}, {
  section: '4.6 a write-only user',
  at: ['4.6 (1)'],
  wrong: 'object actions on the bare bucket, which no object is, and a comma too many, which is not JSON: here on the objects of the bucket',
  plan: user(aclAccess({ bucket, permission: 'WRITE' })),
  allowed: [[alice, 's3:PutObject', object], [alice, 's3:DeleteObjectVersion', object], [alice, 's3:ReplicateObject', object]],
  denied: [[alice, 's3:GetObject', object], [alice, 's3:ListBucket', bucket]],
}, {
  section: '4.7 a user that reads and writes',
  at: ['4.7 (1)'],
  plan: user(aclAccess({ bucket, permission: 'READ' }), aclAccess({ bucket, permission: 'WRITE' })),
  allowed: [[alice, 's3:PutObject', object], [alice, 's3:GetObject', object], [alice, 's3:ListBucket', bucket]],
  denied: [[alice, 's3:PutBucketPolicy', bucket]],
}, {
  section: '4.8 a group that reads objects',
  at: ['4.8 (1)'],
  holder: 'group',
  names: { testbucket1: bucket },
  wrong: 'a brace too many, which is not JSON, and the bare bucket, to which none of the actions belongs: here the objects alone',
  plan: group(readOnlyPrefix({ bucket, prefix: '', allowVersions: true, listing: false })),
  allowed: [[alice, 's3:GetObject', object], [bob, 's3:GetObjectVersion', object]],
  denied: [[carol, 's3:GetObject', object], [alice, 's3:ListBucket', bucket]],
}];
