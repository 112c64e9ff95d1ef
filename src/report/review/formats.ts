import { reviewHtml } from './html';
import { reviewJson } from './json';
import { reviewMarkdown } from './markdown';
import { reviewSarif } from './sarif';
import { reviewText } from './text';
import type { Review } from './types';

/** The forms of a review. */
export type ReviewFormat = 'text' | 'markdown' | 'json' | 'sarif' | 'html';

/** The ways to write a review, by name. */
export const REVIEW_FORMATS: Readonly<Record<ReviewFormat, (review: Review) => string>> = {
  text: reviewText, markdown: reviewMarkdown, json: reviewJson, sarif: reviewSarif, html: reviewHtml,
};
