import type { Grant } from '../../grants/grant';
import { lowerDocument, type LoweredDocument } from '../../platforms/conform';
import type { IntentStatement } from '../../platforms/dialect';
import { checkFeature } from '../../platforms/features';
import type { Platform } from '../../platforms/platform';
import { unsupported } from '../../platforms/unsupported';
import { bucketArn } from '../../policy/s3-arn';
import { allow, needsUserName } from '../grant-statements';
import type { PlacedStatements } from '../placed-statements';

/** Somebody as a bucket policy names it. */
export interface NamedPrincipal {
  readonly name: string;
  readonly principal: string;
}

/** Those who get a grant: a user, or the members of a group. */
export interface Grantees {
  /** Who, for Sids: the name of the user or of the group. */
  readonly name: string;
  readonly members: readonly NamedPrincipal[];
}

/** What of a grant goes into the policy of one bucket, and what was left out of it. */
export interface PlacedGrant {
  readonly bucket: string;
  readonly placed: PlacedStatements;
}

/**
 * Writes a grant as statements of bucket policies. A grant that depends on the user's name is written once for each member.
 *
 * @throws AccessError `UnsupportedOnPlatform`
 */
export function placeGrant(grant: Grant, grantees: Grantees, platform: Platform): readonly PlacedGrant[] {
  const refuse = (reason: string, remedy: string) => unsupported(platform, { what: `grant ${grant.name} of ${grantees.name}`, reason, remedy });
  if ((grant.keyStatements ?? []).length > 0) checkFeature(platform, 'kmsKeys', `the KMS key of grant ${grant.name}`);
  if (grant.principals !== undefined) throw refuse('gives what a grant says itself who gets it to nobody', 'choose another grant');
  if (grant.buckets.length === 0) throw refuse('gives access in the policy of a bucket, and the grant names no bucket', 'grant each bucket by its name');
  const each = needsUserName(grant) ? grantees.members.map((member) => ({ name: member.name, members: [member] })) : [grantees];
  const lowered = each.filter(({ members }) => members.length > 0).map((some) => granted(grant, some, platform));
  const diagnostics = lowered.flatMap((one) => one.diagnostics);
  const placed = grant.buckets.map((bucket) => {
    const statements = lowered.flatMap((one) => one.statements).flatMap((statement) => inBucket(statement, bucket));
    return { bucket, placed: { kind: 'placed' as const, grant: grant.name, statements, diagnostics } };
  });
  return placed.filter(({ placed: { statements: own } }) => own.length > 0);
}

function granted({ statements }: Grant, { name, members }: Grantees, platform: Platform): LoweredDocument {
  const principals = { AWS: members.map(({ principal }) => principal) };
  const userName = members.length === 1 ? members[0].name : undefined;
  const named = statements.map(allow).map((statement) => ({ ...statement, sid: `${statement.sid}For${name.replace(/[^A-Za-z0-9]/g, '')}`, principals }));
  return lowerDocument({ version: '2012-10-17', statements: named }, platform, { userName });
}

/** A bucket policy speaks of its own bucket only. */
function inBucket(statement: IntentStatement, bucket: string): readonly IntentStatement[] {
  const own = bucketArn(bucket);
  const resources = statement.resources?.filter((resource) => resource === own || resource.startsWith(`${own}/`)) ?? [];
  return resources.length === 0 ? [] : [{ ...statement, resources }];
}
