import { checkChoice } from './props';

/** A permission of an ACL. */
export type AclPermission = 'READ' | 'WRITE' | 'READ_ACP' | 'WRITE_ACP' | 'FULL_CONTROL';

/** The actions that an ACL permission stands for, by what a statement must name for them. */
export interface AclActions {
  /** Actions on the bucket. */
  readonly bucketActions: readonly string[];
  /** Actions on its objects. */
  readonly objectActions: readonly string[];
}

const READ: AclActions = {
  bucketActions: ['s3:ListBucket', 's3:ListBucketMultipartUploads', 's3:ListBucketVersions'],
  objectActions: ['s3:GetObject', 's3:GetObjectVersion', 's3:GetObjectVersionForReplication', 's3:ListMultipartUploadParts'],
};
const WRITE: AclActions = {
  bucketActions: [],
  objectActions: ['s3:DeleteObject', 's3:DeleteObjectVersion', 's3:PutObject', 's3:ReplicateDelete', 's3:ReplicateObject'],
};
const READ_ACP: AclActions = { bucketActions: ['s3:GetBucketAcl'], objectActions: ['s3:GetObjectAcl', 's3:GetObjectVersionAcl'] };
const WRITE_ACP: AclActions = { bucketActions: ['s3:PutBucketAcl'], objectActions: ['s3:PutObjectAcl', 's3:PutObjectVersionAcl'] };
const EACH = [READ, WRITE, READ_ACP, WRITE_ACP];

const TABLE: Readonly<Record<AclPermission, AclActions>> = {
  READ,
  WRITE,
  READ_ACP,
  WRITE_ACP,
  FULL_CONTROL: { bucketActions: EACH.flatMap((one) => one.bucketActions), objectActions: EACH.flatMap((one) => one.objectActions) },
};

/**
 * The actions that take the place of an ACL permission: the table by which ActiveScale 7 and AWS move from ACLs to policies, with every
 * action at the level where it means something, and the ACLs of versions beside those of objects. Listing all buckets of the account,
 * which the vendor's table counts to `READ`, is a grant of its own: `listAllBuckets`.
 *
 * @throws AccessError `InvalidOption`
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#acl-access-policy-permission-mapping
 * @example
 * fromAcl('READ_ACP'); // { bucketActions: ['s3:GetBucketAcl'], objectActions: ['s3:GetObjectAcl', 's3:GetObjectVersionAcl'] }
 */
export function fromAcl(permission: AclPermission): AclActions {
  checkChoice('permission', permission, Object.keys(TABLE));
  return TABLE[permission];
}
