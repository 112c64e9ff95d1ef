import {
  aclAccess, batchReplication, bucketAdministrator, firehoseDelivery, fullBucketAccess, iamAdministrator,
  listAllBuckets, listOnlyPrefix, noDeleteAccess, perUserBucket,
  perUserHomeFolder, policyVariable, unrestrictedAccess, readOnlyPrefix, readWritePrefix, replicationDestination,
  replicationSource, retentionUploader, taggedObjectAccess,
  writeOnlyUploader,
} from '../../src';

/** The core function of each grant, by the name of its construct. */
export const grants = {
  WriteOnlyUploader: writeOnlyUploader,
  RetentionUploader: retentionUploader,
  ReadOnlyPrefix: readOnlyPrefix,
  ReadWritePrefix: readWritePrefix,
  ListOnlyPrefix: listOnlyPrefix,
  PerUserHomeFolder: perUserHomeFolder,
  PerUserBucket: perUserBucket,
  TaggedObjectAccess: taggedObjectAccess,
  FullBucketAccess: fullBucketAccess,
  NoDeleteAccess: noDeleteAccess,
  BucketAdministrator: bucketAdministrator,
  AclAccess: aclAccess,
  ReplicationSource: replicationSource,
  ReplicationDestination: replicationDestination,
  BatchReplication: batchReplication,
  FirehoseDelivery: firehoseDelivery,
  ListAllBuckets: listAllBuckets,
  IamAdministrator: iamAdministrator,
  UnrestrictedAccess: unrestrictedAccess,
};

/** The grants by the names of their constructs, with their props. */
export type GrantProps = { readonly [Name in keyof typeof grants]: NonNullable<Parameters<typeof grants[Name]>[0]> };

/** A prefix that is policy syntax, JSON and a template all over. */
export const hostile = 'a*b?c$d${aws:username}%{if}"\\\' é/';

/** The least props of some grants, for fixtures that are about something else. */
export const uploads = { bucket: 'releases', prefix: 'firmware/' };
export const reads = { bucket: 'downloads', prefix: 'public/' };
export const shared = { bucket: 'shared', prefix: 'home/' };
const locked = { bucket: 'evidence', prefix: 'cases/', minimumDays: 365, mode: 'COMPLIANCE' } as const;
const tagged = { bucket: 'shared', prefix: 'reports/', tag: 'team' };
/** An access point of its own. */
export const through = { accessPoint: 'partner-in', region: 'eu-central-1', account: '111122223333' };
const kmsKey = 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const otherKey = 'arn:aws:kms:eu-west-1:111122223333:key/abcd1234-12ab-34cd-56ef-1234567890ab';
const within = { path: '/storage/', boundary: 'arn:aws:iam::111122223333:policy/storage-boundary' };

/** Every option of every grant and its hostile prefix, for a user; props that one line of a table holds. */
export const grantOptions: { readonly [Name in keyof GrantProps]: Readonly<Record<string, GrantProps[Name]>> } = {
  WriteOnlyUploader: {
    'no options': uploads,
    'the whole bucket': { ...uploads, prefix: '' },
    'hostile prefix': { ...uploads, prefix: hostile, listing: 'prefix' },
    'several prefixes': { ...uploads, prefix: ['firmware/', 'docs/'], listing: 'prefix' },
    'listing of the prefix': { ...uploads, listing: 'prefix' },
    'listing of the bucket': { ...uploads, listing: 'bucket' },
    'tagging': { ...uploads, allowTagging: true },
    'no overwriting': { ...uploads, allowTagging: true, allowOverwrite: false },
    'an access point': { ...uploads, listing: 'bucket', through },
    'when': { ...uploads, when: { ipRanges: ['203.0.113.0/24'], userAgents: ['aws-cli/${x}*'], https: true } },
  },
  ReadOnlyPrefix: {
    'no options': reads,
    'the whole bucket': { ...reads, prefix: '' },
    'hostile prefix': { ...reads, prefix: hostile },
    'versions': { ...reads, allowVersions: true },
    'no listing': { ...reads, listing: false },
    'a key': { ...reads, kmsKey },
    'an access point in a VPC': { ...reads, prefix: ['public/', hostile], allowVersions: true, through: { ...through, vpc: 'vpc-0123456789abcdef0' } },
  },
  ReadWritePrefix: {
    'no options': reads,
    'hostile prefix': { ...reads, prefix: hostile },
    'delete': { ...reads, allowDelete: true },
    'delete, with object lock': { ...reads, allowDelete: true, objectLock: true },
    'allowDeleteVersions': { ...reads, allowDeleteVersions: true },
    'versions': { ...reads, allowVersions: true },
    'tagging': { ...reads, allowTagging: true },
    'all options': { ...reads, allowDelete: true, allowDeleteVersions: true, allowVersions: true, allowTagging: true, allowOverwrite: false },
    'all options, through an access point': { ...reads, allowDelete: true, allowDeleteVersions: true, allowVersions: true, allowTagging: true, allowOverwrite: false, through },
    'no listing': { ...reads, listing: false },
  },
  PerUserHomeFolder: {
    'no options': { bucket: 'shared' },
    'prefix': shared,
    'hostile prefix': { ...shared, prefix: hostile, allowRootListing: true, othersMayRead: true },
    'othersMayRead': { ...shared, othersMayRead: true },
    'allowRootListing': { ...shared, prefix: 'team/home/', allowRootListing: true },
    'identity': { ...shared, identity: policyVariable('aws:PrincipalTag/team') },
    'no overwriting': { ...shared, allowOverwrite: false },
    'object lock': { ...shared, objectLock: true },
  },
  RetentionUploader: {
    'no options': locked,
    'governance, several hostile prefixes': { ...locked, prefix: [hostile, 'docs/'], mode: 'GOVERNANCE' },
    'no overwriting': { ...locked, allowOverwrite: false },
  },
  ListOnlyPrefix: {
    'no options': reads,
    'the whole bucket, with versions': { ...reads, prefix: '', allowVersions: true },
    'hostile prefix': { ...reads, prefix: hostile },
  },
  PerUserBucket: {
    'a text before': { namePrefix: 'acme-home-' },
    'a text behind': { nameSuffix: '.home.acme' },
    'object lock': { namePrefix: 'acme-home-', objectLock: true },
    'both, and no overwriting': { namePrefix: 'acme-', nameSuffix: '-home', allowOverwrite: false, when: { https: true } },
  },
  TaggedObjectAccess: {
    'no options': tagged,
    'everything': { ...tagged, prefix: '', principalTag: 'Cost/Center', listing: 'prefix', allowVersions: true },
    'hostile prefix': { ...tagged, prefix: hostile, listing: 'prefix' },
  },
  FullBucketAccess: { 'no options': { bucket: 'db-archive' }, 'permissions': { bucket: 'db-archive', allowPermissionsManagement: true } },
  NoDeleteAccess: {
    'no options': { bucket: 'main-bucket' },
    'no overwriting': { bucket: 'main-bucket', allowOverwrite: false },
    'tagging': { bucket: 'main-bucket', allowTagging: true },
    'object lock': { bucket: 'main-bucket', objectLock: true },
  },
  BucketAdministrator: { 'no options': { bucket: 'releases' }, 'permissions': { bucket: 'releases', allowPermissionsManagement: true } },
  AclAccess: Object.fromEntries((['READ', 'WRITE', 'READ_ACP', 'WRITE_ACP',
    'FULL_CONTROL'] as const).map((permission) => [permission, { bucket: 'testbucket1', permission }])),
  ReplicationSource: {
    'no options': { bucket: 'releases', destination: 'releases-copy' },
    'hostile prefix and deletes': { bucket: 'releases', destination: 'releases-copy', prefix: hostile, replicateDeletes: true },
    'keys on both sides, another owner': {
      bucket: 'releases',
      destination: 'releases-copy',
      overrideOwner: true,
      kmsKey,
      destinationKmsKey: otherKey,
    },
  },
  ReplicationDestination: {
    'no options': { bucket: 'releases-copy' },
    'every option': { bucket: 'releases-copy', prefix: ['a/', hostile], replicateDeletes: true, overrideOwner: true, kmsKey },
  },
  BatchReplication: {
    'no options': { bucket: 'releases', destination: 'reports', prefix: 'batch/' },
    'a manifest of somebody': { bucket: 'releases', destination: 'reports', prefix: ['batch/', hostile], manifest: 'supplied' },
  },
  FirehoseDelivery: {
    'no options': { bucket: 'events', prefix: 'clicks/' },
    'several prefixes, a key': { bucket: 'events', prefix: ['clicks/', hostile], kmsKey },
    'the bucket of another account': { bucket: 'events', prefix: '', otherAccount: true },
  },
  ListAllBuckets: { 'no options': {}, 'locations': { allowLocations: true } },
  IamAdministrator: { 'no options': {}, 'within': { within, when: { mfa: true } } },
  UnrestrictedAccess: { 'no options': {}, 'when': { when: { mfa: true, users: ['dana'] } } },
};

