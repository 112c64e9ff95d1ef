export { accept, parseAccepted, type Acceptance, type AcceptedChange } from './accepted';
export { REVIEW_FORMATS, type ReviewFormat } from './formats';
export { reviewAccess, type ReviewAccessOptions } from './review-access';
export { reviewChanges, type ReviewSide } from './review-changes';
export type { AccessMap, MapAnswers, MapCell, MapPlace, MapRow, PrincipalChanges, Review, ReviewCounts, ReviewedChange, ReviewedName } from './types';
