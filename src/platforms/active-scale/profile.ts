import { asAws, differently, unconfirmed } from '../profile/fact';
import type { PolicyProfile } from '../profile/policy-profile';
import { allAsAws } from '../profile/whole-profile';
import type { Writing } from '../writing';

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

/** The actions of its IAM API, in the order of the vendor's document, 6.4. */
const IAM_ACTIONS: readonly string[] = [
  'CreateAccessKey', 'ListAccessKeys', 'UpdateAccessKey',
  'CreateGroup', 'GetGroup', 'ListGroups', 'UpdateGroup', 'DeleteGroup', 'AddUserToGroup', 'ListGroupsForUser', 'RemoveUserFromGroup',
  'PutGroupPolicy', 'GetGroupPolicy', 'ListGroupPolicies', 'DeleteGroupPolicy', 'AttachGroupPolicy', 'ListAttachedGroupPolicies', 'DetachGroupPolicy',
  'CreatePolicy', 'GetPolicy', 'ListPolicies', 'DeletePolicy',
  'CreatePolicyVersion', 'GetPolicyVersion', 'ListPolicyVersions', 'DeletePolicyVersion', 'SetDefaultPolicyVersion',
  'CreateUser', 'GetUser', 'ListUsers', 'UpdateUser', 'DeleteUser',
  'PutUserPolicy', 'GetUserPolicy', 'ListUserPolicies', 'DeleteUserPolicy', 'AttachUserPolicy', 'ListAttachedUserPolicies', 'DetachUserPolicy',
].map((action) => `iam:${action}`);

const GUIDE = 'https://qsupport.quantum.com/kb/flare/Content/ActiveScale/Software/Content/API/IAM_API.htm';
const NONE = { known: [], others: 'refused' } as const;

/** What a user has confirmed beyond the vendor's document. */
export interface Confirmed {
  /** Whether access keys can be deleted. */
  readonly deleteAccessKey: boolean;
  /** More condition keys. */
  readonly conditionKeys: readonly string[];
}

/** `*` in Principal is written as the document writes it. */
export const activeScale71Writing: Writing = { everyoneAsAws: true };
/** A user's name is written into the policy of that user, since there are no variables. */
export const activeScale70Writing: Writing = { everyoneAsAws: true, userNameAsText: true };

/** What both versions have in common: the document says what differs from AWS. */
function common({ deleteAccessKey }: Confirmed): PolicyProfile {
  return {
    ...allAsAws(`${GUIDE} 6.0: compatible with the IAM API of AWS, with the differences that it lists`),
    olderVersion: differently('refused', `${GUIDE} 6.1: only version 2012-10-17 is supported`),
    otherServices: differently({ known: ['iam'], actions: deleteAccessKey ? [...IAM_ACTIONS, 'iam:DeleteAccessKey'] : IAM_ACTIONS }, `${GUIDE} 6.4`),
    keyLetters: asAws(`${GUIDE} 5.1: its samples have keys in several letters`),
    sets: unconfirmed('the document lists the standard operators, and no set operators'),
    bareIpv6: unconfirmed('the document says nothing of it'),
    accounts: unconfirmed('the kinds of principals can\'t be read in the document; that users can be named is in a sample'),
  };
}

/** ActiveScale 7.0: no conditions and no variables. */
export function activeScale70(confirmed: Confirmed): PolicyProfile {
  return {
    ...common(confirmed),
    operators: differently(NONE, `${GUIDE} 1.0: policy conditions from 7.1 on`),
    ifExists: differently(NONE, `${GUIDE} 1.0: policy conditions from 7.1 on`),
    keys: differently(NONE, `${GUIDE} 1.0: policy conditions from 7.1 on`),
    requestKeys: differently([], `${GUIDE} 1.0: policy conditions from 7.1 on`),
    negatedWhenAbsent: unconfirmed('it has no conditions'),
    variables: differently({ known: [], defaults: false, escapes: false, others: 'unconfirmed' }, `${GUIDE} 1.0: policy variables from 7.1 on`),
  };
}

/**
 * ActiveScale 7.1 and later: all standard operators, each but `Null` with `IfExists`, its own condition keys, and variables with defaults and
 * escapes.
 *
 * The document says that a condition on an absent key is "typically" false and excepts no negated operator. So these are written with
 * `IfExists`, which it defines, and which says what AWS means without it.
 */
export function activeScale71(confirmed: Confirmed): PolicyProfile {
  const keys = [...KEYS, ...confirmed.conditionKeys];
  return {
    ...common(confirmed),
    operators: asAws(`${GUIDE} 5.1.2: all standard condition operators`),
    ifExists: asAws(`${GUIDE} 5.1.5: at the end of any operator but Null`),
    keys: differently({ known: keys.map((key) => ({ key })), others: 'unconfirmed' }, `${GUIDE} 6.5`),
    requestKeys: differently(['aws:securetransport', 's3:tlsversion', 'aws:currenttime', 'aws:epochtime', 's3:resourceaccount'], `${GUIDE} 6.5`),
    negatedWhenAbsent: unconfirmed('the document calls a condition on an absent key "typically" false, and excepts no negated operator (5.1.5)'),
    variables: asAws(`${GUIDE} 5.2: variables, their defaults and \${*}, \${?}, \${$}; without a value the statement doesn't match`),
  };
}
