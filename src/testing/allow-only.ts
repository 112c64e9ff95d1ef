import { checkResult } from '../compare/checks/check-result';
import { compareAccess } from '../compare/compare-access';
import type { AccessChange } from '../compare/types';
import { AccessError } from '../errors';
import { printed } from '../errors/printed';
import type { PolicyDocument, Statement } from '../policy/document';
import { s3Path } from '../policy/s3-arn';
import { listOf, oneOrMore, recordOf, TEXT } from '../shape/readers';
import { reading, readShape, type Shape } from '../shape/shape';
import { LONGEST_REQUEST, shown } from '../shape/shown';
import type { AccessState } from '../state/access-state';
import type { NamedPolicy } from '../state/named-policy';
import { accessOf, type AccessSubject } from './access-of';
import { principalOf, TEST_PRINCIPAL, type TestPrincipal, type TestResult } from './checks';
import { expectedStatement } from './expectations';

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
 * compared as `compareAccess` compares two stacks. The violations are what is there beyond it and what of it is missing; the message says which.
 *
 * @param given who is meant to be allowed what
 * @throws AccessError `InvalidExpectation`, `InvalidRequest` when it doesn't say whose access; `InvalidStack`, `EmptyRecording`, `UnreadableSource`
 * @example
 * const { ok, message } = checkAllowsOnly(stack, [
 *   { user: 'ci-uploader', actions: ['s3:PutObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'], resources: 'releases/firmware/*' },
 * ]);
 */
export function checkAllowsOnly(subject: AccessSubject, given: readonly ExpectedAccess[]): TestResult {
  const expected = expectedOf(given);
  const actual = accessOf(subject);
  const { gained, lost, inconclusive } = compareAccess(expectedState(expected, actual), actual);
  const check = checkResult([...gained, ...lost], [...inconclusive, ...actual.unknowns.map(({ where, reason }) => ({ where, reason }))]);
  return {
    ...check,
    message: () => printed(check.ok
      ? 'expected some other access than this, and it is exactly this'
      : [
        'expected exactly this access and nothing else',
        ...gained.map((change) => `more than expected: ${describe(change)}`),
        ...lost.map((change) => `expected, and not there: ${describe(change)}`),
        ...check.inconclusive.map(({ where, reason }) => `inconclusive: ${where}: ${reason}`),
      ].join('\n')),
  };
}

const TEXTS = oneOrMore(TEXT);
const EXPECTED: Shape<ExpectedAccess> = { ...TEST_PRINCIPAL, actions: TEXTS, resources: TEXTS, conditions: recordOf(recordOf(TEXTS)) };

/** Reads what is expected: a slip there leaves out what was meant. */
function expectedOf(given: unknown): readonly ExpectedAccess[] {
  const subject = { what: 'the expected access', code: 'InvalidExpectation' as const, called: 'parts', example: "{ user: 'dana', actions: ['s3:GetObject'], resources: ['downloads/public/*'] }" };
  const each = (access: unknown) => {
    const read = readShape<ExpectedAccess>(EXPECTED, access, subject);
    if (read.actions !== undefined && read.resources !== undefined) return read;
    const missing = read.actions === undefined ? 'actions' : 'resources';
    throw new AccessError({ code: subject.code, message: `${subject.what} has no ${missing}`, remedy: `write ${subject.example}` });
  };
  const at = { where: subject.what, code: subject.code };
  return reading(at, () => listOf(each)(given, at)) as readonly ExpectedAccess[];
}

function describe({ principal, actions, resources, witness }: AccessChange): string {
  const context = Object.keys(witness.context).length > 0 ? ` with ${shown(witness.context, LONGEST_REQUEST)}` : '';
  return `${shown(principal, LONGEST_REQUEST)} ${actions.join(', ')} on ${resources.join(', ')}; for example ${witness.action} on ${witness.resource}${context}`;
}

/** What is expected, as a state: the listed access as policies, and everything that the subject denies. */
function expectedState(expected: readonly ExpectedAccess[], actual: AccessState): AccessState {
  const policies = { user: new Map<string, NamedPolicy[]>(), role: new Map<string, NamedPolicy[]>() };
  const open = new Map<string, Statement[]>();
  for (const access of expected) {
    const principal = principalOf(access);
    const statement = expectedStatement('Allow', access, actual);
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

/** A bucket policy gives access to everybody or by ARN, so there has to be one bucket to write it to. */
function bucketsOf({ resources = [] }: Statement): readonly string[] {
  const names = resources.map((resource) => (s3Path(resource) ?? resource).split('/')[0]);
  const open = names.find((name) => /[*?$]|^arn:/.test(name));
  if (open === undefined) return [...new Set(names)];
  throw new AccessError({
    code: 'InvalidExpectation',
    message: `access of anonymous or of an ARN comes from the policies of single buckets, and ${shown(open)} is not the name of one`,
    remedy: "name each bucket: resources: ['downloads/public/*', 'website/*']",
  });
}
