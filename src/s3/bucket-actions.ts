import { s3Actions, type S3Action } from './catalogue';

/**
 * Actions that decide who has access: policy, ACLs, ownership (which turns ACLs on), the public access block, and tags where a bucket has
 * attribute-based access turned on. Anyone who has them can give everybody, and itself, all the rest.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/buckets-tagging-enable-abac.html
 */
export const ACCESS_MANAGEMENT: readonly string[] = [
  's3:DeleteBucketPolicy',
  's3:ObjectOwnerOverrideToBucketOwner',
  's3:PutBucketAbac',
  's3:PutBucketAcl',
  's3:PutBucketOwnershipControls',
  's3:PutBucketPolicy',
  's3:PutBucketPublicAccessBlock',
  's3:PutObjectAcl',
  's3:PutObjectVersionAcl',
  's3:TagResource',
  's3:UntagResource',
];

/** Actions that tell keys, which are data: names of customers, of projects, of people. The bucket. */
export const KEY_LISTING: readonly string[] = ['s3:ListBucket', 's3:ListBucketMultipartUploads', 's3:ListBucketVersions'];

/** Actions that make a bucket or take it away, and its name with it. */
export const BUCKET_LIFE: readonly string[] = ['s3:CreateBucket', 's3:DeleteBucket'];

/**
 * Actions that set tags on objects. Where a lifecycle rule expires objects by tag, setting the tag deletes the object.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html
 */
export const OBJECT_TAGGING: readonly string[] = ['s3:PutObjectTagging', 's3:PutObjectVersionTagging'];

/**
 * Actions by which data or its protection is lost, now or later, besides tags and overwriting: everything that is called delete; what makes
 * S3 delete (lifecycle rules, replicated deletes and replicas in place of objects); what keeps S3 from holding old versions and locks; what
 * puts data under a key that can be thrown away; and making a bucket anew, which in us-east-1 resets the ACL of one that is there.
 */
export const DESTROYING: readonly string[] = [
  's3:BypassGovernanceRetention',
  's3:CreateBucket',
  's3:DeleteBucket',
  's3:DeleteBucketMetadataTableConfiguration',
  's3:DeleteBucketPolicy',
  's3:DeleteBucketWebsite',
  's3:DeleteObject',
  's3:DeleteObjectAnnotation',
  's3:DeleteObjectTagging',
  's3:DeleteObjectVersion',
  's3:DeleteObjectVersionAnnotation',
  's3:DeleteObjectVersionTagging',
  's3:PutBucketObjectLockConfiguration',
  's3:PutBucketVersioning',
  's3:PutEncryptionConfiguration',
  's3:PutLifecycleConfiguration',
  's3:PutObjectLegalHold',
  's3:ReplicateDelete',
  's3:ReplicateObject',
  's3:ReplicateObjectAnnotation',
  's3:ReplicateTags',
  's3:UpdateObjectEncryption',
];

/** Actions that replace what is there and that no condition can keep from it; uploads have one. Objects. */
export const REPLACING: readonly string[] = ['s3:PutObjectAnnotation', 's3:PutObjectVersionAnnotation'];

/** Every action on a bucket that the catalogue knows, but for those listed. New ones come with a new catalogue, never by themselves. */
export function bucketActionsBut(...left: ReadonlyArray<readonly string[]>): readonly string[] {
  return actionsBut(({ resources }) => resources.includes('bucket'), left);
}

/** Every action on objects that the catalogue knows, but for those listed. */
export function objectActionsBut(...left: ReadonlyArray<readonly string[]>): readonly string[] {
  return actionsBut(({ level }) => level === 'object', left);
}

function actionsBut(isWanted: (action: S3Action) => boolean, left: ReadonlyArray<readonly string[]>): readonly string[] {
  const out = new Set(left.flat());
  return s3Actions().filter((action) => isWanted(action) && !out.has(action.name)).map(({ name }) => name);
}
