export { compareAccess } from './compare-access';
export { checkNoNewAccess, type CheckOptions } from './check-no-new-access';
export type { PolicyType } from './document-side';
export type { DocumentInput } from './read-document';
export type {
  AccessChange, ChangedPrincipal, ChangedStatement, CompareOptions, Comparison, ConditionChange, Inconclusive, NamedChange, StatementConditions, Verdict, Witness,
} from './types';
