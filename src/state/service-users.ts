import type { SelectelSettings } from '../platforms/platform';
import type { Assembly } from './assembly';
import { SERVICE_USER } from './resource-roles';
import type { SourceResource } from './source';

/**
 * Names the service users of a source as the policies of its buckets name them, and their keys: anyone who confirmed how policies do that said
 * so to the platform. Before the users are made, their names stand for their ids.
 */
export function nameServiceUsers(state: Assembly, resources: readonly SourceResource[], { principal }: SelectelSettings): void {
  for (const resource of resources) {
    const name = resource.type === SERVICE_USER ? state.text(resource, 'name') : undefined;
    if (name === undefined || !state.tokens.isKnown(name)) continue;
    const made = state.text(resource, 'id');
    const id = made !== undefined && state.tokens.isKnown(made) ? made : name;
    const user = state.draft.principal('user', name, resource);
    user.arn = principal.replace('{id}', () => id).replace('{name}', () => name);
    state.draft.alsoCalled(id, user);
  }
}
