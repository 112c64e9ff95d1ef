import { type Bits, bitsKey, hasBit, sameBits } from './bits';
import { type ClassMemory, clauseRows, type Edge, GlobTable } from './dimension';
import { keyEdges } from './key-dimension';
import type { Limits } from './limits';
import type { Problem } from './problem';
import type { ActionClass, RequestModel } from './requests';
import { narrow, type Outcome, type Residual, residualKey, Search } from './search';

/** A class of resources, with the shapes that it has. */
export interface ResourceClass extends Edge<string> {
  /** The globs of {@link Solution.resourceGlobs} that match, by number. */
  readonly truth: Bits;
  readonly shapes: ReadonlySet<string>;
}

/** Requests with the same rows left, and what changes for them. */
export interface Change {
  readonly residual: Residual;
  readonly outcome: Outcome;
  /** By the number of an action class: the numbers of resource classes. */
  readonly cells: ReadonlyMap<number, readonly number[]>;
}

/** What the search found. */
export interface Solution {
  readonly problem: Problem;
  readonly model: RequestModel;
  readonly actions: readonly ActionClass[];
  readonly actionGlobs: GlobTable;
  readonly resources: readonly ResourceClass[];
  readonly resourceGlobs: GlobTable;
  readonly changes: readonly Change[];
}

/** What the search works with. */
export interface Tools {
  readonly model: RequestModel;
  readonly memory: ClassMemory;
  readonly limits: Limits;
  /** Answers that hold for every principal with the same rows of the same statements, by text. */
  readonly answers: Map<string, unknown>;
}

/**
 * Finds everything that changes: for each class of actions and each class of resources the conditions are searched.
 *
 * @throws LimitPassed
 * @throws CannotTell
 */
export function solve(problem: Problem, { model, memory, limits }: Omit<Tools, 'answers'>): Solution {
  const actionGlobs = new GlobTable();
  const actionRows = clauseRows(problem.rows, (row) => row.action, actionGlobs);
  const actions = model.actionClasses(actionGlobs.globs, memory);
  const resourceGlobs = new GlobTable();
  const resources = resourceClasses(problem, model, memory, resourceGlobs);
  const search = new Search(problem.rows, keyLevels(problem, model, memory, limits), problem.formula, limits);
  const changes = new Map<string, { residual: Residual; outcome: Outcome; cells: Map<number, number[]> }>();
  const outcomes = new Map<string, Outcome>();
  actions.forEach((action, at) => {
    const rows = actionRows(action.truth);
    const asked = { before: narrow(problem.before, rows), after: narrow(problem.after, rows) };
    if (sameRows(asked.before, asked.after)) return;
    const available = action.keys.id;
    resources.forEach((resource, index) => {
      if (!goTogether(action, resource)) return;
      const exact = { before: narrow(asked.before, resource.rows), after: narrow(asked.after, resource.rows) };
      if (sameRows(exact.before, exact.after)) return;
      const id = `${residualKey(search.reduce(exact))} ${available}`;
      let outcome = outcomes.get(id);
      if (outcome === undefined) outcomes.set(id, outcome = search.outcome(exact, action.keys));
      if (Object.values(outcome).every((one) => one === undefined)) return;
      const change = `${residualKey(exact)} ${available}`;
      const entry = changes.get(change) ?? { residual: exact, outcome, cells: new Map<number, number[]>() };
      entry.cells.set(at, [...entry.cells.get(at) ?? [], index]);
      changes.set(change, entry);
    });
  });
  return { problem, model, actions, actionGlobs, resources, resourceGlobs, changes: [...changes.values()] };
}

/** Whether a request can have an action of this class and a resource of that one. */
export function goTogether(action: ActionClass, resource: ResourceClass): boolean {
  for (const shape of resource.shapes) if (action.shapes.has(shape)) return true;
  return false;
}

function sameRows(before: Residual['before'], after: Residual['after']): boolean {
  return typeof before !== 'boolean' && typeof after !== 'boolean' && sameBits(before, after);
}

function resourceClasses(problem: Problem, model: RequestModel, memory: ClassMemory, table: GlobTable): readonly ResourceClass[] {
  const shapes = model.shapes.map(({ name, glob, except }) => ({ name, number: table.number(glob), except: except && table.number(except) }));
  const rowsOf = clauseRows(problem.rows, (row) => row.resource, table);
  const classes = new Map<string, ResourceClass>();
  for (const { truth, witness } of memory.classes(table.globs)) {
    const has = new Set(
      shapes.filter(({ number, except }) => hasBit(truth, number) && !(except !== undefined && hasBit(truth, except))).map(({ name }) => name),
    );
    if (has.size > 0) classes.set(bitsKey(truth), { truth, witness, shapes: has, rows: rowsOf(truth) });
  }
  return [...classes.values()];
}

function keyLevels(problem: Problem, model: RequestModel, memory: ClassMemory, limits: Limits) {
  const keys = [...new Set(problem.rows.flatMap((row) => [...row.keys.keys()]))].sort();
  return keys.map((key) => ({ key, edges: keyEdges(key, problem.rows, model.keyFacts(key), memory, limits) }));
}
