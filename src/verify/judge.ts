import { OPERATIONS } from './operations';
import type { Answer, NoAnswerCause, Outcome, VerifyCase, VerifyRequest } from './types';

/** Whether a server let a request through, or why its answer says neither. */
export type Verdict = { readonly passed: boolean } | { readonly passed: undefined; readonly cause: NoAnswerCause; readonly reason: string };

/** Codes that say that a key is not known there, or its secret another. */
const REJECTED = new Set([
  'InvalidAccessKeyId', 'SignatureDoesNotMatch', 'InvalidToken', 'ExpiredToken', 'TokenRefreshRequired', 'InvalidSecurity', 'NotSignedUp', 'AccountProblem', 'InvalidClientTokenId',
  'UnrecognizedClientException', 'XAmzContentSHA256Mismatch', 'InvalidCredentials',
]);
const CLOCK = new Set(['RequestTimeTooSkewed', 'RequestExpired']);
/** Codes that say that policies were asked and said no. */
const DENIED = new Set(['AccessDenied', 'AllAccessDisabled', 'Forbidden', 'AccessForbidden', 'UnauthorizedAccess']);

/** What an answer says about a request: 2xx alone isn't a yes, and 403 alone isn't a no. */
export function verdictOf(request: Pick<VerifyRequest, 'operation' | 'prefix'>, { status, code = '', body }: Answer): Verdict {
  const { nothing = [] } = OPERATIONS[request.operation];
  if (CLOCK.has(code)) return unclear('clock', `${status} ${code}`);
  if (REJECTED.has(code)) return unclear('rejectedKey', `${status} ${code}`);
  if (status >= 500 && status !== 501) return unclear('serverError', `${status} ${code}`.trim());
  if (status >= 200 && status < 300) return whatPassed(request, body, status);
  if (nothing.includes(code)) return { passed: true };
  if (status === 403 || status === 401) {
    return DENIED.has(code) ? { passed: false } : unclear('other', `${status} ${code === '' ? 'without a code of S3: something else than S3 may have answered' : code}`);
  }
  return unclear('other', describe(status, code));
}

/** What came of a case, by the answer to it. */
export function outcomeOf(one: VerifyCase, answer: Answer): Outcome {
  const verdict = verdictOf(one, answer);
  if (verdict.passed === undefined) {
    // what a server can't do, or won't read, it doesn't do: a request that is to fail has failed, if a claim in it made it unreadable
    if (one.expected === 'deny' && one.about.startsWith('forged') && answer.status === 400 && verdict.cause === 'other') return { kind: 'agrees', status: 400 };
    if (isTwice(one) && answer.code === 'SignatureDoesNotMatch') return { kind: 'notTried', reason: 'the server does not take the signature of a request that has one parameter twice' };
    return { kind: 'noAnswer', cause: verdict.cause, reason: verdict.reason };
  }
  const { status, code } = answer;
  if (verdict.passed === (one.expected === 'allow')) return { kind: 'agrees', status };
  return { kind: 'disagrees', status, ...(code !== undefined && { code }) };
}

/** Whether a request has one parameter twice: servers differ in which of them they sign. */
function isTwice({ query }: VerifyRequest): boolean {
  return new Set(query.map(([name]) => name)).size < query.length;
}

/** A success shows what was asked for; a page of something else doesn't. A listing of another prefix than was asked for shows nothing of it. */
function whatPassed({ operation, prefix }: Pick<VerifyRequest, 'operation' | 'prefix'>, body: string, status: number): Verdict {
  const { proof, lists } = OPERATIONS[operation];
  if (proof !== undefined && !body.includes(proof)) return unclear('other', `${status} without what ${operation} answers: something else than S3 may have answered`);
  if (lists === true && prefix !== undefined && !isListingOf(prefix, body)) return { passed: false };
  return { passed: true };
}

function isListingOf(prefix: string, body: string): boolean {
  const [, shown = ''] = /<Prefix>([^<]*)<\/Prefix>/.exec(body) ?? [];
  const text = shown.replace(/&(lt|gt|amp|quot|apos|#x?[0-9a-f]+);/gi, (found, name: string) => ENTITIES[name] ?? found);
  return [shown, text].some((one) => one === prefix || decoded(one) === prefix);
}

const ENTITIES: Readonly<Record<string, string>> = { 'lt': '<', 'gt': '>', 'amp': '&', 'quot': '"', 'apos': "'", '#39': "'", '#34': '"', '#x27': "'", '#x22': '"' };

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function describe(status: number, code: string): string {
  if (code === 'NoSuchBucket') return 'there is no such bucket, or not for who asks; for requests that are not signed, Ceph wants to know the tenant (--tenant)';
  if (status === 405 || status === 501) return `the server does not have the operation (${status} ${code})`.replace(' )', ')');
  if (status >= 300 && status < 400) return `${status} ${code}: the bucket is answered for elsewhere; name its own endpoint and --region`;
  if (code === 'AuthorizationHeaderMalformed' || code === 'InvalidRegion') return `${status} ${code}: name the region that requests are signed for with --region`;
  return `${status} ${code}`.trim();
}

function unclear(cause: NoAnswerCause, reason: string): Verdict {
  return { passed: undefined, cause, reason };
}

