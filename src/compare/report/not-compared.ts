import { type AccessState, UNKNOWN_TEXT, type UnknownAccess } from '../../state/access-state';
import type { AccessLimit } from '../../state/resource-access';
import { isOfPolicy, unreadKey } from '../compile/common-knowledge';
import type { ComparedState } from '../compile/compared-state';
import { policyKey } from '../compile/statement-key';
import type { ChangedPrincipal, Inconclusive, UnreadAccess } from '../types';
import { inconclusive } from './inconclusive';

/** What changed that a comparison does not look at. */
export function notCompared(before: ComparedState, after: ComparedState): readonly Inconclusive[] {
  return [...changedEndpoints(before, after), ...changedOwners(before.state, after.state), ...changedTrust(before.state, after.state)];
}

/** What limits access by listing what is allowed is not compared: that it changed is said. */
function changedEndpoints(before: ComparedState, after: ComparedState): readonly Inconclusive[] {
  if (before.state.limits === undefined && after.state.limits === undefined) return [];
  const keys = ({ state, unknowns }: ComparedState) => new Map((state.limits ?? []).filter(isList).map((one) => [`${one.kind} ${one.targets?.join() ?? ''} ${policyKey(one.policy, unknowns)}`, one]));
  const [had, has] = [keys(before), keys(after)];
  const changed = [...[...had].filter(([key]) => !has.has(key)), ...[...has].filter(([key]) => !had.has(key))];
  return [...new Set(changed.map(([, { policy: { name } }]) => name))].map((name) => (
    inconclusive('unread', name, `${name} changed, which lists what is allowed: what it lets through is not compared; decide and explain answer single requests`)
  ));
}

/** The owner of a bucket is known from its ACL, and has all that the owner's policies give: that it is another is said. */
function changedOwners(before: AccessState, after: AccessState): readonly Inconclusive[] {
  return [...before.buckets.values()].flatMap(({ name, owner }) => {
    const now = after.buckets.get(name)?.owner;
    if (owner === undefined || now === undefined || owner === now) return [];
    return [inconclusive('unread', `ACL of ${name}`, `the ACL of ${name} gives everything to another account, which is taken to be the owner's: whether it is, and what it had before, isn't known`)];
  });
}

function isList({ kind, policy: { document } }: AccessLimit): boolean {
  if (kind === 'vpcEndpoint') return true;
  return kind === 'scp' && document?.statements.some(({ effect, actions }) => effect === 'Allow' && actions?.includes('*') !== true) === true;
}

/** Roles of both states of which only one tells who may become them: what changed there isn't known. */
function changedTrust(before: AccessState, after: AccessState): readonly Inconclusive[] {
  return [...after.roles].flatMap(([name, role]) => {
    const other = before.roles.get(name);
    if (other === undefined || (role.trust === undefined) === (other.trust === undefined)) return [];
    const [known, unknown] = role.trust === undefined ? ['before', 'after'] : ['after', 'before'];
    return [inconclusive('incomplete', `trust of role ${name}`, `who may become role ${name} is known ${known} the change and not ${unknown} it`)];
  });
}

/** What two states don't tell: the same on both states, or not. */
interface Unread {
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
