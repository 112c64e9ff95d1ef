export { checkAccessNotGranted, type ForbiddenAccess } from './check-access-not-granted';
export { checkNoNewAccess } from './check-no-new-access';
export { checkNoPublicAccess } from './check-no-public-access';
export type { CheckResult } from './check-result';
export { compareAccess } from './compare-access';
export type { CheckOptions } from './compare-two-documents';
export type { PolicyType } from './document-side';
export { equivalent } from './equivalent';
export type { GrantedOptions } from './granted';
export type { DocumentInput } from './read-document';
export { redundantStatements, type RedundantStatement } from './redundant-statements';
export type {
  AccessChange,
  ChangedPrincipal,
  ChangedStatement,
  CompareOptions, Comparison, ConditionChange, Inconclusive, InconclusiveCause, NamedChange, StatementConditions, UnreadAccess, Verdict, Witness,
} from './types';
