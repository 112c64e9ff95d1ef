/*
 * The IAM actions that make and keep users, groups, policies and access keys, and no others: no roles, console passwords, MFA devices or
 * identity providers. https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
 */

/** Look at everything below; on any resource. */
export const IAM_READ: readonly string[] = [
  'iam:GetAccessKeyLastUsed',
  'iam:GetGroup',
  'iam:GetGroupPolicy',
  'iam:GetPolicy',
  'iam:GetPolicyVersion',
  'iam:GetUser',
  'iam:GetUserPolicy',
  'iam:ListAccessKeys',
  'iam:ListAttachedGroupPolicies',
  'iam:ListAttachedUserPolicies',
  'iam:ListEntitiesForPolicy',
  'iam:ListGroupPolicies',
  'iam:ListGroups',
  'iam:ListGroupsForUser',
  'iam:ListPolicies',
  'iam:ListPolicyTags',
  'iam:ListPolicyVersions',
  'iam:ListUserPolicies',
  'iam:ListUserTags',
  'iam:ListUsers',
];

/** Give users policies, and make users, all of which can be held to a permissions boundary by a condition. Users. */
export const IAM_BOUNDED: readonly string[] = [
  'iam:AttachUserPolicy',
  'iam:CreateUser',
  'iam:DeleteUserPolicy',
  'iam:DetachUserPolicy',
  'iam:PutUserPermissionsBoundary',
  'iam:PutUserPolicy',
];

/** Access keys, and the end of a user. No condition holds these to a boundary; only the user's path does. Users. */
export const IAM_KEYS: readonly string[] = ['iam:CreateAccessKey', 'iam:DeleteAccessKey', 'iam:DeleteUser', 'iam:UpdateAccessKey'];

/** What else there is to a user: its name and path, its tags, and taking its boundary away. Users. */
export const IAM_USERS: readonly string[] = ['iam:DeleteUserPermissionsBoundary', 'iam:TagUser', 'iam:UntagUser', 'iam:UpdateUser'];

/** Groups, who is in them, and their policies. Groups. */
export const IAM_GROUPS: readonly string[] = [
  'iam:AddUserToGroup',
  'iam:AttachGroupPolicy',
  'iam:CreateGroup',
  'iam:DeleteGroup',
  'iam:DeleteGroupPolicy',
  'iam:DetachGroupPolicy',
  'iam:PutGroupPolicy',
  'iam:RemoveUserFromGroup',
  'iam:UpdateGroup',
];

/** Managed policies and their versions. Policies. */
export const IAM_POLICIES: readonly string[] = [
  'iam:CreatePolicy',
  'iam:CreatePolicyVersion',
  'iam:DeletePolicy',
  'iam:DeletePolicyVersion',
  'iam:SetDefaultPolicyVersion',
];
