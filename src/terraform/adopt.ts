import { checkFeature } from '../platforms/features';
import type { Importable } from './engine';
import type { Placement } from './platform-scope';

export type { AdoptedPolicy } from '../plan/adopted-policy';

/**
 * Makes a resource take over what exists already under this id of Terraform's.
 *
 * @throws AccessError `UnsupportedOnPlatform`
 */
export function adopt(resource: Importable, id: string, { platform, meta }: Pick<Placement, 'platform' | 'meta'>): void {
  checkFeature(platform, 'adoption', `adopt of ${id}`);
  resource.importFrom(id, meta.provider);
}
