import {
  anotherAccount, applicationLoadBalancerLogs, aws, cloudFrontRead, cloudTrailDelivery, configDelivery, everyone, externalPrincipal,
  inventoryDestination, logDelivery, logGroupExport, networkLoadBalancerLogs, publicReadPrefix, storageLensExport, vpcFlowLogs, wafLogs,
  type ExternalGrantee, type Platform,
} from '../../src';
import { hostile, reads, through, uploads, type GrantProps } from './grant-fixtures';

/** The core function of each grant that says itself who gets it, by the name of its construct. */
export const bucketGrants = {
  PublicReadPrefix: publicReadPrefix,
  LogDelivery: logDelivery,
  InventoryDestination: inventoryDestination,
  CloudFrontRead: cloudFrontRead,
  CloudTrailDelivery: cloudTrailDelivery,
  ApplicationLoadBalancerLogs: applicationLoadBalancerLogs,
  NetworkLoadBalancerLogs: networkLoadBalancerLogs,
  VpcFlowLogs: vpcFlowLogs,
  ConfigDelivery: configDelivery,
  WafLogs: wafLogs,
  LogGroupExport: logGroupExport,
  StorageLensExport: storageLensExport,
};

/** These grants by the names of their constructs, with their props. */
export type BucketGrantProps = { readonly [Name in keyof typeof bucketGrants]: Parameters<typeof bucketGrants[Name]>[0] };

type AnyProps = GrantProps & BucketGrantProps;

/** One construct of a grant that goes to the bucket policy. */
export type ExternalFixture = { readonly [Name in keyof AnyProps]: {
  readonly kind: 'external';
  readonly name: string;
  readonly construct: Name;
  readonly props: AnyProps[Name];
  /** Who gets it, where the grant doesn't say so itself. */
  readonly to?: ExternalGrantee;
  readonly platform: Platform;
} }[keyof AnyProps];

const sourceAccount = '111122223333';
const source = { sourceBucket: 'releases', sourceAccount };
/** The key of a bucket. */
export const kmsKey = 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const china = aws({ partition: 'aws-cn' });

const constructs: ReadonlyArray<Omit<ExternalFixture, 'kind' | 'name'> & { readonly option: string }> = [
  { option: 'for another account', construct: 'ReadOnlyPrefix', props: reads, to: anotherAccount('444455556666'), platform: aws() },
  { option: 'for another account, with a key', construct: 'ReadOnlyPrefix', props: { ...reads, kmsKey }, to: anotherAccount('444455556666'), platform: aws() },
  { option: 'for an external user', construct: 'WriteOnlyUploader', props: { ...uploads, listing: 'prefix' }, to: externalPrincipal('arn:aws:iam::444455556666:user/teams/dana'), platform: aws() },
  { option: 'for an external role', construct: 'ReadWritePrefix', props: { ...uploads, prefix: hostile }, to: externalPrincipal('arn:aws:iam::444455556666:role/deployer'), platform: aws() },
  { option: 'for an external role in China', construct: 'ReadWritePrefix', props: uploads, to: externalPrincipal('arn:aws-cn:iam::444455556666:role/deployer'), platform: china },
  { option: 'for another account, through an access point', construct: 'ReadOnlyPrefix', props: { ...reads, through }, to: anotherAccount('444455556666'), platform: aws() },
  { option: 'for everyone', construct: 'ReadOnlyPrefix', props: { ...reads, listing: false }, to: everyone(), platform: aws() },
  { option: 'no options', construct: 'PublicReadPrefix', props: reads, platform: aws() },
  { option: 'listing, several prefixes', construct: 'PublicReadPrefix', props: { ...reads, prefix: ['public/', hostile], listing: 'prefix' }, platform: aws() },
  { option: 'from an address range', construct: 'PublicReadPrefix', props: { ...reads, when: { ipRanges: ['203.0.113.0/24'] } }, platform: aws() },
  { option: 'one source', construct: 'LogDelivery', props: { bucket: 'logs', prefix: 'releases/', ...source }, platform: aws() },
  { option: 'several sources, in China', construct: 'LogDelivery', props: { bucket: 'logs', prefix: ['a/', 'b/'], ...source, sourceBucket: ['shared', 'releases'] }, platform: china },
  { option: 'one source', construct: 'InventoryDestination', props: { bucket: 'reports', prefix: 'inventory/', ...source }, platform: aws() },
  { option: 'every distribution', construct: 'CloudFrontRead', props: { bucket: 'site', prefix: '', sourceAccount }, platform: aws() },
  { option: 'some distributions, not found', construct: 'CloudFrontRead', props: { bucket: 'site', prefix: ['a/', hostile], sourceAccount, distribution: ['EDFDVBD6EXAMPLE', 'E2QWRUHEXAMPLE'], allowNotFound: true }, platform: aws() },
  { option: 'one trail', construct: 'CloudTrailDelivery', props: { bucket: 'audit', prefix: '', sourceAccount, sourceRegion: 'eu-central-1', trail: 'all' }, platform: aws() },
  { option: 'trails of an organisation', construct: 'CloudTrailDelivery', props: { bucket: 'audit', prefix: 'trails/', sourceAccount, sourceRegion: 'eu-central-1', trail: ['all', 'more'], organization: 'o-exampleorgid' }, platform: aws() },
  { option: 'every region', construct: 'ApplicationLoadBalancerLogs', props: { bucket: 'logs', prefix: 'web/', sourceAccount }, platform: aws() },
  { option: 'two regions', construct: 'NetworkLoadBalancerLogs', props: { bucket: 'logs', prefix: 'edge/', sourceAccount, sourceRegion: ['eu-central-1', 'eu-west-1'] }, platform: aws() },
  { option: 'every region', construct: 'VpcFlowLogs', props: { bucket: 'logs', prefix: 'network/', sourceAccount }, platform: aws() },
  { option: 'in China', construct: 'VpcFlowLogs', props: { bucket: 'logs', prefix: 'network/', sourceAccount }, platform: china },
  { option: 'one account', construct: 'ConfigDelivery', props: { bucket: 'audit', prefix: 'config/', sourceAccount }, platform: aws() },
  { option: 'one region', construct: 'WafLogs', props: { bucket: 'aws-waf-logs-acme', sourceAccount, sourceRegion: 'us-east-1' }, platform: aws() },
  { option: 'one region', construct: 'LogGroupExport', props: { bucket: 'logs', prefix: 'exports/', sourceAccount, sourceRegion: 'eu-central-1' }, platform: aws() },
  { option: 'two dashboards', construct: 'StorageLensExport', props: { bucket: 'reports', prefix: 'lens/', sourceAccount, dashboard: ['all-buckets', 'logs'] }, platform: aws() },
];

/** Every option of every grant that goes to the bucket policy, and every kind of external grantee. */
export const externalFixtures = constructs.map(({ option, ...rest }) => ({ kind: 'external', name: `${rest.construct}: ${option}, in the bucket policy`, ...rest } as ExternalFixture));
