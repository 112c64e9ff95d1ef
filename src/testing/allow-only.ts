import { compareAccess } from '../compare/compare-access';
import type { AccessChange, Inconclusive } from '../compare/types';
import { AccessError } from '../errors';
import type { PolicyDocument, Statement } from '../policy/document';
import { parsePolicy } from '../policy/parse';
import type { AccessState, NamedPolicy } from '../state/access-state';
import { accessOf, type AccessSubject } from './access-of';
import { principalOf, type CheckResult, type TestPrincipal } from './checks';

/** Something that somebody is meant to be allowed. */
export interface ExpectedAccess extends TestPrincipal {
  /** Actions or patterns of actions, such as `s3:GetObject`. */
  readonly actions: string | readonly string[];
  /** Buckets, objects or patterns of them: `releases/firmware/*`, or ARNs. `*` and `?` are wildcards here. */
  readonly resources: string | readonly string[];
  /**
   * Conditions as a policy writes them, such as `\{ StringLike: \{ 's3:prefix': 'public/*' \} \}`.
   *
   * @default - none
   */
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/**
 * Checks that exactly this access is there and nothing else: for every user, role and bucket of the subject, over all actions that S3
 * knows, all resources and all condition keys. Requests that a guard denies needn't be allowed. It is exact, not a sample: the access is
 * compared as `compareAccess` compares two stacks.
 *
 * @example
 * const { pass, message } = checkAllowsOnly(stack, [
 *   { user: 'ci-uploader', actions: ['s3:PutObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'], resources: 'releases/firmware/*' },
 * ]);
 */
export function checkAllowsOnly(subject: AccessSubject, expected: readonly ExpectedAccess[]): CheckResult {
  const actual = accessOf(subject);
  const { gained, lost, inconclusive } = compareAccess(expectedState(expected, actual), actual);
  const open: readonly Inconclusive[] = [...inconclusive, ...actual.unknowns];
  const pass = gained.length + lost.length + open.length === 0;
  return {
    pass,
    message: () => pass
      ? 'expected some other access than this, and it is exactly this'
      : [
        'expected exactly this access and nothing else',
        ...gained.map((change) => `more than expected: ${describe(change)}`),
        ...lost.map((change) => `expected, and not there: ${describe(change)}`),
        ...open.map(({ where, reason }) => `can't be told: ${where}: ${reason}`),
      ].join('\n'),
  };
}

function describe({ principal, actions, resources, witness }: AccessChange): string {
  const context = Object.keys(witness.context).length > 0 ? ` with ${JSON.stringify(witness.context)}` : '';
  return `${JSON.stringify(principal)} ${actions.join(', ')} on ${resources.join(', ')}; for example ${witness.action} on ${witness.resource}${context}`;
}

/** What is expected, as a state: the listed access as policies, and everything that the subject denies. */
function expectedState(expected: readonly ExpectedAccess[], actual: AccessState): AccessState {
  const policies = { user: new Map<string, NamedPolicy[]>(), role: new Map<string, NamedPolicy[]>() };
  const open = new Map<string, Statement[]>();
  for (const access of expected) {
    const principal = principalOf(access);
    const statement = allow(access);
    if (principal === 'anonymous' || 'arn' in principal) {
      const principals = principal === 'anonymous' ? '*' as const : { AWS: [principal.arn] };
      for (const bucket of bucketsOf(statement)) open.set(bucket, [...open.get(bucket) ?? [], { ...statement, principals }]);
    } else {
      const [kind, name] = 'user' in principal ? ['user' as const, principal.user] : ['role' as const, principal.role];
      policies[kind].set(name, [...policies[kind].get(name) ?? [], { name: 'expected', document: documentOf([statement]) }]);
    }
  }
  return {
    ...actual,
    users: new Map([...new Set([...actual.users.keys(), ...policies.user.keys()])].map((name) => [name, {
      name, groups: [], ...tagsOf(actual.users.get(name)), policies: [...policies.user.get(name) ?? [], ...denials(actual, name)],
    }])),
    groups: new Map(),
    roles: new Map([...new Set([...actual.roles.keys(), ...policies.role.keys()])].map((name) => [name, {
      name, ...tagsOf(actual.roles.get(name)), policies: [...policies.role.get(name) ?? [], ...denyOnly(actual.roles.get(name)?.policies ?? [])],
    }])),
    buckets: new Map([...new Set([...actual.buckets.keys(), ...open.keys()])].map((name) => {
      const bucket = actual.buckets.get(name) ?? { name };
      const denied = bucket.policy?.document?.statements.filter(({ effect }) => effect === 'Deny') ?? [];
      return [name, { ...bucket, policy: { name: `bucket policy of ${name}`, document: documentOf([...open.get(name) ?? [], ...denied]) } }];
    })),
    unknowns: [],
  };
}

function documentOf(statements: readonly Statement[]): PolicyDocument {
  return { version: '2012-10-17', statements };
}

function tagsOf(principal: { readonly tags?: Readonly<Record<string, string>>; readonly arn?: string } | undefined): object {
  return { ...(principal?.tags && { tags: principal.tags }), ...(principal?.arn && { arn: principal.arn }) };
}

/** What a user's own policies and those of its groups deny. */
function denials(state: AccessState, user: string): readonly NamedPolicy[] {
  const { policies = [], groups = [] } = state.users.get(user) ?? {};
  return denyOnly([...policies, ...groups.flatMap((group) => state.groups.get(group)?.policies ?? [])]);
}

function denyOnly(policies: readonly NamedPolicy[]): readonly NamedPolicy[] {
  return policies.flatMap(({ name, document }) => {
    const statements = document?.statements.filter(({ effect }) => effect === 'Deny') ?? [];
    return document && statements.length > 0 ? [{ name, document: { ...document, statements } }] : [];
  });
}

/** Through the parser, so that a slip in an expectation is an error and not an expectation of something else. */
function allow({ actions, resources, conditions }: ExpectedAccess): Statement {
  const { document, problems } = parsePolicy({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: actions, Resource: [resources].flat().map(arn), ...(conditions && { Condition: conditions }) }],
  }, { kind: 'identity' });
  if (document) return document.statements[0];
  throw new AccessError({
    code: 'InvalidExpectation',
    message: `the expected access can't be written as a policy: ${problems.map(({ path, message }) => `${path}: ${message}`).join('; ')}`,
    remedy: "write { user: 'dana', actions: ['s3:GetObject'], resources: ['downloads/public/*'] }",
  });
}

function arn(resource: string): string {
  return resource.startsWith('arn:') || resource === '*' ? resource : `arn:aws:s3:::${resource}`;
}

function bucketsOf({ resources = [] }: Statement): readonly string[] {
  return [...new Set(resources.map((resource) => resource.replace(/^arn:[^:]*:s3:::/, '').split('/')[0]))];
}
