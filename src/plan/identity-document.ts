import { AccessError } from '../errors';
import type { Grant } from '../grants/grant';
import type { Guard } from '../guards/guard';
import type { IntentStatement } from '../platforms/dialect';
import { checkFeature } from '../platforms/features';
import type { Platform } from '../platforms/platform';
import type { Rule } from '../platforms/rules/rule';
import { isDeployTime } from '../policy/deploy-time';
import type { PolicyDocument } from '../policy/document';
import { bucketArn } from '../policy/s3-arn';
import { checkThrough } from './access-points';
import { checkGuard, elsewhere } from './check-guard';
import { checkPartition } from './check-partition';
import { checkVersions } from './check-versions';
import { controlPlaneOf } from './control-planes';
import type { CustomStatements } from './custom-statements';
import { allow, needsUserName, numbered } from './grant-statements';
import type { ExistingPrincipal } from './principals';

export { numbered } from './grant-statements';

/** An identity policy, ready for the platform. */
export interface IdentityDocument {
  /** The names of the grants in it. */
  readonly grants: readonly string[];
  /** The names of the guards in it. */
  readonly guards: readonly string[];
  /**
   * How many statements of it were written by hand.
   *
   * @default - none
   */
  readonly customStatements?: number;
  /** The document. */
  readonly document: PolicyDocument;
  /** The document as canonical JSON; where the platform has rules, these, and the document is what they amount to. */
  readonly json: string;
  /** What it holds, where the platform has rules instead of documents. */
  readonly rules?: readonly Rule[];
  /** As the platform counts it: on AWS characters without white space. Every deploy-time bucket counts at its longest. */
  readonly size: number;
  /** What was left out because it is merely helpful and the platform can't express it: one sentence each, and on AWS none. */
  readonly diagnostics: readonly string[];
}

/** Whose policy a document is. */
export interface DocumentOwner {
  /** What it is. */
  readonly kind: ExistingPrincipal['kind'];
  /** Its name: on some platforms it stands in the policy itself. */
  readonly name?: string;
}

/** What an identity policy is made of. */
export type PrincipalIntent = Grant | Guard | CustomStatements;

/**
 * Renders grants for somebody, guards on the same and statements that were written by hand into one identity policy.
 *
 * @throws AccessError `RoleHasNoUserName`, `InvalidGrantee`, `OtherPartition`, `UnsupportedOnPlatform`, `WrongGuardTarget`, `HttpsOnHttpEndpoint`, `UnsupportedCharacter`
 */
export function identityDocument(intents: readonly PrincipalIntent[], principal: DocumentOwner, platform: Platform): IdentityDocument {
  if (principal.kind === 'role') checkFeature(platform, 'roles', `a policy for role ${principal.name ?? ''}`.trimEnd());
  const given = intents.flatMap((intent) => statementsOf(intent, principal.kind, platform));
  const ownKeys = given.some(({ effect }) => effect === 'Allow') ? deniedOwnKeys(given, platform) : NOTHING;
  const statements = numbered([...given, ...ownKeys.statements]);
  const [grants, guards] = (['grant', 'guard'] as const).map((kind) => intents.filter((intent) => intent.kind === kind).map(({ name }) => name));
  const options = { ...(isKnownUser(principal) && { userName: principal.name }) };
  const custom = intents.flatMap((intent) => (intent.kind === 'custom' ? intent.statements : [])).length;
  const what = [words('grant', grants), words('guard', guards), ...(custom > 0 ? ['customStatements'] : [])].filter((part) => part !== '').join(' and ');
  const holds = { grants, guards, ...(custom > 0 && { customStatements: custom }) };
  const written = controlPlaneOf(platform).identity(statements, platform, options, what);
  if (written.rules !== undefined) return { ...holds, ...written };
  const versions = intents.flatMap((intent) => checkVersions(intent, platform));
  return { ...holds, ...written, diagnostics: [...new Set([...versions, ...ownKeys.diagnostics, ...written.diagnostics])] };
}

/** What is known only at deploy time can't be written as text. */
function isKnownUser({ kind, name }: DocumentOwner): boolean {
  return kind === 'user' && name !== undefined && !isDeployTime(name);
}

function statementsOf(intent: PrincipalIntent, principal: ExistingPrincipal['kind'], platform: Platform): readonly IntentStatement[] {
  if (intent.kind === 'custom') return intent.statements;
  return intent.kind === 'grant' ? allowed(intent, principal, platform) : denied(intent, principal, platform);
}

/** What is in an identity policy, by its names. */
export function namesIn({ grants, guards, customStatements = 0 }: Pick<IdentityDocument, 'grants' | 'guards' | 'customStatements'>): readonly string[] {
  return [...grants, ...guards, ...(customStatements > 0 ? ['customStatements'] : [])];
}

function words(kind: string, names: readonly string[]): string {
  return names.length === 0 ? '' : `${kind} ${names.join(', ')}`;
}

function allowed(grant: Grant, principal: ExistingPrincipal['kind'], platform: Platform): readonly IntentStatement[] {
  const { statements, keyStatements = [] } = grant;
  checkNamesNobody(grant);
  checkThrough(grant, platform);
  checkGrantee(grant, principal);
  if (keyStatements.length > 0) checkFeature(platform, 'kmsKeys', `the KMS key of grant ${grant.name}`);
  for (const key of keyStatements.flatMap(({ resources }) => resources)) checkPartition('the KMS key', key, platform);
  return [...statements, ...keyStatements].map(allow);
}

function checkNamesNobody({ name, principals }: Grant): void {
  if (principals === undefined) return;
  throw new AccessError({
    code: 'InvalidGrantee',
    message: `grant ${name} says itself who gets it, in the bucket policy; no user, group or role can be given it`,
    remedy: `list it in a plan by itself: external: [{ grants: [${name[0].toLowerCase()}${name.slice(1)}(…)] }]`,
  });
}

/** An identity policy speaks of anyone who has it, so no statement names a principal. */
function denied(guard: Guard, principal: ExistingPrincipal['kind'], platform: Platform): readonly IntentStatement[] {
  checkGuard(guard, principal, `${principal}s`, platform);
  return guard.statements({ principal, ...elsewhere(platform) }).map(({ principals: _whoeverHasIt, ...statement }): IntentStatement => ({ ...statement, effect: 'Deny' }));
}

/** `aws:username` exists only for IAM users, so a role with such a grant would get nothing, in silence. */
function checkGrantee(grant: Grant, grantee: ExistingPrincipal['kind']): void {
  if (grantee !== 'role' || !needsUserName(grant)) return;
  throw new AccessError({
    code: 'RoleHasNoUserName',
    message: `grant ${grant.name} depends on the grantee's user name (aws:username), and a role has none: it would get no access at all`,
    remedy: "give it to a user or a group; a home folder may also be named by identity: policyVariable('aws:PrincipalTag/…') and a tag of the role",
  });
}

/** What is denied beside the grants of somebody, and what is said of it. */
interface OwnKeys {
  readonly statements: readonly IntentStatement[];
  readonly diagnostics: readonly string[];
}

/** Where nothing has to be denied. */
const NOTHING: OwnKeys = { statements: [], diagnostics: [] };

/**
 * Denies anyone who gets grants making access keys for itself, where the platform lets the holder of a key do that without being allowed to:
 * such a key would go on working when the one that it was made with is rotated. Anyone who may do everything may do that, too.
 */
function deniedOwnKeys(given: readonly IntentStatement[], { dialect, title }: Platform): OwnKeys {
  const { ownKeys = [] } = dialect ?? {};
  if (ownKeys.length === 0 || given.some(({ effect, actions = [] }) => effect === 'Allow' && actions.includes('*'))) return NOTHING;
  return {
    statements: [{ sid: 'NoOwnAccessKeys', effect: 'Deny', actions: ownKeys, resources: [bucketArn('*')] }],
    diagnostics: [`NoOwnAccessKeys: ${ownKeys.join(' and ')} are denied beside the grants, because the holder of a key could make itself another on ${title}, which would survive the rotation of the first`],
  };
}
