import { AccessError } from '../../errors';
import type { Grant } from '../../grants/grant';
import { lowerDocument, type LoweredDocument } from '../../platforms/conform';
import type { IntentStatement } from '../../platforms/dialect';
import { checkFeature } from '../../platforms/features';
import type { Platform, SelectelSettings } from '../../platforms/platform';
import { unsupported } from '../../platforms/unsupported';
import { isDeployTime } from '../../policy/deploy-time';
import { bucketArn } from '../../policy/s3-arn';
import { shown } from '../../shape/shown';
import { accessKeyGenerations } from '../access-keys';
import { checkThrough } from '../access-points';
import { bucketDocument, type BucketIntent } from '../bucket-document';
import { bucketIntents } from '../bucket-intents';
import { checkGuard } from '../check-guard';
import { memberName } from '../check-plan';
import { allow, needsUserName } from '../grant-statements';
import type { PlacedStatements } from '../placed-statements';
import type { AccessPlan, PlannedUser } from '../planned';
import type { ExistingPrincipal } from '../principals';
import type { RenderedAccess } from '../rendered-access';

/** How a bucket policy names a user of the plan that an engine makes: by an id that is known at deploy. */
export type IdOf = (user: string) => string | undefined;

/** A plan, rendered: users with keys, and everything else in the policies of buckets. */
export interface RenderedSelectel extends RenderedAccess {
  /** What goes into the policy of each bucket. */
  readonly intents: ReadonlyMap<string, readonly BucketIntent[]>;
}

/**
 * Renders a plan for Selectel: what users, and members of groups, may do goes into the policies of the buckets.
 *
 * @throws AccessError `UnsupportedOnPlatform`, `DeployTimeValue`, `BucketPolicyTooLarge`
 */
export function renderSelectel(plan: AccessPlan, settings: SelectelSettings, idOf: IdOf = () => undefined): RenderedSelectel {
  const { platform } = plan;
  checkSelectelPlan(plan);
  const named = (name: string): NamedPrincipal => ({ name, principal: principalText(name, settings, idOf) });
  const grantees = [
    ...[...plan.users].map(([name, { grants = [] }]) => ({ name, grants, members: [name] })),
    ...plan.existing.map(({ principal: { name }, grants = [] }) => ({ name, grants, members: [name] })),
    ...[...plan.groups].map(([name, { grants = [], members = [] }]) => ({ name, grants, members: members.map(memberName) })),
  ];
  const intents = new Map<string, readonly BucketIntent[]>(bucketIntents(plan));
  for (const { name, grants, members } of grantees) {
    for (const { bucket, placed } of grants.flatMap((grant) => placeGrant(grant, { name, members: members.map(named) }, platform))) {
      intents.set(bucket, [...intents.get(bucket) ?? [], placed]);
    }
  }
  return {
    kind: 'rendered',
    platform,
    users: [...plan.users].map(([name, user]) => ({
      name,
      principal: principalText(name, settings, idOf, true),
      accessKeys: accessKeyGenerations(name, user.accessKeys ?? [], platform),
      policies: [],
    })),
    groups: [],
    roles: [],
    existing: [],
    buckets: [...intents].map(([bucket, list]) => bucketDocument(bucket, list, platform)),
    otherAccountPolicies: [],
    intents,
  };
}

/** The text that names a user in a bucket policy. */
function principalText(user: string, { principal, principals }: SelectelSettings, idOf: IdOf): string;
function principalText(user: string, { principal, principals }: SelectelSettings, idOf: IdOf, optional: true): string | undefined;
function principalText(user: string, { principal, principals }: SelectelSettings, idOf: IdOf, optional = false): string | undefined {
  if (principal.includes('{name}')) return principal.replace('{name}', () => user);
  const id = idOf(user) ?? (Object.hasOwn(principals, user) ? principals[user] : undefined);
  if (id !== undefined) return principal.replace('{id}', () => id);
  if (optional) return undefined;
  throw new AccessError({
    code: 'DeployTimeValue',
    message: `user ${user} is named by its id in bucket policies (confirmed.principal is ${shown(principal)}), and its id isn't known`,
    remedy: `give it to the platform: principals: { ${shown(user)}: 'its id' }; or instantiate the plan with StorageAccess of your engine, which makes the user`,
  });
}

function checkSelectelPlan({ platform, users, groups, roles, existing }: AccessPlan): void {
  const [role] = roles.keys();
  if (role !== undefined) checkFeature(platform, 'roles', `role ${role}`);
  for (const [name, user] of users) checkPrincipal(`user ${name}`, user, platform);
  for (const [name, group] of groups) {
    checkPrincipal(`group ${name}`, group, platform);
    if (group.membership === 'additive') throw otherMembers(`the additive membership of group ${name}`, platform);
    if ((group.members ?? []).some((member) => isDeployTime(memberName(member)))) throw lateName(`a member of group ${name}`, platform);
  }
  for (const { principal, members, ...intents } of existing) {
    checkPrincipal(`existing ${principal.kind} ${principal.name}`, intents, platform);
    if (principal.kind !== 'user' || members !== undefined) throw existingGroup(principal, platform);
    if (isDeployTime(principal.name)) throw lateName('an existing user', platform);
  }
}

function checkPrincipal(what: string, { guards = [], boundary, customStatements }: Pick<PlannedUser, 'guards' | 'boundary' | 'customStatements'>, platform: Platform): void {
  if (customStatements !== undefined) throw unsupported(platform, { what: `customStatements of ${what}`, reason: 'has no policies of users and groups', remedy: 'write them for the buckets, each with its principals' });
  if (boundary !== undefined) checkFeature(platform, 'boundaries', `the boundary of ${what}`);
  for (const guard of guards) checkGuard(guard, 'user', what, platform);
}

function otherMembers(what: string, platform: Platform): AccessError {
  return unsupported(platform, { what, reason: 'has each member of a group named in the bucket policy, and others aren\'t known', remedy: 'name all members in this plan' });
}

/** The name stands in the text of policies, where a `*` would be anybody. */
function lateName(who: string, platform: Platform): AccessError {
  return unsupported(platform, {
    what: `${who} whose name is known only at deploy time`, reason: 'names users in the policies of buckets, letter by letter', remedy: 'write the name as plain text',
  });
}

function existingGroup({ kind, name }: ExistingPrincipal, platform: Platform): AccessError {
  return kind === 'role'
    ? unsupported(platform, { what: `existing role ${name}`, reason: 'has no roles that a bucket policy names', remedy: 'grant to a user' })
    : otherMembers(`existing group ${name}`, platform);
}

/** Somebody as a bucket policy names it. */
interface NamedPrincipal {
  readonly name: string;
  readonly principal: string;
}

/** Those who get a grant: a user, or the members of a group. */
interface Grantees {
  /** Who, for Sids: the name of the user or of the group. */
  readonly name: string;
  readonly members: readonly NamedPrincipal[];
}

/** What of a grant goes into the policy of one bucket, and what was left out of it. */
interface PlacedGrant {
  readonly bucket: string;
  readonly placed: PlacedStatements;
}

/**
 * Writes a grant as statements of bucket policies. A grant that depends on the user's name is written once for each member.
 *
 * @throws AccessError `UnsupportedOnPlatform`
 */
function placeGrant(grant: Grant, grantees: Grantees, platform: Platform): readonly PlacedGrant[] {
  const refuse = (reason: string, remedy: string) => unsupported(platform, { what: `grant ${grant.name} of ${grantees.name}`, reason, remedy });
  checkThrough(grant, platform);
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
