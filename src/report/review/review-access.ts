import { compareAccess, type CompareOptions } from '../../compare';
import { COMPARE } from '../../compare/options';
import { printed } from '../../errors/printed';
import { choiceOf, TEXT } from '../../shape/readers';
import { objectWith, readShape, type Shape } from '../../shape/shape';
import { readAccess, type AccessState, type AccessStateJson } from '../../state';
import { REVIEW_FORMATS, type ReviewFormat } from './formats';
import { reviewChanges } from './review-changes';

/** Options of {@link reviewAccess}. */
export interface ReviewAccessOptions extends CompareOptions {
  /**
   * `markdown` for a comment on a pull request, `sarif` for code scanning, `html` for one page that holds all it needs.
   *
   * @default 'text'
   */
  readonly format?: ReviewFormat;
  /**
   * What the two sides are called in the report.
   *
   * @default 'before' and 'after'
   */
  readonly names?: { readonly before: string; readonly after: string };
}

const OPTIONS: Shape<ReviewAccessOptions> = {
  ...COMPARE,
  format: choiceOf(...Object.keys(REVIEW_FORMATS)),
  names: objectWith<NonNullable<ReviewAccessOptions['names']>>({ before: TEXT, after: TEXT }, 'before', 'after'),
};

/**
 * Writes a report of exactly which access a change adds or takes, each with a request as evidence; what `bucket-grants review` prints.
 *
 * @throws AccessError `InvalidOption`, and what `readAccess` and `compareAccess` throw
 * @example
 * console.log(reviewAccess(readAccessFile('main/cdktf.out'), readAccessFile('cdktf.out'), { format: 'markdown' }));
 */
export function reviewAccess(before: AccessState | AccessStateJson, after: AccessState | AccessStateJson, options: ReviewAccessOptions = {}): string {
  const { format = 'text', names = { before: 'before', after: 'after' }, ...how } = readShape<ReviewAccessOptions>(
    OPTIONS, options, { what: 'reviewAccess', called: 'options', example: "{ format: 'markdown' }" },
  );
  const [had, has] = [readAccess(before), readAccess(after)];
  const review = reviewChanges({ name: names.before, state: had }, { name: names.after, state: has }, compareAccess(had, has, how));
  return printed(REVIEW_FORMATS[format](review));
}
