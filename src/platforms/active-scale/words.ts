/** The condition keys of ActiveScale 7.1, in the order of the vendor's document, 6.5. */
export const KEYS: readonly string[] = [
  'aws:CurrentTime', 'aws:EpochTime', 'aws:PrincipalAccount', 'aws:PrincipalArn', 'aws:PrincipalType', 'aws:SecureTransport', 'aws:SourceIp',
  'aws:UserAgent', 'aws:userid', 'aws:username',
  'iam:PolicyARN',
  's3:LocationConstraint', 's3:ResourceAccount', 's3:TlsVersion', 's3:VersionId', 's3:authType', 's3:delimiter', 's3:max-keys',
  's3:object-lock-legal-hold', 's3:object-lock-mode', 's3:object-lock-remaining-retention-days', 's3:object-lock-retain-until-date',
  's3:prefix', 's3:signatureAge', 's3:signatureversion', 's3:x-amz-acl', 's3:x-amz-content-sha256', 's3:x-amz-copy-source',
  's3:x-amz-grant-full-control', 's3:x-amz-grant-read', 's3:x-amz-grant-read-acp', 's3:x-amz-grant-write', 's3:x-amz-grant-write-acp',
  's3:x-amz-metadata-directive', 's3:x-amz-server-side-encryption', 's3:x-amz-storage-class', 's3:x-amz-website-redirect-location',
];

/** The actions of its IAM API, in the order of the vendor's document, 6.4. */
export const IAM_ACTIONS: readonly string[] = [
  'CreateAccessKey', 'ListAccessKeys', 'UpdateAccessKey',
  'CreateGroup', 'GetGroup', 'ListGroups', 'UpdateGroup', 'DeleteGroup', 'AddUserToGroup', 'ListGroupsForUser', 'RemoveUserFromGroup',
  'PutGroupPolicy', 'GetGroupPolicy', 'ListGroupPolicies', 'DeleteGroupPolicy', 'AttachGroupPolicy', 'ListAttachedGroupPolicies', 'DetachGroupPolicy',
  'CreatePolicy', 'GetPolicy', 'ListPolicies', 'DeletePolicy',
  'CreatePolicyVersion', 'GetPolicyVersion', 'ListPolicyVersions', 'DeletePolicyVersion', 'SetDefaultPolicyVersion',
  'CreateUser', 'GetUser', 'ListUsers', 'UpdateUser', 'DeleteUser',
  'PutUserPolicy', 'GetUserPolicy', 'ListUserPolicies', 'DeleteUserPolicy', 'AttachUserPolicy', 'ListAttachedUserPolicies', 'DetachUserPolicy',
].map((action) => `iam:${action}`);
