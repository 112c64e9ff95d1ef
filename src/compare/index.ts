export { checkAccessNotGranted, type ForbiddenAccess } from './checks/check-access-not-granted';
export { checkNoNewAccess } from './checks/check-no-new-access';
export { checkNoPublicAccess } from './checks/check-no-public-access';
export type { CheckResult } from './checks/check-result';
export { compareAccess } from './compare-access';
export type { CheckOptions } from './compare-documents';
export type { PolicyType } from './compile/compile-document';
export { equivalent } from './checks/equivalent';
export type { GrantedOptions } from './checks/granted';
export type { DocumentInput } from './checks/read-document';
export { redundantStatements, type RedundantStatement } from './checks/redundant-statements';
export type {
  AccessChange,
  ChangedPrincipal,
  ChangedStatement,
  CompareOptions, Comparison, ConditionChange, Inconclusive, InconclusiveCause, NamedChange, StatementConditions, UnreadAccess, Verdict, Witness,
} from './types';
