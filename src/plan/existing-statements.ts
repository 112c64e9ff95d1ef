import { AccessError } from '../errors';
import type { Platform } from '../platforms/platform';
import { matchesActionPattern } from '../policy/action-pattern';
import { parseArn } from '../policy/arn';
import { isDeployTime } from '../policy/deploy-time';
import type { Statement } from '../policy/document';
import { isTextType, parseOperator, READ_FAMILIES } from '../policy/operators';
import { parsePolicy } from '../policy/parse';
import type { PolicyProblem } from '../policy/problems';
import { actionsMeant, isExact, mayBeAbout } from '../s3/about';
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
 * Refuses what S3 would, or what can't do what it says: actions that don't exist or aren't of S3, actions beside resources that they aren't asked
 * about, and values that their operators can't read. `lintAccess` calls each an error, and looks at more: principals and keys that don't exist.
 *
 * @param refuse the error, where it isn't about statements to keep
 * @throws AccessError `InvalidExistingStatements`
 */
export function checkMeaning(statements: readonly Statement[], platform: Platform, refuse: Refuse = invalid): void {
  const problems = statements.flatMap((statement) => [...actionFaults(statement, platform), ...valueFaults(statement)]);
  if (problems.length > 0) throw refuse([...new Set(problems)]);
}

function actionFaults({ actions, notActions, resources = [] }: Statement, { hasAwsServices, dialect, evaluation }: Platform): readonly string[] {
  return (actions ?? notActions ?? []).flatMap((action) => {
    const [service] = action.toLowerCase().split(':', 1);
    if (/[*?]/.test(service) || dialect?.actions?.some((own) => matchesActionPattern(action, own)) === true) return [];
    if (service !== 's3') return hasAwsServices === true ? [`${action} is not an action of S3, and S3 refuses a bucket policy with it`] : [];
    const meant = actionsMeant(action);
    if (meant.length === 0) return [`${action} is not an action of S3`];
    const isAbout = (resource: string) => meant.some((one) => mayBeAbout(one, resource));
    const isAsked = actions === undefined || resources.length === 0 || !isExact(action) || resources.some(isAbout);
    return isAsked || evaluation !== undefined ? [] : [`${action} is asked about ${ABOUT[meant[0].level]}, and its statement names ${resources.join(', ')}`];
  });
}

const ABOUT = { bucket: 'a bucket', object: 'objects', none: 'no bucket, but the whole account', other: 'something else' } as const;

function valueFaults({ conditions = [] }: Statement): readonly string[] {
  return conditions.flatMap(({ operator, values }) => {
    const base = parseOperator(operator)?.base;
    if (base === undefined || isTextType(base.type)) return [];
    const { form, read } = READ_FAMILIES[base.type];
    const wrong = values.find((value) => !value.includes('${') && read(value, base.comparison) === undefined);
    return wrong === undefined ? [] : [`${operator} compares with ${form}, and ${shown(wrong)} isn't one`];
  });
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
