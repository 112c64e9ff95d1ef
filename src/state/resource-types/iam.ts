import type { ResourceFamily, UnreadType } from './row';

const federation: UnreadType = {
  reason: 'identity providers are not read: roles that trust one may be taken by anyone who signs in there', effect: 'allow', services: ['sts'],
};

/** IAM, in the AWS provider of Terraform. */
export const IAM_TYPES: ResourceFamily = {
  title: 'IAM',
  prefixes: ['aws_iam', 'aws_rolesanywhere'],
  read: ['data.aws_iam_policy_document'],
  unread: {
    aws_iam_openid_connect_provider: federation,
    aws_iam_saml_provider: federation,
    aws_rolesanywhere_trust_anchor: federation,
    aws_rolesanywhere_profile: { reason: 'profiles of IAM Roles Anywhere are not read: they give machines with a certificate the access of roles', effect: 'allow', services: ['sts'] },
    aws_iam_service_linked_role: { reason: 'roles that belong to a service are not read: AWS decides what they may do', effect: 'allow', principals: ['role AWSServiceRoleFor*'] },
    aws_iam_organizations_features: { reason: 'central root access is not read: with it, the management account may take privileged sessions in member accounts', effect: 'allow' },
  },
  none: [
    'aws_iam_account_alias', 'aws_iam_account_password_policy', 'aws_iam_instance_profile', 'aws_iam_outbound_web_identity_federation',
    'aws_iam_security_token_service_preferences', 'aws_iam_server_certificate', 'aws_iam_service_specific_credential', 'aws_iam_signing_certificate',
    'aws_iam_user_login_profile', 'aws_iam_user_ssh_key', 'aws_iam_virtual_mfa_device',
  ],
};
