import { AccessError } from '../errors';
import { statementErrors } from '../faults';
import type { StatementLocation } from '../faults/types';
import type { Platform } from '../platforms/platform';
import { matchesActionPattern } from '../policy/action-pattern';
import { parseArn } from '../policy/arn';
import { isDeployTime } from '../policy/deploy-time';
import type { Statement } from '../policy/document';
import { parsePolicy } from '../policy/parse';
import type { PolicyProblem } from '../policy/problems';
import { shown } from '../s3/names';

/** A bucket policy that is there already: its JSON text, or the object that it would be. */
export type ExistingStatements = string | object;

/** A statement that was there before. */
export interface KeptStatement {
  /** What it says. */
  readonly statement: Statement;
  /** Its elements as they were given: in their order, a list of one as a list. */
  readonly given: object;
}

/** Statements of a bucket policy that was there before, to be kept as they are. */
export interface KeptStatements {
  /** Tells them from grants and guards. */
  readonly kind: 'kept';
  readonly statements: readonly KeptStatement[];
}

/** At most so many problems are printed; the last line says how many more there are. */
const MOST_PROBLEMS = 20;

/**
 * Reads a bucket policy that is there already, so that its statements are kept when the policy is written. They must be known at synth.
 *
 * @throws AccessError `InvalidExistingStatements` with all problems of the document, `DeployTimeValue`
 */
export function keptStatements(existing: ExistingStatements): KeptStatements {
  const isInput = typeof existing === 'string' || (typeof existing === 'object' && existing !== null);
  if (!isInput) throw invalid([`it is ${shown(existing)}, which is not a policy document`]);
  const policy = unwrapped(existing);
  const { document, problems } = parsePolicy(policy, { kind: 'resource' });
  const errors = problems.filter(({ severity, code }) => severity === 'error' || WORSE.includes(code));
  if (document === undefined || errors.length > 0) throw invalid(errors.map(words));
  const { statements } = document;
  if (isDeployTime(JSON.stringify(statements))) {
    throw new AccessError({
      code: 'DeployTimeValue',
      message: 'existingStatements hold a value that is known only at deploy time, and what they say must be checked before',
      remedy: 'copy the policy that is there as plain text: aws s3api get-bucket-policy --bucket NAME --query Policy --output text',
    });
  }
  const given = new Map<string, unknown>(Object.entries(typeof policy === 'string' ? JSON.parse(policy) : policy)).get('Statement');
  const list: readonly unknown[] = Array.isArray(given) ? given : [given];
  return { kind: 'kept', statements: statements.map((statement, index) => ({ statement, given: Object(list[index]) })) };
}

/** What `aws s3api get-bucket-policy` prints without `--query`: the policy as a text in an object. Anything else is a policy itself. */
function unwrapped(existing: ExistingStatements): ExistingStatements {
  const value: unknown = typeof existing === 'string' ? parsed(existing) : existing;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return existing;
  const { Policy: inner, ...rest } = value as { readonly Policy?: unknown };
  return typeof inner === 'string' && Object.keys(rest).length === 0 ? inner : existing;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // the reader of policies says what is wrong with it
  }
}

/** Warnings of the reader that would change what the statements mean, or empty them, when they are written into another document. */
export const WORSE: readonly string[] = ['VariableWithoutVersion', 'EmptyDocument', 'UnsupportedCharacter', 'EmptyList'];

/** The error for statements with these problems. */
type Refuse = (problems: readonly string[]) => AccessError;

function words({ path, code, message, remedy }: PolicyProblem): string {
  return `${path}: ${message} (${code}; ${remedy})`;
}

function invalid(problems: readonly string[]): AccessError {
  const more = problems.length - MOST_PROBLEMS;
  return new AccessError({
    code: 'InvalidExistingStatements',
    message: ['existingStatements can\'t be kept as they are:', ...problems.slice(0, MOST_PROBLEMS), ...(more > 0 ? [`and ${more} more`] : [])].join('\n  - '),
    remedy: 'correct the document; aws s3api get-bucket-policy shows what the bucket has now',
  });
}

/**
 * What is wrong with a statement as it stands: all that `lintAccess` calls an error, and in the policy of a bucket actions of other services, which S3
 * refuses there.
 *
 * @param path of the statement in what was given
 */
export function faultsOfStatement(path: string, location: StatementLocation, platform: Platform): readonly string[] {
  const { policyType, statement: { actions, notActions = [] } } = location;
  const found = statementErrors(location, platform).map(({ code, below = '', reason, remedy }) => `${path}${below}: ${reason} (${code}; ${remedy})`);
  return policyType === 'identity' ? found : [...found, ...(actions ?? notActions).flatMap((action) => otherService(action, platform))];
}

function otherService(action: string, { hasAwsServices, dialect }: Platform): readonly string[] {
  const [service] = action.toLowerCase().split(':', 1);
  const isOwn = service === 's3' || /[*?]/.test(service) || dialect?.actions?.some((own) => matchesActionPattern(action, own)) === true;
  return isOwn || hasAwsServices !== true ? [] : [`${action} is not an action of S3, and S3 refuses a bucket policy with it`];
}

/**
 * Refuses statements that can't be kept because `lintAccess` calls something in them an error: S3 would refuse them, or they can't do what they say.
 *
 * @throws AccessError `InvalidExistingStatements`
 */
export function checkMeaning(bucket: string, statements: readonly Statement[], platform: Platform): void {
  const problems = statements.flatMap((statement, index) => faultsOfStatement(`$.Statement[${index}]`, { policyType: 'resource', bucket, statement }, platform));
  if (problems.length > 0) throw invalid([...new Set(problems)]);
}

/**
 * Checks that kept statements speak of their own bucket only, since the policy of a bucket can't say anything about another. Where the
 * bucket's name is known only at deploy time, the one name that they have is handed back, to be compared there.
 *
 * @param refuse the error, where it isn't about statements to keep
 * @returns the name that the bucket must turn out to have
 * @throws AccessError `InvalidExistingStatements`
 */
export function checkOwnBucket(
  bucket: string, statements: readonly Statement[], { partition }: Platform, refuse: Refuse = invalid,
): string | undefined {
  const resources = statements.flatMap((statement) => [...statement.resources ?? [], ...statement.notResources ?? []]);
  const named = [...new Set(resources.flatMap((resource) => namedBucket(resource, partition, refuse)))];
  const others = isDeployTime(bucket) ? named.slice(1) : named.filter((name) => name !== bucket);
  if (others.length > 0) throw refuse(others.map((name) => `a statement names the bucket ${shown(name)}, and the policy is that of ${isDeployTime(bucket) ? shown(named[0]) : shown(bucket)}`));
  return isDeployTime(bucket) ? named[0] : undefined;
}

/** The bucket that a resource names; none where it says every bucket, which in a bucket policy means its own. */
function namedBucket(resource: string, partition: string, refuse: Refuse): readonly string[] {
  if (resource === '*') return [];
  const arn = parseArn(resource);
  const name = arn?.resource.split('/', 1)[0] ?? '';
  if (arn === undefined || arn.partition !== partition || arn.service !== 's3' || arn.region !== '' || arn.account !== '') {
    throw refuse([`the resource ${shown(resource)} is not a bucket of the partition ${partition} and nothing in one`]);
  }
  if (name === '*') return [];
  if (/[*?$]/.test(name)) throw refuse([`the resource ${shown(resource)} is a pattern of many buckets; write the name of the one`]);
  return [name];
}
