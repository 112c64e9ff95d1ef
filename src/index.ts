export * from './errors';
export {
  ANY, bucketArn, objectArn, parsePolicy, policyVariable, USER_NAME,
  type Condition, type Effect, type ParsedPolicy, type ParsePolicyOptions, type PolicyDocument, type PolicyKind, type PolicyProblem,
  type PolicyVariable, type PolicyVersion, type PrincipalMap, type Principals, type Statement, type TextPart, type Wildcard,
} from './policy';
export * from './grants';
export * from './guards';
export {
  activeScale, aws, cephRgw, clientConfig, deltaGlider, minio, relayer, selectel,
  type ActiveScaleOptions, type AwsOptions, type CephRgwOptions, type ClientConfig, type ClientConfigProps, type DeltaGliderOptions,
  type MinioOptions, type Platform, type PlatformFeature, type RelayerOptions, type RequestFilter, type SelectelConfirmed, type SelectelOptions,
  type SelectelSettings,
} from './platforms';
export * from './plan';
export * from './state';
export {
  decide,
  type AccessRequest, type ContextValue, type DecideOptions, type Decision, type DecisionEffect, type DecisionJson, type Mismatch,
  type PolicyLocation,
  type RequestPrincipal, type StatementOutcome,
} from './decide';
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
