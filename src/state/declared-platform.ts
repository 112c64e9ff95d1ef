import { made } from '../platforms/check-is-platform';
import { minioServer } from '../platforms/minio/minio';
import type { Platform } from '../platforms/platform';
import type { UnknownAccess } from './access-state';
import { RESOURCE_ROLES, SERVICE_USER } from './resource-roles';
import type { SourceResource } from './source';

/** What a source says about where its access is. */
export interface DeclaredPlatform {
  /** The platform of all of it. */
  readonly platform?: Platform;
  /** Where it is on several, of which one state can't be. */
  readonly note?: UnknownAccess;
}

/** The platform that all resources that give access are declared for, if the source tells it of any. */
export function declaredPlatform(resources: readonly SourceResource[]): DeclaredPlatform {
  const giving = resources.filter(givesAccess).map((resource) => ({ where: resource.where, platform: resource.platform ?? byType(resource) }));
  const first = giving.find(({ platform }) => platform !== undefined);
  if (first?.platform === undefined) return {};
  const { platform } = first;
  const profile = profileOf(platform);
  const other = giving.find((one) => profileOf(one.platform) !== profile);
  if (other === undefined) return { platform: ofAll(giving, platform) };
  const words = other.platform === undefined
    ? 'for AWS, or for a platform that it doesn\'t tell'
    : `for ${other.platform.title}${other.platform.title === platform.title ? ' with other options' : ''}`;
  return {
    note: {
      where: first.where,
      reason: `it is declared for ${platform.title}, and ${other.where} ${words}; all is judged by the rules of AWS: name one platform (option platform, --platform)`,
    },
  };
}

/** All that a platform judges by and takes; two stores of one product are judged alike no matter where they are, who manages them and how names begin there. */
function profileOf(platform: Platform | undefined): string | undefined {
  return platform && JSON.stringify({ ...platform, endpoints: undefined, region: undefined, scope: undefined, selectel: undefined });
}

/** What a provider's own resources are for, where nothing else says so, as in a program that others wrote. */
function byType({ type }: SourceResource): Platform | undefined {
  return type.startsWith('minio_') ? minioServer() : undefined;
}

/** A platform for all resources: who manages the buckets is left out where that differs. */
function ofAll(giving: ReadonlyArray<{ readonly platform?: Platform }>, platform: Platform): Platform {
  const { selectel, ...rest } = platform;
  const isSame = giving.every((one) => JSON.stringify(one.platform?.selectel) === JSON.stringify(selectel));
  return isSame ? platform : made(rest);
}

/** Buckets, keys and users that only bucket policies name give no access, and what is read rather than made may be anywhere. */
function givesAccess({ type }: SourceResource): boolean {
  const role = RESOURCE_ROLES.get(type);
  return role !== undefined && role.is !== 'bucket' && role.is !== 'accessKey' && type !== SERVICE_USER && !type.startsWith('data.');
}
