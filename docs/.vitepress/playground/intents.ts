/* What the playground offers, each with props to begin with. A test holds that every grant and guard of the package is here. */

/** One grant or guard. */
export interface Choice {
  /** The function of the core; the construct is called the same with a capital. */
  readonly intent: string;
  /** `grant` goes to a user, `bucketGrant` to somebody that the grant itself names, `guard` on a bucket, `userGuard` on a user. */
  readonly kind: 'grant' | 'bucketGrant' | 'guard' | 'userGuard';
  /** Its props, as TypeScript; of a guard, those of the function: the bucket is added. */
  readonly props: string;
}

/** The bucket that guards are put on. */
export const GUARDED_BUCKET = 'releases';

export const CHOICES: readonly Choice[] = [
  { intent: 'writeOnlyUploader', kind: 'grant', props: "{ bucket: 'releases', prefix: 'firmware/' }" },
  { intent: 'readOnlyPrefix', kind: 'grant', props: "{ bucket: 'downloads', prefix: 'public/' }" },
  { intent: 'readWritePrefix', kind: 'grant', props: "{ bucket: 'shared', prefix: 'team/' }" },
  { intent: 'perUserHomeFolder', kind: 'grant', props: "{ bucket: 'shared', prefix: 'home/' }" },
  { intent: 'perUserBucket', kind: 'grant', props: "{ namePrefix: 'acme-home-' }" },
  { intent: 'retentionUploader', kind: 'grant', props: "{ bucket: 'evidence', prefix: 'cases/', minimumDays: 365, mode: 'COMPLIANCE' }" },
  { intent: 'listOnlyPrefix', kind: 'grant', props: "{ bucket: 'downloads', prefix: 'public/' }" },
  { intent: 'taggedObjectAccess', kind: 'grant', props: "{ bucket: 'shared', prefix: 'reports/', tag: 'team' }" },
  { intent: 'fullBucketAccess', kind: 'grant', props: "{ bucket: 'scratch' }" },
  { intent: 'noDeleteAccess', kind: 'grant', props: "{ bucket: 'archive' }" },
  { intent: 'bucketAdministrator', kind: 'grant', props: "{ bucket: 'releases' }" },
  { intent: 'aclAccess', kind: 'grant', props: "{ bucket: 'releases', permission: 'READ' }" },
  { intent: 'replicationSource', kind: 'grant', props: "{ bucket: 'releases', destination: 'releases-copy' }" },
  { intent: 'replicationDestination', kind: 'grant', props: "{ bucket: 'releases-copy' }" },
  { intent: 'batchReplication', kind: 'grant', props: "{ bucket: 'releases', destination: 'reports', prefix: 'batch/' }" },
  { intent: 'firehoseDelivery', kind: 'grant', props: "{ bucket: 'events', prefix: 'clicks/' }" },
  { intent: 'listAllBuckets', kind: 'grant', props: '{ }' },
  { intent: 'iamAdministrator', kind: 'grant', props: "{ within: { path: '/storage/', boundary: 'arn:aws:iam::111122223333:policy/storage-boundary' } }" },
  { intent: 'unrestrictedAccess', kind: 'grant', props: '{ }' },
  { intent: 'publicReadPrefix', kind: 'bucketGrant', props: "{ bucket: 'downloads', prefix: 'public/' }" },
  { intent: 'logDelivery', kind: 'bucketGrant', props: "{ bucket: 'logs', prefix: 'releases/', sourceBucket: 'releases', sourceAccount: '111122223333' }" },
  { intent: 'inventoryDestination', kind: 'bucketGrant', props: "{ bucket: 'logs', prefix: 'inventory/', sourceBucket: 'releases', sourceAccount: '111122223333' }" },
  { intent: 'cloudFrontRead', kind: 'bucketGrant', props: "{ bucket: 'site', prefix: '', sourceAccount: '111122223333', distribution: 'EDFDVBD6EXAMPLE' }" },
  { intent: 'cloudTrailDelivery', kind: 'bucketGrant', props: "{ bucket: 'audit', prefix: '', sourceAccount: '111122223333', sourceRegion: 'eu-central-1', trail: 'all' }" },
  { intent: 'applicationLoadBalancerLogs', kind: 'bucketGrant', props: "{ bucket: 'logs', prefix: 'web/', sourceAccount: '111122223333' }" },
  { intent: 'networkLoadBalancerLogs', kind: 'bucketGrant', props: "{ bucket: 'logs', prefix: 'edge/', sourceAccount: '111122223333' }" },
  { intent: 'vpcFlowLogs', kind: 'bucketGrant', props: "{ bucket: 'logs', prefix: 'network/', sourceAccount: '111122223333' }" },
  { intent: 'configDelivery', kind: 'bucketGrant', props: "{ bucket: 'audit', prefix: 'config/', sourceAccount: '111122223333' }" },
  { intent: 'wafLogs', kind: 'bucketGrant', props: "{ bucket: 'aws-waf-logs-acme', sourceAccount: '111122223333' }" },
  { intent: 'logGroupExport', kind: 'bucketGrant', props: "{ bucket: 'logs', prefix: 'exports/', sourceAccount: '111122223333', sourceRegion: 'eu-central-1' }" },
  { intent: 'storageLensExport', kind: 'bucketGrant', props: "{ bucket: 'reports', prefix: 'lens/', sourceAccount: '111122223333', dashboard: 'all-buckets' }" },
  { intent: 'enforceHttps', kind: 'guard', props: "{ minimumTlsVersion: '1.2' }" },
  { intent: 'allowOnlyIpRanges', kind: 'guard', props: "{ ipRanges: ['203.0.113.0/24'] }" },
  { intent: 'denyIpRanges', kind: 'guard', props: "{ ipRanges: ['198.51.100.0/24'] }" },
  { intent: 'allowOnlyVpcEndpoints', kind: 'guard', props: "{ vpcEndpoints: ['vpce-0123456789abcdef0'] }" },
  { intent: 'timeWindow', kind: 'guard', props: "{ notBefore: '2026-12-01T00:00:00Z', notAfter: '2027-01-01T00:00:00Z' }" },
  { intent: 'requireSignatureV4', kind: 'guard', props: '{ }' },
  { intent: 'maximumSignatureAge', kind: 'guard', props: '{ maximumSeconds: 600 }' },
  { intent: 'requireEncryption', kind: 'guard', props: "{ encryption: 'SSE-KMS' }" },
  { intent: 'requireCannedAcl', kind: 'guard', props: "{ acl: 'bucket-owner-full-control' }" },
  { intent: 'denyAcls', kind: 'guard', props: '{ }' },
  { intent: 'denyDelete', kind: 'guard', props: '{ }' },
  { intent: 'requireMfaDelete', kind: 'guard', props: '{ }' },
  { intent: 'minimumRetention', kind: 'guard', props: '{ minimumDays: 365 }' },
  { intent: 'denyPrincipals', kind: 'guard', props: "{ principals: ['arn:aws:iam::111122223333:user/contractor-*'] }" },
  { intent: 'denyEveryoneElse', kind: 'guard', props: "{ principals: ['arn:aws:iam::111122223333:role/admin'] }" },
  { intent: 'quarantine', kind: 'userGuard', props: '{ }' },
];

/** The platforms, as the call that makes each; its options can be changed. */
export const PLATFORMS: Readonly<Record<string, string>> = {
  'AWS': 'aws()',
  'AWS in China': "aws({ partition: 'aws-cn' })",
  'ActiveScale 7.1': "activeScale({ version: '7.1', iamEndpoint: 'https://iam.store.example', s3Endpoint: 'https://s3.store.example' })",
  'Ceph RGW': "cephRgw({ endpoint: 'https://rgw.store.example', scope: 'acme' })",
  'MinIO': "minio({ scope: 'acme-storage', endpoint: 'https://minio.example:9000' })",
  'MinIO behind a filter': "minio({ scope: 'acme-storage', endpoint: 'https://minio.example:9000', requestFilter: 'strips-condition-names' })",
  'Relayer': 'relayer()',
  'DeltaGlider Proxy': 'deltaGlider()',
};

/** The choice of that name, or the first. */
export const choiceOf = (intent: string): Choice => CHOICES.find((choice) => choice.intent === intent) ?? CHOICES[0];

/** The construct of a grant or guard: `writeOnlyUploader` is `WriteOnlyUploader`. */
export const constructOf = (intent: string): string => `${intent[0].toUpperCase()}${intent.slice(1)}`;
