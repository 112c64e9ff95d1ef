import type { AccessState, UnknownAccess } from './access-state';
import { Assembly } from './assembly';
import { expandCloudControl } from './cloud-control/expand';
import { onPlatform } from './on-platform';
import { type Place, PLACES } from './places';
import { ONLY_AWS, RESOURCE_ROLES, type ResourceRole } from './resource-roles';
import { nameServiceUsers } from './service-users';
import type { ReadAccessOptions, SourceResource } from './source';
import { resourcesInFiles } from './source-files';
import { toldPlatform } from './told-platform';
import type { Unknowns } from './unknown';
import { unreadIn } from './unread';

/**
 * Arranges the resources of a source into who has which policies.
 *
 * @param options the account among them, where the source tells it
 * @param notes what the source doesn't tell besides
 */
export function assemble(
  found: readonly SourceResource[], marks: Unknowns, options: ReadAccessOptions, notes: readonly UnknownAccess[] = [],
): AccessState {
  const state = new Assembly(marks, options);
  const { resources, notes: ofFiles } = resourcesInFiles(found.flatMap(expandCloudControl), marks);
  for (const step of ['declare', 'connect'] as const) {
    for (const resource of resources) {
      const role = RESOURCE_ROLES.get(resource.type);
      // every role has its own place in the table; TypeScript can't see that the two belong together
      if (role !== undefined) (PLACES[role.is] as Place<ResourceRole>)[step]?.(state, resource, role);
    }
  }
  const { platform, note } = options.platform === undefined ? toldPlatform(resources) : { note: undefined };
  const isAws = (options.platform ?? platform)?.evaluation === undefined;
  for (const resource of resources) {
    const role = RESOURCE_ROLES.get(resource.type)?.is;
    const unread = unreadIn(resource, marks, state.unread.has(resource) || (!isAws && role !== undefined && ONLY_AWS.has(role)), isAws);
    if (unread !== undefined) state.draft.note(unread);
  }
  const { selectel } = options.platform ?? platform ?? {};
  if (selectel !== undefined) nameServiceUsers(state, resources, selectel);
  for (const one of [...notes, ...ofFiles, ...(note === undefined ? [] : [note])]) state.draft.note(one);
  return onPlatform(state.draft.finish(() => state.policies.finish()), platform);
}
