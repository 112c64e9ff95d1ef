import { AccessError } from '../../errors';
import { shown } from '../../s3/names';
import { VALUE } from '../../shape/readers';
import type { Shape } from '../../shape/shape';
import type { RequestFilter } from '../forgeable';
import { checkRequestFilter, checkServer, minioFeatures, minioLimits } from '../minio/minio';
import { minioWriting } from '../minio/profile';
import { checkScope, minioName } from '../names';
import { readOptions } from '../options';
import type { Platform } from '../platform';
import { readingOf } from '../profile/reading';
import { madeBy } from '../recipe';
import { relayerPolicies } from './profile';

/** Options of {@link relayer}. */
export interface RelayerOptions {
  /**
   * Says that the admin API of MinIO was seen to work on this system. The vendor's document tells of a console and of no API.
   *
   * @default - none: policies are rendered to be pasted into the console
   */
  readonly adminApi?: 'minio';
  /**
   * What tells the names of this repository from those of others on the same system, as on {@link minio}; required with `adminApi`, and not there without
   * it: who pastes a policy sees what exists already.
   *
   * @default - none
   */
  readonly scope?: string;
  /**
   * URL of the system, such as `https://relayer.example`, without a path.
   *
   * @default - what the environment of the provider says (`MINIO_ENDPOINT`)
   */
  readonly endpoint?: string;
  /**
   * What requests are signed for.
   *
   * @default - us-east-1
   */
  readonly region?: string;
  /**
   * States that something in front of the system strips headers and query parameters that are named like condition keys, as on
   * {@link minio}: without it `when`, guards made of conditions and listings for everyone are refused.
   *
   * @default - nothing does
   */
  readonly requestFilter?: RequestFilter;
}

const OPTIONS: Shape<RelayerOptions> = { adminApi: VALUE, scope: VALUE, endpoint: VALUE, region: VALUE, requestFilter: VALUE };

/**
 * Relayer: users, groups and policies as MinIO has them, kept in a console. Its document refers to MinIO's for the language of policies, and has MinIO's
 * limits: 20 KB a policy; names without spaces; access keys of at least 3 and secret keys of at least 8 characters. An access key is the name
 * of its user, and the only one of it: a second generation is refused.
 *
 * No API of it is documented, so no engine makes anything there: `bucket-grants render PLAN --platform relayer --out DIR` writes the files to
 * paste and the steps. `adminApi: 'minio'` says that MinIO's admin API works on the system at hand; then everything is as on {@link minio}, public
 * grants included, which are refused without it.
 *
 * @throws AccessError `InvalidPlatform`
 * @see docs/platforms.md
 * @example
 * relayer();
 */
export function relayer(options: RelayerOptions = {}): Platform {
  const { adminApi, scope, endpoint, region, requestFilter } = readOptions<RelayerOptions>('relayer', options, OPTIONS, "relayer({ endpoint: 'https://relayer.example' })");
  if (adminApi !== undefined && adminApi !== 'minio') {
    throw new AccessError({ code: 'InvalidPlatform', message: `adminApi ${shown(adminApi)} isn't known; allowed: minio`, remedy: "write adminApi: 'minio' where MinIO's admin API works, or leave it out" });
  }
  if (adminApi === undefined && scope !== undefined) {
    throw new AccessError({ code: 'InvalidPlatform', message: `relayer: scope ${shown(scope)} has nothing to go into without adminApi`, remedy: "leave it out, or write adminApi: 'minio' where MinIO's admin API works" });
  }
  checkScope('relayer', scope, adminApi !== undefined);
  checkServer('endpoint', endpoint);
  checkRequestFilter(requestFilter);
  const byHand = adminApi === undefined;
  return madeBy('relayer', { adminApi, scope, endpoint, region, requestFilter }, {
    name: 'relayer',
    title: 'Relayer',
    controlPlane: byHand ? 'console' : 'minio',
    features: byHand ? ['principalGuards'] : minioFeatures,
    unconfirmed: byHand ? ['everyoneGrantees', 'existingStatements', 'suspendedKeys'] : [],
    ...readingOf(relayerPolicies(byHand ? 'console' : 'minio', requestFilter), { ...minioWriting, anyCharacter: !byHand }),
    accountOwnsObjects: true,
    partition: 'aws',
    region,
    endpoints: { s3: endpoint },
    limits: byHand ? { ...minioLimits, bucketPolicySize: 0, accessKeysPerUser: 1 } : minioLimits,
    replacesExisting: !byHand,
    scope,
    names: { user: minioName(64), group: minioName(96), role: minioName(64), policy: minioName(96) },
  });
}
