export type { Grant, GrantStatement, Intent } from './grant';
export * from './write-only-uploader';
export * from './read-only-prefix';
export * from './read-write-prefix';
export * from './per-user-home-folder';
