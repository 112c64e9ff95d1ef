/**
 * A canned ACL of objects, as requests name it in the header `x-amz-acl`.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#canned-acl
 */
export type CannedAcl = typeof CANNED_ACLS[number];

/** All of them. */
export const CANNED_ACLS = Object.freeze([
  'private', 'public-read', 'public-read-write', 'authenticated-read', 'aws-exec-read', 'bucket-owner-read', 'bucket-owner-full-control',
] as const);

/** Sets the ACL of an object or of a version that is there already. Objects. */
export const PUT_OBJECT_ACLS: readonly string[] = ['s3:PutObjectAcl', 's3:PutObjectVersionAcl'];
