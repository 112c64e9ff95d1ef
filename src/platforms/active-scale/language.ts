import { CONDITION_OPERATORS } from '../../policy/operators';
import type { Dialect, KnownKey } from '../dialect';

/** The condition keys of ActiveScale 7.1, in the order of the vendor's document, 6.5. */
const KEYS: readonly string[] = [
  'aws:CurrentTime', 'aws:EpochTime', 'aws:PrincipalAccount', 'aws:PrincipalArn', 'aws:PrincipalType', 'aws:SecureTransport', 'aws:SourceIp',
  'aws:UserAgent', 'aws:userid', 'aws:username',
  'iam:PolicyARN',
  's3:LocationConstraint', 's3:ResourceAccount', 's3:TlsVersion', 's3:VersionId', 's3:authType', 's3:delimiter', 's3:max-keys',
  's3:object-lock-legal-hold', 's3:object-lock-mode', 's3:object-lock-remaining-retention-days', 's3:object-lock-retain-until-date',
  's3:prefix', 's3:signatureAge', 's3:signatureversion', 's3:x-amz-acl', 's3:x-amz-content-sha256', 's3:x-amz-copy-source',
  's3:x-amz-grant-full-control', 's3:x-amz-grant-read', 's3:x-amz-grant-read-acp', 's3:x-amz-grant-write', 's3:x-amz-grant-write-acp',
  's3:x-amz-metadata-directive', 's3:x-amz-server-side-encryption', 's3:x-amz-storage-class', 's3:x-amz-website-redirect-location',
];

/**
 * The actions of its IAM API, in the order of the vendor's document, 6.4.
 */
const IAM_ACTIONS: readonly string[] = [
  'CreateAccessKey', 'ListAccessKeys', 'UpdateAccessKey',
  'CreateGroup', 'GetGroup', 'ListGroups', 'UpdateGroup', 'DeleteGroup', 'AddUserToGroup', 'ListGroupsForUser', 'RemoveUserFromGroup',
  'PutGroupPolicy', 'GetGroupPolicy', 'ListGroupPolicies', 'DeleteGroupPolicy', 'AttachGroupPolicy', 'ListAttachedGroupPolicies', 'DetachGroupPolicy',
  'CreatePolicy', 'GetPolicy', 'ListPolicies', 'DeletePolicy',
  'CreatePolicyVersion', 'GetPolicyVersion', 'ListPolicyVersions', 'DeletePolicyVersion', 'SetDefaultPolicyVersion',
  'CreateUser', 'GetUser', 'ListUsers', 'UpdateUser', 'DeleteUser',
  'PutUserPolicy', 'GetUserPolicy', 'ListUserPolicies', 'DeleteUserPolicy', 'AttachUserPolicy', 'ListAttachedUserPolicies', 'DetachUserPolicy',
].map((action) => `iam:${action}`);

/** What both versions have in common. Policies there may also speak of the IAM API, and `*` in Principal is written as the document writes it. */
const COMMON: Pick<Dialect, 'elements' | 'sets' | 'otherServices' | 'everyoneAsAws'> = {
  elements: ['NotAction', 'NotResource', 'NotPrincipal'], sets: [], otherServices: ['iam'], everyoneAsAws: true,
};

/** What a user has confirmed beyond the vendor's document. */
export interface Confirmed {
  /** Whether access keys can be deleted. */
  readonly deleteAccessKey: boolean;
  /** More condition keys. */
  readonly conditionKeys: readonly string[];
}

/**
 * The policy language of ActiveScale 7.0: no conditions and no variables. A user's name is written into the policy of that user instead.
 *
 * @see https://qsupport.quantum.com/kb/flare/Content/ActiveScale/Software/Content/API/IAM_API.htm sections 1.0 and 6.1
 */
export function activeScale70(confirmed: Confirmed): Dialect {
  return {
    ...COMMON,
    otherActions: iamActions(confirmed),
    operators: [],
    ifExists: [],
    keys: [],
    variables: { keys: [], defaults: false, escapes: false, userNameAsText: true },
  };
}

/**
 * The policy language of ActiveScale 7.1 and later: all standard operators, each but `Null` with `IfExists`, its own condition keys, and
 * variables with defaults and escapes.
 *
 * The document says that a condition on an absent key is "typically" false and excepts no negated operator. So these are written with
 * `IfExists`, which it defines, and which says what AWS means without it. It says nothing of `ForAllValues` and `ForAnyValue`.
 *
 * @see https://qsupport.quantum.com/kb/flare/Content/ActiveScale/Software/Content/API/IAM_API.htm sections 5 and 6.5
 */
export function activeScale71(confirmed: Confirmed): Dialect {
  const operators = [...CONDITION_OPERATORS.keys()];
  const keys = [...KEYS, ...confirmed.conditionKeys];
  return {
    ...COMMON,
    otherActions: iamActions(confirmed),
    operators,
    ifExists: operators.filter((name) => name !== 'Null'),
    negatedHoldsWhenAbsent: false,
    keys: keys.map((key): KnownKey => ({ key })),
    variables: { keys: keys.filter((key) => key.startsWith('aws:')), defaults: true, escapes: true },
  };
}

function iamActions({ deleteAccessKey }: Confirmed): readonly string[] {
  return deleteAccessKey ? [...IAM_ACTIONS, 'iam:DeleteAccessKey'] : IAM_ACTIONS;
}
