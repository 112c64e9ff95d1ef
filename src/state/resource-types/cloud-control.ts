import { CLOUD_CONTROL_READ } from '../cloud-control/expand';
import type { ResourceFamily, UnreadType } from './row';

const unread = (what: string, limits: Omit<UnreadType, 'reason'> = {}): UnreadType => ({ reason: `${what} is not read`, ...limits });

const S3 = { services: ['s3'] } as const;
const RESERVED = { principals: ['role AWSReservedSSO_*'] } as const;
const accessPoint = unread('an access point', { services: ['s3', 's3express', 's3-object-lambda'] });
const accessGrants = unread('S3 Access Grants', { effect: 'allow', ...S3 });
const outposts = unread('a policy of S3 on Outposts', { services: ['s3-outposts'] });
const tables = unread('a policy of S3 Tables', { services: ['s3tables'] });
const key = unread('the policy of a KMS key', { services: ['kms'] });
const lake = unread('Lake Formation', { effect: 'allow', ...S3 });
const federation = unread('an identity provider', { effect: 'allow', services: ['sts'] });
const anything = unread('what it makes');

/**
 * What Cloud Control makes: templates of CloudFormation and the CDK, the provider `awscc` of Terraform and `aws-native` of Pulumi, under the names
 * of `awscc`. What is read is turned into the resources of the provider `aws` (`cloud-control/expand.ts`).
 */
export const CLOUD_CONTROL_TYPES: ResourceFamily = {
  title: 'Cloud Control (CloudFormation, the CDK, awscc, aws-native)',
  prefixes: [
    'awscc_s3', 'awscc_iam_', 'awscc_rolesanywhere', 'awscc_sso_', 'awscc_identitystore', 'awscc_organizations', 'awscc_kms', 'awscc_ram_', 'awscc_lakeformation',
    'awscc_cloudformation', 'awscc_ec2_vpc_endpoint', 'awscc_index_', 'awscc_serverless_',
  ],
  read: CLOUD_CONTROL_READ,
  unread: {
    awscc_s3_multi_region_access_point: accessPoint,
    awscc_s3_multi_region_access_point_policy: accessPoint,
    awscc_s3_access_grant: accessGrants,
    awscc_s3_access_grants_instance: accessGrants,
    awscc_s3_access_grants_location: accessGrants,
    awscc_s3express_access_point: accessPoint,
    awscc_s3objectlambda_access_point: accessPoint,
    awscc_s3objectlambda_access_point_policy: accessPoint,
    awscc_s3outposts_access_point: outposts,
    awscc_s3outposts_bucket_policy: outposts,
    awscc_s3tables_table_policy: tables,
    awscc_iam_service_linked_role: unread('a role that belongs to a service', { effect: 'allow', principals: ['role AWSServiceRoleFor*'] }),
    awscc_iam_oidc_provider: federation,
    awscc_iam_saml_provider: federation,
    awscc_rolesanywhere_profile: federation,
    awscc_rolesanywhere_trust_anchor: federation,
    awscc_sso_permission_set: unread('a permission set', RESERVED),
    awscc_sso_assignment: unread('an assignment', { effect: 'allow', ...RESERVED }),
    awscc_sso_application_assignment: unread('an assignment', { effect: 'allow', ...RESERVED }),
    awscc_sso_instance_access_control_attribute_configuration: unread('attributes for access control', RESERVED),
    awscc_identitystore_group_membership: unread('a membership', { effect: 'allow', ...RESERVED }),
    awscc_organizations_policy: unread('a policy of the organization', { effect: 'deny' }),
    awscc_kms_replica_key: key,
    awscc_ram_resource_share: unread('a share of AWS RAM', { effect: 'allow', services: ['s3', 's3-outposts'] }),
    awscc_ram_permission: unread('a permission of AWS RAM', { effect: 'allow', services: ['s3', 's3-outposts'] }),
    awscc_lakeformation_permissions: lake,
    awscc_lakeformation_principal_permissions: lake,
    awscc_lakeformation_resource: lake,
    awscc_lakeformation_data_lake_settings: lake,
    awscc_lakeformation_data_cells_filter: lake,
    awscc_lakeformation_tag_association: lake,
    awscc_cloudformation_stack: anything,
    awscc_cloudformation_stack_set: anything,
    awscc_cloudformation_custom_resource_emulator: anything,
    awscc_cloudformation_custom_resource: { reason: 'what a custom resource or a module makes is not read: it may be any user, role, bucket or policy' },
    awscc_servicecatalog_cloud_formation_provisioned_product: anything,
    awscc_transfer_user: { reason: 'users of AWS Transfer Family are not read: anyone who signs in has the access of a role', effect: 'allow', ...S3 },
    awscc_transfer_web_app: { reason: 'web apps of AWS Transfer Family are not read: anyone who signs in has what Access Grants give', effect: 'allow', ...S3 },
    awscc_index_extension_resource: anything,
    awscc_ec2_vpc_endpoint: unread('the policy of a VPC endpoint', { effect: 'deny', by: [{ attribute: 'policy_document' }] }),
  },
  none: [
    'awscc_cloudformation_macro', 'awscc_cloudformation_wait_condition', 'awscc_cloudformation_wait_condition_handle',
    'awscc_s3_storage_lens', 'awscc_s3_storage_lens_group', 'awscc_s3express_directory_bucket', 'awscc_s3outposts_bucket', 'awscc_s3outposts_endpoint', 'awscc_s3tables_namespace',
    'awscc_s3tables_table', 'awscc_s3tables_table_bucket', 'awscc_s3vectors_index', 'awscc_s3vectors_vector_bucket', 'awscc_iam_instance_profile',
    'awscc_iam_server_certificate', 'awscc_iam_virtual_mfa_device', 'awscc_iam_virtualmfa_device', 'awscc_rolesanywhere_crl', 'awscc_sso_application', 'awscc_sso_instance',
    'awscc_identitystore_group', 'awscc_organizations_account', 'awscc_organizations_organization', 'awscc_organizations_organizational_unit',
    'awscc_organizations_resource_policy', 'awscc_kms_alias', 'awscc_lakeformation_tag', 'awscc_cloudformation_generated_template',
    'awscc_cloudformation_guard_hook', 'awscc_cloudformation_hook_default_version', 'awscc_cloudformation_hook_type_config', 'awscc_cloudformation_hook_version',
    'awscc_cloudformation_lambda_hook', 'awscc_cloudformation_module_default_version', 'awscc_cloudformation_module_version', 'awscc_cloudformation_public_type_version',
    'awscc_cloudformation_publisher', 'awscc_cloudformation_resource_default_version', 'awscc_cloudformation_resource_version', 'awscc_cloudformation_type_activation',
    'awscc_ec2_vpc_endpoint_connection_notification', 'awscc_ec2_vpc_endpoint_service', 'awscc_ec2_vpc_endpoint_service_permissions',
  ],
};
