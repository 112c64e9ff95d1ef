export * from './errors';
export * from './policy';
export * from './s3';
export * from './grants';
export * from './guards';
export * from './platforms';
export * from './plan';
export * from './state';
export * from './decide';
export {
  checkNoNewAccess, compareAccess,
  type AccessChange, type ChangedPrincipal, type ChangedStatement, type CheckOptions, type CompareOptions, type Comparison as AccessComparison,
} from './compare';
export * from './report';
