import type { Statement } from '../policy/document';
import { isOwnersRescue, matchText } from './compiled-principal';
import type { CompiledStatement } from './compiled-statement';
import { Mismatch, actionMismatch, conditionMismatches, principalMismatch, resourceMismatch } from './explain-mismatch';
import { governs } from './governs';
import { anyMatch } from './match/principal';
import type { PreparedRequest } from './prepared-request';
import { identityTruth } from './request-plan';
import { NO, YES } from './truth';

/** Whose policy a statement stands in; `bucket` is that of the resource that the request is about, be it a bucket or another, `limit` one of an organization. */
export type PolicyLocation = 'identity' | 'boundary' | 'bucket' | 'limit';

/** What became of one statement in a decision. */
export interface StatementOutcome {
  /** The policy, by the name that a reviewer knows it by. */
  readonly policy: string;
  /** Whose policy it is. */
  readonly location: PolicyLocation;
  /** The statement's name in the policy, if it has one. */
  readonly sid?: string;
  /** Its place in the policy, from 0. */
  readonly index: number;
  /** Whether it allows or denies. */
  readonly effect: Statement['effect'];
  /** `may apply` where it depends on something that the access state doesn't tell. */
  readonly outcome: 'applies' | 'may apply' | 'does not apply';
  /** The parts that don't match, or only may; empty when the statement applies. */
  readonly mismatches: readonly Mismatch[];
  /** The statement by policy and Sid (or place). */
  readonly name: string;
  /** All of it in one sentence. */
  readonly text: string;
}

/** Says of every statement that bears on the principal or the bucket what became of it. */
export function explainStatements(request: PreparedRequest): readonly StatementOutcome[] {
  return explainSome(request, () => true);
}

/** Says it of the statements that nothing but their conditions may keep from applying: the others are many, and each text takes its time. */
export function explainConditional(request: PreparedRequest): readonly StatementOutcome[] {
  const action = request.action.toLowerCase();
  return explainSome(request, (statement, { resource, keys }) => (
    (statement.source?.conditions ?? []).length > 0 && statement.action(action) === YES && statement.resource(resource, 0, keys) === YES
  ));
}

type Wanted = (statement: CompiledStatement, request: PreparedRequest) => boolean;

function explainSome(request: PreparedRequest, isWanted: Wanted): readonly StatementOutcome[] {
  const { identity, boundary } = request.principal;
  const explained = (statements: readonly CompiledStatement[], location: PolicyLocation, of = request, may?: string) => (
    statements.filter((statement) => isWanted(statement, of)).map((statement) => explain(statement, location, of, may ?? statement.origin?.may))
  );
  return [
    ...explained(identity, 'identity'),
    ...explained(boundary ?? [], 'boundary'),
    ...explained(request.view.bucket.statements, 'bucket'),
    ...(request.principal.limitsOf(request.view.bucket) ?? []).filter(({ truth }) => truth !== NO)
      .flatMap(({ statements, truth }) => explained(statements, 'limit', request, truth === YES ? undefined : "whether it bears on the account isn't known")),
    ...(request.behind ?? []).flatMap((behind) => explained(behind.view.bucket.statements, 'bucket', behind)),
  ];
}

/** A statement by policy and Sid, or by its place, counted from 1 as people do. */
export function statementName(policy: string, statement: { readonly sid?: string; readonly index: number }): string {
  return statement.sid === undefined || statement.sid === '' ? `statement ${statement.index + 1} of ${policy}` : `statement ${statement.sid} of ${policy}`;
}

function explain(statement: CompiledStatement, location: PolicyLocation, request: PreparedRequest, may: string | undefined): StatementOutcome {
  const { source, index, effect } = statement;
  const policy = statement.policy.name;
  const found = uncounted(location, request) ?? (source === undefined ? [UNKNOWN_DOCUMENT] : mismatchesOf(statement, source, location, request));
  const mismatches = may === undefined ? found : [...found, { part: 'policy' as const, certain: false, text: may }];
  const outcome = mismatches.some((one) => one.certain) ? 'does not apply' : mismatches.length > 0 ? 'may apply' : 'applies';
  const sid = source?.sid;
  const name = source === undefined ? policy : statementName(policy, { sid, index });
  const why = mismatches.filter((one) => one.certain || outcome === 'may apply').map((one) => one.text).join('; ');
  const text = `${effect} ${outcome}: ${name}${why === '' ? '' : ` (${why})`}`;
  return { policy, location, ...(sid === undefined ? {} : { sid }), index, effect, outcome, mismatches, name, text };
}

/** Why no statement of a side counts for a request, where the platform says so. */
function uncounted(location: PolicyLocation, { principal: { evaluation, resolved }, view }: PreparedRequest): readonly Mismatch[] | undefined {
  if (location === 'bucket') return governs(evaluation, resolved) ? undefined : [UNGOVERNED];
  return view.allowList && location === 'identity' ? [BUCKET_ALONE] : undefined;
}

const UNKNOWN_DOCUMENT: Mismatch = { part: 'policy', certain: false, text: 'the source tells nothing of this policy' };

function mismatchesOf(statement: CompiledStatement, source: Statement, location: PolicyLocation, request: PreparedRequest): readonly Mismatch[] {
  const principal = request.principal.resolved;
  const found: (Mismatch | undefined)[] = [];
  if (location === 'bucket') {
    const isSpared = statement.origin?.spares?.(principal) === true;
    found.push(isSpared ? SPARED : principalMismatch(source, principal, anyMatch(matchText(statement, principal))));
    if (source.effect === 'Deny' && isOwnersRescue(principal.kind, request.action.toLowerCase(), request.view)) found.push(RESCUE);
  } else if (location !== 'limit' && identityTruth(statement) !== YES) {
    found.push(NO_PRINCIPALS);
  }
  found.push(actionMismatch(source, request.action, statement), resourceMismatch(source, request, statement));
  const parts = found.filter((one): one is Mismatch => one !== undefined);
  return [...parts, ...conditionMismatches(source, request.keys, statement)];
}

const RESCUE: Mismatch = { part: 'principal', certain: true, text: "the bucket owner's root user can always get, put and delete the bucket policy" };
const SPARED: Mismatch = { part: 'principal', certain: true, text: 'it never speaks of such principals' };
const UNGOVERNED: Mismatch = { part: 'principal', certain: true, text: "principal: on this platform, bucket policies don't govern the requests of such principals" };
const BUCKET_ALONE: Mismatch = { part: 'policy', certain: true, text: 'on this platform, only the policy of the bucket says who may do what in it' };
const NO_PRINCIPALS: Mismatch = { part: 'principal', certain: false, text: 'an identity policy with a Principal is refused by AWS' };

/** Whether any statement of a side and effect applies or may apply. */
export function someApply(statements: readonly StatementOutcome[], location: PolicyLocation | undefined, effect: Statement['effect']): readonly StatementOutcome[] {
  return statements.filter((one) => one.effect === effect && one.outcome !== 'does not apply' && (location === undefined || one.location === location));
}

