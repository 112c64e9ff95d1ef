import type { AccessState } from '../../state/access-state';
import type { Inconclusive } from '../types';
import { inconclusive } from './inconclusive';

/** Roles of both states of which only one tells who may become them: what changed there isn't known. */
export function oneSidedTrust(before: AccessState, after: AccessState): readonly Inconclusive[] {
  return [...after.roles].flatMap(([name, role]) => {
    const other = before.roles.get(name);
    if (other === undefined || (role.trust === undefined) === (other.trust === undefined)) return [];
    const [told, untold] = role.trust === undefined ? ['before', 'after'] : ['after', 'before'];
    return [inconclusive('incomplete', `trust of role ${name}`, `who may become role ${name} is told ${told}, and not ${untold}`)];
  });
}
