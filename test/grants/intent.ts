import * as fc from 'fast-check';
import type { AccessConditions } from '../../src/grants';
import { policyVariable } from '../../src/policy/text';
import type { ExpectedAccess } from '../../src/testing';
import { goodPrefix as folder } from './hostile';

/** What somebody is meant to be allowed, without saying who. */
export type Intended = Omit<ExpectedAccess, 'user'>;

/** Some grant: its props at random, and what they mean, written here without a look at the grant's statements. */
export interface IntentCase {
  readonly grant: string;
  /** Props at random. */
  readonly props: fc.Arbitrary<Readonly<Record<string, unknown>>>;
  /** What exactly is given then, to the user `dana`. */
  readonly means: (props: Readonly<Record<string, never>>) => readonly Intended[];
}

const bucket = fc.constantFrom('shared', 'releases', 'a.b', '0-9');
const prefix = fc.oneof({ weight: 3, arbitrary: folder }, { weight: 1, arbitrary: fc.constantFrom(['a/', 'b*/'], ['x/y/', '${aws:username}/'], ['']) });
const scopes = fc.constantFrom(undefined, false as const, 'prefix' as const, 'bucket' as const);
const flag = fc.option(fc.boolean(), { nil: undefined });

/** Text of a key as a pattern: each letter that is syntax, by its escape. */
export const literal = (text: string) => text.replace(/[*?$]/g, (letter) => `\${${letter}}`);
const folders = (given: string | readonly string[]): readonly string[] => [given].flat();
const s3 = (...names: readonly string[]) => names.map((name) => `s3:${name}`);
const objects = (name: string, given: string | readonly string[]) => folders(given).map((each) => `${name}/${literal(each)}*`);

/** Listing below folders; of the whole bucket without any condition. */
function listing(name: string, given: string | readonly string[], ...actions: readonly string[]): Intended {
  const patterns = folders(given).map((each) => `${literal(each)}*`);
  return { actions: s3(...actions), resources: name, ...(!patterns.includes('*') && { conditions: { StringLike: { 's3:prefix': patterns } } }) };
}

/** What the option `listing` says. */
function listed(scope: false | 'prefix' | 'bucket', p: { readonly bucket: string; readonly prefix: string | readonly string[] }, ...actions: readonly string[]): readonly Intended[] {
  if (scope === 'bucket') return [{ actions: s3(...actions), resources: p.bucket }];
  return only(scope === 'prefix', listing(p.bucket, p.prefix, ...actions));
}

/** Uploading; where nothing may be overwritten, each request either demands a new key or creates nothing. */
function uploading(resources: readonly string[], overwrite: boolean | undefined): readonly Intended[] {
  const parts = { actions: s3('AbortMultipartUpload', 'ListMultipartUploadParts'), resources };
  if (overwrite !== false) return [parts, { actions: s3('PutObject'), resources }];
  return [
    parts,
    { actions: s3('PutObject'), resources, conditions: { Null: { 's3:if-none-match': 'false' } } },
    { actions: s3('PutObject'), resources, conditions: { Bool: { 's3:ObjectCreationOperation': 'false' } } },
  ];
}

const only = <T>(wanted: boolean | undefined, ...what: readonly T[]): readonly T[] => (wanted ? what : []);

/** Actions that this package has looked at, by what they are on and what they do. A new one in the catalogue is in none of the lists. */
const ON_BUCKET = {
  look: s3(
    'AllowVendedLogDeliveryForResource', 'GetAccelerateConfiguration', 'GetAnalyticsConfiguration', 'GetBucketAbac', 'GetBucketAcl', 'GetBucketCORS',
    'GetBucketLocation', 'GetBucketLogging', 'GetBucketMetadataTableConfiguration', 'GetBucketNotification', 'GetBucketObjectLockConfiguration',
    'GetBucketOwnershipControls', 'GetBucketPolicy', 'GetBucketPolicyStatus', 'GetBucketPublicAccessBlock', 'GetBucketRequestPayment', 'GetBucketTagging',
    'GetBucketVersioning', 'GetBucketWebsite', 'GetEncryptionConfiguration', 'GetIntelligentTieringConfiguration', 'GetInventoryConfiguration',
    'GetLifecycleConfiguration', 'GetMetricsConfiguration', 'GetReplicationConfiguration', 'ListTagsForResource',
  ),
  configure: s3(
    'CreateBucketMetadataTableConfiguration', 'PauseReplication', 'PutAccelerateConfiguration', 'PutAnalyticsConfiguration', 'PutBucketCORS', 'PutBucketLogging',
    'PutBucketNotification', 'PutBucketRequestPayment', 'PutBucketTagging', 'PutBucketWebsite', 'PutIntelligentTieringConfiguration',
    'PutInventoryConfiguration', 'PutMetricsConfiguration', 'PutReplicationConfiguration', 'UpdateBucketMetadataAnnotationTableConfiguration',
    'UpdateBucketMetadataInventoryTableConfiguration', 'UpdateBucketMetadataJournalTableConfiguration',
  ),
  destroy: s3(
    'DeleteBucketMetadataTableConfiguration', 'DeleteBucketWebsite', 'PutBucketObjectLockConfiguration', 'PutBucketVersioning', 'PutEncryptionConfiguration',
    'PutLifecycleConfiguration',
  ),
  keys: s3('ListBucket', 'ListBucketMultipartUploads', 'ListBucketVersions'),
  life: s3('CreateBucket', 'DeleteBucket'),
  permit: s3(
    'DeleteBucketPolicy', 'PutBucketAbac', 'PutBucketAcl', 'PutBucketOwnershipControls', 'PutBucketPolicy', 'PutBucketPublicAccessBlock', 'TagResource',
    'UntagResource',
  ),
};
const ON_OBJECTS = {
  read: s3(
    'GetObject', 'GetObjectAcl', 'GetObjectAnnotation', 'GetObjectAttributes', 'GetObjectLegalHold', 'GetObjectRetention', 'GetObjectTagging',
    'GetObjectTorrent', 'GetObjectVersion', 'GetObjectVersionAcl', 'GetObjectVersionAnnotation', 'GetObjectVersionAnnotationForReplication',
    'GetObjectVersionAttributes', 'GetObjectVersionForReplication', 'GetObjectVersionTagging', 'GetObjectVersionTorrent', 'ListObjectAnnotations',
    'ListObjectVersionAnnotations',
  ),
  keep: s3('InitiateReplication', 'PutObjectRetention', 'RestoreObject'),
  annotate: s3('PutObjectAnnotation', 'PutObjectVersionAnnotation'),
  tag: s3('PutObjectTagging', 'PutObjectVersionTagging'),
  destroy: s3(
    'BypassGovernanceRetention', 'DeleteObject', 'DeleteObjectAnnotation', 'DeleteObjectTagging', 'DeleteObjectVersion', 'DeleteObjectVersionAnnotation',
    'DeleteObjectVersionTagging', 'PutObjectLegalHold', 'ReplicateDelete', 'ReplicateObject', 'ReplicateObjectAnnotation', 'ReplicateTags',
    'UpdateObjectEncryption',
  ),
  permit: s3('ObjectOwnerOverrideToBucketOwner', 'PutObjectAcl', 'PutObjectVersionAcl'),
};

const ACL = {
  READ: [
    s3('ListBucket', 'ListBucketVersions', 'ListBucketMultipartUploads'),
    s3('GetObject', 'GetObjectVersion', 'GetObjectVersionForReplication', 'ListMultipartUploadParts'),
  ],
  WRITE: [[], s3('PutObject', 'DeleteObject', 'DeleteObjectVersion', 'ReplicateObject', 'ReplicateDelete')],
  READ_ACP: [s3('GetBucketAcl'), s3('GetObjectAcl', 'GetObjectVersionAcl')],
  WRITE_ACP: [s3('PutBucketAcl'), s3('PutObjectAcl', 'PutObjectVersionAcl')],
};
type AclName = keyof typeof ACL;

const LOCKED = (days: number, mode: string, overwrite: boolean | undefined) => ({
  NumericGreaterThanEquals: { 's3:object-lock-remaining-retention-days': String(days) },
  StringEquals: { 's3:object-lock-mode': mode },
  ...(overwrite === false && { Null: { 's3:if-none-match': 'false' } }),
});

const BOUNDARY = 'arn:aws:iam::111122223333:policy/storage-boundary';
const iam = (...names: readonly string[]) => names.map((name) => `iam:${name}`);
const IAM = {
  look: iam(
    'GetUser', 'ListUsers', 'GetUserPolicy', 'ListUserPolicies', 'ListAttachedUserPolicies', 'ListGroupsForUser', 'ListUserTags', 'ListAccessKeys',
    'GetAccessKeyLastUsed', 'GetGroup', 'ListGroups', 'GetGroupPolicy', 'ListGroupPolicies', 'ListAttachedGroupPolicies', 'GetPolicy', 'ListPolicies',
    'GetPolicyVersion', 'ListPolicyVersions', 'ListPolicyTags', 'ListEntitiesForPolicy',
  ),
  users: iam('CreateUser', 'PutUserPolicy', 'DeleteUserPolicy', 'AttachUserPolicy', 'DetachUserPolicy', 'PutUserPermissionsBoundary'),
  keys: iam('DeleteUser', 'CreateAccessKey', 'UpdateAccessKey', 'DeleteAccessKey'),
  freeUsers: iam('UpdateUser', 'TagUser', 'UntagUser', 'DeleteUserPermissionsBoundary'),
  groups: iam(
    'CreateGroup', 'UpdateGroup', 'DeleteGroup', 'AddUserToGroup', 'RemoveUserFromGroup', 'PutGroupPolicy', 'DeleteGroupPolicy', 'AttachGroupPolicy',
    'DetachGroupPolicy',
  ),
  policies: iam('CreatePolicy', 'DeletePolicy', 'CreatePolicyVersion', 'DeletePolicyVersion', 'SetDefaultPolicyVersion'),
};

/** A case whose props have the types that its `means` reads. */
function intent<P extends object>(grant: string, props: fc.Arbitrary<P>, means: (given: P) => readonly Intended[]): IntentCase {
  return { grant, props: props as unknown as IntentCase['props'], means: means as unknown as IntentCase['means'] };
}

export const INTENTS: readonly IntentCase[] = [
  intent('writeOnlyUploader', fc.record({ bucket, prefix, allowTagging: flag, allowOverwrite: flag, listing: scopes }), (p) => [
    ...uploading(objects(p.bucket, p.prefix), p.allowOverwrite),
    ...only(p.allowTagging, { actions: s3('PutObjectTagging'), resources: objects(p.bucket, p.prefix) }),
    ...listed(p.listing ?? false, p, 'ListBucket'),
  ]),
  intent('readOnlyPrefix', fc.record({ bucket, prefix, allowVersions: flag, listing: scopes }), (p) => [
    { actions: s3('GetObject', ...only(p.allowVersions, 'GetObjectVersion')), resources: objects(p.bucket, p.prefix) },
    ...listed(p.listing ?? 'prefix', p, 'ListBucket', ...only(p.allowVersions, 'ListBucketVersions')),
  ]),
  intent('readWritePrefix', fc.record({
    bucket, prefix, allowVersions: flag, listing: scopes, allowTagging: flag, allowDelete: flag, allowDeleteVersions: flag, allowOverwrite: flag,
  }), (p) => [
    {
      actions: s3(
        'GetObject', ...only(p.allowVersions, 'GetObjectVersion'), ...only(p.allowTagging, 'PutObjectTagging'), ...only(p.allowDelete, 'DeleteObject'),
        ...only(p.allowDeleteVersions, 'DeleteObjectVersion'),
      ),
      resources: objects(p.bucket, p.prefix),
    },
    ...uploading(objects(p.bucket, p.prefix), p.allowOverwrite),
    ...listed(p.listing ?? 'prefix', p, 'ListBucket', ...only(p.allowVersions, 'ListBucketVersions')),
  ]),
  intent('listOnlyPrefix', fc.record({ bucket, prefix, allowVersions: flag }), (p) => [
    listing(p.bucket, p.prefix, 'ListBucket', ...only(p.allowVersions, 'ListBucketVersions')),
  ]),
  // dana's folder and bucket, by her name: that it is a variable in the policy isn't what is meant, but how it is done
  intent('perUserHomeFolder', fc.record({
    bucket, prefix, othersMayRead: flag, allowOverwrite: flag, allowRootListing: flag, identity: fc.constantFrom(undefined, policyVariable('aws:PrincipalTag/team')),
  }), (p) => {
    const homes = folders(p.prefix).map((each) => `${each}${p.identity === undefined ? 'dana' : 'red'}/`);
    const onTheWay = new Set(folders(p.prefix).flatMap((each) => [...each].flatMap((letter, at) => (letter === '/' ? [each.slice(0, at + 1)] : []))));
    return [
      { actions: s3('GetObject', 'DeleteObject'), resources: objects(p.bucket, homes) },
      ...uploading(objects(p.bucket, homes), p.allowOverwrite),
      listing(p.bucket, homes, 'ListBucket'),
      ...only(p.othersMayRead, { actions: s3('GetObject'), resources: objects(p.bucket, p.prefix) }, listing(p.bucket, p.prefix, 'ListBucket')),
      ...only(p.allowRootListing, {
        actions: s3('ListBucket'),
        resources: p.bucket,
        conditions: { StringEquals: { 's3:delimiter': '/', 's3:prefix': ['', ...onTheWay].map(literal) } },
      }),
    ];
  }),
  intent('perUserBucket', fc.record({ namePrefix: fc.constantFrom('acme-', 'a.b-'), nameSuffix: fc.constantFrom(undefined, '-home', '.x'), allowOverwrite: flag }), (p) => {
    const name = `${p.namePrefix}dana${p.nameSuffix ?? ''}`;
    return [
      { actions: s3('GetObject', 'DeleteObject'), resources: `${name}/*` },
      ...uploading([`${name}/*`], p.allowOverwrite),
      { actions: s3('ListBucket'), resources: name },
    ];
  }),
  intent('fullBucketAccess', fc.record({ bucket, allowPermissionsManagement: flag }), (p) => [
    {
      actions: [
        ...ON_BUCKET.look, ...ON_BUCKET.configure, ...ON_BUCKET.destroy, ...ON_BUCKET.keys, ...ON_BUCKET.life,
        ...only(p.allowPermissionsManagement, ...ON_BUCKET.permit),
      ],
      resources: p.bucket,
    },
    {
      actions: [
        ...ON_OBJECTS.read, ...ON_OBJECTS.keep, ...ON_OBJECTS.annotate, ...ON_OBJECTS.tag, ...ON_OBJECTS.destroy,
        ...only(p.allowPermissionsManagement, ...ON_OBJECTS.permit),
      ],
      resources: `${p.bucket}/*`,
    },
    ...uploading([`${p.bucket}/*`], true),
  ]),
  intent('noDeleteAccess', fc.record({ bucket, allowTagging: flag, allowOverwrite: flag }), (p) => [
    { actions: [...ON_BUCKET.look, ...ON_BUCKET.configure, ...ON_BUCKET.keys], resources: p.bucket },
    {
      actions: [
        ...ON_OBJECTS.read, ...ON_OBJECTS.keep, ...only(p.allowOverwrite !== false, ...ON_OBJECTS.annotate),
        ...only(p.allowTagging, ...ON_OBJECTS.tag),
      ],
      resources: `${p.bucket}/*`,
    },
    ...uploading([`${p.bucket}/*`], p.allowOverwrite),
  ]),
  intent('bucketAdministrator', fc.record({ bucket, allowPermissionsManagement: flag }), (p) => [
    {
      actions: [...ON_BUCKET.look, ...ON_BUCKET.configure, ...ON_BUCKET.destroy, ...only(p.allowPermissionsManagement, ...ON_BUCKET.permit)],
      resources: p.bucket,
    },
  ]),
  intent('aclAccess', fc.record({ bucket, permission: fc.constantFrom('READ', 'WRITE', 'READ_ACP', 'WRITE_ACP', 'FULL_CONTROL') }), (p) => {
    const names = p.permission === 'FULL_CONTROL' ? Object.keys(ACL) as AclName[] : [p.permission as AclName];
    const [ofBucket, ofObjects] = [0, 1].map((level) => names.flatMap((name) => ACL[name][level]));
    return [...only(ofBucket.length > 0, { actions: ofBucket, resources: p.bucket }), { actions: ofObjects, resources: `${p.bucket}/*` }];
  }),
  intent('firehoseDelivery', fc.record({ bucket, prefix, otherAccount: flag }), (p) => [
    { actions: s3('GetBucketLocation', 'ListBucket', 'ListBucketMultipartUploads'), resources: `arn:aws:s3:::${p.bucket}` },
    { actions: s3('AbortMultipartUpload', 'GetObject', 'PutObject', ...(p.otherAccount ? ['PutObjectAcl'] : [])), resources: objects(p.bucket, p.prefix) },
  ]),
  intent('replicationSource', fc.record({ bucket, destination: fc.constant('the-copy'), prefix, replicateDeletes: flag, overrideOwner: flag }), (p) => [
    { actions: s3('GetReplicationConfiguration', 'ListBucket'), resources: p.bucket },
    { actions: s3('GetObjectVersionForReplication', 'GetObjectVersionAcl', 'GetObjectVersionTagging'), resources: objects(p.bucket, p.prefix) },
    {
      actions: s3('ReplicateObject', 'ReplicateTags', ...only(p.replicateDeletes, 'ReplicateDelete'), ...only(p.overrideOwner, 'ObjectOwnerOverrideToBucketOwner')),
      resources: objects(p.destination, p.prefix),
    },
  ]),
  intent('replicationDestination', fc.record({ bucket, prefix, replicateDeletes: flag, overrideOwner: flag }), (p) => [{
    actions: s3('ReplicateObject', 'ReplicateTags', ...only(p.replicateDeletes, 'ReplicateDelete'), ...only(p.overrideOwner, 'ObjectOwnerOverrideToBucketOwner')),
    resources: objects(p.bucket, p.prefix),
  }]),
  intent('batchReplication', fc.record({ bucket, destination: fc.constant('the-reports'), prefix, manifest: fc.constantFrom(undefined, 'supplied') }), (p) => [
    { actions: s3('InitiateReplication'), resources: `${p.bucket}/*` },
    ...only(p.manifest === undefined, { actions: s3('GetReplicationConfiguration', 'PutInventoryConfiguration'), resources: p.bucket }),
    { actions: s3('GetObject', 'GetObjectVersion', 'PutObject'), resources: objects(p.destination, p.prefix) },
  ]),
  intent('retentionUploader', fc.record({
    bucket, prefix, minimumDays: fc.integer({ min: 1, max: 36500 }), mode: fc.constantFrom('GOVERNANCE', 'COMPLIANCE'), allowOverwrite: flag,
  }), (p) => [
    { actions: s3('PutObject'), resources: objects(p.bucket, p.prefix), conditions: LOCKED(p.minimumDays, p.mode, p.allowOverwrite) },
    { actions: s3('PutObjectRetention'), resources: objects(p.bucket, p.prefix), conditions: LOCKED(p.minimumDays, p.mode, true) },
  ]),
  // dana has the tag team=red and no other
  intent('taggedObjectAccess', fc.record({
    bucket, prefix, tag: fc.constantFrom('team', 'of'), principalTag: fc.constantFrom('team', 'missing'), listing: scopes, allowVersions: flag,
  }), (p) => [
    ...only(p.principalTag === 'team', {
      actions: s3('GetObject', ...only(p.allowVersions, 'GetObjectVersion')),
      resources: objects(p.bucket, p.prefix),
      conditions: { StringEquals: { [`s3:ExistingObjectTag/${p.tag}`]: 'red' } },
    }),
    ...listed(p.listing ?? false, p, 'ListBucket'),
  ]),
  intent('listAllBuckets', fc.record({ allowLocations: flag }), (p) => [
    { actions: s3('ListAllMyBuckets'), resources: '*' },
    ...only(p.allowLocations, { actions: s3('GetBucketLocation'), resources: 'arn:aws:s3:::*' }),
  ]),
  intent('iamAdministrator', fc.record({
    within: fc.constantFrom(undefined, { path: '/storage/', boundary: BOUNDARY }, { path: '/a/b/', boundary: BOUNDARY }),
  }), (p) => {
    if (p.within === undefined) {
      return [{ actions: [...IAM.look, ...IAM.users, ...IAM.keys, ...IAM.freeUsers, ...IAM.groups, ...IAM.policies], resources: '*' }];
    }
    const users = `arn:aws:iam::*:user${p.within.path}*`;
    return [
      { actions: IAM.look, resources: '*' },
      { actions: IAM.users, resources: users, conditions: { StringEquals: { 'iam:PermissionsBoundary': BOUNDARY } } },
      { actions: IAM.keys, resources: users },
      { actions: IAM.policies, resources: `arn:aws:iam::*:policy${p.within.path}*` },
    ];
  }),
  intent('unrestrictedAccess', fc.constant({}), () => [{ actions: '*', resources: '*' }]),
];

type Conditions = NonNullable<Intended['conditions']>;

/** Conditions that any grant may have beside its own, and what they mean. */
const WHEN: ReadonlyArray<readonly [when: AccessConditions | undefined, conditions: Conditions]> = [
  [undefined, {}],
  [{ https: true, mfa: false }, { Bool: { 'aws:SecureTransport': 'true' } }],
  [{ ipRanges: ['203.0.113.0/24'], mfa: true }, { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' }, Bool: { 'aws:MultiFactorAuthPresent': 'true' } }],
  [{ notAfter: '2027-01-01', vpcs: ['vpc-1'] }, { DateLessThan: { 'aws:CurrentTime': '2027-01-01T00:00:00Z' }, StringEquals: { 'aws:SourceVpc': 'vpc-1' } }],
  [{ userAgents: ['a*'] }, { StringLike: { 'aws:UserAgent': 'a${*}*' } }],
];

/** Any of them, at random. */
export const someWhen = fc.constantFrom(...WHEN);

/** What is meant, under conditions beside its own. */
export function under(intended: Intended, added: Conditions): Intended {
  const own = intended.conditions ?? {};
  const operators = [...new Set([...Object.keys(own), ...Object.keys(added)])];
  return { ...intended, conditions: Object.fromEntries(operators.map((operator) => [operator, { ...own[operator], ...added[operator] }])) };
}
