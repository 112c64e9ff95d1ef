import { RESOURCE_ROLES } from '../resource-roles';
import { ACCOUNT_TYPES } from './account';
import { CLOUD_CONTROL_TYPES } from './cloud-control';
import { IAM_TYPES } from './iam';
import { MINIO_TYPES } from './minio';
import { OTHER_PROVIDERS } from './other-providers';
import type { ResourceFamily, UnreadType } from './row';
import { S3_TYPES } from './s3';
import { SELECTEL_TYPES } from './selectel';

/**
 * What the resource types of all providers mean for access: it is read, it bears on access and isn't read, or it has nothing to do with it. A
 * new type needs a row: a test walks the types of the providers that are installed.
 */
export const RESOURCE_FAMILIES: readonly ResourceFamily[] = [
  S3_TYPES, IAM_TYPES, ACCOUNT_TYPES, MINIO_TYPES, SELECTEL_TYPES, CLOUD_CONTROL_TYPES, OTHER_PROVIDERS,
];

const UNREAD: ReadonlyMap<string, UnreadType> = new Map(RESOURCE_FAMILIES.flatMap(({ unread }) => Object.entries(unread)));
const UNREAD_ATTRIBUTES: ReadonlyMap<string, UnreadType> = new Map(
  RESOURCE_FAMILIES.flatMap(({ unreadAttributes = {} }) => Object.entries(unreadAttributes)),
);
const READ: ReadonlySet<string> = new Set(RESOURCE_FAMILIES.flatMap(({ read = [] }) => read));
const NONE: ReadonlySet<string> = new Set(RESOURCE_FAMILIES.flatMap(({ none }) => none));
const PREFIXES: readonly string[] = RESOURCE_FAMILIES.flatMap(({ prefixes }) => prefixes);

/** A type of a family that no row names: a provider that is newer than the table, or one that isn't read at all. */
const UNKNOWN_TYPE: UnreadType = { reason: 'this version of the package doesn\'t know resources of this type, which may give or take access' };

/** What a type means for access. */
export type Bearing = 'read' | 'unread' | 'none' | 'unknown';

/** What a resource type means for access; `data.` stands before the type of a data source, which only tells what there is. */
export function bearingOf(type: string): Bearing {
  if (RESOURCE_ROLES.has(type) || READ.has(type)) return 'read';
  if (UNREAD.has(type)) return 'unread';
  if (NONE.has(type) || type.startsWith('data.')) return 'none';
  return PREFIXES.some((prefix) => type.startsWith(prefix)) ? 'unknown' : 'none';
}

/**
 * What of a resource of this type bears on access and isn't read, if anything does.
 *
 * @param all what would bear on access if nothing of it were read
 */
export function unreadType(type: string, all = false): UnreadType | undefined {
  if (all) return UNREAD.get(type) ?? UNKNOWN_TYPE;
  const bearing = bearingOf(type);
  if (bearing === 'read') return UNREAD_ATTRIBUTES.get(type);
  return bearing === 'none' ? undefined : UNREAD.get(type) ?? UNKNOWN_TYPE;
}
