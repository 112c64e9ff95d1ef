import type { ResourceFamily, UnreadType } from './row';

/** Roles that leave access to bucket policies, and those that have nothing to do with storage. */
const HARMLESS_ROLES = ['s3.user', 's3.bucket.user', 'object_storage_user', 'iam_admin', 'billing'];
const roles: UnreadType = { reason: 'roles in projects are not read: some give access to every bucket of a project', effect: 'allow' };

/** Selectel's provider of Terraform (selectel/selectel). */
export const SELECTEL_TYPES: ResourceFamily = {
  title: 'Selectel',
  prefixes: ['selectel_iam', 'selectel_vpc_project'],
  unread: {
    selectel_iam_user_v1: roles,
    selectel_iam_group_v1: roles,
    selectel_iam_group_membership_v1: roles,
    selectel_iam_oidc_federation_v1: roles,
    selectel_iam_oidc_federation_group_mappings_v1: roles,
    selectel_iam_saml_federation_v1: roles,
    selectel_iam_saml_federation_group_mappings_v1: roles,
  },
  unreadAttributes: {
    selectel_iam_serviceuser_v1: { ...roles, principals: { kind: 'user', attribute: 'name' }, by: ['role', 'roles'].map((attribute) => ({ attribute, within: 'role_name', harmless: HARMLESS_ROLES })) },
  },
  none: ['selectel_iam_saml_federation_certificate_v1', 'selectel_vpc_project_v2'],
};
