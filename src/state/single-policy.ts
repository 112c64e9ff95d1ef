import { AccessError } from '../errors';
import { s3Path } from '../policy/s3-arn';
import { shown } from '../shape/shown';
import type { AccessState } from './access-state';
import { assemble } from './assemble';
import { at, blocks, isObject, type JsonObject, own } from './json';
import { type ReadAccessOptions, resourceIn, type SourceReader, type SourceResource } from './source';
import { Unknowns } from './unknown';

/** A policy that is all that a source holds, and what it says of whose it is. */
interface SinglePolicy {
  /** The document: text, percent-encoded text, or JSON. */
  readonly document: unknown;
  /** The kind of principal that has it. @default a user, where it is an identity policy */
  readonly kind?: 'user' | 'group' | 'role';
  /** The principal's name. */
  readonly holder?: string;
  /** The policy's name. */
  readonly name?: string;
}

/** Who has a policy of which nothing says it. */
const SOMEBODY = 'somebody';

/** Reads one policy document, or what the commands of AWS that show one print. */
export const singlePolicyReader: SourceReader = {
  name: 'a policy document, or what aws s3api get-bucket-policy, iam get-policy-version and get-user-policy print',
  recognises: (json) => policyIn(json) !== undefined,
  read: (json, options) => readSinglePolicy(json, options, SOMEBODY),
};

/**
 * Reads one policy.
 *
 * @param somebody who has it, where neither it nor the options say so
 */
export function readSinglePolicy(json: JsonObject, options: ReadAccessOptions, somebody: string): AccessState {
  const tokens = new Unknowns();
  const policy = policyIn(json) ?? { document: json };
  return assemble(resourcesOf({ holder: somebody, ...policy }, decoded(policy.document), options, tokens), tokens, options);
}

/** Whether a source is one policy. */
export function isSinglePolicy(json: JsonObject): boolean {
  return policyIn(json) !== undefined;
}

function policyIn(json: JsonObject): SinglePolicy | undefined {
  if (own(json, 'Statement') !== undefined) return { document: json };
  const version = at(json, 'PolicyVersion', 'Document');
  if (version !== undefined) return { document: version };
  const document = own(json, 'PolicyDocument');
  if (document !== undefined) {
    const [kind, holder] = (['user', 'group', 'role'] as const).flatMap((one) => {
      const name = own(json, `${one[0].toUpperCase()}${one.slice(1)}Name`);
      return typeof name === 'string' ? [[one, name] as const] : [];
    })[0] ?? [];
    const name = own(json, 'PolicyName');
    return { document, ...(kind !== undefined && { kind, holder }), ...(typeof name === 'string' && { name }) };
  }
  const text = own(json, 'Policy');
  return typeof text === 'string' && own(json, 'PolicyName') === undefined ? { document: text } : undefined;
}

function resourcesOf({ kind = 'user', holder = SOMEBODY, name = 'policy' }: SinglePolicy, document: unknown, { user, bucket }: ReadAccessOptions, tokens: Unknowns): readonly SourceResource[] {
  const make = resourceIn(tokens);
  const statements = blocks(own(parsed(document), 'Statement'));
  const isIdentity = !statements.some((one) => own(one, 'Principal') !== undefined || own(one, 'NotPrincipal') !== undefined);
  if (isIdentity && bucket === undefined) {
    const member = kind === 'group' && user !== undefined ? [make('the policy', 'aws_iam_user_group_membership', { user, groups: [holder] })] : [];
    const who = kind === 'user' ? user ?? holder : holder;
    return [make('the policy', `aws_iam_${kind}`, { name: who }), make('the policy', `aws_iam_${kind}_policy`, { [kind]: who, name, policy: document }), ...member];
  }
  const hasResources = statements.some((one) => own(one, 'Resource') !== undefined || own(one, 'NotResource') !== undefined);
  if (!hasResources && statements.length > 0 && bucket === undefined) return [make('the policy', 'aws_iam_role', { name: user ?? holder, assume_role_policy: document })];
  return [make('the policy', 'aws_s3_bucket_policy', { bucket: bucket ?? bucketIn(statements), policy: document })];
}

/** The one bucket that all statements speak of. */
function bucketIn(statements: readonly JsonObject[]): string {
  const resources = statements.flatMap((one) => [own(one, 'Resource'), own(one, 'NotResource')].flat()).filter((one): one is string => typeof one === 'string');
  const buckets = [...new Set(resources.map((resource) => s3Path(resource)?.split('/')[0] ?? ''))];
  if (buckets.length === 1 && /^[A-Za-z0-9._-]+$/.test(buckets[0])) return buckets[0];
  throw new AccessError({
    code: 'UnreadableSource',
    message: `the policy has principals, so it is a bucket's, and its resources don't tell which: ${buckets.slice(0, 4).map((one) => shown(one)).join(', ') || 'it has none'}`,
    remedy: 'name the bucket (--bucket NAME, option bucket); for another resource, write { "resources": { "ARN": { "policy": DOCUMENT } } }',
  });
}

/** The text of a document as AWS has it; the IAM API encodes it for addresses. */
function decoded(document: unknown): unknown {
  if (typeof document !== 'string' || !/^\s*%7b/i.test(document)) return document;
  try {
    return decodeURIComponent(document);
  } catch {
    return document;
  }
}

function parsed(document: unknown): unknown {
  if (typeof document !== 'string') return document;
  try {
    const value: unknown = JSON.parse(document);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
