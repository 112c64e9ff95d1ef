import type { BucketView, CompiledPrincipal } from './compiled-principal';
import type { CompiledState } from './compiled-state';
import { keysOf } from './context-keys';
import type { DecisionEffect } from './decision';
import type { RequestKeys } from './match/keys';
import { platformKeys } from './platform-keys';
import { AccessRequest, bucketOf, checkResource, resourceArn } from './request';
import { Candidate, RequestPlan, anyApplies } from './request-plan';
import { NO, Truth, YES, and, or } from './truth';

/** A request taken apart: what the statements are held against, and which of them need to be. */
export interface PreparedRequest {
  readonly principal: CompiledPrincipal;
  readonly action: string;
  readonly resource: string;
  readonly keys: RequestKeys;
  readonly view: BucketView;
  /** False when the resource is none of S3's buckets and objects. */
  readonly hasBucket: boolean;
  readonly plan: RequestPlan;
}

/**
 * Finds everything that bears on a request.
 *
 * @throws AccessError `InvalidRequest`
 */
export function prepare(state: CompiledState, { principal: who, action, resource: given, context }: AccessRequest): PreparedRequest {
  checkResource(given);
  const principal = state.principal(who);
  const resource = resourceArn(given, action, state);
  const name = bucketOf(resource);
  const view = principal.knownView(name) ?? principal.addView(name, state.bucket(name));
  const plan = view.plans.get(action) ?? principal.addPlan(name, view, action);
  const keys = keysOf(context, principal.keys);
  const { evaluation } = state;
  const seen = evaluation === undefined ? keys : platformKeys(keys, evaluation);
  return { principal, action, resource, keys: seen, view, hasBucket: name !== undefined, plan };
}

/** The answer to a request by itself: uncertain where neither an allowance nor a denial settles it. */
export function effectOf(request: PreparedRequest): DecisionEffect {
  const denied = denies(request);
  if (denied === YES) return 'explicitDeny';
  const allowed = allows(request);
  if (allowed === NO) return 'implicitDeny';
  return allowed === YES && denied === NO ? 'allow' : 'uncertain';
}

/** An explicit Deny in any policy. */
export function denies(request: PreparedRequest): Truth {
  return asked(request, request.plan.deny);
}

/**
 * Whether enough policies allow, Deny left aside: in one account, the identity side or the bucket policy; across accounts, both. A
 * permissions boundary must allow what isn't given to the user's or session's own ARN.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function allows(request: PreparedRequest): Truth {
  const { principal, view, plan, hasBucket } = request;
  const { kind } = principal.resolved;
  if (kind === 'anonymous' || kind === 'other') return or(asked(request, plan.direct), asked(request, plan.limited));
  // whoever the state doesn't hold has of this account only what a bucket policy gives, also where the bucket is of his own account
  if (!hasBucket) return principal.isForeign ? NO : and(identityAllows(request), boundaryAllows(request));
  return view.allowList || (view.sameAccount && !principal.isForeign) ? allowsInAccount(request) : allowsAcross(request);
}

function allowsInAccount(request: PreparedRequest): Truth {
  const { plan } = request;
  const identity = identityAllows(request);
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
