/* Platforms of one's own, and what is rendered for a platform, in detail. */
export * from '../platforms';
export type {
  AccessPointDocument, AccessPointPolicy, BucketDocument, IdentityDocument, KeptPolicy, OtherAccountPolicy, PlacedDocument, PolicyPlacement,
  RenderedAccess, RenderedAccessKey,
  RenderedAddition, RenderedBoundary, RenderedFile, RenderedGroup, RenderedPolicy, RenderedRole, RenderedUser,
} from '../plan';
