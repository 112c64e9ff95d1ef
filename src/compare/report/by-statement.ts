import type { StatementSource } from '../compile/cube';
import { bitList, without } from '../domain/bits';
import { LimitPassed } from '../domain/limits';
import type { Change, Diff } from '../search/find-changes';
import { changedStatement, type ChangeDirection, type Example, keysOf, type Region } from './region';

const MOST_EXAMPLES = 8;

/** A statement that only one state has and that works in a direction, with requests that it changes. */
interface Changing {
  readonly state: 'before' | 'after';
  readonly source: StatementSource;
  readonly examples: Example[];
}

/**
 * Changes reported by the statements that make them, one line for each: what a statement speaks of covers all that it changes, and may reach over it.
 * For policies whose patterns reach into each other, so that the exact regions are as many as the combinations of statements.
 *
 * @throws LimitPassed when something changes that no such statement speaks of
 */
export function byStatement(diff: Diff, direction: ChangeDirection): readonly Region[] {
  const found = new Map<string, Changing>();
  for (const change of diff.changes) {
    const keys = change.outcome[direction]?.keys;
    if (change.outcome[direction] === undefined) continue;
    const changing = changingIn(diff, change, direction);
    if (changing.length === 0) throw new LimitPassed('the patterns reach into each other in too many ways to tell what changes');
    const [[action, [resource]]] = change.cells;
    const example = { action: diff.actions[action].witness, resource: diff.resources[resource].witness, keys: keysOf(keys) };
    for (const { state, source } of changing) {
      const id = `${state} ${source.index} ${source.policy}`;
      const known = found.get(id);
      if (known === undefined) found.set(id, { state, source, examples: [example] });
      else if (known.examples.length < MOST_EXAMPLES) known.examples.push(example);
    }
  }
  return [...found.values()].map(regionOf);
}

function changingIn({ problem }: Diff, { residual: { before, after } }: Change, direction: ChangeDirection): readonly Omit<Changing, 'examples'>[] {
  if (typeof before === 'boolean' || typeof after === 'boolean') return [];
  const only = { before: without(before, after), after: without(after, before) };
  return (['before', 'after'] as const).flatMap((state) => bitList(only[state]).flatMap((cube) => problem.sources[cube][state]
    .filter(({ policy, statement }) => policy !== '' && (statement.effect === 'Allow') === (state === (direction === 'gained' ? 'after' : 'before')))
    .map((source) => ({ state, source }))));
}

function regionOf({ state, source, examples }: Changing): Region {
  const { effect, actions = ['*'], resources = ['*'], notActions = [], notResources = [], conditions = [] } = source.statement;
  const said = [{ effect, conditions }];
  return {
    actions,
    actionsExcept: notActions,
    resources,
    resourcesExcept: notResources,
    conditions: { before: state === 'before' ? said : [], after: state === 'after' ? said : [] },
    statements: [changedStatement(state, source)],
    inexact: true,
    examples,
  };
}
