import * as fc from 'fast-check';
import {
  accessPlan, applicationLoadBalancerLogs, cloudFrontRead, cloudTrailDelivery, configDelivery, decide, logGroupExport, networkLoadBalancerLogs,
  renderAccess, storageLensExport, vpcFlowLogs, wafLogs,
  type Grant,
} from '../../src';
import { runs } from '../runs';
import { BAD_BUCKETS, BAD_PREFIXES } from './bad-input';
import { goodPrefix as folder } from './hostile';
import { refused, untyped } from './refused';

const OWN = '111122223333';
const STRANGER = '444455556666';

type Props = Readonly<Record<string, unknown>> & { readonly bucket: string };

/** A service: how it is let in, and what AWS says it does, written here without a look at the grant's statements. */
interface Service {
  readonly make: (props: never) => Grant;
  readonly good: Props;
  readonly principal: string;
  /** The folder that it adds below a prefix. */
  readonly adds: string;
  readonly does: string;
  /** What it reads of the bucket. */
  readonly reads: readonly string[];
  /** The ARN that it works for in an account. */
  readonly source: (account: string) => string;
  /** Which of its source's account and ARN are asked for. */
  readonly asks: { readonly account: boolean; readonly arn: boolean };
  readonly ownerControl: boolean;
}

const logs = (account: string) => `arn:aws:logs:eu-central-1:${account}:x`;
const both = { account: true, arn: true };
const folders = { bucket: 'logs', prefix: 'all/', sourceAccount: OWN };
const vended = { principal: 'delivery.logs.amazonaws.com', adds: `AWSLogs/${OWN}/`, does: 's3:PutObject', source: logs, asks: both, ownerControl: true };

const SERVICES: Readonly<Record<string, Service>> = {
  vpcFlowLogs: { ...vended, make: vpcFlowLogs, good: folders, reads: ['s3:GetBucketAcl', 's3:ListBucket'] },
  networkLoadBalancerLogs: { ...vended, make: networkLoadBalancerLogs, good: folders, reads: ['s3:GetBucketAcl'] },
  wafLogs: { ...vended, make: wafLogs, good: { bucket: 'aws-waf-logs-acme', sourceAccount: OWN }, reads: ['s3:GetBucketAcl'] },
  applicationLoadBalancerLogs: {
    ...vended,
    make: applicationLoadBalancerLogs,
    good: folders,
    reads: [],
    principal: 'logdelivery.elasticloadbalancing.amazonaws.com',
    source: (account) => `arn:aws:elasticloadbalancing:eu-central-1:${account}:loadbalancer/app/web/1`,
    asks: { account: false, arn: true },
    ownerControl: false,
  },
  configDelivery: {
    ...vended,
    make: configDelivery,
    good: folders,
    reads: ['s3:GetBucketAcl', 's3:ListBucket'],
    principal: 'config.amazonaws.com',
    adds: `AWSLogs/${OWN}/Config/`,
    asks: { account: true, arn: false },
  },
  cloudTrailDelivery: {
    ...vended,
    make: cloudTrailDelivery,
    good: { ...folders, sourceRegion: 'eu-central-1', trail: 'all' },
    reads: ['s3:GetBucketAcl'],
    principal: 'cloudtrail.amazonaws.com',
    source: (account) => `arn:aws:cloudtrail:eu-central-1:${account}:trail/all`,
    asks: { account: false, arn: true },
  },
  logGroupExport: {
    ...vended,
    make: logGroupExport,
    good: { ...folders, sourceRegion: 'eu-central-1' },
    reads: ['s3:GetBucketAcl'],
    principal: 'logs.eu-central-1.amazonaws.com',
    adds: '',
    source: (account) => `arn:aws:logs:eu-central-1:${account}:log-group:app:*`,
  },
  storageLensExport: {
    ...vended,
    make: storageLensExport,
    good: { ...folders, dashboard: 'all-buckets' },
    reads: [],
    principal: 'storage-lens.s3.amazonaws.com',
    adds: `StorageLens/${OWN}/`,
    source: (account) => `arn:aws:s3:eu-central-1:${account}:storage-lens/all-buckets`,
  },
  cloudFrontRead: {
    ...vended,
    make: cloudFrontRead,
    good: { ...folders, distribution: 'EDFDVBD6EXAMPLE' },
    reads: [],
    principal: 'cloudfront.amazonaws.com',
    adds: '',
    does: 's3:GetObject',
    source: (account) => `arn:aws:cloudfront::${account}:distribution/EDFDVBD6EXAMPLE`,
    asks: { account: false, arn: true },
    ownerControl: false,
  },
};

const services = Object.entries(SERVICES);
const made = ({ make }: Service, props: Props): Grant => make(props as never);

test.each(services)('property: %s lets its service in for its source, and nobody else for anything, whatever the folder', (_name, service) => {
  const { good, principal, adds, does, reads, source, asks, ownerControl } = service;
  const draws = folder.chain((prefix) => fc.tuple(
    fc.constant(prefix),
    fc.record({
      who: fc.constantFrom(principal, principal, principal, 's3.amazonaws.com', 'anonymous'),
      action: fc.constantFrom(does, does, 's3:GetBucketAcl', 's3:ListBucket', 's3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:GetBucketPolicy'),
      key: fc.constantFrom(`${prefix}${adds}x`, `${prefix}${adds}a/b`, `${prefix}${adds.slice(0, -1)}2/x`, `${prefix}x`, `x${prefix}${adds}x`, `${prefix.toUpperCase()}${adds}x`),
      account: fc.constantFrom(OWN, OWN, STRANGER, undefined),
      arn: fc.constantFrom(source(OWN), source(OWN), source(STRANGER), undefined),
      acl: fc.constantFrom('bucket-owner-full-control', 'private', undefined),
    }),
  ));
  let allowed = 0;
  fc.assert(fc.property(draws, ([prefix, { who, action, key, account, arn, acl }]) => {
    const under = 'prefix' in good ? prefix : '';
    const { buckets: [{ bucket, json }] } = renderAccess(accessPlan({ external: [{ grants: [made(service, 'prefix' in good ? { ...good, prefix } : good)] }] }));
    const onBucket = /Acl|List|Policy/.test(action);
    const { effect } = decide({ buckets: { [bucket]: { account: OWN, policy: json } } }, {
      principal: who === 'anonymous' ? who : { arn: who },
      action,
      resource: onBucket ? `arn:aws:s3:::${bucket}` : `arn:aws:s3:::${bucket}/${key}`,
      context: { ...(account && { 'aws:SourceAccount': account }), ...(arn && { 'aws:SourceArn': arn }), ...(acl && { 's3:x-amz-acl': acl }) },
    });
    const forSource = (!asks.account || account === OWN) && (!asks.arn || arn === source(OWN));
    const may = onBucket ? reads.includes(action) : action === does && key.startsWith(`${under}${adds}`) && (!ownerControl || acl === 'bucket-owner-full-control');
    const expected = who === principal && forSource && may;
    expect({ prefix, who, action, key, account, arn, acl, effect }).toEqual({ prefix, who, action, key, account, arn, acl, effect: expected ? 'allow' : 'implicitDeny' });
    allowed += expected ? 1 : 0;
  }), { numRuns: runs(250, 100) });
  expect(allowed).toBeGreaterThan(0);
});

describe.each(services)('%s refuses', (_name, service) => {
  test.each(BAD_BUCKETS)('a bucket that is %s', (_what, bucket) => {
    expect(refused(() => made(service, { ...service.good, bucket: untyped(bucket) })).code).toBe('InvalidBucketName');
  });

  if ('prefix' in service.good) {
    test.each(BAD_PREFIXES)('a prefix that is %s', (_what, prefix) => {
      expect(refused(() => made(service, { ...service.good, prefix })).code).toBe('InvalidPrefix');
    });
  }

  test.each([111122223333, '11112222333', '1111-2222-3333', '*', '', undefined, null, ['111122223333']])('the source account %j', (sourceAccount) => {
    const error = refused(() => made(service, { ...service.good, sourceAccount }));
    expect(error).toMatchObject({ code: 'InvalidPrincipal', remedy: expect.stringContaining('name the account that owns the source') });
  });
});

test.each<readonly [name: keyof typeof SERVICES, wrong: Readonly<Record<string, unknown>>]>([
  ['vpcFlowLogs', { sourceRegion: '*' }],
  ['vpcFlowLogs', { sourceRegion: [] }],
  ['vpcFlowLogs', { sourceRegion: ['eu-central-1', 'eu-central-1'] }],
  ['networkLoadBalancerLogs', { sourceRegion: 'eu-central-1:*' }],
  ['wafLogs', { sourceRegion: 'Frankfurt' }],
  ['applicationLoadBalancerLogs', { sourceRegion: null }],
  ['cloudTrailDelivery', { sourceRegion: '*' }],
  ['cloudTrailDelivery', { sourceRegion: undefined }],
  ['cloudTrailDelivery', { trail: 'a*' }],
  ['cloudTrailDelivery', { trail: 'arn:aws:cloudtrail:eu-central-1:111122223333:trail/all' }],
  ['cloudTrailDelivery', { organization: 'acme' }],
  ['cloudTrailDelivery', { organization: 'o-*' }],
  ['logGroupExport', { sourceRegion: 'cn-north-1' }],
  ['logGroupExport', { sourceRegion: 'eu-*' }],
  ['storageLensExport', { dashboard: '*' }],
  ['storageLensExport', { dashboard: 'a/b' }],
  ['storageLensExport', { dashboard: undefined }],
  ['cloudFrontRead', { distribution: '*' }],
  ['cloudFrontRead', { distribution: 'arn:aws:cloudfront::111122223333:distribution/EDFDVBD6EXAMPLE' }],
  ['cloudFrontRead', { allowNotFound: 'true' }],
])('%s refuses %j', (name, wrong) => {
  expect(refused(() => made(SERVICES[name], { ...SERVICES[name].good, ...wrong })).code).toBe('InvalidOption');
});

test('AWS WAF writes to buckets of its own names only', () => {
  expect(refused(() => wafLogs({ bucket: 'logs', sourceAccount: OWN }))).toMatchObject({ code: 'InvalidBucketName', remedy: expect.stringContaining('aws-waf-logs-acme') });
});

test('a trail of an organisation writes below the organisation, and below its own account', () => {
  const { buckets: [{ document }] } = renderAccess(accessPlan({
    external: [{ grants: [cloudTrailDelivery({ ...folders, sourceRegion: 'eu-central-1', trail: 'all', organization: 'o-exampleorgid' })] }],
  }));
  const writes = document.statements.filter(({ actions }) => actions?.includes('s3:PutObject'));
  expect(writes.flatMap(({ resources }) => resources)).toEqual([`arn:aws:s3:::logs/all/AWSLogs/${OWN}/*`, 'arn:aws:s3:::logs/all/AWSLogs/o-exampleorgid/*']);
});
