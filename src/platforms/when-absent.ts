import type { ParsedOperator } from '../policy/operators';
import type { Evaluation } from './evaluation';

/** Whether a condition certainly holds in a request that lacks its key. */
export function holdsWhenAbsent(operator: ParsedOperator, evaluation: Evaluation | undefined): boolean {
  const { base, set, ifExists } = operator;
  if (ifExists) return true;
  if (set !== undefined) return set === 'all';
  if (!base.negated || isOpenWhenAbsent(operator, evaluation)) return false;
  const fails = evaluation?.failsWhenAbsent;
  return fails !== 'all' && fails?.includes(base.name) !== true;
}

/** Whether nothing says what a condition says of a request that lacks its key. */
export function isOpenWhenAbsent({ base, set, ifExists }: ParsedOperator, evaluation: Evaluation | undefined): boolean {
  return base.negated && set === undefined && !ifExists && evaluation?.unclear?.includes('negatedWhenAbsent') === true;
}
