import { AccessError } from '../../errors';
import { shown } from '../../s3/names';
import { VALUE } from '../../shape/readers';
import type { Shape } from '../../shape/shape';
import { checkEndpoint } from '../endpoint';
import { ALL_FEATURES } from '../features';
import { checkScope, iamName } from '../names';
import { readOptions } from '../options';
import type { LockOut, NameRule, Platform, PlatformFeature } from '../platform';
import { readingOf } from '../profile/reading';
import { madeBy } from '../recipe';
import { cephRgwPolicies, cephRgwWriting } from './profile';

/** Options of {@link cephRgw}. */
export interface CephRgwOptions {
  /** URL of the gateway, such as `https://rgw.store.example`: its IAM API and S3 answer at one and the same. */
  readonly endpoint: string;
  /**
   * What requests are signed for; the gateway takes any.
   *
   * @default 'us-east-1'
   */
  readonly region?: string;
  /**
   * What tells the policies of this repository from those of others in the same account: 1 to 32 letters, digits and `-`, such as `acme-storage`. A
   * policy of somebody who exists already is inline there, and one of an equal name would be replaced in silence; so the names of such policies
   * begin with it. Making a user or group that exists already fails, so their names don't.
   *
   * @default - none: grants to, and guards on, users and groups that exist already are refused
   */
  readonly scope?: string;
}

const OPTIONS: Shape<CephRgwOptions> = { endpoint: VALUE, region: VALUE, scope: VALUE };

/** On 16.2 an account as a principal lets in each of its users without a policy of their own; what accounts of Squid do isn't confirmed. */
const UNCONFIRMED: readonly PlatformFeature[] = ['roles', 'accountGrantees', 'principalGrantees'];
const MISSING: readonly PlatformFeature[] = [...UNCONFIRMED, 'boundaries', 'serviceGrantees', 'kmsKeys', 'tags', 'accessPoints'];

/** Asked, RGW 20.2.4: it took policies of 60,000 characters inline, and of 60 KB on a bucket; more wasn't tried. */
const INLINE_POLICY = 60_000;

/**
 * Asked, RGW 20.2.4, by Terraform with ten changes at a time: users and groups were refused as there already that nobody had made, and of concurrent
 * calls of AddUserToGroup a third was answered with 200 and lost. Policies weren't. Of a key that was deleted while its user left a group it was
 * DeleteUser that said, in one of several runs, that the key was still there.
 */
const LOST_AT_ONCE: Platform['oneAtATime'] = ['users', 'groups', 'membershipsAndKeys'];

/** Asked, RGW 20.2.4: a Deny for everybody binds the owner of the bucket. */
const LOCK_OUT: LockOut = {
  denied: 'the owner of the bucket included',
  slip: 'with a slip in that list, the owner of the bucket is locked out, too',
  remedy: 'leave s3:GetBucketPolicy, s3:PutBucketPolicy and s3:DeleteBucketPolicy out of what is denied',
};

/** Not `_` and `+`, which names of users and groups may have. */
const POLICY_NAME: NameRule = { longest: 128, pattern: '^[A-Za-z0-9=,.@-]{1,128}$', words: '1 to 128 letters, digits and = , . @ -' };

/**
 * The Ceph Object Gateway (RADOS Gateway) from Squid (19.2) on, where users, groups and keys live in an account and its root user manages
 * them through the IAM API. Deploy with the key of that root user.
 *
 * It has no managed policies: what one principal is granted goes into as many inline policies as hold it. A server of version 20.2.4 took 60,000
 * characters of one inline policy and 60 KB of a bucket policy, so that is what one has here; all of a principal together have 100 KB. A user
 * may have two keys here; the account's own limit is set by its administrator.
 *
 * It fills in no policy variables. A grant that depends on the user's name, such as {@link perUserHomeFolder}, is written into the policy
 * of each user with the name as text; for a group, into one of each member, so the group must be made by the same program, exclusively and
 * with all its members named.
 *
 * A guard that denies all but managing the bucket policy is written with `s3:*` for objects. For the bucket itself it lists the beginnings of all
 * actions that Ceph is confirmed to know: an action of a later version that begins otherwise isn't denied there.
 *
 * It loses changes that come at once, so users, groups, memberships and keys are made one after the other (`depends_on`, on Pulumi `dependsOn`), no
 * matter how many changes the engine makes at a time. What two stacks or programs do at once isn't ordered: deploy them one after the other.
 *
 * Behind a proxy, conditions on the client's address and on HTTPS are as good as the gateway's `rgw_remote_addr_param` and
 * `rgw_trust_forwarded_https`.
 *
 * @throws AccessError `InvalidPlatform`
 * @see https://docs.ceph.com/en/squid/radosgw/iam/
 * @see https://docs.ceph.com/en/squid/radosgw/account/
 * @see https://docs.ceph.com/en/squid/radosgw/bucketpolicy/
 * @example
 * cephRgw({ endpoint: 'https://rgw.store.example' });
 */
export function cephRgw(options: CephRgwOptions): Platform {
  const { endpoint, region = 'us-east-1', scope } = readOptions<CephRgwOptions>('cephRgw', options, OPTIONS, "cephRgw({ endpoint: 'https://rgw.store.example' })");
  if (endpoint === undefined) throw invalid('endpoint is missing', "write endpoint: 'https://…'");
  checkEndpoint('endpoint', endpoint);
  if (typeof region !== 'string' || !/^[A-Za-z0-9-]{1,64}$/.test(region)) throw invalid(`region ${shown(region)} is none`, 'leave it out, or write the api_name of the zonegroup');
  checkScope('cephRgw', scope, false);
  return madeBy('cephRgw', { endpoint, region, scope }, {
    name: 'ceph-rgw',
    title: 'Ceph RGW',
    controlPlane: 'awsIam',
    lockOut: LOCK_OUT,
    features: ALL_FEATURES.filter((feature) => !MISSING.includes(feature)),
    unconfirmed: UNCONFIRMED,
    ...readingOf(cephRgwPolicies, cephRgwWriting),
    partition: 'aws',
    region,
    endpoints: { iam: endpoint, s3: endpoint },
    limits: {
      user: { inlineSize: 100 * 1024, inlinePolicySize: INLINE_POLICY, attachments: 0 },
      group: { inlineSize: 100 * 1024, inlinePolicySize: INLINE_POLICY, attachments: 0 },
      role: { inlineSize: 0, attachments: 0 },
      managedSize: 0,
      bucketPolicySize: 60 * 1024,
      groupsPerUser: Infinity,
      accessKeysPerUser: 2,
    },
    oneAtATime: LOST_AT_ONCE,
    scope,
    names: { user: iamName(64), group: iamName(128), role: iamName(64), policy: POLICY_NAME },
  });
}

function invalid(message: string, remedy: string): AccessError {
  return new AccessError({ code: 'InvalidPlatform', message: `Ceph RGW: ${message}`, remedy });
}
