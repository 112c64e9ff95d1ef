export { accept, parseAccepted, type Acceptance, type AcceptedChange } from './accepted';
export { REVIEW_FORMATS, type ReviewFormat } from './formats';
export { reviewAccess, type ReviewAccessOptions } from './review-access';
export { reviewChanges, type ReviewState as ReviewSide } from './review-changes';
export type { AccessMap, MapDecisions as MapAnswers, MapCell, MapLocation as MapPlace, MapRow, PrincipalChanges, Review, ReviewCounts, ReviewedChange, ReviewedName } from './types';
