import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Condition, PolicyDocument, Principals, Statement } from '../../src/policy/document';
import type { AccessState } from '../../src/state/access-state';
import type { NamedPolicy } from '../../src/state/named-policy';

/** Outside the repository: the cases are to check against, not to ship. */
const FOLDER = resolve(__dirname, '../../../shared/corpus');
export const corpusIsThere = existsSync(resolve(FOLDER, 'INDEX.json'));

export interface CorpusCase {
  readonly id: string;
  readonly policies: readonly { readonly kind: 'user' | 'group' | 'bucket' | 'boundary'; readonly document: Json }[];
  readonly request: {
    readonly principal: string;
    readonly resourceAccount?: string;
    readonly action: string;
    readonly resource: string;
    readonly context: Record<string, string | string[]>;
  };
  readonly expected: 'allow' | 'explicitDeny' | 'implicitDeny' | 'deny';
  readonly ownerRequest?: boolean;
  readonly useAsAwsTruth: boolean;
}

export interface GlobCase { readonly pattern: string; readonly text: string; readonly caseInsensitive: boolean; readonly match: boolean }

type Json = Record<string, unknown>;

export function corpus<T = CorpusCase>(file: string): readonly T[] {
  return (JSON.parse(readFileSync(resolve(FOLDER, file), 'utf8')) as { cases: T[] }).cases;
}

/**
 * The access state that a case describes. Suites of other platforms hold documents that AWS refuses; what they say is read as it is,
 * so that the evaluator and not the parser is on trial.
 */
export function stateOf({ policies, request, ownerRequest }: CorpusCase): { state: AccessState; principal: 'anonymous' | { arn: string } } {
  const arn = withAccount(request.principal);
  const account = arn.split(':')[4];
  const [kind, ...path] = (arn.split(':')[5] ?? '').split('/');
  const identity = policies.filter((policy) => policy.kind === 'user' || policy.kind === 'group').map((policy, index) => named(`policy ${index + 1}`, policy.document));
  const bucketPolicy = policies.find((policy) => policy.kind === 'bucket');
  const bucket = /^arn:[^:]*:s3:::([^/]*)/.exec(request.resource)?.[1] ?? '';
  // a root user needs no policy on its own bucket; where a suite tries a bucket policy alone on one, the bucket is somebody else's
  const owner = request.resourceAccount ?? (kind === 'root' && ownerRequest !== true ? 'another' : undefined);
  const user = path[path.length - 1] ?? '';
  return {
    principal: arn === 'anonymous' ? 'anonymous' : { arn },
    state: {
      account,
      users: new Map(kind === 'user' ? [[user, { name: user, arn, policies: identity, groups: [] }]] : []),
      groups: new Map(),
      roles: new Map(kind === 'assumed-role' ? [[path[0], { name: path[0], policies: identity }]] : []),
      buckets: new Map([[bucket, { name: bucket, account: owner, policy: bucketPolicy && named('bucket policy', bucketPolicy.document) }]]),
      unknowns: [],
    },
  };
}

/** One suite writes role sessions without an account. */
function withAccount(arn: string): string {
  return arn.replace(/^arn:aws:sts::assumed-role/, 'arn:aws:sts::123456789012:assumed-role');
}

function named(name: string, document: Json): NamedPolicy {
  return { name, document: documentOf(document) };
}

export function documentOf(json: Json): PolicyDocument {
  return { version: json.Version === '2012-10-17' ? '2012-10-17' : '2008-10-17', statements: (listOf(json.Statement) as Json[]).map(statementOf) };
}

function statementOf(json: Json): Statement {
  return {
    sid: json.Sid as string | undefined,
    effect: json.Effect as Statement['effect'],
    principals: principalsOf(json.Principal),
    notPrincipals: principalsOf(json.NotPrincipal),
    actions: textsOf(json.Action),
    notActions: textsOf(json.NotAction),
    resources: textsOf(json.Resource),
    notResources: textsOf(json.NotResource),
    conditions: Object.entries((json.Condition ?? {}) as Json).flatMap(([operator, block]) =>
      Object.entries(block as Json).map(([key, values]): Condition => ({ operator, key, values: listOf(values).map(String) }))),
  };
}

function principalsOf(json: unknown): Principals | undefined {
  if (json === undefined || json === '*') return json;
  return Object.fromEntries(Object.entries(json as Json).map(([kind, values]) => [kind, textsOf(values)])) as Principals;
}

function textsOf(json: unknown): readonly string[] | undefined {
  return json === undefined ? undefined : listOf(json).map(String);
}

function listOf(json: unknown): readonly unknown[] {
  return Array.isArray(json) ? json : [json];
}
