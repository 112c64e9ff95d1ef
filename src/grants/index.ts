export type { Grant, GrantStatement, Intent } from './grant';
export * from './write-only-uploader';
export * from './read-only-prefix';
export * from './read-write-prefix';
export * from './per-user-home-folder';
export type { AccessConditions } from './access-conditions';
export type { BucketGrantProps } from './make-grant';
export type { Prefixes } from './prefixes';
