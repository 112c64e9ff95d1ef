import type { Evaluation } from '../../platforms/evaluation';
import { globMatches } from '../../policy/pattern/glob';
import { NO, Truth, YES, and, certainly, not, or, possibly } from '../truth';
import { expandTokens } from './pattern';
import { tokenize } from './tokens';

/** Whether a statement speaks of an action, given in lower case. */
export type ActionMatcher = (action: string) => Truth;

/**
 * Compiles `Action` or `NotAction`: any pattern of the first, none of the second.
 *
 * Allows: `*` and `?` anywhere, in any case of letters; no variables (`$\{…}` is plain text).
 *
 * @param alsoGrants actions that a name brings along, by the name in lower case
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
 */
export function compileActions(actions: readonly string[] | undefined, notActions: readonly string[] | undefined, alsoGrants?: Evaluation['alsoGrants']): ActionMatcher {
  if (alsoGrants !== undefined) {
    return compileActions(actions && withAlsoGranted(actions, alsoGrants), notActions && withAlsoGranted(notActions, alsoGrants));
  }
  if (actions !== undefined && notActions !== undefined) {
    const both = [compileActions(actions, undefined), compileActions(undefined, notActions)];
    return (action) => and(both[0](action), both[1](action));
  }
  if (notActions !== undefined) {
    const listed = compileList(notActions);
    return (action) => not(listed(action));
  }
  return actions === undefined ? () => NO : compileList(actions);
}

/** The actions with those that they bring along. */
export function withAlsoGranted(actions: readonly string[], alsoGrants: NonNullable<Evaluation['alsoGrants']>): readonly string[] {
  return actions.flatMap((action) => {
    const name = action.toLowerCase();
    return Object.hasOwn(alsoGrants, name) ? [action, ...alsoGrants[name]] : [action];
  });
}

const SPECIAL = /[*?\u{F0000}]/u;

/** Policies use the same few action patterns all the time, so they are compiled once for all; beyond this many, all start anew. */
const MOST_PATTERNS = 1024;
const compiled = new Map<string, ActionMatcher>();

/** Compiles one action pattern. */
export function compileAction(pattern: string): ActionMatcher {
  const known = compiled.get(pattern);
  if (known !== undefined) return known;
  if (compiled.size >= MOST_PATTERNS) compiled.clear();
  const matcher = compilePattern(pattern);
  compiled.set(pattern, matcher);
  return matcher;
}

function compilePattern(pattern: string): ActionMatcher {
  const lower = pattern.toLowerCase();
  if (lower === 's3:*') return (action) => certainly(action.startsWith('s3:'));
  if (!SPECIAL.test(lower)) return (action) => (action === lower ? YES : NO);
  const expansion = expandTokens(tokenize(lower, { wildcards: true, variables: false }), { get: () => undefined });
  if (expansion === undefined) return () => NO;
  return expansion.unknown ? (action) => possibly(globMatches(expansion.codes, action)) : (action) => certainly(globMatches(expansion.codes, action));
}

function compileList(patterns: readonly string[]): ActionMatcher {
  if (patterns.length === 1) return compileAction(patterns[0]);
  const matchers = patterns.map(compileAction);
  return (action) => {
    let truth: Truth = NO;
    for (let i = 0; i < matchers.length && truth !== YES; i++) truth = or(truth, matchers[i](action));
    return truth;
  };
}
