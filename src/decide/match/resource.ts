import { MAYBE, NO, Truth, YES, and, not } from '../truth';
import { compileArn } from './arn';
import type { RequestKeys } from './keys';
import { TextMatcher } from './pattern';
import { tokenize } from './tokens';

/** Whether a statement speaks of a resource. */
export type ResourceMatcher = (resource: string, keys: RequestKeys) => Truth;

/**
 * Compiles `Resource` or `NotResource`: any pattern of the first, none of the second.
 *
 * Allows: ARN patterns, case-sensitive, part by part; variables after the fifth colon. A `Resource` with a variable that has no value
 * matches nothing. AWS says the same of `NotResource` and doesn't say whether the pattern or the statement is meant, so that only may match.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function compileResources(resources: readonly string[] | undefined, notResources: readonly string[] | undefined, variables: boolean): ResourceMatcher {
  if (resources !== undefined && notResources !== undefined) {
    const both = [compileResources(resources, undefined, variables), compileResources(undefined, notResources, variables)];
    return (resource, keys) => and(both[0](resource, keys), both[1](resource, keys));
  }
  if (notResources !== undefined) return exceptThese(notResources, variables);
  return resources === undefined ? () => NO : anyOf(resources.map((pattern) => compileArn(pattern, variables)));
}

function anyOf(matchers: readonly TextMatcher[]): ResourceMatcher {
  const [only] = matchers;
  if (matchers.length === 1) return (resource, keys) => only(resource, 0, keys);
  return (resource, keys) => {
    let truth: Truth = NO;
    for (let i = 0; i < matchers.length && truth !== YES; i++) {
      const one = matchers[i](resource, 0, keys);
      if (one > truth) truth = one;
    }
    return truth;
  };
}

function exceptThese(patterns: readonly string[], variables: boolean): ResourceMatcher {
  const listed = anyOf(patterns.map((pattern) => compileArn(pattern, variables)));
  const needed = variables ? patterns.flatMap(neededKeys) : [];
  return (resource, keys) => and(not(listed(resource, keys)), needed.some((key) => keys.get(key) === undefined) ? MAYBE : YES);
}

/** The keys of variables without a default. */
function neededKeys(pattern: string): readonly string[] {
  return tokenize(pattern, { wildcards: true, variables: true }).flatMap((token) => (token.kind === 'variable' && token.fallback === undefined ? [token.key] : []));
}
