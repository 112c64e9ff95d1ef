import type { AccessState, UnknownAccess } from './access-state';
import { Assembly } from './assembly';
import { isObject } from './json';
import { onPlatform } from './on-platform';
import { type Place, PLACES } from './places';
import { proxyResources } from './proxy-file';
import { RESOURCE_ROLES, type ResourceRole } from './resource-roles';
import { nameServiceUsers } from './service-users';
import type { ReadAccessOptions, SourceResource } from './source';
import { toldPlatform } from './told-platform';
import type { Unknowns } from './unknown';

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
  const resources = found.flatMap((resource) => {
    const attribute = FILES.get(resource.type);
    return attribute === undefined ? [resource] : inFile(resource, attribute, marks);
  });
  for (const step of ['declare', 'connect'] as const) {
    for (const resource of resources) {
      const role = RESOURCE_ROLES.get(resource.type);
      // every role has its own place in the table; TypeScript can't see that the two belong together
      if (role !== undefined) (PLACES[role.is] as Place<ResourceRole>)[step]?.(state, resource, role);
    }
  }
  const { platform, note } = options.platform === undefined ? toldPlatform(resources) : { note: undefined };
  const { selectel } = options.platform ?? platform ?? {};
  if (selectel !== undefined) nameServiceUsers(state, resources, selectel);
  for (const { where, reason } of note === undefined ? notes : [...notes, note]) state.draft.unknown(where, reason);
  return onPlatform(state.draft.finish(() => state.policies.finish()), platform);
}

/** What may hold the file of a DeltaGlider Proxy, where a program has made one, and in which attribute: a text, or texts by name. */
const FILES: ReadonlyMap<string, string> = new Map([['terraform_data', 'input'], ['bucket_grants_storage_access', 'files']]);

function inFile(resource: SourceResource, attribute: string, marks: Unknowns): readonly SourceResource[] {
  const value = resource.get(attribute);
  const texts = isObject(value) ? Object.values(value) : [value];
  return texts.flatMap((text) => (typeof text === 'string' ? proxyResources(text, resource.where, marks) ?? [] : []));
}
