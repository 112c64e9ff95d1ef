import type { AccessState, AccessStateJson } from '../state/access-state';
import { partitionOf } from '../state/partition';
import { comparison, toolsFor } from './compare-principals';
import { compareStates } from './compare-states';
import { comparedStates } from './compile/compared-state';
import { COMPARE, optionsOf } from './options';
import type { CompareOptions, Comparison } from './types';

/**
 * Says exactly what access a change adds or takes: for every user and role over all its policies, groups, boundary and the bucket
 * policies, for anonymous requests, for everyone that a bucket policy names, and for everyone else.
 *
 * Exact for all that the policy language has but for variables that don't follow from the principal and for text that a source doesn't
 * tell: these are answered where it doesn't matter what they stand for, and are `inconclusive` otherwise. Every change comes with one
 * request for which `decide` was seen to answer differently on the two states. Work is bounded; beyond the bound it is inconclusive too.
 *
 * @param before access state, or the same as plain JSON
 * @param after access state, or the same as plain JSON
 * @throws AccessError `UnreadableSource` when a state can't be read, `InvalidOption`
 * @example
 * const { verdict, gained } = compareAccess(readAccess('main/cdktf.out'), readAccess('branch/cdktf.out'));
 * for (const { principal, actions, resources, witness } of gained) console.log(principal, actions, resources, witness);
 */
export function compareAccess(before: AccessState | AccessStateJson, after: AccessState | AccessStateJson, options: CompareOptions = {}): Comparison {
  const how = optionsOf<CompareOptions>('compareAccess', COMPARE, options);
  const [one, other] = comparedStates(before, after);
  const onAws = one.evaluation === undefined && other.evaluation === undefined;
  return comparison(compareStates(one, other, { tools: toolsFor(how, partitionOf(one.state, other.state), onAws) }));
}
