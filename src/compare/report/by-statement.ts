import type { StatementSource } from '../compile/cube';
import { bitList, without } from '../domain/bits';
import { LimitPassed } from '../domain/limits';
import type { KeyChain } from '../search/decision-diagram';
import type { Change, Diff } from '../search/find-changes';
import { takeLiterals } from '../search/inserted-literals';
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
    const whole = change.outcome[direction];
    if (whole === undefined) continue;
    // where literals are inserted, a statement changes requests only whose resources have those that it looks for
    const changing = changingIn(diff, change, direction).flatMap((one) => {
      const work = change.byCube === undefined ? whole : change.byCube.get(one.cube)?.[direction];
      return work === undefined ? [] : [{ ...one, example: exampleOf(diff, change, work.keys) }];
    });
    if (changing.length === 0) throw new LimitPassed('the patterns reach into each other in too many ways to tell what changes');
    for (const { state, source, example } of changing) {
      const id = `${state} ${source.index} ${source.policy}`;
      const known = found.get(id);
      if (known === undefined) found.set(id, { state, source, examples: [example] });
      else if (known.examples.length < MOST_EXAMPLES) known.examples.push(example);
    }
  }
  return [...found.values()].map(regionOf);
}

function exampleOf({ actions, resources }: Diff, { cells }: Change, chain: KeyChain): Example {
  const [[action, [resource]]] = cells;
  const { keys, literals } = takeLiterals(keysOf(chain));
  return { action: actions[action].witness, resource: resources[resource].place?.withLiterals(literals) ?? resources[resource].witness, keys };
}

function changingIn({ problem }: Diff, { residual: { before, after } }: Change, direction: ChangeDirection): readonly (Omit<Changing, 'examples'> & { readonly cube: number })[] {
  if (typeof before === 'boolean' || typeof after === 'boolean') return [];
  const only = { before: without(before, after), after: without(after, before) };
  return (['before', 'after'] as const).flatMap((state) => bitList(only[state]).flatMap((cube) => problem.sources[cube][state]
    .filter(({ policy, statement }) => policy !== '' && (statement.effect === 'Allow') === (state === (direction === 'gained' ? 'after' : 'before')))
    .map((source) => ({ state, source, cube }))));
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
