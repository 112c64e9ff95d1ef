import { VALUE } from '../../shape/readers';
import type { Shape } from '../../shape/shape';
import { checkEndpoint } from '../endpoint';
import { readOptions } from '../options';
import type { NameRule, Platform, PlatformFeature } from '../platform';
import { readingOf } from '../profile/reading';
import { madeBy } from '../recipe';
import { deltaGliderPolicies, deltaGliderWriting } from './profile';
import { DELTA_GLIDER_RULES } from './rules';

/** Options of {@link deltaGlider}. */
export interface DeltaGliderOptions {
  /**
   * URL of the proxy's S3 API, such as `https://s3.acme.example`.
   *
   * @default - not said; nothing that this package writes needs it
   */
  readonly s3Endpoint?: string;
}

const OPTIONS: Shape<DeltaGliderOptions> = { s3Endpoint: VALUE };

/** It has users, groups and rules that deny, prefixes that everyone may read, and users that can be switched off. */
const FEATURES: readonly PlatformFeature[] = ['bucketGuards', 'principalGuards', 'everyoneGrantees', 'suspendedKeys'];

/**
 * DeltaGlider Proxy, whose access is one YAML file in declarative mode: users and groups with rules of five verbs (`read`, `write`,
 * `delete`, `list`, `admin`), at most 100 each. A plan is all the access of one proxy, since anyone who isn't in the file is deleted.
 *
 * A verb is the smallest thing that a rule can say, and brings along what belongs to it: `read` the parts of an upload
 * (`s3:ListMultipartUploadParts`) and the object's fixed ACL, `delete` giving up an upload (`s3:AbortMultipartUpload`), `list` the uploads of
 * the bucket, its location, versioning and fixed ACL, which are answered to anyone who has any rule on the bucket. Decisions count all of it.
 * What a grant asks for without a verb of its own is left out where it is merely helpful (giving up an upload without `delete`), and
 * refused otherwise. What may be read is shown in listings, so a grant that reads must ask for the listing; a listing of more than may be
 * seen shows what may. Guards on a bucket become rules of every user. One condition can be had, on the address of a request.
 *
 * Names of users and folders have only `A-Z a-z 0-9 . _ ~ -`, because the proxy compares all other characters percent-encoded. It gives a
 * user one key and moves no key to another name, so each generation is a user of its own there, all with the same rules: `ci-2026-11` for
 * the generation `2026-11` of `ci`, and `ci` for the generation `1`. Keys come from its environment: `CI_2026_11_KEY_ID`,
 * `CI_2026_11_SECRET`. Once the file has users, its bootstrap key stops working altogether: {@link unrestrictedAccess} is the grant of all that it could do.
 *
 * A deletion of several objects at once is asked for on the bucket itself, so that a holder of `delete` in a folder deletes one by one.
 *
 * @throws AccessError `InvalidPlatform`
 * @see https://github.com/beshu-tech/deltaglider_proxy/blob/main/docs/product/reference/iam-permissions.md
 * @see https://github.com/beshu-tech/deltaglider_proxy/blob/main/docs/product/reference/declarative-iam.md
 * @example
 * deltaGlider({ s3Endpoint: 'https://s3.acme.example' });
 */
export function deltaGlider(options: DeltaGliderOptions = {}): Platform {
  const { s3Endpoint } = readOptions<DeltaGliderOptions>('deltaGlider', options, OPTIONS, "deltaGlider({ s3Endpoint: 'https://s3.acme.example' })");
  checkEndpoint('s3Endpoint', s3Endpoint);
  const rules = { inlineSize: DELTA_GLIDER_RULES.most, attachments: 0 };
  return madeBy('deltaGlider', { s3Endpoint }, {
    name: 'delta-glider',
    title: 'DeltaGlider Proxy',
    controlPlane: 'deltaGlider',
    features: FEATURES,
    ...readingOf(deltaGliderPolicies, deltaGliderWriting),
    rules: DELTA_GLIDER_RULES,
    accountOwnsObjects: true,
    partition: 'aws',
    endpoints: { s3: s3Endpoint },
    limits: {
      user: rules,
      group: rules,
      role: { inlineSize: 0, attachments: 0 },
      managedSize: 0,
      unit: 'rules',
      bucketPolicySize: 0,
      groupsPerUser: Infinity,
      accessKeysPerUser: Infinity,
    },
    names: { user: name(64), group: name(128), role: name(64), policy: name(128) },
  });
}

function name(longest: number): NameRule {
  return { longest, pattern: `^[A-Za-z0-9._~-]{1,${longest}}$`, words: `1 to ${longest} letters, digits and . _ ~ -` };
}
