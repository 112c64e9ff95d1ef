import { type CompiledPrincipal, matchStatement } from './compiled-principal';
import type { CompiledState } from './compiled-state';
import type { CompiledStatement } from './compiled-statement';
import { keysOf } from './context-keys';
import type { RequestKeys } from './match/keys';
import { anyMatch } from './match/principal';
import { platformKeys } from './platform-keys';
import type { PreparedRequest } from './prepared-request';
import { AccessRequest, bucketOf, bucketOfPath, checkResource, resourceArn, withoutScheme } from './request';
import { Candidate, anyApplies } from './request-plan';
import { accessPointKeys, allowsBehind, atBucket, deniesBehind } from './resource/access-point';
import type { CompiledLimits } from './resource/limits';
import { SuppliedKeys } from './supplied-keys';
import { and, type DecisionEffect, MAYBE, NO, or, Truth, YES } from './truth';

/**
 * Finds everything that bears on a request.
 *
 * @param at the moment of the request, in milliseconds since 1970. @default - now
 * @throws AccessError `InvalidRequest`
 */
export function prepare(state: CompiledState, { principal: who, action, resource: written, context }: AccessRequest, at?: number): PreparedRequest {
  const given = withoutScheme(written);
  checkResource(given);
  const principal = state.principal(who);
  const resource = resourceArn(given, action, state);
  // the short form tells its bucket by itself
  const name = resource === given ? bucketOf(resource) : bucketOfPath(given);
  if (name === undefined) return prepareElsewhere(state, principal, { action, resource, context }, at);
  const view = principal.knownView(name) ?? principal.addView(name, state.bucket(name));
  const plan = view.plans.get(action) ?? principal.addPlan(name, view, action);
  const keys = seenKeys(state, context, principal, new SuppliedKeys(principal, view, resource, action, at));
  return { principal, action, resource, keys, view, hasBucket: true, plan };
}

function seenKeys(
  { evaluation }: CompiledState, context: AccessRequest['context'], principal: CompiledPrincipal, supplied: SuppliedKeys,
): RequestKeys {
  const keys = keysOf(context, principal, supplied);
  return evaluation === undefined ? keys : platformKeys(keys, evaluation);
}

/** A request about something else than S3's buckets and objects. */
function prepareElsewhere(
  state: CompiledState, principal: CompiledPrincipal, { action, resource, context }: Omit<AccessRequest, 'principal'>, at: number | undefined,
): PreparedRequest {
  const found = state.governed(resource, action);
  const view = principal.knownView(found?.key) ?? principal.addView(found?.key, found?.bucket ?? state.bucket(undefined));
  const plan = view.plans.get(action) ?? principal.addPlan(found?.key, view, action);
  const given = seenKeys(state, context, principal, new SuppliedKeys(principal, view, resource, action, at));
  const keys = state.evaluation === undefined ? accessPointKeys(resource, given, found?.bucket.governed?.origin) : given;
  const request = { principal, action, resource, keys, view, hasBucket: found !== undefined, plan };
  const buckets = found?.bucket.governed?.behind;
  if (buckets === undefined) return request;
  return {
    ...request,
    behind: buckets.map((name) => {
      const bucket = principal.knownView(name) ?? principal.addView(name, state.bucket(name));
      const bucketPlan = bucket.plans.get(action) ?? principal.addPlan(name, bucket, action);
      return { ...request, behind: undefined, resource: atBucket(resource, name), view: bucket, plan: bucketPlan };
    }),
  };
}

/** The answer to a request by itself: uncertain where neither an allowance nor a denial settles it. */
export function effectOf(request: PreparedRequest): DecisionEffect {
  if (request.plan.isFree === true) return 'allow';
  const denied = denies(request);
  if (denied === YES) return 'explicitDeny';
  const allowed = allows(request);
  if (allowed === NO) return 'implicitDeny';
  return allowed === YES && denied === NO ? 'allow' : 'uncertain';
}

/** An explicit Deny in any policy. */
export function denies(request: PreparedRequest): Truth {
  const own = asked(request, request.plan.deny);
  return request.behind === undefined || own === YES ? own : or(own, deniesBehind(request.behind, asked));
}

/**
 * Whether enough policies allow, Deny left aside: in one account, the identity side or the bucket policy; across accounts, both. A
 * permissions boundary must allow what isn't given to the user's or session's own ARN.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function allows(request: PreparedRequest): Truth {
  const here = allowsHere(request);
  const own = request.principal.limits === undefined || here === NO ? here : within(request, here, request.principal.limits);
  if (own === NO || request.view.bucket.governed === undefined) return own;
  const behind = request.behind === undefined ? own : and(own, allowsBehind(request, request.behind, { allows: allowsHere, asked }));
  return request.view.bucket.governed.open === undefined ? behind : and(behind, MAYBE);
}

/** What is allowed, within what policies of an organization and of VPC endpoints let through. */
function within(request: PreparedRequest, allowed: Truth, limits: CompiledLimits): Truth {
  const { plan, principal: { resolved }, keys, action, resource } = request;
  const listed = plan.lists?.reduce<Truth>((truth, list) => and(truth, or(asked(request, list), MAYBE)), allowed) ?? allowed;
  const name = action.toLowerCase();
  const applies = (statement: CompiledStatement) => (
    and(and(anyMatch(matchStatement(statement, resolved)), statement.action(name)), statement.applies(resource, keys))
  );
  return and(listed, limits.throughEndpoints(keys, (statements, effect) => (
    statements.reduce<Truth>((truth, statement) => (statement.effect === effect ? or(truth, applies(statement)) : truth), NO)
  )));
}

function allowsHere(request: PreparedRequest): Truth {
  const { principal, view, plan, hasBucket } = request;
  const { kind } = principal.resolved;
  if (kind === 'anonymous' || kind === 'other') return or(asked(request, plan.direct), asked(request, plan.limited));
  // anyone that the state doesn't hold has of this account only what a bucket policy gives, also where the bucket belongs to the same account
  if (!hasBucket) return principal.isForeign || isRootElsewhere(request) ? NO : and(identityAllows(request), boundaryAllows(request));
  return view.allowList || (view.sameAccount && !principal.isForeign) ? allowsInAccount(request) : allowsAcross(request);
}

/** Whether a root user of another account asks about a resource that the ARN says is the state's own. */
function isRootElsewhere({ principal: { resolved, stateAccount }, resource }: PreparedRequest): boolean {
  return resolved.kind === 'root' && !resolved.ownAccount && stateAccount !== undefined && resource.split(':')[4] === stateAccount;
}

function allowsInAccount(request: PreparedRequest): Truth {
  const { plan } = request;
  const isGated = request.view.bucket.governed?.gated === true;
  const identity = isGated ? and(identityAllows(request), asked(request, plan.account)) : identityAllows(request);
  // the usual case: nothing can add to what is certain
  if (plan.boundary === undefined && plan.direct.length + plan.limited.length === 0) return identity;
  const direct = asked(request, plan.direct);
  return or(direct, and(or(identity, asked(request, plan.limited)), boundaryAllows(request)));
}

function allowsAcross(request: PreparedRequest): Truth {
  const { plan } = request;
  const own = and(identityAllows(request), boundaryAllows(request));
  return own === NO ? NO : and(own, or(asked(request, plan.direct), or(asked(request, plan.limited), asked(request, plan.account))));
}

/** A root user needs no policy. What another account allows its users isn't the state's to tell: it is taken to allow, and said so. */
function identityAllows(request: PreparedRequest): Truth {
  const { plan } = request;
  return plan.needsNoPolicy ? YES : asked(request, plan.identity);
}

function boundaryAllows(request: PreparedRequest): Truth {
  const { boundary } = request.plan;
  return boundary === undefined ? YES : asked(request, boundary);
}

function asked({ resource, keys }: PreparedRequest, candidates: readonly Candidate[]): Truth {
  return candidates.length === 0 ? 0 : anyApplies(candidates, resource, keys);
}
