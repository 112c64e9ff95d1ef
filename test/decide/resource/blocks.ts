import { deny, doc, give, NOBODY, OTHER, OWN, type Row, STRANGER } from './states';

const PUBLIC = doc(give('*', 's3:GetObject', 'arn:aws:s3:::data/*'));
const ONE = doc(give({ AWS: OTHER }, 's3:GetObject', 'arn:aws:s3:::data/*'));
const BOTH = doc(give('*', 's3:GetObject', 'arn:aws:s3:::data/pub/*'), give({ AWS: OTHER }, 's3:GetObject', 'arn:aws:s3:::data/*'));
const OFF = { blockPublicAcls: false, ignorePublicAcls: false, blockPublicPolicy: false, restrictPublicBuckets: false };
const NAMED = doc(give({ Service: 'logging.s3.amazonaws.com' }, 's3:GetObject', 'arn:aws:s3:::data/*'), give('*', 's3:GetObject', 'arn:aws:s3:::data/pub/*'));

const at = (bucket: object, more: object = {}) => ({ account: OWN, users: { dana: NOBODY }, buckets: { data: bucket }, ...more });
const acl = (grantee: string, permission: 'READ' | 'WRITE' | 'READ_ACP' | 'WRITE_ACP' | 'FULL_CONTROL', more: object = {}) => at({ acl: [{ grantee, permission }], objectOwnership: 'ObjectWriter', publicAccessBlock: OFF, ...more });
const dana = { user: 'dana' };

/** Block Public Access and ACLs. */
export const BLOCKS: readonly Row[] = [
  ['a public policy is public where the block is off', at({ policy: PUBLIC, publicAccessBlock: OFF }), 'anonymous', 's3:GetObject', 'data/a', 'allow'],
  ['RestrictPublicBuckets takes a public policy from everybody outside the account', at({ policy: PUBLIC, publicAccessBlock: { ...OFF, restrictPublicBuckets: true } }), 'anonymous', 's3:GetObject', 'data/a', 'explicitDeny'],
  ['also from an account that it names', at({ policy: BOTH, publicAccessBlock: { ...OFF, restrictPublicBuckets: true } }), STRANGER, 's3:GetObject', 'data/a', 'explicitDeny'],
  ['but not from the account of the owner', at({ policy: PUBLIC, publicAccessBlock: { ...OFF, restrictPublicBuckets: true } }), dana, 's3:GetObject', 'data/a', 'allow'],
  ['nor from services of AWS', at({ policy: NAMED, publicAccessBlock: { ...OFF, restrictPublicBuckets: true } }), { arn: 'logging.s3.amazonaws.com' }, 's3:GetObject', 'data/a', 'allow'],
  ['a policy that is not public is not restricted', at({ policy: ONE, publicAccessBlock: { ...OFF, restrictPublicBuckets: true, blockPublicPolicy: true } }), STRANGER, 's3:GetObject', 'data/a', 'allow'],
  ['the block of the account counts for each bucket', at({ policy: PUBLIC, publicAccessBlock: OFF }, { publicAccessBlock: { restrictPublicBuckets: true } }), 'anonymous', 's3:GetObject', 'data/a', 'explicitDeny'],
  ['BlockPublicPolicy alone refuses to set the policy, which may be in force from before', at({ policy: PUBLIC, publicAccessBlock: { ...OFF, blockPublicPolicy: true } }), 'anonymous', 's3:GetObject', 'data/a', 'uncertain'],
  ['a setting that is not known may be on', at({ policy: PUBLIC, publicAccessBlock: { ...OFF, restrictPublicBuckets: undefined } }), 'anonymous', 's3:GetObject', 'data/a', 'uncertain'],
  ['READ for all in the ACL of a bucket lists', acl('AllUsers', 'READ'), 'anonymous', 's3:ListBucket', 'data', 'allow'],
  ['READ for all does not put', acl('AllUsers', 'READ'), 'anonymous', 's3:PutObject', 'data/a', 'implicitDeny'],
  ['READ for all reads no objects by itself, whose own ACLs are not known', acl('AllUsers', 'READ'), 'anonymous', 's3:GetObject', 'data/a', 'uncertain'],
  ['WRITE for all puts', acl('AllUsers', 'WRITE'), 'anonymous', 's3:PutObject', 'data/a', 'allow'],
  ["WRITE deletes the grantee's own objects", acl('AllUsers', 'WRITE'), 'anonymous', 's3:DeleteObject', 'data/a', 'uncertain'],
  ['READ_ACP for all reads the ACL', acl('AllUsers', 'READ_ACP'), 'anonymous', 's3:GetBucketAcl', 'data', 'allow'],
  ['FULL_CONTROL sets the ACL', acl('AllUsers', 'FULL_CONTROL'), 'anonymous', 's3:PutBucketAcl', 'data', 'allow'],
  ['authenticated users are signed in', acl('AuthenticatedUsers', 'READ'), STRANGER, 's3:ListBucket', 'data', 'allow'],
  ['anonymous is not an authenticated user', acl('AuthenticatedUsers', 'READ'), 'anonymous', 's3:ListBucket', 'data', 'implicitDeny'],
  ['a Deny of the bucket policy counts against ACLs', acl('AllUsers', 'READ', { policy: doc(deny('s3:ListBucket', 'arn:aws:s3:::data', { Principal: '*' })) }), 'anonymous', 's3:ListBucket', 'data', 'explicitDeny'],
  ['BucketOwnerEnforced turns ACLs off', acl('AllUsers', 'READ', { objectOwnership: 'BucketOwnerEnforced' }), 'anonymous', 's3:ListBucket', 'data', 'implicitDeny'],
  ['whether ACLs count is not guessed', acl('AllUsers', 'READ', { objectOwnership: undefined }), 'anonymous', 's3:ListBucket', 'data', 'uncertain'],
  ['IgnorePublicAcls ignores public ACLs', acl('AllUsers', 'READ', { publicAccessBlock: { ...OFF, ignorePublicAcls: true } }), 'anonymous', 's3:ListBucket', 'data', 'implicitDeny'],
  ['IgnorePublicAcls leaves anonymous requests nothing of object ACLs', acl('AllUsers', 'READ', { publicAccessBlock: { ...OFF, ignorePublicAcls: true } }), 'anonymous', 's3:GetObject', 'data/a', 'implicitDeny'],
  ['IgnorePublicAcls does not ignore an account', acl('0123456789abcdef', 'READ', { publicAccessBlock: { ...OFF, ignorePublicAcls: true } }), { arn: '0123456789abcdef' }, 's3:ListBucket', 'data', 'allow'],
  ['BlockPublicAcls refuses to set a public ACL', acl('AllUsers', 'READ', { publicAccessBlock: { ...OFF, blockPublicAcls: true } }), 'anonymous', 's3:ListBucket', 'data', 'uncertain'],
  ['no ACL gives nothing', at({ objectOwnership: 'BucketOwnerEnforced' }), 'anonymous', 's3:GetObject', 'data/a', 'implicitDeny'],
];
