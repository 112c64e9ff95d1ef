import { AccessError } from '../../errors';
import { shown } from '../../s3/names';
import { VALUE } from '../../shape/readers';
import type { Shape } from '../../shape/shape';
import { checkEndpoint } from '../endpoint';
import { ALL_FEATURES } from '../features';
import { iamName as name } from '../names';
import { readOptions } from '../options';
import type { Platform, PlatformFeature } from '../platform';
import { readingOf } from '../profile/reading';
import { madeBy } from '../recipe';
import { activeScale70, activeScale70Writing, activeScale71, activeScale71Writing } from './profile';

/** Options of {@link activeScale}. */
export interface ActiveScaleOptions {
  /** The version of the system: `7.0`, which has no conditions and no policy variables, or `7.1` and later, which have both: `7.2`, `8.0`. */
  readonly version: '7.0' | '7.1' | `${number}.${number}`;
  /** URL of the IAM domain, such as `https://iam.store.example`: a fully qualified domain name, since an IP address doesn't work there. */
  readonly iamEndpoint: string;
  /** URL of the S3 API, such as `https://s3.store.example`; on another host than the IAM domain. */
  readonly s3Endpoint: string;
  /**
   * What requests are signed for.
   *
   * @default 'us-east-1'
   */
  readonly region?: string;
  /**
   * Whether access keys can be deleted through its IAM API. The vendor's list of actions lacks `DeleteAccessKey`, so without `true` a key
   * that would be removed is refused, on Terraform at plan and on Pulumi at preview, and is suspended instead: `status: 'Inactive'`.
   *
   * @default false
   */
  readonly deleteAccessKey?: boolean;
  /**
   * Condition keys that the vendor's list lacks and that you have seen to work, such as `aws:RequestedRegion`, which one of its samples uses.
   *
   * @default - none
   */
  readonly conditionKeys?: readonly string[];
}

const OPTIONS: Shape<ActiveScaleOptions> = {
  version: VALUE, iamEndpoint: VALUE, s3Endpoint: VALUE, region: VALUE, deleteAccessKey: VALUE, conditionKeys: VALUE,
};

/** That a whole other account can be a principal isn't confirmed; that its users can is, by a sample. */
const UNCONFIRMED: readonly PlatformFeature[] = ['accountGrantees'];
const MISSING: readonly PlatformFeature[] = ['roles', 'boundaries', 'serviceGrantees', 'kmsKeys', 'tags', 'accessPoints', ...UNCONFIRMED];

/**
 * Quantum ActiveScale from 7.0 on: an IAM API as AWS has it, at a domain of its own.
 *
 * Limits, from the vendor's document: inline policies, all of a user 2,048 and of a group 5,120 bytes without white space; a managed policy
 * 6,144; 20 policies attached to a user and 10 to a group; ten groups and two access keys a user. The document gives no size of bucket
 * policies and no length of names, so those of AWS hold: 20 KB, 64 characters for a user, 128 for a group or policy.
 *
 * It has no roles, permissions boundaries or KMS. A bucket policy may name everyone and users of other accounts; that it may name a whole
 * account isn't confirmed, and is refused. In 7.0 every grant or guard with a condition is refused: of {@link readOnlyPrefix} the
 * listing, unless it is of the whole bucket.
 *
 * @throws AccessError `InvalidPlatform`
 * @see https://qsupport.quantum.com/kb/flare/Content/ActiveScale/Software/Content/API/IAM_API.htm
 * @example
 * activeScale({ version: '7.1', iamEndpoint: 'https://iam.store.example', s3Endpoint: 'https://s3.store.example' });
 */
export function activeScale(options: ActiveScaleOptions): Platform {
  const { version, iamEndpoint, s3Endpoint, region = 'us-east-1', deleteAccessKey = false, conditionKeys = [] } = readOptions<ActiveScaleOptions>('activeScale', options, OPTIONS, "activeScale({ version: '7.1', iamEndpoint: 'https://iam.store.example', s3Endpoint: 'https://s3.store.example' })");
  const conditions = hasConditions(version);
  checkEndpoints(iamEndpoint, s3Endpoint);
  checkConditionKeys(conditionKeys, conditions);
  if (typeof region !== 'string' || !/^[A-Za-z0-9-]{1,64}$/.test(region)) throw invalid(`region ${shown(region)} is none`, 'leave it out: ActiveScale signs for us-east-1');
  if (typeof deleteAccessKey !== 'boolean') throw invalid(`deleteAccessKey is ${shown(deleteAccessKey)}`, 'write true where you have seen that it works, and leave it out otherwise');
  const confirmed = { deleteAccessKey, conditionKeys };
  return madeBy('activeScale', { version, iamEndpoint, s3Endpoint, region, deleteAccessKey, conditionKeys }, {
    name: 'active-scale',
    title: `ActiveScale ${version}`,
    controlPlane: 'awsIam',
    features: ALL_FEATURES.filter((feature) => !MISSING.includes(feature)),
    unconfirmed: UNCONFIRMED,
    ...(conditions ? readingOf(activeScale71(confirmed), activeScale71Writing) : readingOf(activeScale70(confirmed), activeScale70Writing)),
    accountOwnsObjects: true,
    partition: 'aws',
    region,
    endpoints: { iam: iamEndpoint, s3: s3Endpoint },
    limits: {
      user: { inlineSize: 2048, attachments: 20 },
      group: { inlineSize: 5120, attachments: 10 },
      role: { inlineSize: 0, attachments: 0 },
      managedSize: 6144,
      unit: 'bytes without white space',
      bucketPolicySize: 20 * 1024,
      groupsPerUser: 10,
      accessKeysPerUser: 2,
    },
    keepsAccessKeys: !deleteAccessKey,
    names: { user: name(64), group: name(128), role: name(64), policy: name(128) },
  });
}

function hasConditions(version: unknown): boolean {
  const [, major, minor] = (typeof version === 'string' && /^(\d{1,2})\.(\d{1,2})(?:\.\d{1,3})*$/.exec(version)) || [];
  if (Number(major) >= 7) return Number(major) > 7 || Number(minor) >= 1;
  throw invalid(`version ${shown(version)} isn't one with IAM; allowed: 7.0, 7.1 and later`, "write what the system's management interface shows, such as version: '7.1'");
}

const IPV4 = /^\d+(\.\d+){3}$/;

function checkEndpoints(iam: unknown, s3: unknown): void {
  for (const [option, url] of Object.entries({ iamEndpoint: iam, s3Endpoint: s3 })) {
    if (url === undefined) throw invalid(`${option} is missing`, `write ${option}: 'https://…'`);
    checkEndpoint(option, url as string);
  }
  const [iamHost, s3Host] = [iam, s3].map((url) => new URL(url as string).hostname);
  if (IPV4.test(iamHost) || !/^[a-z0-9-]+(\.[a-z0-9-]+)+\.?$/.test(iamHost)) {
    throw invalid(`iamEndpoint ${shown(iam)} isn't at a fully qualified domain name, and ActiveScale answers IAM requests at nothing else`, "write the IAM domain of the system: iamEndpoint: 'https://iam.store.example'");
  }
  if (iamHost === s3Host) throw invalid(`iamEndpoint and s3Endpoint are both at ${iamHost}; the IAM domain is one of its own`, 'write the domain that Configuration > System shows under Add Domain for IAM');
}

function checkConditionKeys(keys: unknown, conditions: boolean): void {
  if (!Array.isArray(keys)) throw invalid(`conditionKeys is ${shown(keys)}, which is not a list`, "write conditionKeys: ['aws:RequestedRegion']");
  const bad: unknown = keys.find((key) => typeof key !== 'string' || !/^[a-z0-9]+:[A-Za-z0-9-]+$/.test(key));
  if (bad !== undefined) throw invalid(`conditionKeys holds ${shown(bad)}, which is not a condition key`, 'write service and key, such as aws:RequestedRegion');
  if (keys.length > 0 && !conditions) throw invalid('conditionKeys are given for version 7.0, which has no conditions', 'leave them out');
}

function invalid(message: string, remedy: string): AccessError {
  return new AccessError({ code: 'InvalidPlatform', message: `ActiveScale: ${message}`, remedy });
}
