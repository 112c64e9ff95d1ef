import { AccessError } from '../../errors';
import { shown } from '../../s3/names';
import { VALUE } from '../../shape/readers';
import type { Shape } from '../../shape/shape';
import { made } from '../check-is-platform';
import { checkEndpoint } from '../endpoint';
import type { RequestFilter } from '../forgeable';
import { checkScope, minioName } from '../names';
import { readOptions } from '../options';
import type { Platform, PlatformFeature, PlatformLimits } from '../platform';
import { readingOf } from '../profile/reading';
import { madeBy } from '../recipe';
import { minioPolicies, minioWriting } from './profile';

/** Options of {@link minio}. */
export interface MinioOptions {
  /**
   * What tells the names of this repository from those of others on the same server: 1 to 32 letters, digits and `-`, such as `acme-storage`. Making
   * what exists already replaces it there in silence, so every name that you don't give yourself begins with it: of policies, and of users and groups
   * that are called after their construct (`acme-storage.ci-uploader`). A `name`, and the names in a plan, stay as they are.
   */
  readonly scope: string;
  /**
   * URL of the server, which serves S3 and the admin API at one address, such as `https://store.example:9000`; without a path.
   *
   * @default - what the environment of the provider says (`MINIO_ENDPOINT`)
   */
  readonly endpoint?: string;
  /**
   * What requests are signed for.
   *
   * @default - us-east-1, as the server has it
   */
  readonly region?: string;
  /**
   * States that something in front of the server, which nobody gets past, strips headers and query parameters that are named like condition
   * keys (`SourceIp`, `Securetransport`, `prefix` twice, …). The server takes them for the values of the keys, so without it anyone who asks
   * chooses what a condition sees: `when`, guards made of conditions and listings for everyone are refused with `ForgeableCondition`.
   *
   * @default - nothing does
   */
  readonly requestFilter?: RequestFilter;
}

const OPTIONS: Shape<MinioOptions> = { scope: VALUE, endpoint: VALUE, region: VALUE, requestFilter: VALUE };

/** The largest policy, in bytes: of a user or group as of a bucket. */
const POLICY_SIZE = 20 * 1024;

const NAMED_POLICIES = { inlineSize: 0, attachments: Infinity };

/** Policies have names and are attached by them; nothing is inline, and nothing but their size is limited as far as is known. */
export const minioLimits: PlatformLimits = {
  user: NAMED_POLICIES,
  group: NAMED_POLICIES,
  role: { inlineSize: 0, attachments: 0 },
  managedSize: POLICY_SIZE,
  unit: 'bytes',
  bucketPolicySize: POLICY_SIZE,
  groupsPerUser: Infinity,
  accessKeysPerUser: Infinity,
};

/** A bucket's policy speaks of anonymous requests only, so guards and named grantees have no place in it. */
export const minioFeatures: readonly PlatformFeature[] = ['principalGuards', 'everyoneGrantees', 'existingStatements', 'suspendedKeys'];

/**
 * MinIO, the open-source server up to its last release (October 2025), through its admin API: it has no IAM API of AWS. Policies of users
 * and groups have names and are attached by them; each has at most 20 KiB, white space included. How many there may be isn't limited, as far
 * as is known, nor are groups and access keys of a user.
 *
 * A user's name is an access key itself, and every access key that is made for it is a service account with the user's own rights:
 * `$\{aws:username}` is the name of the user for all of them.
 *
 * The server decides requests of signed-in users by their own policies alone and asks a bucket's policy for anonymous ones only. So guards
 * go on users and groups, and a bucket's policy holds what everyone may read. Reading doesn't keep versions apart:
 * anyone who may read an object may read its old versions, and anyone who may list may list them, which rendering says in its diagnostics. Anyone who
 * may delete an object may delete a version for good unless that is denied, so a grant of the one denies the other beside it. A header of
 * the server's own deletes all versions all the same, and `PUT ?versionId=` rewrites one: object lock alone stops the first, a retention the
 * second. So what promises to leave versions alone needs `objectLock: true` there.
 *
 * The server takes headers and query parameters of the client for the values of condition keys, see `requestFilter`. A listing below a prefix
 * for somebody who signs in is rendered without it, and a diagnostic says that it limits honest clients only. Anyone who gets a grant is denied
 * making service accounts for itself: such a key would survive the rotation of the one that it was made with.
 *
 * @throws AccessError `InvalidPlatform`
 * @see https://github.com/minio/minio/blob/RELEASE.2025-10-15T17-29-55Z/docs/multi-user/README.md
 * @see https://github.com/minio/pkg/tree/v3.1.3/policy
 * @example
 * minio({ scope: 'acme-storage', endpoint: 'https://store.example:9000' });
 */
export function minio(options: MinioOptions): Platform {
  const { scope, endpoint, region, requestFilter } = readOptions<MinioOptions>('minio', options, OPTIONS, "minio({ scope: 'acme-storage', endpoint: 'https://store.example:9000' })");
  checkScope('minio', scope, true);
  checkServer('endpoint', endpoint);
  checkRequestFilter(requestFilter);
  return madeBy('minio', { scope, endpoint, region, requestFilter }, { ...minioServer(requestFilter), scope, region, endpoints: { s3: endpoint } });
}

/** MinIO as it judges, for what makes nothing there: nothing can be named on it, since it has no scope. */
export function minioServer(requestFilter?: RequestFilter): Platform {
  return made({
    name: 'minio',
    title: 'MinIO',
    controlPlane: 'minio',
    features: minioFeatures,
    ...readingOf(minioPolicies(requestFilter), minioWriting),
    accountOwnsObjects: true,
    partition: 'aws',
    endpoints: {},
    limits: minioLimits,
    replacesExisting: true,
    names: { user: minioName(64), group: minioName(96), role: minioName(64), policy: minioName(96) },
  });
}

/**
 * Refuses what is not an address of a server: the provider takes a host and a port, and no path.
 *
 * @throws AccessError `InvalidPlatform`
 */
export function checkServer(option: string, url: string | undefined): void {
  checkEndpoint(option, url);
  if (url === undefined || new URL(url).pathname === '/') return;
  throw new AccessError({
    code: 'InvalidPlatform',
    message: `${option} ${shown(url)} has a path; the provider of MinIO takes a host and a port`,
    remedy: `write ${option}: '${new URL(url).origin}'`,
  });
}

/**
 * Refuses what is not a statement about a filter in front of the server: one that is misspelt would be none.
 *
 * @throws AccessError `InvalidPlatform`
 */
export function checkRequestFilter(filter: unknown): void {
  if (filter === undefined || filter === 'strips-condition-names') return;
  throw new AccessError({
    code: 'InvalidPlatform',
    message: `requestFilter is ${shown(filter)}; allowed: "strips-condition-names"`,
    remedy: "write requestFilter: 'strips-condition-names' where something in front of the server does, or leave it out",
  });
}
