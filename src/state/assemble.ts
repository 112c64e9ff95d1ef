import type { AccessState } from './access-state';
import { Assembly } from './assembly';
import { type Place, PLACES } from './places';
import { RESOURCE_ROLES, type ResourceRole } from './resource-roles';
import type { ReadAccessOptions, SourceResource } from './source';
import type { Unknowns } from './unknown';

/** Arranges the resources of a source into who has which policies. */
export function assemble(resources: readonly SourceResource[], marks: Unknowns, options: ReadAccessOptions): AccessState {
  const state = new Assembly(marks, options, resources);
  for (const step of ['declare', 'connect'] as const) {
    for (const resource of resources) {
      const role = RESOURCE_ROLES.get(resource.type);
      // every role has its own place in the table; TypeScript can't see that the two belong together
      if (role !== undefined) (PLACES[role.is] as Place<ResourceRole>)[step]?.(state, resource, role);
    }
  }
  return state.draft.finish();
}
