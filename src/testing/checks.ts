import { checkResult, type CheckResult } from '../compare/checks/check-result';
import type { AccessChange, ChangedStatement, Inconclusive } from '../compare/types';
import { CONTEXT_VALUE } from '../decide/check-request';
import { decide } from '../decide/decide';
import type { Decision } from '../decide/decision';
import { asForged } from '../decide/forged';
import type { AccessRequest, ContextValue, RequestPrincipal } from '../decide/request';
import { AccessError } from '../errors';
import { printed } from '../errors/printed';
import { DEPLOY_TIME, recordOf, SWITCH, TEXT } from '../shape/readers';
import { readShape, type Shape } from '../shape/shape';
import { LONGEST_REQUEST, shown } from '../shape/shown';
import type { AccessState } from '../state/access-state';
import { accessOf, type AccessSubject } from './access-of';
import { checkContext, checkRequest } from './expectations';

/** Who asks in a test: exactly one of these. */
export interface TestPrincipal {
  /** A user, by name. */
  readonly user?: string;
  /** Any session of a role, by name. */
  readonly role?: string;
  /** A principal by its ARN, also of another account. */
  readonly arn?: string;
  /** Somebody without credentials. */
  readonly anonymous?: true;
}

/** One request in a test. */
export interface TestRequest extends TestPrincipal {
  /** One action, such as `s3:PutObject`. */
  readonly action: string;
  /** `bucket`, `bucket/key` or an ARN. */
  readonly resource: string;
  /**
   * Condition keys of the request. Without them it is made over HTTPS with TLS 1.3; a test of plain HTTP says
   * `context: \{ 'aws:SecureTransport': false \}`.
   *
   * @default - none
   */
  readonly context?: Readonly<Record<string, ContextValue>>;
  /**
   * When the request is made: a date, or a text such as `2026-11-29T08:00:00Z`.
   *
   * @default - now
   */
  readonly at?: Date | string | number;
}

/** The answer of a check of a test: that of every check, and what to print. */
export interface TestResult extends CheckResult {
  /** What was expected, what came out, and why. */
  readonly message: () => string;
}

/** The shape of who asks. */
export const TEST_PRINCIPAL: Shape<TestPrincipal> = { user: TEXT, role: TEXT, arn: TEXT, anonymous: SWITCH };

/** Brings the principal of a test to the form that `decide` takes. */
export function principalOf(principal: TestPrincipal): RequestPrincipal {
  const { user, role, arn, anonymous } = principal;
  const named: readonly RequestPrincipal[] = [
    ...(user === undefined ? [] : [{ user }]), ...(role === undefined ? [] : [{ role }]), ...(arn === undefined ? [] : [{ arn }]), ...(anonymous ? ['anonymous' as const] : []),
  ];
  if (named.length === 1) return named[0];
  throw new AccessError({
    code: 'InvalidRequest',
    message: `${shown(principal)} names ${named.length === 0 ? 'nobody' : 'several'} who ask; exactly one of user, role, arn and anonymous is needed`,
    remedy: "say who asks: { user: 'ci-uploader', … }",
  });
}

/** `optional` is what `requestsFor` says of a request, which may be handed on as it is. */
const REQUEST: Shape<TestRequest & { readonly optional?: string }> = {
  ...TEST_PRINCIPAL, action: TEXT, resource: TEXT, context: recordOf(CONTEXT_VALUE), at: DEPLOY_TIME, optional: TEXT,
};

/** Reads a request of a test: a slip there leaves out what was meant, and a denial passes. */
function readRequest(given: unknown): TestRequest {
  const example = "{ user: 'ci-uploader', action: 's3:PutObject', resource: 'releases/firmware/a.bin' }";
  const request = readShape<TestRequest>(REQUEST, given, { what: 'the request', called: 'parts', code: 'InvalidRequest', example });
  for (const part of ['action', 'resource'] as const) {
    if (request[part] === undefined) throw new AccessError({ code: 'InvalidRequest', message: `the request has no ${part}`, remedy: `write ${example}` });
  }
  return request;
}

function requestOf(request: TestRequest): AccessRequest {
  checkContext(request.context);
  checkRequest(request);
  const { action, resource, context = {} } = request;
  return { principal: principalOf(request), action, resource, context };
}

/**
 * Checks that a request is allowed, for certain.
 *
 * @throws AccessError `InvalidRequest` when it is none that S3 gets, `InvalidStack`, `EmptyRecording`, `UnreadableSource`
 * @example
 * const { ok, message } = checkAllows(stack, { user: 'ci-uploader', action: 's3:PutObject', resource: 'releases/firmware/a.bin' });
 */
export function checkAllows(subject: AccessSubject, request: TestRequest): TestResult {
  return decided(subject, request, 'allowed');
}

/**
 * Checks that a request is denied, for certain: that what the source doesn't tell can't allow it either.
 *
 * @throws AccessError `InvalidRequest` when it is none that S3 gets, since a slip of the pen would be denied too; `InvalidStack`, `EmptyRecording`, `UnreadableSource`
 * @example
 * const { ok, message } = checkDenies(stack, { user: 'ci-uploader', action: 's3:GetObject', resource: 'releases/firmware/a.bin' });
 */
export function checkDenies(subject: AccessSubject, request: TestRequest): TestResult {
  return decided(subject, request, 'denied');
}

function decided(subject: AccessSubject, given: TestRequest, wanted: 'allowed' | 'denied'): TestResult {
  const request = readRequest(given);
  const asked = requestOf(request);
  const state = accessOf(subject);
  const decision = decide(state, asked, { at: request.at });
  const { effect, unknowns } = decision;
  const isOpposite = effect !== 'uncertain' && decision.allowed !== (wanted === 'allowed');
  const check = checkResult(
    isOpposite ? [violation(asked, decision)] : [],
    [
      ...unknowns.map(({ where, reason }): Inconclusive => ({ principal: asked.principal, where, reason })),
      ...(wanted === 'denied' && !decision.allowed && effect !== 'uncertain' ? byForging(state, asked, decision) : []),
    ],
  );
  return { ...check, message: () => printed(explained(check, wanted, request, decision)) };
}

/** What is denied to honest clients only isn't denied: anyone who chooses what conditions see may be allowed it. */
function byForging(state: AccessState, asked: AccessRequest, { assumptions }: Decision): readonly Inconclusive[] {
  const forged = asForged(state);
  if (forged === state) return [];
  const { effect } = decide(forged, asked);
  return effect !== 'allow' && effect !== 'uncertain' ? [] : [{ principal: asked.principal, where: 'the conditions of its policies', reason: `denied to honest clients only: ${assumptions.join('; ')}` }];
}

/** The request with its answer, as the one region of requests that violates the check. */
function violation({ principal, action, resource, context = {} }: AccessRequest, { statements }: Decision): AccessChange {
  return {
    principal,
    actions: [action],
    actionsExcept: [],
    resources: [resource],
    resourcesExcept: [],
    conditions: { before: [], after: [] },
    witness: { principal, action, resource, context },
    statements: statements.map(({ policy, index, sid, effect }): ChangedStatement => ({ state: 'after', policy, index, ...(sid !== undefined && { sid }), effect })),
  };
}

function explained({ ok, inconclusive }: CheckResult, wanted: string, request: TestRequest, decision: Decision): string {
  return [
    `expected ${shown(request, LONGEST_REQUEST)} ${ok ? 'not ' : ''}to be ${wanted}, for certain`,
    inconclusive.length === 0 ? `it is: ${decision.effect}. ${decision.reason}` : 'the source does not say enough to decide it',
    ...inconclusive.map(({ where, reason }) => `depends on what the source does not say: ${where}: ${reason}`),
    ...decision.statements.map(({ text }) => `  - ${text}`),
    ...decision.notes.map((note) => `  note: ${note}`),
  ].join('\n');
}
