import { AccessError } from '../errors';
import { accessPointArn } from '../grants/access-point';
import type { Grant } from '../grants/grant';
import type { IntentStatement } from '../platforms/dialect';
import { checkFeature } from '../platforms/features';
import type { Platform, PlatformFeature } from '../platforms/platform';
import { accountRootArn } from '../policy/arn';
import type { PrincipalMap, Statement } from '../policy/document';
import { bucketArn } from '../policy/s3-arn';
import { LIST, LIST_VERSIONS, READ, READ_VERSIONS } from '../s3/action-sets';
import { checkPartition } from './check-partition';
import { checkExternal, describeExternal, type ExternalGrantee, granteeNamed } from './external-grantees';
import { allow, needsPrincipalTags, needsUserName } from './grant-statements';

/** A grant that stands in a bucket policy, because no identity policy of the bucket's account reaches who gets it. */
export interface BucketGrant {
  /** Tells it from a guard, and from statements that are kept. */
  readonly kind: 'bucketGrant';
  readonly grant: Grant;
  /**
   * Who gets it.
   *
   * @default - the principals that the grant names itself
   */
  readonly grantee?: ExternalGrantee;
}

/**
 * Puts a grant into the policy of its bucket.
 *
 * @throws AccessError `InvalidGrantee`, `InvalidPrincipal`, `NotInBucketPolicy`, `ExternalHasNoUserName`, `ExternalChoosesTags`, `NotForEveryone`
 */
export function bucketGrant(grant: Grant, grantee?: ExternalGrantee): BucketGrant {
  checkWho(grant, grantee);
  checkOneBucket(grant);
  if (grantee === undefined) return { kind: 'bucketGrant', grant };
  const checked = checkExternal(grantee);
  checkNoUserName(grant, checked);
  checkNoPrincipalTags(grant, checked);
  if (checked.kind === 'everyone') checkForEveryone(grant);
  return { kind: 'bucketGrant', grant, grantee: checked };
}

/** The bucket whose policy a grant becomes part of. */
export function bucketOf({ grant }: Pick<BucketGrant, 'grant'>): string {
  return grant.buckets[0];
}

/** What a grant is in a bucket policy. Its Sids name the grantee, so that they stay when others come and go. */
export function grantedStatements({ grant, grantee }: BucketGrant, platform: Platform): readonly IntentStatement[] {
  checkGranteeKind(grant, grantee, platform);
  if (grantee?.kind === 'user' || grantee?.kind === 'role') checkPartition('the principal', grantee.arn, platform);
  const principals = grantee === undefined ? grant.principals : principalsOf(grantee);
  return grant.statements.map(allow).map((statement) => ({ ...statement, sid: `${statement.sid}${suffix(grantee)}`, principals }));
}

/**
 * What several grants are in one bucket policy. Statements that differ only in the grantee are one, which names all grantees: a policy of twenty
 * kilobytes holds a few dozen statements and hundreds of principals.
 *
 * @throws AccessError `UnsupportedOnPlatform`, `OtherPartition`
 */
export function grantedTogether(grants: readonly BucketGrant[], platform: Platform): readonly IntentStatement[] {
  const alike = new Map<string, Named[]>();
  const others: IntentStatement[] = [];
  for (const grant of grants) {
    const suffixed = suffix(grant.grantee);
    for (const statement of grantedStatements(grant, platform)) {
      const { sid, principals, ...rest } = statement;
      if (grant.grantee === undefined || principals === '*' || principals === undefined) {
        others.push(statement);
        continue;
      }
      const name = (sid ?? '').slice(0, (sid ?? '').length - suffixed.length);
      const key = JSON.stringify([name, rest]);
      alike.set(key, [...alike.get(key) ?? [], { name, statement, principals: principals.AWS ?? [] }]);
    }
  }
  return [...others, ...[...alike.values()].map(together)];
}

interface Named {
  /** The Sid without the grantee. */
  readonly name: string;
  readonly statement: IntentStatement;
  readonly principals: readonly string[];
}

/** One grantee keeps a Sid that names it. */
function together(alike: readonly Named[]): IntentStatement {
  const [{ name, statement }] = alike;
  const principals = [...new Set(alike.flatMap((each) => each.principals))].sort();
  return principals.length === 1 ? statement : { ...statement, sid: `${name}ForSeveral`, principals: { AWS: principals } };
}

/** The principals of other accounts that bucket policies let in. */
type OutsiderKind = ExternalGrantee['kind'] | 'service';

const NEEDED: Readonly<Record<OutsiderKind, PlatformFeature>> = {
  account: 'accountGrantees', user: 'principalGrantees', role: 'principalGrantees', everyone: 'everyoneGrantees', service: 'serviceGrantees',
};

/**
 * Refuses a kind of grantee that the bucket policies of a platform can't let in.
 *
 * @param what what lets it in, as the subject of a sentence
 * @throws AccessError `UnsupportedOnPlatform`
 */
export function checkOutsider(kind: OutsiderKind, what: string, platform: Platform): void {
  checkFeature(platform, NEEDED[kind], what);
  if (kind === 'role') checkFeature(platform, 'roles', what);
}

/**
 * Refuses an Allow of a bucket policy that names a kind of principal which the platform can't let in.
 *
 * @param what the Allow, as the beginning of a subject
 * @param own the account that the bucket is in, where it is known
 * @throws AccessError `UnsupportedOnPlatform`
 */
export function checkLetIn({ effect, principals }: Statement, what: string, platform: Platform, own?: string): void {
  if (effect !== 'Allow' || principals === undefined) return;
  const { AWS = [], Service = [] } = principals === '*' ? { AWS: ['*'] } : principals;
  for (const grantee of AWS.map(granteeNamed)) {
    if (grantee === undefined || ('account' in grantee && grantee.account === own)) continue;
    checkOutsider(grantee.kind, `${what} to ${describeExternal(grantee)}`, platform);
  }
  for (const name of Service) checkOutsider('service', `${what} to the service ${name}`, platform);
}

function checkGranteeKind(grant: Grant, grantee: ExternalGrantee | undefined, platform: Platform): void {
  const what = `grant ${grant.name} for ${grantee === undefined ? 'the principals that it names itself' : describeExternal(grantee)}`;
  checkOutsider(grantee?.kind ?? (grant.principals === '*' ? 'everyone' : 'service'), what, platform);
  if (grant.keyStatements !== undefined && grant.keyStatements.length > 0) checkFeature(platform, 'kmsKeys', `the KMS key of ${what}`);
}

function principalsOf(grantee: ExternalGrantee): '*' | PrincipalMap {
  if (grantee.kind === 'everyone') return '*';
  return { AWS: [grantee.kind === 'account' ? accountRootArn(grantee.account) : grantee.arn] };
}

function suffix(grantee: ExternalGrantee | undefined): string {
  if (grantee === undefined) return '';
  if (grantee.kind === 'everyone') return 'ForEveryone';
  if (grantee.kind === 'account') return `For${grantee.account}`;
  return `For${grantee.account}${grantee.kind === 'user' ? 'User' : 'Role'}${grantee.name.replace(/[^A-Za-z0-9]/g, '')}`;
}

function checkWho(grant: Grant, grantee: ExternalGrantee | undefined): void {
  if ((grant.principals === undefined) !== (grantee === undefined)) return;
  throw new AccessError({
    code: 'InvalidGrantee',
    message: grantee === undefined
      ? `grant ${grant.name} in a bucket policy has no grantee`
      : `grant ${grant.name} says itself who gets it, and was given a grantee as well`,
    remedy: grantee === undefined ? 'name one: anotherAccount(…), externalPrincipal(…), everyone()' : 'leave the grantee out, or choose a grant that takes one',
  });
}

/** A bucket policy speaks of its own bucket only. */
function checkOneBucket({ name, buckets, statements, through }: Grant): void {
  const [bucket] = buckets;
  const own = through !== undefined ? accessPointArn(through) : bucket === undefined ? undefined : bucketArn(bucket);
  const resources = statements.flatMap((statement) => statement.resources);
  if (own !== undefined && resources.every((resource) => resource === own || resource.startsWith(`${own}/`))) return;
  throw new AccessError({
    code: 'NotInBucketPolicy',
    message: `grant ${name} is about more than one bucket and its objects, and a bucket policy about no more than that`,
    remedy: 'give it to a user, group or role of the own account; outside it, grant each bucket by itself',
  });
}

function checkNoUserName(grant: Grant, grantee: ExternalGrantee): void {
  if (!needsUserName(grant)) return;
  throw new AccessError({
    code: 'ExternalHasNoUserName',
    message: `grant ${grant.name} depends on the grantee's user name (aws:username), and ${describeExternal(grantee)} is outside the account: any other account may have users of the same names`,
    remedy: 'grant each external user a folder by its own name: readWritePrefix({ bucket, prefix }) for externalPrincipal(…)',
  });
}

/** Anyone who is outside the account has its own account's tags, which that account's administrators and sessions set as they like. */
function checkNoPrincipalTags(grant: Grant, grantee: ExternalGrantee): void {
  if (!needsPrincipalTags(grant)) return;
  throw new AccessError({
    code: 'ExternalChoosesTags',
    message: `grant ${grant.name} depends on tags of the grantee (aws:PrincipalTag), and ${describeExternal(grantee)} is outside the account: its own account sets its tags, and so chooses what it gets`,
    remedy: 'name what each external grantee gets: readOnlyPrefix({ bucket, prefix }) for externalPrincipal(…), or anotherAccount(…)',
  });
}

const READS: readonly string[] = [...READ, ...READ_VERSIONS, ...LIST, ...LIST_VERSIONS];

function checkForEveryone({ name, statements, keyStatements = [], through }: Grant): void {
  if (through !== undefined) {
    throw new AccessError({
      code: 'NotForEveryone',
      message: `grant ${name} is through access point ${through.accessPoint}, and access points are made with all public access blocked`,
      remedy: 'leave through out for everyone, or name those who are meant',
    });
  }
  const more = statements.flatMap(({ actions, helpful = [] }) => [...actions, ...helpful]).filter((action) => !READS.includes(action));
  if (more.length === 0 && keyStatements.length === 0) return;
  throw new AccessError({
    code: 'NotForEveryone',
    message: more.length > 0
      ? `grant ${name} gives ${more.join(', ')}; everyone may be given ${READS.join(', ')} and nothing else`
      : `grant ${name} needs a KMS key, which nobody can use without signing in`,
    remedy: more.length > 0 ? 'give it to those who need it, and to everyone publicReadPrefix(…) at most' : 'keep what everyone may read encrypted without a key of KMS (SSE-S3), and leave kmsKey out',
  });
}

/** The same grant with its bucket in other words, for an engine that knows that both mean the same bucket. Guards and what is kept stay as they are. */
export function inBucket<Intent extends { readonly kind: string }>(intent: Intent, bucket: string): Intent {
  return isGranted(intent) ? { ...intent, grant: grantIn(intent.grant, bucket) } : intent;
}

function isGranted(intent: { readonly kind: string }): intent is { readonly kind: string; readonly grant: Grant } {
  return intent.kind === 'bucketGrant' || intent.kind === 'through';
}

function grantIn(grant: Grant, bucket: string): Grant {
  const [old, ...others] = grant.buckets;
  const from = bucketArn(old);
  const moved = (resource: string) => (resource.startsWith(from) ? `${bucketArn(bucket)}${resource.slice(from.length)}` : resource);
  const statements = grant.statements.map((statement) => ({ ...statement, resources: statement.resources.map(moved) }));
  return { ...grant, buckets: [bucket, ...others], statements };
}
