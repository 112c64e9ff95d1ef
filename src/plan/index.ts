export { accessPlan } from './access-plan';
export { parsePlan, type ParsePlanOptions } from './file/parse-plan';
export type { AccessPlan, AccessPlanProps, PlannedAddition, PlannedBucket, PlannedExternal, PlannedGroup, PlannedRole, PlannedUser } from './planned';
export type { AccessKeyGeneration, AccessKeys, AccessKeyStatus, RenderedAccessKey } from './access-keys';
export { existingGroup, existingRole, existingUser, type ExistingGroup, type ExistingPrincipal, type ExistingRole, type ExistingUser } from './principals';
export { renderAccess, type RenderAccessOptions } from './render-access';
export type { RenderedAccess, RenderedAddition, RenderedFile, RenderedGroup, RenderedPolicy, RenderedRole, RenderedUser } from './rendered-access';
export type { AccessPointDocument, AccessPointPolicy } from './access-points';
export type { BucketDocument, KeptPolicy } from './bucket-document';
export type { CustomStatement } from './custom-statements';
export type { ExistingStatements } from './existing-statements';
export {
  anotherAccount, everyone, externalPrincipal, type AnotherAccount, type Everyone, type ExternalGrantee, type ExternalPrincipal,
} from './external-grantees';
export { planFor } from './plan-for';
export { keyPolicyStatements } from './key-policy';
export type { OtherAccountPolicy } from './other-account-policies';
export type { IdentityDocument } from './identity-document';
export type { Boundary, RenderedBoundary } from './boundary';
export { githubActionsRole, type GithubActionsRoleProps, type GithubActionsRuns } from './github-actions-role';
export type { GroupMembership } from './membership';
export { oidcRole, type OidcRoleProps, type RoleTrust, type TokenText } from './oidc-role';
export {
  accountRole, irsaRole, podIdentityRole, serviceRole,
  type AccountRoleProps, type IrsaRoleProps, type PodIdentityRoleProps, type PrincipalTrust, type ServiceRoleProps,
} from './principal-roles';
export type { AnyTrust, RoleTrusts } from './role-trust';
export {
  kubernetesSecret, secretsManager, ssmParameter,
  type KubernetesSecretOptions, type SecretFields, type SecretsManagerOptions, type SecretStore, type SecretStoreOptions, type SsmParameterOptions,
} from './secret-store';
export type { PlacedDocument, PolicyPlacement } from './placement';
