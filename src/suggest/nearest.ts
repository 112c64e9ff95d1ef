import type { AccessChange } from '../compare/types';
import type { Statement } from '../policy/document';
import { type Candidate, likeness, relatedTo, type Sought, wordsOf } from './candidates';
import { Proof } from './proof';

/** The grant or guard that comes nearest to a statement, and what it would change. */
export interface Nearest {
  readonly candidate: Candidate;
  /** What it would allow that the statement doesn't; of a guard, what it would deny. */
  readonly adds: readonly AccessChange[];
  /** What the statement allows and it wouldn't; of a guard, what it wouldn't deny. */
  readonly loses: readonly AccessChange[];
  /** Whether that is all: not where something of it can't be determined. */
  readonly isWhole: boolean;
}

/** As many forms are looked at closely. */
const MOST_FORMS = 8;

/** The nearest to one statement, by actions, resources and conditions; none where nothing has to do with it. */
export function nearestTo(sought: Sought, statement: Statement): Nearest | undefined {
  const one = { ...sought, statements: [statement] };
  const words = wordsOf([statement]);
  const related = relatedTo(one, MOST_FORMS).map((candidate) => ({ candidate, near: likeness(wordsOf(candidate.statements), words) }));
  const [best] = related.sort((some, other) => other.near - some.near);
  if (best === undefined || best.near === 0) return undefined;
  const { effect, holder, platform } = sought;
  const { gained, lost, inconclusive } = new Proof({ effect, platform, isResource: holder.kind === 'bucket' }).compare([statement], best.candidate.statements);
  // what a guard denies is what it leaves of everything, turned round
  const [adds, loses] = effect === 'Allow' ? [gained, lost] : [lost, gained];
  return { candidate: best.candidate, adds, loses, isWhole: inconclusive.length === 0 };
}
