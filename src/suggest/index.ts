export type { NearestIntent, SuggestedStatement } from './site-suggestion';
export { suggestPlan, type Suggestion } from './suggest-plan';
