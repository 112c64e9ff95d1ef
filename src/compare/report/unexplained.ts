import { readArn, readText, type TextSyntax } from '../compile/text-pattern';
import { globMatches } from '../domain/glob';
import type { Change, Diff } from '../search/find-changes';
import type { ChangedStatement } from '../types';
import type { ChangeDirection, Region } from './region';
import { statementsOf } from './regions';

/** What a region says to its reader. */
type Said = Pick<Region, 'actions' | 'actionsExcept' | 'resources' | 'resourcesExcept' | 'statements'>;

/**
 * The facts on which changes depend that no proven region speaks of. A search with made-up values proves what holds for nearly all values;
 * a value that is also written in some other statement may change more. A request is explained where a region has its action
 * and its resource, and names each statement that changed for it.
 *
 * @param solution the search in which what such text matches is a fact that isn't known
 * @param regions what was proven
 */
export function unexplainedFacts({ changes, ...diff }: Diff, direction: ChangeDirection, regions: readonly Said[]): readonly string[] {
  const said = regions.map((region) => ({ ...reader(region), statements: new Set(region.statements.map(statementId)) }));
  const facts = changes.flatMap((change) => {
    const names = (direction === 'gained' ? change.outcome.maybeGained : change.outcome.maybeLost) ?? [];
    if (names.length === 0) return [];
    const needed = statementsOf({ changes, ...diff }, change).filter((statement) => worksFor(direction, statement)).map(statementId);
    const isExplained = cells(change, diff).every(([action, resource]) => {
      const speaking = said.filter((region) => region.speaksOf(action, resource));
      return speaking.length > 0 && needed.every((statement) => speaking.some(({ statements }) => statements.has(statement)));
    });
    return isExplained ? [] : names;
  });
  return [...new Set(facts)];
}

/** Whether a statement that only one state has can give (or take) access. */
function worksFor(direction: ChangeDirection, { effect, state }: ChangedStatement): boolean {
  return (effect === 'Allow') === (state === (direction === 'gained' ? 'after' : 'before'));
}

/** The same text for the same statement of a state. */
export function statementId({ state, policy, index }: ChangedStatement): string {
  return `${state} ${index} ${policy}`;
}

/** An action and a resource of each class of requests that change. */
function cells(change: Change, { actions, resources }: Pick<Diff, 'actions' | 'resources'>): readonly (readonly [action: string, resource: string])[] {
  return [...change.cells].flatMap(([action, list]) => list.map((resource) => [actions[action].witness, resources[resource].witness] as const));
}

/** Patterns as a reader takes them: a variable stands for any text. */
const AS_READ: TextSyntax = { version: '2012-10-17', wildcards: true, variables: true, fold: false, fixed: new Map(), unknowns: '' };

function reader({ actions, actionsExcept, resources, resourcesExcept }: Said) {
  const matches = (read: typeof readArn, patterns: readonly string[], text: string) => patterns.some((pattern) => {
    const glob = read(pattern, AS_READ)?.glob;
    return glob !== undefined && globMatches(glob, text);
  });
  const has = (patterns: readonly string[], action: string) => matches(readText, patterns.map((text) => text.toLowerCase()), action.toLowerCase());
  return {
    speaksOf: (action: string, resource: string) => has(actions, action) && !has(actionsExcept, action)
      && matches(readArn, resources, resource) && !matches(readArn, resourcesExcept, resource),
  };
}
