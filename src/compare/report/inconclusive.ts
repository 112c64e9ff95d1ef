import type { ChangedPrincipal, Inconclusive, InconclusiveCause } from '../types';

const REMEDIES: Readonly<Record<InconclusiveCause, string>> = {
  unread: 'read the change of it by hand, or write the access in a form that is read',
  incomplete: 'give two sources that both say it',
  unknown: 'give the source the value (--var NAME=VALUE), ask about the state after the change is applied, or write the name out',
  variable: 'write the value out, or hold the key against text that no other statement speaks of',
  group: 'give a source that holds the group with its policies',
  mixed: 'compare the key with operators of one type',
  limit: 'write the patterns without a wildcard in front, or split the policy; the option maxStates of compareAccess allows more work',
  internal: 'please report it, with the two policies',
};

/** Something that can't be determined, with what to do about it. */
export function inconclusive(cause: InconclusiveCause, where: string, reason: string, principal?: ChangedPrincipal): Inconclusive {
  return { cause, ...(principal === undefined ? {} : { principal }), where, reason, remedy: REMEDIES[cause] };
}
