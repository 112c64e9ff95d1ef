import type { Condition, Statement } from '../../policy/document';
import { parseOperator } from '../../policy/operators';
import { MAYBE, NO, Truth, YES } from '../truth';
import { principalEntries } from './principal';

/**
 * Whether what a resource policy's statement gives to everybody is given beyond a permissions boundary. The IAM guide says that a boundary
 * doesn't limit what is given to `*` narrowed by `aws:PrincipalArn`; of a plain `*` the documents say nothing.
 *
 * @returns NO where the statement names somebody
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function beyondBoundary({ principals, notPrincipals, conditions = [] }: Statement): Truth {
  const isForEverybody = principals === undefined ? notPrincipals !== undefined : principalEntries(principals).includes('*');
  if (!isForEverybody) return NO;
  return principals !== undefined && conditions.some(namesPrincipals) ? YES : MAYBE;
}

/** Whether a condition lets in principals by their ARNs, and nobody without one. */
function namesPrincipals({ operator, key, values }: Condition): boolean {
  const parsed = parseOperator(operator);
  if (parsed === undefined || key.toLowerCase() !== 'aws:principalarn') return false;
  const { base, set, ifExists } = parsed;
  return (base.type === 'string' || base.type === 'arn') && !base.negated && !ifExists && set !== 'all' && values.length > 0 && values.every((value) => !/^\*+$/.test(value));
}
