import type { AccessState, UnknownAccess } from './access-state';
import { Assembly } from './assembly';
import { type Place, PLACES } from './places';
import { RESOURCE_ROLES, type ResourceRole } from './resource-roles';
import type { ReadAccessOptions, SourceResource } from './source';
import type { Unknowns } from './unknown';

/**
 * Arranges the resources of a source into who has which policies.
 *
 * @param options the account among them, where the source tells it
 * @param notes what the source doesn't tell besides
 */
export function assemble(
  resources: readonly SourceResource[], marks: Unknowns, options: ReadAccessOptions, notes: readonly UnknownAccess[] = [],
): AccessState {
  const state = new Assembly(marks, options);
  for (const step of ['declare', 'connect'] as const) {
    for (const resource of resources) {
      const role = RESOURCE_ROLES.get(resource.type);
      // every role has its own place in the table; TypeScript can't see that the two belong together
      if (role !== undefined) (PLACES[role.is] as Place<ResourceRole>)[step]?.(state, resource, role);
    }
  }
  for (const { where, reason } of notes) state.draft.unknown(where, reason);
  return state.draft.finish(() => state.policies.finish());
}
