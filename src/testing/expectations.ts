import { AccessError } from '../errors';
import { matchesActionPattern } from '../policy/action-pattern';
import type { Condition, Statement } from '../policy/document';
import { parsePolicy } from '../policy/parse';
import { s3Arn, s3Path } from '../policy/s3-arn';
import { s3Action, s3Actions } from '../s3/catalogue';
import { shown } from '../shape/shown';
import type { AccessState } from '../state/access-state';
import { partitionOf } from '../state/partition';

/*
 * A test of a denial passes for every request that nobody can make. So expectations are checked for slips that would make them say
 * nothing: actions that S3 doesn't know, objects asked for bucket actions, patterns that no action matches.
 */

/** Actions and resources, as a test writes them. */
export interface ExpectedStatement {
  readonly actions: string | readonly string[];
  readonly resources: string | readonly string[];
  readonly conditions?: Readonly<Record<string, Readonly<Record<Condition['key'], string | readonly string[]>>>>;
}

/**
 * Refuses a request that S3 never gets.
 *
 * @throws AccessError `InvalidRequest`
 */
export function checkRequest({ action, resource }: { readonly action: string; readonly resource: string }): void {
  if (!/^s3:/i.test(action)) return;
  const known = s3Action(action);
  if (known === undefined) {
    throw new AccessError({
      code: 'InvalidRequest',
      message: `${shown(action)} is not an action of S3, so it would be denied to everybody`,
      remedy: 'check the name; actions are called as in policies, such as s3:ListBucket, and not always as the operations (ListObjectsV2)',
    });
  }
  const isObject = (s3Path(resource) ?? resource).includes('/');
  if (resource.startsWith('arn:') && s3Path(resource) === undefined) return;
  if (known.level === 'bucket' && isObject || known.level === 'object' && !isObject) {
    throw new AccessError({
      code: 'InvalidRequest',
      message: `S3 asks about ${known.name} on ${known.level === 'bucket' ? 'the bucket, never on an object' : 'objects, never on the bucket'}; the resource is ${shown(resource)}`,
      remedy: known.level === 'bucket'
        ? "name the bucket, with the folder in the context: { resource: 'releases', context: { 's3:prefix': 'firmware/' } }"
        : "name an object: { resource: 'releases/firmware/a.bin' }",
    });
  }
}

/**
 * Makes a statement of an expectation, through the parser, so that a slip is an error and not an expectation of something else.
 *
 * @throws AccessError `InvalidExpectation`
 */
export function expectedStatement(effect: Statement['effect'], { actions, resources, conditions }: ExpectedStatement, state: AccessState): Statement {
  const long = [resources].flat().find((resource) => typeof resource === 'string' && resource.length > LONGEST);
  if (long !== undefined) throw invalid(`names ${shown(long)}, which is longer than any ARN`);
  const start = s3Arn('', partitionOf(state));
  const { document, problems } = parsePolicy({
    Version: '2012-10-17',
    Statement: [{
      Effect: effect,
      Action: actions,
      Resource: [resources].flat().map((resource) => (typeof resource !== 'string' || resource.startsWith('arn:') || resource === '*' ? resource : start + resource)),
      ...(conditions && { Condition: conditions }),
    }],
  }, { kind: 'identity' });
  const empty = problems.find(({ code }) => code === 'EmptyList');
  if (empty !== undefined) throw invalid(`says nothing: ${empty.message}`);
  if (!document) throw invalid(`can't be written as a policy: ${problems.slice(0, MOST_PROBLEMS).map(({ path, message }) => `${path}: ${message}`).join('; ')}`);
  const vain = [actions].flat().find((action) => /^s3:/i.test(action) && !s3Actions().some(({ name }) => matchesActionPattern(action, name)));
  if (vain !== undefined) throw invalid(`names ${shown(vain)}, which no action of S3 matches`);
  return document.statements[0];
}

/** An ARN has at most 2,048 characters; a pattern of one may escape each. */
const LONGEST = 10_000;

/** As many problems are said. */
const MOST_PROBLEMS = 5;

/**
 * Refuses condition keys that no request has, since they lack the service that they begin with.
 *
 * @throws AccessError `InvalidRequest`
 */
export function checkContext(context: Readonly<Record<string, unknown>> = {}): void {
  const slip = Object.keys(context).find((key) => !/^[^:]+:./.test(key));
  if (slip === undefined) return;
  throw new AccessError({
    code: 'InvalidRequest',
    message: `the context has ${shown(slip)}, which is not a condition key; one begins with its service`,
    remedy: "write context: { 'aws:SourceIp': '203.0.113.9' }",
  });
}

function invalid(what: string): AccessError {
  return new AccessError({
    code: 'InvalidExpectation',
    message: `the expected access ${what}`,
    remedy: "write { user: 'dana', actions: ['s3:GetObject'], resources: ['downloads/public/*'] }",
  });
}
