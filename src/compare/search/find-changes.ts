import { type Bits, bitsKey, hasBit, sameBits } from '../domain/bits';
import { keyEdges } from '../domain/key-minterms';
import type { Limits } from '../domain/limits';
import { type ClassMemory, clauseRows, type Edge, GlobTable } from '../domain/minterm-cache';
import type { ActionClass, AvailableKeys, RequestModel } from '../model/request-model';
import { narrow, type Outcome, type Residual, residualKey, Search } from './decision-diagram';
import type { Problem } from './problem';

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
  /** Keys (in lower case) because of which there may be changes that aren't found, and why; empty when all are. */
  readonly open: readonly { readonly key: string; readonly reason: string }[];
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
 */
export function solve(problem: Problem, { model, memory, limits }: Omit<Tools, 'answers'>): Solution {
  const actionGlobs = new GlobTable();
  const actionRows = clauseRows(problem.rows, (row) => row.action, actionGlobs);
  const actions = model.actionClasses(actionGlobs.globs, memory);
  const resourceGlobs = new GlobTable();
  const resources = resourceClasses(problem, model, memory, resourceGlobs);
  const levels = keyLevels(problem, model, memory, limits);
  const search = new Search(problem.rows, levels, problem.formula, limits, problem);
  const changes = new Map<string, MutableChange>();
  const changeOf = (rest: Rest, keys: AvailableKeys): MutableChange | undefined => {
    const outcome = search.outcome(rest.reduced, keys);
    if (Object.values(outcome).every((one) => one === undefined)) return undefined;
    const id = `${rest.id} ${keys.id}`;
    let change = changes.get(id);
    if (change === undefined) changes.set(id, change = { residual: rest.residual, outcome, cells: new Map() });
    return change;
  };
  const restOf = (residual: Residual): Rest | undefined => (
    sameRows(residual) ? undefined : { residual, id: residualKey(residual), reduced: search.reduce(residual), changes: new Map() }
  );
  // most classes of actions and of resources leave the same rows as others do: these are looked at once for all of them
  const lines = new Map<string, Line>();
  const ways = numbered(resources.map(({ rows }) => bitsKey(rows)));
  actions.forEach((action, at) => {
    const rows = actionRows(action.truth);
    const { id } = action.keys;
    let line = lines.get(bitsKey(rows));
    if (line === undefined) lines.set(bitsKey(rows), line = { ...narrow(problem, rows), rests: new Map() });
    if (sameRows(line)) return;
    resources.forEach((resource, index) => {
      if (!goTogether(action, resource)) return;
      const way = ways[index];
      if (!line.rests.has(way)) line.rests.set(way, restOf(narrow(line, resource.rows)));
      const rest = line.rests.get(way);
      if (rest === undefined) return;
      if (!rest.changes.has(id)) rest.changes.set(id, changeOf(rest, action.keys));
      const cells = rest.changes.get(id)?.cells;
      const found = cells?.get(at);
      if (found === undefined) cells?.set(at, [index]);
      else found.push(index);
    });
  });
  const open = levels.flatMap(({ key, open: reason }) => (reason === undefined ? [] : [{ key, reason }]));
  return { problem, model, actions, actionGlobs, resources, resourceGlobs, changes: [...changes.values()], open };
}

interface MutableChange extends Change {
  readonly cells: Map<number, number[]>;
}

/** Both sides for actions that leave the same rows, and what is left of them for resources, by the number of their rows. */
interface Line extends Residual {
  readonly rests: Map<number, Rest | undefined>;
}

/** Both sides when action and resource are known, and what changes by the keys that requests can have. */
interface Rest {
  readonly residual: Residual;
  readonly id: string;
  readonly reduced: Residual;
  readonly changes: Map<string, MutableChange | undefined>;
}

/** The same number for the same text. */
function numbered(texts: readonly string[]): readonly number[] {
  const numbers = new Map<string, number>();
  return texts.map((text) => {
    const number = numbers.get(text) ?? numbers.size;
    numbers.set(text, number);
    return number;
  });
}

/** Whether a request can have an action of this class and a resource of that one. */
export function goTogether(action: ActionClass, resource: ResourceClass): boolean {
  for (const shape of resource.shapes) if (action.shapes.has(shape)) return true;
  return false;
}

function sameRows({ before, after }: Residual): boolean {
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
  return keys.map((key) => ({ key, ...keyEdges(key, problem.rows, model.keyFacts(key), memory, limits) }));
}
