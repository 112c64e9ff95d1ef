/* Pass 18 of lowering a statement. It may assume: operators are known, addresses of version 6 have their length, and `*` among the actions was split into its families. */
import type { Condition, Statement } from '../../policy/document';
import { parseOperator } from '../../policy/operators';
import { bucketArn } from '../../policy/s3-arn';
import type { Dialect } from '../dialect';
import { canonicalRange } from './canonical-range';

/**
 * Writes a statement as the platform's control plane gives it back, where two texts mean the same there: everything as the ARN of everything,
 * and ranges of addresses with their length, in their shortest form. Otherwise each plan would show a change of what it has made itself.
 */
export function asGivenBack<S extends Statement>(statement: S, { asGivenBack: isWanted = false }: Pick<Dialect, 'asGivenBack'>): S {
  if (!isWanted) return statement;
  const { actions = [], resources, notResources, conditions } = statement;
  const everything = actions.length > 0 && actions.every((action) => /^kms:/i.test(action)) ? 'arn:minio:kms:::*' : bucketArn('*');
  const write = (texts: readonly string[]) => texts.map((text) => (text === '*' ? everything : text));
  return {
    ...statement,
    ...(resources && { resources: write(resources) }),
    ...(notResources && { notResources: write(notResources) }),
    ...(conditions && { conditions: conditions.map(canonical) }),
  };
}

function canonical(condition: Condition): Condition {
  return parseOperator(condition.operator)?.base.type === 'ip' ? { ...condition, values: condition.values.map(canonicalRange) } : condition;
}
