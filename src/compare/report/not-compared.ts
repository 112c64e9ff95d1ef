import type { AccessState } from '../../state/access-state';
import type { AccessLimit } from '../../state/resource-access';
import type { ComparedState } from '../compile/compared-state';
import { policyKey } from '../compile/statement-key';
import type { Inconclusive } from '../types';
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
