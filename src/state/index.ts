export { UNKNOWN_TEXT } from './access-state';
export type { AccessKeyAccess, AccessState, AccessStateJson, BucketAccess, GroupAccess, RoleAccess, RoleAccessJson, UnknownAccess, UnknownName, UnknownScope, UserAccess, UserAccessJson } from './access-state';
export type { AwsManaged, NamedPolicy } from './named-policy';
export type {
  AccessLimit, AccessLimitJson, AclGrant, BucketAccessJson, BucketAcl, ObjectOwnership, PublicAccessBlock, ResourceAccess, ResourceAccessJson,
  ResourceKind,
} from './resource-access';
export { readAccess, readAccessText } from './read-access';
export type { ReadAccessOptions } from './source';
