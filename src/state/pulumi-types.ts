/**
 * Pulumi's type tokens for the resources that are read, and for those whose names don't follow from the name that Terraform's provider, which
 * they are made from, calls them by.
 */
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
  ['minio:index/iamUserGroupMembership:IamUserGroupMembership', 'minio_iam_user_group_membership'],
  ['aws:iam/openIdConnectProvider:OpenIdConnectProvider', 'aws_iam_openid_connect_provider'],
  ['aws:iam/sshKey:SshKey', 'aws_iam_user_ssh_key'],
  ['aws:cloudcontrol/resource:Resource', 'aws_cloudcontrolapi_resource'],
  ['aws:cloudformation/cloudFormationType:CloudFormationType', 'aws_cloudformation_type'],
  ['aws:s3/analyticsConfiguration:AnalyticsConfiguration', 'aws_s3_bucket_analytics_configuration'],
  ['aws:s3/bucketObjectv2:BucketObjectv2', 'aws_s3_object'],
  ['aws:s3/bucketReplicationConfig:BucketReplicationConfig', 'aws_s3_bucket_replication_configuration'],
  ['aws:s3/inventory:Inventory', 'aws_s3_bucket_inventory'],
  ['aws:ec2/vpcEndpointServiceAllowedPrinciple:VpcEndpointServiceAllowedPrinciple', 'aws_vpc_endpoint_service_allowed_principal'],
  // of the SDK that Pulumi generates from Terraform's provider
  ['selectel:index/iamServiceuserV1:IamServiceuserV1', 'selectel_iam_serviceuser_v1'],
  ['selectel:index/iamS3CredentialsV1:IamS3CredentialsV1', 'selectel_iam_s3_credentials_v1'],
  // a plan, of which the outputs hold the files, where a platform takes files
  ['bucket-grants:index:StorageAccess', 'bucket_grants_storage_access'],
]);

/** How the first words of a type differ from Terraform's: Pulumi's module and the beginning of the name, and Terraform's prefix. */
const BEGINNINGS: readonly (readonly [token: RegExp, type: string])[] = [
  [/^aws:s3\/files(?=[A-Z])/, 'aws_s3files_'],
  [/^aws:s3\/vectors(?=[A-Z])/, 'aws_s3vectors_'],
  [/^aws:ec2\/vpcEndpoint/, 'aws_vpc_endpoint_'],
  [/^aws:(\w+)\//, 'aws_$1_'],
  [/^aws-native:(\w+):/, 'awscc_$1_'],
  [/^(minio|selectel):index\//, '$1_'],
];

/**
 * What Terraform's provider calls the type of a Pulumi resource; the provider `awscc`, for those of aws-native. `undefined` for types of other
 * packages.
 */
export function terraformType(token: string): string | undefined {
  const known = PULUMI_TYPES.get(token);
  const beginning = known === undefined ? BEGINNINGS.find(([pattern]) => pattern.test(token)) : undefined;
  if (beginning === undefined) return known;
  const name = token.replace(...beginning).split(':')[0].replace(/(V2|_)$/, '');
  return name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
}

/** Attributes whose Pulumi names are not simply the Terraform names in camelCase. */
export const PULUMI_ATTRIBUTES: ReadonlyMap<string, string> = new Map([
  ['inline_policy', 'inlinePolicies'],
  ['grant', 'grants'],
  ['target_grant', 'targetGrants'],
]);

/** What Pulumi calls an attribute. */
export function pulumiAttribute(attribute: string): string {
  return PULUMI_ATTRIBUTES.get(attribute) ?? attribute.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
