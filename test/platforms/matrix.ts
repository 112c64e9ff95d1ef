import { AccessError, accessPlan, renderAccess, type AccessPlanProps, type Grant, type Guard, type Platform } from '../../src';
import { bucketGrants } from '../engines/bucket-grant-fixtures';
import { grantOptions, grants, reads } from '../engines/grant-fixtures';
import { guardOptions, guards, PRINCIPAL_ONLY } from '../engines/guard-options';

/** What becomes of one option of a grant or guard on a platform. */
export interface Outcome {
  /** Where it goes to; absent where it is refused. */
  readonly on?: 'user' | 'bucket';
  /** What is said of it. */
  readonly diagnostics: readonly string[];
  /** Why it is refused, and what to do instead. */
  readonly refusal?: { readonly code: string; readonly reason: string; readonly remedy: string };
}

/** A grant or guard with one set of options. */
export interface Row {
  readonly kind: 'grant' | 'guard';
  readonly construct: string;
  readonly option: string;
  /** Where it may go to, in the order in which that is tried. */
  readonly plans: ReadonlyArray<readonly [on: 'user' | 'bucket', plan: Omit<AccessPlanProps, 'platform'>]>;
}

/** Some platforms have no users without a key. */
const accessKeys = ['2026-11'];

type Make = (props: unknown) => Grant | Guard;
const sourceAccount = '111122223333';
const publicGrants = {
  PublicReadPrefix: { 'no options': reads, 'listing': { ...reads, listing: 'prefix' } },
  LogDelivery: { 'no options': source('logs') },
  InventoryDestination: { 'no options': source('reports') },
  CloudFrontRead: { 'no options': { bucket: 'site', prefix: 'all/', sourceAccount } },
  CloudTrailDelivery: { 'no options': { bucket: 'audit', prefix: 'all/', sourceAccount, sourceRegion: 'eu-central-1', trail: 'all' } },
  ApplicationLoadBalancerLogs: { 'no options': { bucket: 'logs', prefix: 'all/', sourceAccount } },
  NetworkLoadBalancerLogs: { 'no options': { bucket: 'logs', prefix: 'all/', sourceAccount } },
  VpcFlowLogs: { 'no options': { bucket: 'logs', prefix: 'all/', sourceAccount } },
  ConfigDelivery: { 'no options': { bucket: 'audit', prefix: 'all/', sourceAccount } },
  WafLogs: { 'no options': { bucket: 'aws-waf-logs-acme', sourceAccount } },
  LogGroupExport: { 'no options': { bucket: 'logs', prefix: 'all/', sourceAccount, sourceRegion: 'eu-central-1' } },
  StorageLensExport: { 'no options': { bucket: 'reports', prefix: 'all/', sourceAccount, dashboard: 'all-buckets' } },
};

function source(bucket: string) {
  return { bucket, prefix: 'all/', sourceBucket: 'releases', sourceAccount };
}

/** Where there are no lists of ranges. */
const ONE_RANGE = { ipRanges: ['203.0.113.0/24'] };

/** Every grant and guard with each of its options. */
export const rows: readonly Row[] = [
  ...Object.entries(grantOptions).flatMap(([construct, options]) => Object.entries(options).map(([option, props]): Row => {
    const grant = (grants[construct as keyof typeof grants] as Make)(props) as Grant;
    return { kind: 'grant', construct, option, plans: [['user', { users: { dana: { accessKeys, grants: [grant] } } }]] };
  })),
  ...Object.entries(publicGrants).flatMap(([construct, options]) => Object.entries(options).map(([option, props]): Row => {
    const grant = (bucketGrants[construct as keyof typeof bucketGrants] as Make)(props) as Grant;
    return { kind: 'grant', construct, option, plans: [['bucket', { users: { dana: { accessKeys } }, external: [{ grants: [grant] }] }]] };
  })),
  ...Object.entries({ ...guardOptions, AllowOnlyIpRanges: { ...guardOptions.AllowOnlyIpRanges, 'one range': ONE_RANGE } }).flatMap(([construct, options]) => Object.entries(options).map(([option, props]): Row => {
    const guard = (guards[construct as keyof typeof guards] as Make)(props) as Guard;
    const plans: Row['plans'] = [
      ['bucket', { users: { dana: { accessKeys } }, buckets: { releases: { guards: [guard] } } }],
      ['user', { users: { dana: { accessKeys, guards: [guard] } } }],
    ];
    return { kind: 'guard', construct, option, plans: PRINCIPAL_ONLY.includes(construct) ? plans.slice(1) : plans };
  })),
];

/** What a platform makes of a row: the first place that takes it, or why none does. */
export function outcomeOf({ plans }: Row, platform: Platform): Outcome {
  const refusals: AccessError[] = [];
  for (const [on, plan] of plans) {
    try {
      const { users, buckets } = renderAccess(accessPlan({ platform, ...plan }));
      const diagnostics = [...users.flatMap(({ policies }) => policies), ...buckets].flatMap((document) => document.diagnostics);
      return { on, diagnostics: [...new Set(diagnostics)] };
    } catch (error) {
      if (!(error instanceof AccessError)) throw error;
      refusals.push(error);
    }
  }
  // where it could go to a user, what the user's policy can't say is nearer to the point than that there is no bucket policy
  const told = refusals.filter(({ code }) => code !== 'WrongGuardTarget');
  const { code, message, remedy } = told[told.length - 1];
  return { diagnostics: [], refusal: { code, reason: message.split('\n')[0], remedy } };
}
