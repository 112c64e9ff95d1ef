/** Pulumi's type tokens for the resources that bear on access, and what Terraform's provider, which they are made from, calls them. */
export const PULUMI_TYPES: ReadonlyMap<string, string> = new Map([
  ['aws:iam/user:User', 'aws_iam_user'],
  ['aws:iam/group:Group', 'aws_iam_group'],
  ['aws:iam/role:Role', 'aws_iam_role'],
  ['aws:iam/policy:Policy', 'aws_iam_policy'],
  ['aws:iam/userPolicy:UserPolicy', 'aws_iam_user_policy'],
  ['aws:iam/groupPolicy:GroupPolicy', 'aws_iam_group_policy'],
  ['aws:iam/rolePolicy:RolePolicy', 'aws_iam_role_policy'],
  ['aws:iam/userPolicyAttachment:UserPolicyAttachment', 'aws_iam_user_policy_attachment'],
  ['aws:iam/groupPolicyAttachment:GroupPolicyAttachment', 'aws_iam_group_policy_attachment'],
  ['aws:iam/rolePolicyAttachment:RolePolicyAttachment', 'aws_iam_role_policy_attachment'],
  ['aws:iam/policyAttachment:PolicyAttachment', 'aws_iam_policy_attachment'],
  ['aws:iam/userPolicyAttachmentsExclusive:UserPolicyAttachmentsExclusive', 'aws_iam_user_policy_attachments_exclusive'],
  ['aws:iam/groupPolicyAttachmentsExclusive:GroupPolicyAttachmentsExclusive', 'aws_iam_group_policy_attachments_exclusive'],
  ['aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive', 'aws_iam_role_policy_attachments_exclusive'],
  ['aws:iam/userPoliciesExclusive:UserPoliciesExclusive', 'aws_iam_user_policies_exclusive'],
  ['aws:iam/groupPoliciesExclusive:GroupPoliciesExclusive', 'aws_iam_group_policies_exclusive'],
  ['aws:iam/rolePoliciesExclusive:RolePoliciesExclusive', 'aws_iam_role_policies_exclusive'],
  ['aws:iam/groupMembership:GroupMembership', 'aws_iam_group_membership'],
  ['aws:iam/userGroupMembership:UserGroupMembership', 'aws_iam_user_group_membership'],
  ['aws:iam/accessKey:AccessKey', 'aws_iam_access_key'],
  ['aws:s3/bucket:Bucket', 'aws_s3_bucket'],
  ['aws:s3/bucketV2:BucketV2', 'aws_s3_bucket'],
  ['aws:s3/bucketPolicy:BucketPolicy', 'aws_s3_bucket_policy'],
  ['minio:index/iamUser:IamUser', 'minio_iam_user'],
  ['minio:index/iamGroup:IamGroup', 'minio_iam_group'],
  ['minio:index/iamPolicy:IamPolicy', 'minio_iam_policy'],
  ['minio:index/iamUserPolicyAttachment:IamUserPolicyAttachment', 'minio_iam_user_policy_attachment'],
  ['minio:index/iamGroupPolicyAttachment:IamGroupPolicyAttachment', 'minio_iam_group_policy_attachment'],
  ['minio:index/iamGroupMembership:IamGroupMembership', 'minio_iam_group_membership'],
  ['minio:index/iamGroupUserAttachment:IamGroupUserAttachment', 'minio_iam_group_user_attachment'],
  ['minio:index/iamServiceAccount:IamServiceAccount', 'minio_iam_service_account'],
  ['minio:index/s3Bucket:S3Bucket', 'minio_s3_bucket'],
  ['minio:index/s3BucketPolicy:S3BucketPolicy', 'minio_s3_bucket_policy'],
  // of the SDK that Pulumi generates from Terraform's provider
  ['selectel:index/iamServiceuserV1:IamServiceuserV1', 'selectel_iam_serviceuser_v1'],
  ['selectel:index/iamS3CredentialsV1:IamS3CredentialsV1', 'selectel_iam_s3_credentials_v1'],
  // a plan, of which the outputs hold the files, where a platform takes files
  ['bucket-grants:index:StorageAccess', 'bucket_grants_storage_access'],
]);

/** Attributes whose Pulumi names are not simply the Terraform names in camelCase. */
export const PULUMI_ATTRIBUTES: ReadonlyMap<string, string> = new Map([
  ['inline_policy', 'inlinePolicies'],
]);

/** What Pulumi calls an attribute. */
export function pulumiAttribute(attribute: string): string {
  return PULUMI_ATTRIBUTES.get(attribute) ?? attribute.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
