/** What a matrix asks about. */
export type MatrixVerb = 'read' | 'list' | 'write' | 'delete' | 'administer';

/**
 * The actions that stand for each verb, any of which is enough: old versions are read and deleted too, and whoever may write a bucket's
 * policy, ACLs, lifecycle rules or public access block may give or take everything else.
 */
export const VERB_ACTIONS: Readonly<Record<MatrixVerb, readonly string[]>> = {
  read: ['s3:GetObject', 's3:GetObjectVersion'],
  list: ['s3:ListBucket', 's3:ListBucketVersions'],
  write: ['s3:PutObject'],
  delete: ['s3:DeleteObject', 's3:DeleteObjectVersion'],
  administer: [
    's3:PutBucketPolicy', 's3:DeleteBucketPolicy', 's3:PutBucketAcl', 's3:PutObjectAcl', 's3:PutLifecycleConfiguration', 's3:PutBucketPublicAccessBlock', 's3:DeleteBucket',
  ],
};
