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
  checkAccessNotGranted, checkNoNewAccess, checkNoPublicAccess, compareAccess, equivalent, redundantStatements,
  type AccessChange, type ChangedPrincipal, type ChangedStatement, type CheckOptions, type CheckResult, type CompareOptions,
  type Comparison as AccessComparison,
  type ConditionChange, type DocumentInput, type ForbiddenAccess, type GrantedOptions, type Inconclusive, type InconclusiveCause, type NamedChange,
  type PolicyType,
  type RedundantStatement, type StatementConditions, type UnreadAccess, type Verdict, type Witness,
} from './compare';
export * from './lint';
export * from './report';
