import type { Statement } from '../../policy/document';
import type { FixedKeys } from '../compile/text-pattern';
import { bitList, without } from '../domain/bits';
import { SEPARATOR } from '../domain/separators';
import { residualKey } from '../search/decision-diagram';
import { type Change, goTogether, type Diff } from '../search/find-changes';
import type { ChangedStatement, ConditionChange, StatementConditions } from '../types';
import { byStatement } from './by-statement';
import { Patterns } from './patterns';
import { fewLines } from './rectangles';
import { changedStatement, type ChangeDirection, type Example, keysOf, type Region } from './region';

/** Changes of which the same is said. */
interface Group {
  readonly change: Change;
  readonly cells: Map<number, Set<number>>;
  readonly conditions: ConditionChange;
  readonly statements: readonly ChangedStatement[];
  readonly unless?: readonly string[];
}

/** A region with the number of its group: conditions and statements are those of the group. */
interface Grouped extends Region {
  readonly group: number;
}

/** The regions of one direction, grouped by what their statements say. */
export function regionsOf(diff: Diff, direction: ChangeDirection, fixed: (asked: readonly string[]) => FixedKeys): readonly Region[] {
  const groups = new Map<string, Group>();
  const ids = new Map<string, string>();
  for (const change of diff.changes) {
    if (change.outcome[direction] === undefined) continue;
    const { unless } = change.outcome[direction];
    const left = `${residualKey(change.residual)} ${unless?.join(SEPARATOR.text)}`;
    let id = ids.get(left);
    let group = id === undefined ? undefined : groups.get(id);
    if (id === undefined || group === undefined) {
      const [conditions, statements] = [conditionsOf(diff, change), statementsOf(diff, change)];
      ids.set(left, id = JSON.stringify([conditions, statements, unless]));
      group = groups.get(id)
        ?? { change, cells: new Map<number, Set<number>>(), conditions, statements, ...(unless === undefined ? {} : { unless }) };
      groups.set(id, group);
    }
    for (const [action, resources] of change.cells) {
      const cells = group.cells.get(action);
      if (cells === undefined) group.cells.set(action, new Set(resources));
      else for (const resource of resources) cells.add(resource);
    }
  }
  if (groups.size === 0) return [];
  if (diff.inserts) return byStatement(diff, direction);
  const patterns = new Patterns(diff, fixed);
  // patterns that reach into each other make a region of each combination, of which nobody wants to read
  if (groups.size > FEW && groups.size * patterns.width > MOST_WORK) return byStatement(diff, direction);
  const regions = [...groups.values()].flatMap(({ change, cells, ...what }, group) => {
    const lines = fewLines(
      cells,
      (action, resource) => goTogether(diff.actions[action], diff.resources[resource]),
      (rectangle) => ({ rectangle, ...patterns.say(rectangle.actions, rectangle.resources) }),
    );
    return lines.map(({ said, rectangle: { actions, resources } }): Grouped => ({
      ...said, ...what, examples: examplesOf(diff, direction, actions, resources, change), group,
    }));
  });
  return merge(regions).map(({ group, ...region }) => region);
}

/** Up to so many regions are always reported one by one. */
const FEW = 64;
/** So much is counted to tell regions one by one. */
const MOST_WORK = 250_000;

/** Requests of a region, those that read best first: with an action that has a name where there is one. */
function examplesOf(
  diff: Diff,
  direction: ChangeDirection,
  actions: ReadonlySet<number>,
  resources: ReadonlySet<number>,
  like: Change,
): readonly Example[] {
  const examples: (Example & { readonly named: boolean })[] = [];
  const collect = (change: Change): void => {
    const found = change.outcome[direction];
    if (found === undefined) return;
    for (const [action, cells] of change.cells) {
      const resource = actions.has(action) ? cells.find((index) => resources.has(index)) : undefined;
      if (resource === undefined) continue;
      examples.push(
        {
          named: diff.actions[action].names.length > 0,
          action: diff.actions[action].witness,
          resource: diff.resources[resource].witness,
          keys: keysOf(found.keys),
        },
      );
      if (examples.length === MOST_EXAMPLES) return;
    }
  };
  collect(like);
  for (let at = 0; at < diff.changes.length && examples.length === 0; at++) collect(diff.changes[at]);
  return sortExamples(examples);
}

/** As many as are tried when one is replayed. */
const MOST_EXAMPLES = 8;

function sortExamples(examples: readonly (Example & { readonly named: boolean })[]): readonly Example[] {
  return [
    ...examples.filter(({ named }) => named),
    ...examples.filter(({ named }) => !named),
  ].map(({ action, resource, keys }) => ({ action, resource, keys }));
}

function liveCubesOf({ residual }: Change, state: 'before' | 'after'): readonly number[] {
  const cubes = residual[state];
  return typeof cubes === 'boolean' ? [] : bitList(cubes);
}

const conditionsKeys = new WeakMap<Statement, string>();

function conditionsKey(statement: Statement): string {
  let key = conditionsKeys.get(statement);
  if (key === undefined) conditionsKeys.set(statement, key = JSON.stringify([statement.effect, statement.conditions ?? []]));
  return key;
}

function conditionsOf(diff: Diff, change: Change): ConditionChange {
  const say = (state: 'before' | 'after'): readonly StatementConditions[] => {
    const said = new Map<string, StatementConditions>();
    for (const cube of liveCubesOf(change, state)) {
      for (const { policy, statement } of diff.problem.sources[cube][state]) {
        if (policy === '') continue;
        const conditions = statement.conditions ?? [];
        said.set(conditionsKey(statement), { effect: statement.effect, conditions });
      }
    }
    return [...said].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
  };
  return { before: say('before'), after: say('after') };
}

/** The statements that only one state has and that speak of a change's requests. */
export function statementsOf(diff: Diff, change: Change): readonly ChangedStatement[] {
  const { before, after } = change.residual;
  if (typeof before === 'boolean' || typeof after === 'boolean') return [];
  const say = (state: 'before' | 'after', cubes: readonly number[]) => cubes.flatMap(
    (cube) => diff.problem.sources[cube][state].filter(({ policy }) => policy !== '').map((source) => changedStatement(state, source)),
  );
  const all = [...say('before', bitList(without(before, after))), ...say('after', bitList(without(after, before)))];
  return [...new Map(all.map((one) => [JSON.stringify(one), one])).values()];
}

/**
 * Regions that differ in one respect only are said at once. What is left out must be the same: what is left out of one region may well be
 * the other one.
 */
function merge(regions: readonly Grouped[]): readonly Grouped[] {
  const left = ({ actionsExcept, resourcesExcept, group }: Grouped) => [actionsExcept, resourcesExcept, group];
  const byWhat = join(regions, (region) => [region.actions, ...left(region)], (a, b) => (
    { ...a, resources: unique(a.resources, b.resources), examples: [...a.examples, ...b.examples] }
  ));
  return join(byWhat, (region) => [region.resources, ...left(region)], (a, b) => (
    { ...a, actions: unique(a.actions, b.actions), examples: [...a.examples, ...b.examples] }
  ));
}

function join(regions: readonly Grouped[], keyOf: (region: Grouped) => unknown, both: (a: Grouped, b: Grouped) => Grouped): readonly Grouped[] {
  const joined = new Map<string, Grouped>();
  for (const region of regions) {
    const key = JSON.stringify(keyOf(region));
    const found = joined.get(key);
    joined.set(key, found === undefined ? region : both(found, region));
  }
  return [...joined.values()];
}

const unique = (a: readonly string[], b: readonly string[]): readonly string[] => [...new Set([...a, ...b])];
