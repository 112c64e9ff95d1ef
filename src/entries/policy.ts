/* The language of policies and the actions of S3, and what grants and guards of one's own are made of. */
export * from '../policy';
export * from '../s3';
export type { Grant, GrantStatement, Intent } from '../grants/grant';
export { fromAcl, type AclActions, type AclPermission } from '../grants/from-acl';
export type { AnyGrantProps, BucketGrantProps, ObjectGrantProps } from '../grants/make-grant';
export type { ThroughProps } from '../grants/access-point';
export type { KeyProps } from '../grants/kms-key';
export type { ObjectLockProps } from '../grants/object-lock';
export type { ServiceSourceProps } from '../grants/service-source';
export type { ServiceDeliveryProps, SourceAccountProps, SourceRegionProps } from '../grants/service-delivery';
export type { UploadProps } from '../grants/upload';
export type { Guard, GuardedBucket, GuardedPrincipal, GuardStatement, GuardTarget, GuardTargetKind } from '../guards/guard';
export type { CommonGuardProps, GuardExceptions, GuardScope, PolicyManagement } from '../guards/make-guard';
export { CANNED_ACLS, type CannedAcl } from '../guards/canned-acl';
