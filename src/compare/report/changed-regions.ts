import type { FixedKeys } from '../compile/text-pattern';
import { bitsKey } from '../domain/bits';
import type { BoundedCache } from '../domain/bounded-cache';
import { SEPARATOR } from '../domain/separators';
import { findChanges, type Diff, type SearchTools } from '../search/find-changes';
import { type Problem, cubeKey, statementsIn, textsOf } from '../search/problem';
import type { Region } from './region';
import { regionsOf } from './regions';

/** What a comparison works with. */
export interface Tools extends SearchTools {
  /** Regions that are the same for every principal with the same cubes of the same statements, by the text of the problem. */
  readonly regions: BoundedCache<string, ChangedRegions>;
}

/** What changes, in patterns. */
export interface ChangedRegions {
  readonly diff: Diff;
  readonly gained: readonly Region[];
  readonly lost: readonly Region[];
  /** The case in which the statements write each key. */
  readonly spelling: ReadonlyMap<string, string>;
}

/**
 * Finds what changes and puts it into patterns, once for all principals with the same problem: most principals of a large state share few
 * problems among them. With a variable in a resource, the patterns differ by principal, so nothing is shared.
 *
 * @throws LimitPassed
 */
export function changedRegions(problem: Problem, fixed: (asked: readonly string[]) => FixedKeys, tools: Tools): ChangedRegions {
  const key = problemKey(problem);
  const make = (): ChangedRegions => {
    const diff = findChanges(problem, tools);
    return { diff, gained: regionsOf(diff, 'gained', fixed), lost: regionsOf(diff, 'lost', fixed), spelling: spellings(problem) };
  };
  return key === undefined ? make() : tools.regions.get(key, make);
}

function spellings(problem: Problem): ReadonlyMap<string, string> {
  const variables = textsOf(problem).filter((text) => text.includes('${')).flatMap((text) => [...text.matchAll(/\$\{([^\s,'}]+)/g)].map(([, key]) => key));
  const keys = [...variables, ...statementsIn(problem).flatMap(({ conditions = [] }) => conditions.map(({ key }) => key))];
  return new Map(keys.map((key) => [key.toLowerCase(), key]));
}

function problemKey({ cubes, before, after, sources }: Problem): string | undefined {
  const all = sources.flatMap((one) => [...one.before.map((source) => ({ state: 'b', ...source })), ...one.after.map((source) => ({ state: 'a', ...source }))]);
  if (all.some(({ statement }) => [...statement.resources ?? [], ...statement.notResources ?? []].some((text) => text.includes('${')))) return undefined;
  const statements = all.map(({ state, policy, index }) => `${state}${index} ${policy}`);
  return [...cubes.map(cubeKey), bitsKey(before), bitsKey(after), ...statements].join(SEPARATOR.problem);
}
