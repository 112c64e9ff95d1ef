import type { ResourceKind } from './resource-access';

/** The users of Selectel's provider. */
export const SERVICE_USER = 'selectel_iam_serviceuser_v1';

/** The kinds of principal that hold policies. */
export type PrincipalKind = 'user' | 'group' | 'role';

/** Names the principals of one kind in an attribute, as one name or a list of them. */
export interface Holder {
  readonly kind: PrincipalKind;
  readonly attribute: string;
}

/** An access key: whose it is, and whether it is suspended. */
export interface AccessKeyRole {
  readonly is: 'accessKey';
  readonly user: string;
  /** Attributes that tell, each with the value of a key that is suspended; the first that is there counts. */
  readonly suspended: ReadonlyArray<readonly [attribute: string, value: string | boolean]>;
}

/** The policy of a resource that isn't a bucket. */
export interface ResourcePolicyRole {
  readonly is: 'resourcePolicy';
  readonly kind: ResourceKind;
  /** The attribute that names the resource by its ARN. */
  readonly arn: string;
  /** The attribute that holds the policy. */
  readonly policy: string;
}

/** What a resource type means for access: which of its attributes name the policy, who holds it, and so on. */
export type ResourceRole =
  | { readonly is: 'principal'; readonly kind: PrincipalKind }
  | { readonly is: 'managedPolicy' }
  | { readonly is: 'bucket' }
  | { readonly is: 'inlinePolicy'; readonly holder: Holder }
  | { readonly is: 'attachment'; readonly holders: readonly Holder[]; readonly policies: string }
  | { readonly is: 'membership'; readonly users: string; readonly groups: string }
  | { readonly is: 'bucketPolicy' }
  | AccessKeyRole
  | { readonly is: 'bucketAcl' | 'objectOwnership' | 'bucketBlock' | 'accountBlock' | 'accessPoint' | 'multiRegionAccessPoint' | 'multiRegionPolicy' }
  | { readonly is: 'objectLambda' | 'objectLambdaPolicy' | 'table' | 'tablePolicy' | 'key' | 'keyPolicy' | 'keyGrant' }
  | { readonly is: 'organizationPolicy' | 'organizationAttachment' | 'endpoint' | 'endpointPolicy' }
  | ResourcePolicyRole
  | { readonly is: 'exclusiveNames'; readonly holder: Holder };

const user = (attribute: string): Holder => ({ kind: 'user', attribute });
const group = (attribute: string): Holder => ({ kind: 'group', attribute });
const role = (attribute: string): Holder => ({ kind: 'role', attribute });

/**
 * Every resource of the AWS provider, and of those of MinIO and Selectel, that gives or limits access to S3 through IAM or a bucket policy. Pulumi's types are the same
 * resources under other names (`pulumi-types.ts`).
 *
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs
 */
export const RESOURCE_ROLES: ReadonlyMap<string, ResourceRole> = new Map<string, ResourceRole>(Object.entries<ResourceRole>({
  'aws_iam_user': { is: 'principal', kind: 'user' },
  'aws_iam_group': { is: 'principal', kind: 'group' },
  'aws_iam_role': { is: 'principal', kind: 'role' },
  'aws_iam_policy': { is: 'managedPolicy' },
  'data.aws_iam_policy': { is: 'managedPolicy' },
  'aws_iam_user_policy': { is: 'inlinePolicy', holder: user('user') },
  'aws_iam_group_policy': { is: 'inlinePolicy', holder: group('group') },
  'aws_iam_role_policy': { is: 'inlinePolicy', holder: role('role') },
  'aws_iam_user_policy_attachment': { is: 'attachment', holders: [user('user')], policies: 'policy_arn' },
  'aws_iam_group_policy_attachment': { is: 'attachment', holders: [group('group')], policies: 'policy_arn' },
  'aws_iam_role_policy_attachment': { is: 'attachment', holders: [role('role')], policies: 'policy_arn' },
  'aws_iam_policy_attachment': { is: 'attachment', holders: [user('users'), group('groups'), role('roles')], policies: 'policy_arn' },
  'aws_iam_user_policy_attachments_exclusive': { is: 'attachment', holders: [user('user_name')], policies: 'policy_arns' },
  'aws_iam_group_policy_attachments_exclusive': { is: 'attachment', holders: [group('group_name')], policies: 'policy_arns' },
  'aws_iam_role_policy_attachments_exclusive': { is: 'attachment', holders: [role('role_name')], policies: 'policy_arns' },
  'aws_iam_user_policies_exclusive': { is: 'exclusiveNames', holder: user('user_name') },
  'aws_iam_group_policies_exclusive': { is: 'exclusiveNames', holder: group('group_name') },
  'aws_iam_role_policies_exclusive': { is: 'exclusiveNames', holder: role('role_name') },
  'aws_iam_group_membership': { is: 'membership', users: 'users', groups: 'group' },
  'aws_iam_user_group_membership': { is: 'membership', users: 'user', groups: 'groups' },
  'aws_iam_access_key': { is: 'accessKey', user: 'user', suspended: [['status', 'Inactive']] },
  'aws_s3_bucket': { is: 'bucket' },
  'aws_s3_bucket_policy': { is: 'bucketPolicy' },
  'aws_s3_bucket_acl': { is: 'bucketAcl' },
  'aws_s3_bucket_ownership_controls': { is: 'objectOwnership' },
  'aws_s3_bucket_public_access_block': { is: 'bucketBlock' },
  'aws_s3_account_public_access_block': { is: 'accountBlock' },
  'aws_s3_access_point': { is: 'accessPoint' },
  'aws_s3control_access_point_policy': { is: 'resourcePolicy', kind: 'accessPoint', arn: 'access_point_arn', policy: 'policy' },
  'aws_s3tables_table_bucket_policy': { is: 'resourcePolicy', kind: 'tableBucket', arn: 'table_bucket_arn', policy: 'resource_policy' },
  'aws_s3vectors_vector_bucket_policy': { is: 'resourcePolicy', kind: 'vectorBucket', arn: 'vector_bucket_arn', policy: 'policy' },
  'aws_s3control_multi_region_access_point': { is: 'multiRegionAccessPoint' },
  'aws_s3control_multi_region_access_point_policy': { is: 'multiRegionPolicy' },
  'aws_s3control_object_lambda_access_point': { is: 'objectLambda' },
  'aws_s3control_object_lambda_access_point_policy': { is: 'objectLambdaPolicy' },
  'aws_s3tables_table': { is: 'table' },
  'aws_s3tables_table_policy': { is: 'tablePolicy' },
  'aws_kms_key': { is: 'key' },
  'aws_kms_external_key': { is: 'key' },
  'aws_kms_replica_key': { is: 'key' },
  'aws_kms_replica_external_key': { is: 'key' },
  'aws_kms_key_policy': { is: 'keyPolicy' },
  'aws_kms_grant': { is: 'keyGrant' },
  'aws_organizations_policy': { is: 'organizationPolicy' },
  'aws_organizations_policy_attachment': { is: 'organizationAttachment' },
  'aws_vpc_endpoint': { is: 'endpoint' },
  'aws_vpc_endpoint_policy': { is: 'endpointPolicy' },
  // of the provider of MinIO, where policies are attached by their names
  'minio_iam_user': { is: 'principal', kind: 'user' },
  'minio_iam_group': { is: 'principal', kind: 'group' },
  'minio_iam_policy': { is: 'managedPolicy' },
  'minio_iam_user_policy_attachment': { is: 'attachment', holders: [user('user_name')], policies: 'policy_name' },
  'minio_iam_group_policy_attachment': { is: 'attachment', holders: [group('group_name')], policies: 'policy_name' },
  'minio_iam_group_membership': { is: 'membership', users: 'users', groups: 'group' },
  'minio_iam_user_group_membership': { is: 'membership', users: 'user', groups: 'groups' },
  'minio_iam_group_user_attachment': { is: 'membership', users: 'user_name', groups: 'group_name' },
  // what it is asked to be comes before what the server says, which in a plan may be what it was
  'minio_iam_service_account': { is: 'accessKey', user: 'target_user', suspended: [['disable_user', true], ['status', 'off']] },
  'minio_accesskey': { is: 'accessKey', user: 'user', suspended: [['status', 'disabled']] },
  'minio_s3_bucket': { is: 'bucket' },
  'minio_s3_bucket_policy': { is: 'bucketPolicy' },
  // of the provider of Selectel, whose bucket policies are AWS's
  [SERVICE_USER]: { is: 'principal', kind: 'user' },
  'selectel_iam_s3_credentials_v1': { is: 'accessKey', user: 'user_id', suspended: [] },
}));

/** What only AWS heeds: on other platforms, resources of these kinds are named, and not counted. */
export const ONLY_AWS: ReadonlySet<ResourceRole['is']> = new Set([
  'bucketAcl', 'objectOwnership', 'bucketBlock', 'accountBlock', 'accessPoint', 'multiRegionAccessPoint', 'multiRegionPolicy', 'objectLambda', 'objectLambdaPolicy',
  'tablePolicy', 'key', 'keyPolicy', 'keyGrant', 'resourcePolicy', 'organizationPolicy', 'organizationAttachment', 'endpoint', 'endpointPolicy',
]);

/** Attributes that hold lists; in all others one text stands for one principal, policy or bucket. */
export const PLURAL: ReadonlySet<string> = new Set(['users', 'groups', 'roles', 'policy_arns', 'policy_names', 'managed_policy_arns']);
