import { AccessError } from '../../errors';
import { shown } from '../../s3/names';
import { VALUE } from '../../shape/readers';
import type { Shape } from '../../shape/shape';
import type { Dialect } from '../dialect';
import { MINIO_EVALUATION } from '../evaluation';
import { evaluationBehind, type RequestFilter } from '../forgeable';
import { madeBy } from '../mark';
import { minioLanguage, VERSION_TAGGING } from '../minio/language';
import { checkRequestFilter, checkServer, minioFeatures, minioLimits } from '../minio/minio';
import { minioName } from '../names';
import { readOptions } from '../options';
import type { Platform } from '../platform';

/** Options of {@link relayer}. */
export interface RelayerOptions {
  /**
   * Says that the admin API of MinIO was seen to work on this system. The vendor's document tells of a console and of no API.
   *
   * @default - none: policies are rendered to be pasted into the console
   */
  readonly adminApi?: 'minio';
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

const OPTIONS: Shape<RelayerOptions> = { adminApi: VALUE, endpoint: VALUE, region: VALUE, requestFilter: VALUE };

/** Version tagging isn't supported there, by the vendor's document. */
const relayerLanguage: Dialect = {
  ...minioLanguage,
  actions: minioLanguage.actions?.filter((action) => !VERSION_TAGGING.includes(action)),
};

/** That `*` is what MinIO makes of it, nobody has confirmed; nor that it takes actions of the admin API, by which keys would be made. */
const consoleLanguage: Dialect = { ...relayerLanguage, everything: [], ownKeys: [], otherServices: [], otherActions: undefined };

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
  const { adminApi, endpoint, region, requestFilter } = readOptions<RelayerOptions>('relayer', options, OPTIONS, "relayer({ endpoint: 'https://relayer.example' })");
  if (adminApi !== undefined && adminApi !== 'minio') {
    throw new AccessError({ code: 'InvalidPlatform', message: `adminApi ${shown(adminApi)} isn't known; allowed: minio`, remedy: "write adminApi: 'minio' where MinIO's admin API works, or leave it out" });
  }
  checkServer('endpoint', endpoint);
  checkRequestFilter(requestFilter);
  const byHand = adminApi === undefined;
  return madeBy('relayer', { adminApi, endpoint, region, requestFilter }, {
    name: 'relayer',
    title: 'Relayer',
    controlPlane: byHand ? 'console' : 'minio',
    features: byHand ? ['principalGuards'] : minioFeatures,
    unconfirmed: byHand ? ['everyoneGrantees', 'existingStatements', 'suspendedKeys'] : [],
    dialect: byHand ? consoleLanguage : relayerLanguage,
    evaluation: evaluationBehind(requestFilter, MINIO_EVALUATION),
    partition: 'aws',
    region,
    endpoints: { s3: endpoint },
    limits: byHand ? { ...minioLimits, bucketPolicySize: 0, accessKeysPerUser: 1 } : minioLimits,
    names: { user: minioName(64), group: minioName(96), role: minioName(64), policy: minioName(96) },
  });
}
