export * from './errors';
export * from './policy';
export * from './s3';
export * from './grants';
export * from './guards';
export * from './platforms';
export * from './plan';
