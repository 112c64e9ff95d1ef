export { accessPlan, type AccessPlan, type AccessPlanProps, type PlannedAddition, type PlannedBucket, type PlannedGroup, type PlannedUser } from './access-plan';
export type { AccessKeyGeneration, AccessKeys, AccessKeyStatus, RenderedAccessKey } from './access-keys';
export { existingGroup, existingRole, existingUser, type ExistingGroup, type ExistingPrincipal, type ExistingRole, type ExistingUser } from './principals';
export {
  renderAccess,
  type RenderAccessOptions,
  type RenderedAccess,
  type RenderedAddition,
  type RenderedGroup,
  type RenderedPolicy,
  type RenderedUser,
} from './render-access';
export type { BucketDocument } from './bucket-document';
export type { IdentityDocument } from './identity-document';
export type { PlacedDocument, PolicyPlacement } from './placement';
