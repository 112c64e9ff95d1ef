export * from './errors';
export {
  ANY, parsePolicy, policyVariable, USER_NAME, type ParsedPolicy, type ParsePolicyOptions, type PolicyDocument, type PolicyProblem,
  type PolicyVariable,
} from './policy';
export * from './grants';
export * from './guards';
export {
  activeScale, aws, cephRgw, clientConfig, deltaGlider, minio, relayer, selectel, type ClientConfig, type ClientConfigProps, type Platform,
} from './platforms';
export {
  accessPlan, accountRole, anotherAccount, everyone, existingGroup, existingRole, existingUser, externalPrincipal, githubActionsRole,
  irsaRole, keyPolicyStatements, kubernetesSecret, oidcRole, parsePlan, planFor, podIdentityRole, renderAccess, secretsManager, serviceRole,
  ssmParameter,
} from './plan';
export type {
  AccessKeyGeneration, AccessKeys, AccessPlan, AccessPlanProps, AccountRoleProps, AnotherAccount, Boundary, CustomStatement, Everyone, ExistingGroup,
  ExistingRole, ExistingStatements, ExistingUser, ExternalGrantee, ExternalPrincipal, GithubActionsRoleProps, IrsaRoleProps,
  KubernetesSecretOptions, OidcRoleProps, ParsePlanOptions, PlannedAddition, PlannedBucket, PlannedExternal, PlannedGroup, PlannedRole, PlannedUser,
  PodIdentityRoleProps, PrincipalTrust, RenderAccessOptions, RenderedAccess, RoleTrust, RoleTrusts, SecretsManagerOptions, SecretStore,
  ServiceRoleProps, SsmParameterOptions, TokenText,
} from './plan';
export { readAccess, readAccessText, type AccessState, type AccessStateJson, type ReadAccessOptions } from './state';
export { decide, type AccessRequest, type DecideOptions, type Decision, type RequestPrincipal } from './decide';
export {
  checkAccessNotGranted, checkNoNewAccess, checkNoPublicAccess, compareAccess, equivalent, redundantStatements,
  type AccessChange, type CheckOptions, type CheckResult, type CompareOptions, type Comparison as AccessComparison, type DocumentInput,
  type ForbiddenAccess, type GrantedOptions, type RedundantStatement,
} from './compare';
export { lintAccess, type LintFinding, type LintOptions } from './lint';
export { accessMatrix, reviewAccess, whoCan, type MatrixRow, type ReviewAccessOptions, type WhoCan, type WhoCanQuery } from './report';
export { suggestPlan, type NearestIntent, type SuggestedStatement, type Suggestion } from './suggest';
