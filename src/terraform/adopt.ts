import type { Importable, MetaArguments } from './engine';

export type { AdoptedPolicy } from '../plan/adopted-policy';

/** Makes a resource take over what exists already under this id of Terraform's. */
export function adopt(resource: Importable, id: string, { provider }: Pick<MetaArguments, 'provider'>): void {
  resource.importFrom(id, provider);
}
