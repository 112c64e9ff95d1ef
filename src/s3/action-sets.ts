/*
 * All named action sets on one page. What an action is for and which resource it needs: the catalogue, and
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
 */

/** Needed to upload, also in parts and as the target of a copy. It overwrites what is there under the same key. Objects. */
export const UPLOAD: readonly string[] = Object.freeze(['s3:PutObject']);

/** Helpful with {@link UPLOAD}: giving an upload in parts up, and resuming it. Objects, although one of them is called a list. */
export const UPLOAD_HELPFUL: readonly string[] = Object.freeze(['s3:AbortMultipartUpload', 's3:ListMultipartUploadParts']);

/** Reads the current version of an object; HEAD too. Without {@link LIST}, a missing key answers 403 instead of 404. Objects. */
export const READ: readonly string[] = Object.freeze(['s3:GetObject']);

/** Reads a version by its id; {@link READ} doesn't cover that. Objects. */
export const READ_VERSIONS: readonly string[] = Object.freeze(['s3:GetObjectVersion']);

/** Lists keys; HEAD on the bucket too. Limited to a prefix by a condition on `s3:prefix`. The bucket. */
export const LIST: readonly string[] = Object.freeze(['s3:ListBucket']);

/** Lists keys with all their versions; {@link LIST} doesn't cover that. The bucket. */
export const LIST_VERSIONS: readonly string[] = Object.freeze(['s3:ListBucketVersions']);

/** Lists uploads in parts that were not completed. The bucket. */
export const LIST_UPLOADS: readonly string[] = Object.freeze(['s3:ListBucketMultipartUploads']);

/** Deletes objects; in a versioned bucket it leaves a delete marker and all versions. Objects. */
export const DELETE: readonly string[] = Object.freeze(['s3:DeleteObject']);

/** Deletes a version for good. Objects. */
export const DELETE_VERSIONS: readonly string[] = Object.freeze(['s3:DeleteObjectVersion']);

/** Sets the tags of an object, also while it is uploaded. Objects. */
export const TAGGING: readonly string[] = Object.freeze(['s3:PutObjectTagging']);

/** What a person needs who manages a bucket's policy, and must keep so as not to be locked out. The bucket. */
export const POLICY_MANAGEMENT: readonly string[] = Object.freeze(['s3:DeleteBucketPolicy', 's3:GetBucketPolicy', 's3:PutBucketPolicy']);

/** Tells the region of a bucket; SDKs ask it before anything else. The bucket. */
export const BUCKET_LOCATION: readonly string[] = Object.freeze(['s3:GetBucketLocation']);

/** Lists the names of all buckets of the account, never only some; a console begins with it. No resource: `*` only. */
export const LIST_BUCKETS: readonly string[] = Object.freeze(['s3:ListAllMyBuckets']);
