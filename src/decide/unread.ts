import type { AccessState, UnknownAccess } from '../state/access-state';
import { scopedUnknowns } from '../state/scoped-unknowns';
import type { PreparedRequest } from './prepared-request';
import type { ResolvedPrincipal } from './principal';
import { bucketOf } from './request';
import type { DecisionEffect } from './truth';

/** What of a state bears on access and isn't read; absent where there is nothing, which costs a decision nothing. */
export type Unread = readonly UnknownAccess[] | undefined;

/** What of a state bears on access and isn't read. */
export function unreadOf(state: AccessState): Unread {
  const found = scopedUnknowns(state);
  return found.length === 0 ? undefined : found;
}

/**
 * What isn't read and could change a decision: what may give where it is denied, what may take where it is allowed. An explicit denial stays what it
 * is, since nothing that is added lifts it.
 */
export function couldChange(unread: Unread, effect: DecisionEffect, request: PreparedRequest): readonly UnknownAccess[] {
  if (unread === undefined || request.plan.isFree === true || effect === 'explicitDeny' || effect === 'uncertain') return NOTHING;
  const harmless = effect === 'allow' ? 'allow' : 'deny';
  return unread.filter(({ scope = {} }) => scope.effect !== harmless
    && isAmong(scope.services, request.action.split(':')[0].toLowerCase())
    && bearsOnBucket(scope.buckets, request)
    && bearsOnPrincipal(scope.principals, request.principal.resolved));
}

function isAmong(names: readonly string[] | undefined, name: string): boolean {
  return names === undefined || names.includes(name);
}

const NOTHING: readonly UnknownAccess[] = [];

/** A request to an access point is about the buckets behind it. */
function bearsOnBucket(buckets: readonly string[] | undefined, { resource, behind = [] }: PreparedRequest): boolean {
  if (buckets === undefined || behind.some((one) => bearsOnBucket(buckets, one))) return true;
  const bucket = bucketOf(resource);
  return bucket !== undefined && buckets.includes(bucket);
}

function bearsOnPrincipal(principals: readonly string[] | undefined, { kind, name, access }: ResolvedPrincipal): boolean {
  if (principals === undefined) return true;
  const groups = access !== undefined && 'groups' in access ? access.groups : [];
  const own = `${kind === 'session' ? 'role' : kind} ${name ?? ''}`;
  return [own, ...groups.map((group) => `group ${group}`)].some((one) => principals.some((pattern) => fits(pattern, one)));
}

/** Names may end in a star: AWS adds to the names of some roles. */
function fits(pattern: string, name: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : pattern === name;
}
