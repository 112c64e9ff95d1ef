import type { Platform } from '../platforms/platform';
import type { UnknownAccess } from './access-state';
import { RESOURCE_ROLES } from './resource-roles';
import type { SourceResource } from './source';

/** What a source says about where its access is. */
export interface ToldPlatform {
  /** The platform of all of it. */
  readonly platform?: Platform;
  /** Where it is on several, of which one state can't be. */
  readonly note?: UnknownAccess;
}

/** The platform that all resources that give access are declared for, if the source tells it of any. */
export function toldPlatform(resources: readonly SourceResource[]): ToldPlatform {
  const first = resources.find((resource) => resource.platform !== undefined && givesAccess(resource));
  if (first?.platform === undefined) return {};
  const { platform } = first;
  const other = resources.find((resource) => givesAccess(resource) && resource.platform?.title !== platform.title);
  if (other === undefined) return { platform };
  const words = other.platform === undefined ? 'for AWS, or for a platform that it doesn\'t tell' : `for ${other.platform.title}`;
  return {
    note: {
      where: first.where,
      reason: `it is declared for ${platform.title}, and ${other.where} ${words}; all is judged by the rules of AWS: name one platform (option platform, --platform)`,
    },
  };
}

/** Buckets and keys give no access, and what is read rather than made may be anywhere. */
function givesAccess({ type }: SourceResource): boolean {
  const role = RESOURCE_ROLES.get(type);
  return role !== undefined && role.is !== 'bucket' && role.is !== 'accessKey' && !type.startsWith('data.');
}
