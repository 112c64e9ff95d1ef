import { accessPlan, aws, existingGroup, existingUser, githubActionsRole, enforceHttps, policyVariable, secretsManager } from '../../src';
import { grantOptions } from '../engines/grant-fixtures';
import { guardOptions } from '../engines/guard-options';

/** Props of anything. */
export type AnyProps = Readonly<Record<string, unknown>>;

const when = { ipRanges: ['203.0.113.0/24'], notAfter: '2030-01-01T00:00:00Z', mfa: true };
const kmsKey = 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const folder = { bucket: 'releases', prefix: ['firmware/', 'docs/'], when };
const object = { ...folder, kmsKey };
const source = { bucket: 'logs', prefix: ['releases/'], sourceBucket: ['releases'], sourceAccount: '111122223333' };
const delivery = { bucket: 'logs', prefix: ['all/'], sourceAccount: '111122223333' };
const scope = { prefix: ['firmware/'] };
const except = ['arn:aws:iam::111122223333:role/admin'];
const common = { ...scope, except, denyPolicyManagement: false };

/** Of those that aren't listed below, the fixture that says most. */
const fixtures = Object.entries({ ...grantOptions, ...guardOptions }).map(([name, options]) => (
  [name, Object.values<object>(options).reduce((most, one) => (Object.keys(one).length > Object.keys(most).length ? one : most))] as const
));

/** Props of every grant and guard, each with as many of its options as go together. */
export const GOOD: Readonly<Record<string, AnyProps>> = {
  ...Object.fromEntries(fixtures),
  WriteOnlyUploader: { ...object, listing: 'prefix', allowTagging: true, allowOverwrite: false },
  RetentionUploader: { ...object, minimumDays: 30, mode: 'COMPLIANCE', allowOverwrite: true },
  ReadOnlyPrefix: { ...object, listing: 'prefix', allowVersions: true },
  ReadWritePrefix: { ...object, allowDelete: true, allowDeleteVersions: true, allowVersions: true, allowTagging: true, listing: 'prefix', allowOverwrite: true },
  ListOnlyPrefix: { ...folder, allowVersions: true },
  PerUserHomeFolder: { ...object, othersMayRead: true, allowRootListing: true, identity: policyVariable('aws:PrincipalTag/team'), allowOverwrite: true },
  PerUserBucket: { namePrefix: 'acme-home-', nameSuffix: '-x', when, allowOverwrite: true },
  TaggedObjectAccess: { ...object, tag: 'team', principalTag: 'squad', listing: 'prefix', allowVersions: true },
  FullBucketAccess: { bucket: 'releases', allowPermissionsManagement: true, when, kmsKey },
  NoDeleteAccess: { bucket: 'releases', allowTagging: true, when, allowOverwrite: true },
  BucketAdministrator: { bucket: 'releases', allowPermissionsManagement: true, when },
  AclAccess: { bucket: 'releases', permission: 'READ', when },
  ReplicationSource: { bucket: 'releases', destination: 'releases-copy', prefix: ['a/'], replicateDeletes: true, overrideOwner: true, kmsKey, destinationKmsKey: kmsKey, when },
  ReplicationDestination: { bucket: 'releases-copy', prefix: ['a/'], replicateDeletes: true, overrideOwner: true, kmsKey, when },
  BatchReplication: { bucket: 'releases', destination: 'reports', prefix: ['a/'], manifest: 'supplied', when },
  ListAllBuckets: { allowLocations: true, when },
  IamAdministrator: { within: { path: '/storage/', boundary: 'arn:aws:iam::111122223333:policy/limits' }, when },
  UnrestrictedAccess: { when },
  PublicReadPrefix: { ...folder, listing: 'prefix' },
  LogDelivery: source,
  InventoryDestination: source,
  CloudFrontRead: { ...delivery, distribution: ['EDFDVBD6EXAMPLE'], allowNotFound: true },
  CloudTrailDelivery: { ...delivery, sourceRegion: 'eu-central-1', trail: ['all'], organization: 'o-exampleorgid' },
  ApplicationLoadBalancerLogs: { ...delivery, sourceRegion: ['eu-central-1'] },
  NetworkLoadBalancerLogs: { ...delivery, sourceRegion: ['eu-central-1'] },
  VpcFlowLogs: { ...delivery, sourceRegion: ['eu-central-1'] },
  ConfigDelivery: delivery,
  WafLogs: { bucket: 'aws-waf-logs-acme', sourceAccount: '111122223333', sourceRegion: ['us-east-1'] },
  LogGroupExport: { ...delivery, sourceRegion: 'eu-central-1' },
  StorageLensExport: { ...delivery, sourceRegion: ['eu-central-1'], dashboard: ['all-buckets'] },
  FirehoseDelivery: { ...object, otherAccount: true },
  EnforceHttps: { ...scope, minimumTlsVersion: '1.2' },
  AllowOnlyIpRanges: { ...common, ipRanges: ['203.0.113.0/24'], vpcEndpoints: ['vpce-0123456789abcdef0'], allowViaAwsServices: true },
  DenyIpRanges: { ...common, ipRanges: ['203.0.113.0/24'] },
  AllowOnlyVpcEndpoints: { ...common, vpcEndpoints: ['vpce-0123456789abcdef0'], allowViaAwsServices: true },
  TimeWindow: { ...common, notBefore: '2029-01-01T00:00:00Z', notAfter: '2030-01-01T00:00:00Z' },
  RequireSignatureV4: { ...common, allowPresigned: false },
  MaximumSignatureAge: { ...common, maximumSeconds: 600 },
  RequireEncryption: { ...scope, except, encryption: 'SSE-KMS', kmsKey, allowDefault: true },
  RequireCannedAcl: { ...scope, except, acl: ['private'] },
  DenyAcls: { ...scope, except, exceptAcls: ['private'] },
  DenyDelete: { ...scope, except, allowDeleteMarkers: true },
  RequireMfaDelete: { ...scope, except, maximumSeconds: 60 },
  MinimumRetention: { ...scope, except, minimumDays: 30, mode: 'COMPLIANCE', allowDefault: true },
  DenyPrincipals: { ...common, principals: except },
  DenyEveryoneElse: { ...scope, principals: except, denyPolicyManagement: false },
  Quarantine: {},
};

const provider = 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com';

/** Props of the other constructs that every engine has. */
export const CONSTRUCTS: Readonly<Record<string, AnyProps>> = {
  StorageProvider: { platform: aws() },
  StorageUser: { accessKeys: ['1'] },
  StorageGroup: { members: [existingUser('lee')] },
  GroupMembers: { group: existingGroup('eng'), members: [existingUser('lee')] },
  StorageRole: { trust: githubActionsRole({ repository: 'acme/firmware', branch: 'main', provider }) },
  AccessKey: { user: existingUser('lee'), generation: '1' },
  StoredAccessKey: { accessKey: { id: 'AKIAIOSFODNN7EXAMPLE', secret: 'a-secret', isEncrypted: false }, store: secretsManager({ name: 'ci' }) },
  BucketPolicy: { bucket: 'releases', guards: [enforceHttps()] },
  StorageAccess: { plan: accessPlan({ users: { dana: {} } }) },
};
