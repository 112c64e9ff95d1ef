import type { FixedKeys } from './compile/text-pattern';
import { bitsKey } from './domain/bits';
import { type Region, regionsOf } from './report/regions';
import { solve, type Solution, type Tools } from './search/find-changes';
import { type Problem, rowKey, statementsIn, textsOf } from './search/problem';

/** A solution with its regions. */
export interface Solved {
  readonly solution: Solution;
  readonly gained: readonly Region[];
  readonly lost: readonly Region[];
  /** The case in which the statements write each key. */
  readonly spelling: ReadonlyMap<string, string>;
}

/** Most principals of a large state have few questions among them; beyond this many the memory starts anew. */
const REMEMBERED = 1_000;

/**
 * Solves a problem, once for all principals that have it: the same rows of the same statements, none of which has a variable, so that
 * the patterns in reports are the same too.
 *
 * @throws LimitPassed
 */
export function solved(problem: Problem, fixed: (asked: readonly string[]) => FixedKeys, tools: Tools): Solved {
  const key = problemKey(problem);
  const known = key === undefined ? undefined : tools.answers.get(key);
  if (known !== undefined) return known as Solved;
  const solution = solve(problem, tools);
  const result = { solution, gained: regionsOf(solution, 'gained', fixed), lost: regionsOf(solution, 'lost', fixed), spelling: spellings(problem) };
  if (tools.answers.size >= REMEMBERED) tools.answers.clear();
  if (key !== undefined) tools.answers.set(key, result);
  return result;
}

function spellings(problem: Problem): ReadonlyMap<string, string> {
  const variables = textsOf(problem).filter((text) => text.includes('${')).flatMap((text) => [...text.matchAll(/\$\{([^\s,'}]+)/g)].map(([, key]) => key));
  const keys = [...variables, ...statementsIn(problem).flatMap(({ conditions = [] }) => conditions.map(({ key }) => key))];
  return new Map(keys.map((key) => [key.toLowerCase(), key]));
}

function problemKey({ rows, before, after, sources }: Problem): string | undefined {
  const all = sources.flatMap((one) => [...one.before.map((source) => ({ side: 'b', ...source })), ...one.after.map((source) => ({ side: 'a', ...source }))]);
  if (all.some(({ statement }) => [...statement.resources ?? [], ...statement.notResources ?? []].some((text) => text.includes('${')))) return undefined;
  return [...rows.map(rowKey), bitsKey(before), bitsKey(after), ...all.map(({ side, policy, index }) => `${side}${index} ${policy}`)].join('\u000c');
}
