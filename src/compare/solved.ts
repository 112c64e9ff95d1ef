import type { FixedKeys } from './compile/text-pattern';
import { bitsKey } from './domain/bits';
import { type Region, regionsOf } from './report/regions';
import { findChanges, type Diff, type Tools } from './search/find-changes';
import { type Problem, cubeKey, statementsIn, textsOf } from './search/problem';

/** A solution with its regions. */
export interface ChangedRegions {
  readonly diff: Diff;
  readonly gained: readonly Region[];
  readonly lost: readonly Region[];
  /** The case in which the statements write each key. */
  readonly spelling: ReadonlyMap<string, string>;
}

/** Most principals of a large state have few questions among them; beyond this many the memory starts anew. */
const REMEMBERED = 1_000;

/**
 * Solves a problem, once for all principals that have it: the same cubes of the same statements, none of which has a variable, so that
 * the patterns in reports are the same too.
 *
 * @throws LimitPassed
 */
export function changedRegions(problem: Problem, fixed: (asked: readonly string[]) => FixedKeys, tools: Tools): ChangedRegions {
  const key = problemKey(problem);
  const known = key === undefined ? undefined : tools.results.get(key);
  if (known !== undefined) return known as ChangedRegions;
  const diff = findChanges(problem, tools);
  const result = { diff, gained: regionsOf(diff, 'gained', fixed), lost: regionsOf(diff, 'lost', fixed), spelling: spellings(problem) };
  if (tools.results.size >= REMEMBERED) tools.results.clear();
  if (key !== undefined) tools.results.set(key, result);
  return result;
}

function spellings(problem: Problem): ReadonlyMap<string, string> {
  const variables = textsOf(problem).filter((text) => text.includes('${')).flatMap((text) => [...text.matchAll(/\$\{([^\s,'}]+)/g)].map(([, key]) => key));
  const keys = [...variables, ...statementsIn(problem).flatMap(({ conditions = [] }) => conditions.map(({ key }) => key))];
  return new Map(keys.map((key) => [key.toLowerCase(), key]));
}

function problemKey({ cubes, before, after, sources }: Problem): string | undefined {
  const all = sources.flatMap((one) => [...one.before.map((source) => ({ state: 'b', ...source })), ...one.after.map((source) => ({ state: 'a', ...source }))]);
  if (all.some(({ statement }) => [...statement.resources ?? [], ...statement.notResources ?? []].some((text) => text.includes('${')))) return undefined;
  return [...cubes.map(cubeKey), bitsKey(before), bitsKey(after), ...all.map(({ state, policy, index }) => `${state}${index} ${policy}`)].join('\u000c');
}
