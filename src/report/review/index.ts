export { accept, parseAccepted, type Acceptance, type AcceptedChange } from './accepted';
export { REVIEW_FORMATS, type ReviewFormat } from './formats';
export { reviewAccess, type ReviewAccessOptions } from './review-access';
export { reviewChanges, type ReviewState } from './review-changes';
export type { AccessMap, MapDecisions, MapCell, MapLocation, MapRow, PrincipalChanges, Review, ReviewCounts, ReviewedChange, ReviewedName } from './types';
