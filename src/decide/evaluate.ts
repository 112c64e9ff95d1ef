import type { BucketView, CompiledPrincipal } from './compiled-principal';
import type { CompiledState } from './compiled-state';
import { keysOf } from './context-keys';
import type { RequestKeys } from './match/keys';
import { AccessRequest, bucketOf, resourceArn } from './request';
import { NO, Truth, YES, and, or } from './truth';

/** How certainly a request is allowed, and how certainly it is explicitly denied. */
export interface Verdict {
  readonly allowed: Truth;
  readonly denied: Truth;
}

/** A request taken apart: what the statements are held against. */
export interface PreparedRequest {
  readonly principal: CompiledPrincipal;
  readonly action: string;
  readonly resource: string;
  readonly keys: RequestKeys;
  /** The bucket's policy as it bears on the principal; absent when the resource is none of S3's buckets and objects. */
  readonly view?: BucketView;
}

/** Finds everything that bears on a request. */
export function prepare(state: CompiledState, request: AccessRequest): PreparedRequest {
  const principal = state.principal(request.principal);
  const resource = resourceArn(request.resource, request.action);
  const bucket = bucketOf(resource);
  const keys = keysOf(request.context, principal.keys);
  return { principal, action: request.action, resource, keys, view: bucket === undefined ? undefined : principal.view(state.bucket(bucket)) };
}

/**
 * Decides: an explicit Deny anywhere wins; else, in one account, the identity side or the bucket policy must allow; across accounts,
 * both; a permissions boundary must allow what isn't given to the user's or session's own ARN.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function evaluate(request: PreparedRequest): Verdict {
  return { denied: denies(request), allowed: allows(request) };
}

/** An explicit Deny in any policy. */
export function denies({ principal, action, resource, keys, view }: PreparedRequest): Truth {
  let truth = principal.identity.deny.applies(action, resource, keys);
  if (principal.boundary !== undefined && truth !== YES) truth = or(truth, principal.boundary.deny.applies(action, resource, keys));
  if (view !== undefined && truth !== YES && !isOwnersRescue(principal, action, view)) truth = or(truth, view.deny.applies(action, resource, keys));
  return truth;
}

/** Whether enough policies allow, Deny left aside. */
export function allows(request: PreparedRequest): Truth {
  const { principal, view } = request;
  const { kind } = principal.resolved;
  if (view === undefined) return kind === 'anonymous' || kind === 'other' ? NO : and(identityAllows(request), boundaryAllows(request));
  if (kind === 'anonymous' || kind === 'other') return or(lane(request, view.direct), lane(request, view.limited));
  return view.sameAccount ? allowsInAccount(request, view) : allowsAcross(request, view);
}

function allowsInAccount(request: PreparedRequest, view: BucketView): Truth {
  const identity = identityAllows(request);
  if (identity === YES && request.principal.boundary === undefined) return YES;
  const direct = lane(request, view.direct);
  if (direct === YES) return YES;
  return or(direct, and(or(identity, lane(request, view.limited)), boundaryAllows(request)));
}

function allowsAcross(request: PreparedRequest, view: BucketView): Truth {
  const own = and(identityAllows(request), boundaryAllows(request));
  return own === NO ? NO : and(own, or(lane(request, view.direct), or(lane(request, view.limited), lane(request, view.account))));
}

/** A root user needs no policy. What another account allows its users isn't the state's to tell: it is taken to allow, and said so. */
function identityAllows({ principal, action, resource, keys }: PreparedRequest): Truth {
  return principal.resolved.kind === 'root' || principal.isForeign ? YES : principal.identity.allow.applies(action, resource, keys);
}

function boundaryAllows({ principal, action, resource, keys }: PreparedRequest): Truth {
  return principal.boundary === undefined ? YES : principal.boundary.allow.applies(action, resource, keys);
}

function lane({ action, resource, keys }: PreparedRequest, set: BucketView['direct']): Truth {
  return set.applies(action, resource, keys);
}

const RESCUES: ReadonlySet<string> = new Set(['s3:getbucketpolicy', 's3:putbucketpolicy', 's3:deletebucketpolicy']);

/**
 * The root user of the account that owns a bucket can read, write and delete the bucket policy whatever the policy denies.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html
 */
export function isOwnersRescue(principal: CompiledPrincipal, action: string, view: BucketView): boolean {
  return principal.resolved.kind === 'root' && view.sameAccount && RESCUES.has(action.toLowerCase());
}
