import type { RuleLanguage, Verb } from '../rules/rule';

/*
 * What DeltaGlider Proxy understands, from its documentation and, where that says too little, from its source at version 1.19.0:
 * https://github.com/beshu-tech/deltaglider_proxy docs/product/reference/{iam-permissions,s3-api-compatibility}.md, src/iam/{permissions,middleware}.rs
 */

const READ = ['s3:GetObject', 's3:GetObjectAcl', 's3:ListMultipartUploadParts'];
const WRITE = ['s3:PutObject'];
const DELETE = ['s3:AbortMultipartUpload', 's3:DeleteObject'];
const LIST = ['s3:GetBucketAcl', 's3:GetBucketLocation', 's3:GetBucketVersioning', 's3:ListBucket', 's3:ListBucketMultipartUploads'];
const ADMIN = ['s3:CreateBucket', 's3:DeleteBucket'];

/** All actions that its verbs and answers are about. */
export const ACTIONS: readonly string[] = [...ADMIN, ...DELETE, ...LIST, ...READ, ...WRITE, 's3:ListAllMyBuckets'];

/** The proxy tells verbs by the method and the path of a request: whatever is fetched from an object is read, whatever is deleted there is delete. */
const VERBS: readonly Verb[] = [
  { verb: 'read', level: 'object', actions: READ, alsoGrants: ['s3:GetObjectAcl', 's3:ListMultipartUploadParts'] },
  { verb: 'write', level: 'object', actions: WRITE, alsoGrants: [] },
  { verb: 'delete', level: 'object', actions: DELETE, alsoGrants: ['s3:AbortMultipartUpload'] },
  { verb: 'list', level: 'bucket', actions: LIST, alsoGrants: LIST.filter((action) => action !== 's3:ListBucket') },
  // a bucket that is there can't be made anew, so a guard on it that denies making it takes nothing
  { verb: 'admin', level: 'bucket', actions: ADMIN, alsoGrants: [], deniesAlong: ['s3:CreateBucket'] },
];

/** Rules, and what they are about. */
export const DELTA_GLIDER_RULES: RuleLanguage = {
  verbs: VERBS,
  lists: 'list',
  reads: 'read',
  everybodys: 's3:ListAllMyBuckets',
  // a request that lists uploads, or asks for one of the fixed answers, is let through to anyone who has a rule on the bucket, and isn't filtered
  anyRuleGrants: LIST.filter((action) => action !== 's3:ListBucket'),
  severalAtOnce: 's3:DeleteObject',
  userName: 'iam:username',
  // the path of a request is compared before it is decoded, and these are the characters that no client encodes
  letters: 'A-Za-z0-9._~-',
  most: 100,
};
