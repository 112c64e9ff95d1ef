import { AccessError } from '../errors';
import { checkFeature } from '../platforms/features';
import type { Platform } from '../platforms/platform';
import { isConfirmedPrincipal } from '../platforms/selectel/settings';
import { unsupported } from '../platforms/unsupported';
import type { Statement } from '../policy/document';
import { parsePolicy } from '../policy/parse';
import type { PolicyProblem } from '../policy/problems';
import { s3Arn } from '../policy/s3-arn';
import { shown } from '../s3/names';
import { publicityOf } from '../s3/public-access';
import { checkLetIn } from './bucket-grant';
import { checkOwnBucket, faultsOfStatement, WORSE } from './existing-statements';
import { isAboutUserName } from './grant-statements';

/** One statement in the policy language, with the elements that AWS documents. */
export interface CustomStatement {
  /**
   * Its name in the policy: letters and digits.
   *
   * @default - none
   */
  readonly Sid?: string;
  /** Whether it gives or takes. */
  readonly Effect: 'Allow' | 'Deny';
  /**
   * Who it is about: for a bucket only, and there it must be said.
   *
   * @default - the principal that has the policy
   */
  readonly Principal?: '*' | Readonly<Record<string, string | readonly string[]>>;
  /**
   * Everybody but these, in a Deny for a bucket.
   *
   * @default - `Principal` says it
   */
  readonly NotPrincipal?: '*' | Readonly<Record<string, string | readonly string[]>>;
  /**
   * What may be done, such as `s3:GetObject`.
   *
   * @default - `NotAction` says it
   */
  readonly Action?: string | readonly string[];
  /**
   * Everything but this.
   *
   * @default - `Action` says it
   */
  readonly NotAction?: string | readonly string[];
  /**
   * On what, as ARNs.
   *
   * @default - `NotResource` says it
   */
  readonly Resource?: string | readonly string[];
  /**
   * On everything but this.
   *
   * @default - `Resource` says it
   */
  readonly NotResource?: string | readonly string[];
  /**
   * When: by operator, then by condition key. All of it must hold.
   *
   * @default - always
   */
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | number | boolean | ReadonlyArray<string | number | boolean>>>>>;
}

/** Statements that were written by hand, as part of somebody's policy or of a bucket's. */
export interface CustomStatements {
  /** Tells them from grants and guards. */
  readonly kind: 'custom';
  readonly name: 'customStatements';
  readonly statements: readonly Statement[];
}

/** What custom statements are for. */
export interface CustomTarget {
  readonly kind: 'user' | 'group' | 'role' | 'bucket';
  readonly name: string;
}

/** At most so many problems are printed; the last line says how many more there are. */
const MOST_PROBLEMS = 20;

/**
 * Reads statements that were written by hand, and refuses what `parsePolicy` or `lintAccess` calls an error, and what a platform can't have. They
 * are lowered with what stands beside them. What is in them is in the policy language: `*` and `$\{aws:username}` mean what they mean there.
 *
 * @returns none where nothing is given
 * @throws AccessError `InvalidCustomStatements` with all problems, `RoleHasNoUserName`, `UnsupportedOnPlatform`
 */
export function customStatements(
  given: readonly CustomStatement[] | undefined, target: CustomTarget, platform: Platform,
): readonly CustomStatements[] {
  if (given === undefined) return [];
  const invalid = (problems: readonly string[]) => invalidStatements(problems, target);
  if (!Array.isArray(given) || given.length === 0) throw invalid([`they are ${shown(given)}, which is not a list of statements`]);
  const isBucket = target.kind === 'bucket';
  const policyType = isBucket ? 'resource' : 'identity';
  const { document, problems } = parsePolicy({ Version: '2012-10-17', Statement: given }, { kind: policyType });
  const wrong = problems.filter(({ severity, code }) => severity === 'error' || WORSE.includes(code));
  if (document === undefined || wrong.length > 0) throw invalid(wrong.map(words));
  const { statements } = document;
  if (isBucket) checkOwnBucket(target.name, statements, platform, invalid);
  const faults = statements.flatMap((statement, index) => faultsOf(statement, `$.Statement[${index}]`, target, platform));
  if (faults.length > 0) throw invalid([...new Set(faults)]);
  for (const statement of statements) (isBucket ? checkOfBucket : checkOfPrincipal)(statement, target, platform);
  return [{ kind: 'custom', name: 'customStatements', statements }];
}

function faultsOf(statement: Statement, path: string, { kind, name }: CustomTarget, platform: Platform): readonly string[] {
  const location = kind === 'bucket' ? { policyType: 'resource', bucket: name, statement } as const : { policyType: 'identity', statement } as const;
  return [
    ...faultsOfStatement(path, location, platform),
    ...(publicityOf(statement) === 'notPublic' ? [] : [`${path}.Principal: it lets in everyone (PublicAccess; name who is meant, or publish by a grant that says so: publicReadPrefix(…))`]),
  ];
}

function checkOfPrincipal({ effect, ...statement }: Statement, { kind, name }: CustomTarget, platform: Platform): void {
  const what = `customStatements of ${kind} ${name}`;
  if (effect === 'Deny') checkFeature(platform, 'principalGuards', `a Deny in ${what}`);
  if (kind !== 'role' || !isAboutUserName(statement)) return;
  throw new AccessError({
    code: 'RoleHasNoUserName',
    message: `${what} depend on a user name (aws:username), and a role has none: the statement would say nothing`,
    remedy: 'write aws:PrincipalTag/… and tag the role, or give them to a user or a group',
  });
}

function checkOfBucket(statement: Statement, { name }: CustomTarget, platform: Platform): void {
  const what = `customStatements of bucket ${name}`;
  if (platform.limits.bucketPolicySize === 0) throw unsupported(platform, { what, reason: 'has no bucket policies', remedy: 'say it in grants and guards, or in the customStatements of users and groups' });
  if (statement.effect === 'Deny') checkFeature(platform, 'bucketGuards', `a Deny in ${what}`);
  checkLetIn(statement, what, platform);
  const { principals, notPrincipals } = statement;
  const named = [principals, notPrincipals].flatMap((map) => (map === undefined || map === '*' ? [] : Object.values(map).flat())).filter((text) => text !== '*');
  const open = platform.dialect?.otherActionsExist !== true ? undefined : named.find((text) => !isConfirmedPrincipal(text, platform));
  if (open !== undefined) throw unsupported(platform, { what: `${shown(open)} in ${what}`, reason: "isn't confirmed to know such a principal", remedy: 'name managers, or users as confirmed.principal writes them' });
}

function words({ path, code, message, remedy }: PolicyProblem): string {
  return `${path}: ${message} (${code}; ${remedy})`;
}

function invalidStatements(problems: readonly string[], { kind, name }: CustomTarget): AccessError {
  const more = problems.length - MOST_PROBLEMS;
  return new AccessError({
    code: 'InvalidCustomStatements',
    message: [`customStatements of ${kind} ${name} can't be written:`, ...problems.slice(0, MOST_PROBLEMS), ...(more > 0 ? [`and ${more} more`] : [])].join('\n  - '),
    remedy: `list statements as AWS documents them: { Effect: 'Allow', ${kind === 'bucket' ? "Principal: { AWS: '…' }, " : ''}Action: 's3:GetObject', Resource: '${s3Arn('bucket/*')}' }`,
  });
}
