import type { ResourceFamily, UnreadType } from './row';

const S3 = ['s3'];
const KMS = ['kms'];

/** The roles that IAM Identity Center makes of its permission sets. */
const RESERVED = ['role AWSReservedSSO_*'];

const permissionSet: UnreadType = { reason: 'permission sets of IAM Identity Center are not read: they become roles in the accounts that they are assigned to', principals: RESERVED };
const assignment: UnreadType = { reason: 'who is assigned to a permission set of IAM Identity Center is not read', effect: 'allow', principals: RESERVED };
const keyPolicy: UnreadType = { reason: 'the policy of a KMS key is not read: it decides whether IAM counts for the key at all', services: KMS };
const limit: UnreadType = { reason: 'policies of the organization are not read: they may limit what everybody in an account may do', effect: 'deny' };
const share: UnreadType = { reason: 'shares of AWS RAM are not read: they may give other accounts access', effect: 'allow', services: [...S3, 's3-outposts'] };
const lake: UnreadType = { reason: 'permissions of Lake Formation are not read: it gives credentials for the data in registered locations', effect: 'allow', services: S3 };
const endpoint: UnreadType = { reason: 'policies of VPC endpoints are not read: they may limit what is asked through the endpoint', effect: 'deny', by: [{ attribute: 'policy' }] };
const anything: UnreadType = { reason: 'what it makes is not read: it may be any user, role, bucket or policy' };

/** What else of an AWS account bears on access, in the AWS provider of Terraform. */
export const ACCOUNT_TYPES: ResourceFamily = {
  title: 'Organizations, IAM Identity Center, KMS, RAM, Lake Formation, CloudFormation, VPC endpoints',
  prefixes: [
    'aws_ssoadmin', 'aws_identitystore', 'aws_organizations', 'aws_kms', 'aws_ram_', 'aws_lakeformation', 'aws_cloudcontrolapi', 'aws_cloudformation', 'aws_vpc_endpoint',
  ],
  unread: {
    aws_ssoadmin_permission_set: permissionSet,
    aws_ssoadmin_permission_set_inline_policy: permissionSet,
    aws_ssoadmin_managed_policy_attachment: permissionSet,
    aws_ssoadmin_managed_policy_attachments_exclusive: permissionSet,
    aws_ssoadmin_customer_managed_policy_attachment: permissionSet,
    aws_ssoadmin_customer_managed_policy_attachments_exclusive: permissionSet,
    aws_ssoadmin_permissions_boundary_attachment: permissionSet,
    aws_ssoadmin_account_assignment: assignment,
    aws_ssoadmin_instance_access_control_attributes: { reason: 'attributes for access control are not read: they become the tags of sessions', principals: RESERVED },
    aws_ssoadmin_trusted_token_issuer: { reason: 'trusted token issuers are not read: applications take their tokens for people of IAM Identity Center', effect: 'allow', principals: RESERVED },
    aws_ssoadmin_application_access_scope: assignment,
    aws_ssoadmin_application_assignment: assignment,
    aws_ssoadmin_application_assignment_configuration: assignment,
    aws_identitystore_group_membership: assignment,
    aws_organizations_policy: {
      ...limit, by: [{ attribute: 'type', unset: true, harmless: ['TAG_POLICY', 'BACKUP_POLICY', 'AISERVICES_OPT_OUT_POLICY', 'CHATBOT_POLICY', 'DECLARATIVE_POLICY_EC2', 'SECURITYHUB_POLICY'] }],
    },
    aws_organizations_policy_attachment: limit,
    aws_kms_key: keyPolicy,
    aws_kms_key_policy: keyPolicy,
    aws_kms_external_key: keyPolicy,
    aws_kms_replica_key: keyPolicy,
    aws_kms_replica_external_key: keyPolicy,
    aws_kms_grant: { reason: 'grants of KMS keys are not read', effect: 'allow', services: KMS },
    aws_ram_resource_share: share,
    aws_ram_resource_association: share,
    aws_ram_principal_association: share,
    aws_ram_resource_share_associations_exclusive: share,
    aws_ram_resource_share_accepter: share,
    aws_ram_permission: share,
    aws_lakeformation_permissions: lake,
    aws_lakeformation_resource: lake,
    aws_lakeformation_data_lake_settings: lake,
    aws_lakeformation_resource_lf_tag: lake,
    aws_lakeformation_resource_lf_tags: lake,
    aws_lakeformation_lf_tag_expression: lake,
    aws_lakeformation_data_cells_filter: lake,
    aws_lakeformation_opt_in: lake,
    aws_lakeformation_identity_center_configuration: lake,
    aws_cloudcontrolapi_resource: anything,
    aws_cloudformation_stack: anything,
    aws_cloudformation_stack_set: anything,
    aws_cloudformation_stack_set_instance: anything,
    aws_cloudformation_stack_instances: anything,
    aws_servicecatalog_provisioned_product: anything,
    aws_serverlessapplicationrepository_cloudformation_stack: anything,
    aws_vpc_endpoint: endpoint,
    aws_vpc_endpoint_policy: endpoint,
    aws_transfer_user: { reason: 'users of AWS Transfer Family are not read: anyone who signs in has the access of a role', effect: 'allow', services: S3 },
    aws_transfer_access: { reason: 'groups of AWS Transfer Family are not read: anyone who signs in has the access of a role', effect: 'allow', services: S3 },
    aws_transfer_web_app: { reason: 'web apps of AWS Transfer Family are not read: anyone who signs in has what Access Grants give', effect: 'allow', services: S3 },
    aws_storagegateway_nfs_file_share: { reason: 'file shares of a storage gateway are not read: anyone who may mount one reads and writes the bucket', effect: 'allow', services: S3, bucket: 'location_arn' },
    aws_storagegateway_smb_file_share: { reason: 'file shares of a storage gateway are not read: anyone who may mount one reads and writes the bucket', effect: 'allow', services: S3, bucket: 'location_arn' },
    aws_fsx_s3_access_point_attachment: { reason: 'access points for file systems are not read', services: S3 },
  },
  none: [
    'aws_ssoadmin_application', 'aws_ssoadmin_region', 'aws_identitystore_group', 'aws_identitystore_user', 'aws_organizations_account',
    'aws_organizations_aws_service_access', 'aws_organizations_delegated_administrator', 'aws_organizations_organization', 'aws_organizations_organizational_unit',
    'aws_organizations_resource_policy', 'aws_organizations_tag', 'aws_kms_alias', 'aws_kms_ciphertext', 'aws_kms_custom_key_store', 'aws_ram_sharing_with_organization',
    'aws_lakeformation_lf_tag', 'aws_cloudformation_type', 'aws_vpc_endpoint_connection_accepter', 'aws_vpc_endpoint_connection_notification',
    'aws_vpc_endpoint_private_dns', 'aws_vpc_endpoint_route_table_association', 'aws_vpc_endpoint_security_group_association', 'aws_vpc_endpoint_service',
    'aws_vpc_endpoint_service_allowed_principal', 'aws_vpc_endpoint_service_private_dns_verification', 'aws_vpc_endpoint_subnet_association',
  ],
};
