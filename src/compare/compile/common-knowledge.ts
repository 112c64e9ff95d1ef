import { type AccessState, type BucketAccess, type RoleAccess, UNKNOWN_TEXT, type UnknownAccess } from '../../state/access-state';
import { knownState } from '../../state/check-state';

/**
 * Two states that tell the same of whose they are: the account, ARNs and owners that only one of them tells are taken to be those of the other
 * too, since knowing less of the same user isn't being another one. What both tell and tell differently stays.
 */
export function withCommonKnowledge(before: AccessState, after: AccessState): readonly [AccessState, AccessState] {
  return [completed(before, after), completed(after, before)];
}

function completed(state: AccessState, other: AccessState): AccessState {
  const account = state.account ?? other.account;
  const users = withArns(state.users, other.users);
  const roles = withArns(state.roles, other.roles);
  const buckets = withOwners(state, other);
  const same = account === state.account && users === state.users && roles === state.roles && buckets === state.buckets;
  return same ? state : knownState({ ...state, ...(account === undefined ? {} : { account }), users, roles, buckets });
}

function withArns<T extends RoleAccess>(own: ReadonlyMap<string, T>, others: ReadonlyMap<string, T>): ReadonlyMap<string, T> {
  let all: Map<string, T> | undefined;
  for (const [name, one] of own) {
    const arn = others.get(name)?.arn;
    if (arn === undefined || arn.includes(UNKNOWN_TEXT) || one.arn?.includes(UNKNOWN_TEXT) === false) continue;
    all ??= new Map(own);
    all.set(name, { ...one, arn });
  }
  return all ?? own;
}

/** A bucket that names no owner is the state's own, where the state has an account. */
function withOwners(state: AccessState, other: AccessState): ReadonlyMap<string, BucketAccess> {
  if (state.account !== undefined) return state.buckets;
  let all: Map<string, BucketAccess> | undefined;
  for (const [name, one] of state.buckets) {
    const account = other.buckets.get(name)?.account;
    if (account === undefined || one.account !== undefined) continue;
    all ??= new Map(state.buckets);
    all.set(name, { ...one, account });
  }
  return all ?? state.buckets;
}

/** The same text for what is the same, as far as the states tell. */
export function unreadKey({ where, reason, fingerprint, scope }: UnknownAccess): string {
  const { effect, principals, buckets, services } = scope ?? {};
  const bears = scope && [effect, ...[principals, buckets, services].map((names) => names && [...names].sort())];
  return JSON.stringify(fingerprint === undefined ? [where, reason, bears] : [where, fingerprint, bears]);
}

/** Whether an unknown is about text of a policy that the state holds, rather than about something beside its policies. */
export function isOfPolicy({ scope }: UnknownAccess): boolean {
  return scope === undefined;
}
