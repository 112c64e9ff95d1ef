import { UNKNOWN_TEXT, type AccessState, type UnknownAccess } from '../../state/access-state';
import { isOfPolicy, unreadKey } from '../compile/common-knowledge';
import type { ChangedPrincipal, Inconclusive, UnreadAccess } from '../types';
import { inconclusive } from './inconclusive';

/** What two states don't tell: the same on both states, or not. */
export interface Unread {
  /** What changed nothing by itself: what is the same on both states, and what is about policies of one state. */
  readonly harmless: readonly UnreadAccess[];
  /** What differs, as reasons why a comparison can't be certain. */
  readonly changed: readonly Inconclusive[];
}

/** Takes apart what two states don't tell. */
export function unreadOf(before: AccessState, after: AccessState): Unread {
  const [had, has] = [before, after].map(({ unknowns }) => new Set(unknowns.map(unreadKey)));
  const [gone, come] = [before.unknowns.filter((one) => !has.has(unreadKey(one))), after.unknowns.filter((one) => !had.has(unreadKey(one)))];
  const goneFrom = new Set(gone.map(({ where }) => where));
  const comeTo = new Set(come.map(({ where }) => where));
  return {
    harmless: [
      ...after.unknowns.filter((one) => had.has(unreadKey(one))),
      ...gone.filter(isOfPolicy).map((one) => ({ ...one, state: 'before' as const })),
      ...come.filter(isOfPolicy).map((one) => ({ ...one, state: 'after' as const })),
    ],
    changed: [
      ...gone.filter(({ where }) => !comeTo.has(where)).flatMap((one) => differing(one, 'is only there before')),
      ...come.flatMap((one) => differing(one, goneFrom.has(one.where) ? 'differs' : 'is only there after')),
    ],
  };
}

function differing({ where, reason, scope }: UnknownAccess, how: string): readonly Inconclusive[] {
  // what is about a policy is reported with what depends on it
  if (scope === undefined) return [];
  const [effect] = [scope.effect === 'allow' ? 'give' : scope.effect === 'deny' ? 'take' : 'give or take'];
  const to = scope.principals === undefined ? '' : ` ${scope.principals.join(', ')}`;
  const on = scope.buckets === undefined ? '' : ` in ${scope.buckets.length === 1 ? 'bucket' : 'buckets'} ${scope.buckets.map((name) => name.replaceAll(UNKNOWN_TEXT, '<unknown>')).join(', ')}`;
  const said = `${where} ${how}, and isn't read (${reason}): it could ${effect}${to} access${on}`;
  const who = scope.principals?.flatMap(principalOf) ?? [];
  return who.length === 0 || who.length < (scope.principals?.length ?? 0)
    ? [inconclusive('unread', where, said)]
    : who.map((principal) => inconclusive('unread', where, said, principal));
}

function principalOf(text: string): readonly ChangedPrincipal[] {
  const [kind, name] = [text.slice(0, text.indexOf(' ')), text.slice(text.indexOf(' ') + 1)];
  return kind === 'user' ? [{ user: name }] : kind === 'role' ? [{ role: name }] : [];
}
