import { s3Actions } from './catalogue';

/** What the matrix, the review's map and its picture say of a place, in five words. */
export type AccessVerb = 'read' | 'list' | 'write' | 'delete' | 'administer';

/**
 * The actions that stand for each verb, any of which is enough: old versions are read and deleted too, and anyone who may write a bucket's
 * policy, ACLs, lifecycle rules or public access block may give or take everything else.
 */
export const VERB_ACTIONS: Readonly<Record<AccessVerb, readonly string[]>> = {
  read: ['s3:GetObject', 's3:GetObjectVersion'],
  list: ['s3:ListBucket', 's3:ListBucketVersions'],
  write: ['s3:PutObject'],
  delete: ['s3:DeleteObject', 's3:DeleteObjectVersion'],
  administer: [
    's3:PutBucketPolicy', 's3:DeleteBucketPolicy', 's3:PutBucketAcl', 's3:PutObjectAcl', 's3:PutLifecycleConfiguration', 's3:PutBucketPublicAccessBlock', 's3:DeleteBucket',
  ],
};

/** The verbs in the order in which they are shown. */
export const ACCESS_VERBS = Object.keys(VERB_ACTIONS) as readonly AccessVerb[];

const NAMED: ReadonlySet<string> = new Set(Object.values(VERB_ACTIONS).flat());

/** All actions of S3 that no verb stands for: anyone who may do nothing but some of them has other access, and is never shown as having none. */
export const OTHER_ACTIONS: readonly string[] = s3Actions().map(({ name }) => name).filter((name) => !NAMED.has(name));

type ServiceVerbs = Readonly<Partial<Record<AccessVerb, readonly string[]>>>;

const SESSION = ['s3express:CreateSession'];

/** The same verbs for the services beside S3 that keep its data, by their prefix; a verb that a service lacks is absent. */
export const SERVICE_VERBS: ReadonlyMap<string, ServiceVerbs> = new Map<string, ServiceVerbs>([
  ['s3express', {
    read: SESSION,
    list: SESSION,
    write: SESSION,
    delete: SESSION,
    administer: ['s3express:PutBucketPolicy', 's3express:DeleteBucketPolicy', 's3express:PutLifecycleConfiguration', 's3express:DeleteBucket'],
  }],
  ['s3-object-lambda', {
    read: ['s3-object-lambda:GetObject', 's3-object-lambda:GetObjectVersion'],
    list: ['s3-object-lambda:ListBucket', 's3-object-lambda:ListBucketVersions'],
    write: ['s3-object-lambda:PutObject'],
    delete: ['s3-object-lambda:DeleteObject', 's3-object-lambda:DeleteObjectVersion'],
    administer: ['s3-object-lambda:PutObjectAcl'],
  }],
  ['s3-outposts', {
    read: ['s3-outposts:GetObject', 's3-outposts:GetObjectVersion'],
    list: ['s3-outposts:ListBucket', 's3-outposts:ListBucketVersions'],
    write: ['s3-outposts:PutObject'],
    delete: ['s3-outposts:DeleteObject', 's3-outposts:DeleteObjectVersion'],
    administer: ['s3-outposts:PutBucketPolicy', 's3-outposts:DeleteBucketPolicy', 's3-outposts:PutAccessPointPolicy', 's3-outposts:PutLifecycleConfiguration', 's3-outposts:DeleteBucket'],
  }],
  ['s3tables', {
    read: ['s3tables:GetTableData'],
    list: ['s3tables:ListTables', 's3tables:ListNamespaces'],
    write: ['s3tables:PutTableData', 's3tables:UpdateTableMetadataLocation'],
    delete: ['s3tables:DeleteTable', 's3tables:DeleteNamespace'],
    administer: ['s3tables:PutTableBucketPolicy', 's3tables:DeleteTableBucketPolicy', 's3tables:PutTablePolicy', 's3tables:DeleteTablePolicy', 's3tables:DeleteTableBucket'],
  }],
  ['s3vectors', {
    read: ['s3vectors:GetVectors', 's3vectors:QueryVectors'],
    list: ['s3vectors:ListVectors', 's3vectors:ListIndexes'],
    write: ['s3vectors:PutVectors'],
    delete: ['s3vectors:DeleteVectors', 's3vectors:DeleteIndex'],
    administer: ['s3vectors:PutVectorBucketPolicy', 's3vectors:DeleteVectorBucketPolicy', 's3vectors:DeleteVectorBucket'],
  }],
]);

/** Actions that give or take access itself, to oneself or to others: anyone who has one may have everything that it reaches. */
export const POWER_ACTIONS: readonly string[] = [
  ...[
    'AddRoleToInstanceProfile', 'AddUserToGroup', 'AttachGroupPolicy', 'AttachRolePolicy', 'AttachUserPolicy', 'CreateAccessKey', 'CreateLoginProfile',
    'CreateOpenIDConnectProvider', 'CreatePolicyVersion', 'CreateRole', 'CreateSAMLProvider', 'CreateServiceSpecificCredential', 'DeleteGroupPolicy',
    'DeleteRolePermissionsBoundary', 'DeleteRolePolicy', 'DeleteUserPermissionsBoundary', 'DeleteUserPolicy', 'DetachGroupPolicy', 'DetachRolePolicy',
    'DetachUserPolicy', 'PassRole', 'PutGroupPolicy', 'PutRolePermissionsBoundary', 'PutRolePolicy', 'PutUserPermissionsBoundary', 'PutUserPolicy',
    'RemoveUserFromGroup', 'SetDefaultPolicyVersion', 'UpdateAccessKey', 'UpdateAssumeRolePolicy', 'UpdateLoginProfile', 'UpdateSAMLProvider',
  ].map((name) => `iam:${name}`),
  'sts:AssumeRole',
  ...['CreateGrant', 'PutKeyPolicy', 'ReplicateKey'].map((name) => `kms:${name}`),
  ...[
    'CreateAccessGrant', 'CreateAccessPoint', 'DeleteAccessPointPolicy', 'DeleteBucketPolicy', 'PutAccessPointPolicy', 'PutAccessPointPolicyForObjectLambda',
    'PutAccountPublicAccessBlock', 'PutBucketAcl', 'PutBucketOwnershipControls', 'PutBucketPolicy', 'PutBucketPublicAccessBlock', 'PutMultiRegionAccessPointPolicy',
    'PutObjectAcl', 'PutObjectVersionAcl',
  ].map((name) => `s3:${name}`),
  's3express:DeleteBucketPolicy', 's3express:PutBucketPolicy', 's3-outposts:PutAccessPointPolicy', 's3-outposts:PutBucketPolicy',
  's3tables:PutTableBucketPolicy', 's3tables:PutTablePolicy', 's3vectors:PutVectorBucketPolicy',
];
