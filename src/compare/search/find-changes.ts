import { type Bits, bitsKey, hasBit, sameBits } from '../domain/bits';
import type { Limits } from '../domain/limits';
import { type MintermCache, GlobTable } from '../domain/minterm-cache';
import type { ActionMinterm, AvailableKeys, RequestModel } from '../model/request-model';
import { narrow, type Outcome, type Residual, residualKey, DecisionDiagram } from './decision-diagram';
import { clauseCubes, type Edge, keyEdges } from './edges';
import type { Problem } from './problem';

/** A minterm of resources, with the shapes that it has. */
export interface ResourceMinterm extends Edge<string> {
  /** The globs of {@link Diff.resourceGlobs} that match, by number. */
  readonly truth: Bits;
  readonly shapes: ReadonlySet<string>;
}

/** Requests with the same cubes left, and what changes for them. */
export interface Change {
  readonly residual: Residual;
  readonly outcome: Outcome;
  /** By the number of an action class: the numbers of resource minterms. */
  readonly cells: ReadonlyMap<number, readonly number[]>;
}

/** What the search found. */
export interface Diff {
  readonly problem: Problem;
  readonly model: RequestModel;
  readonly actions: readonly ActionMinterm[];
  readonly actionGlobs: GlobTable;
  readonly resources: readonly ResourceMinterm[];
  readonly resourceGlobs: GlobTable;
  readonly changes: readonly Change[];
  /** Keys (in lower case) because of which there may be changes that aren't found, and why; empty when all are. */
  readonly open: readonly { readonly key: string; readonly reason: string }[];
}

/** What the search works with. */
export interface SearchTools {
  readonly model: RequestModel;
  readonly memory: MintermCache;
  readonly limits: Limits;
}

/**
 * Finds everything that changes: for each minterm of actions and each minterm of resources the conditions are searched.
 *
 * @throws LimitPassed
 */
export function findChanges(problem: Problem, { model, memory, limits }: SearchTools): Diff {
  const actionGlobs = new GlobTable();
  const actionCubes = clauseCubes(problem.cubes, (cube) => cube.action, actionGlobs);
  const actions = model.actionMinterms(actionGlobs.globs, memory);
  const resourceGlobs = new GlobTable();
  const resources = resourceMinterms(problem, model, memory, resourceGlobs);
  const dimensions = keyDimensions(problem, model, memory, limits);
  const search = new DecisionDiagram(problem.cubes, dimensions, problem.formula, limits, problem);
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
    sameCubes(residual) ? undefined : { residual, id: residualKey(residual), reduced: search.reduce(residual), changes: new Map() }
  );
  // most minterms of actions and of resources leave the same cubes as others do: these are looked at once for all of them
  const lines = new Map<string, Line>();
  const ways = numbered(resources.map(({ cubes }) => bitsKey(cubes)));
  actions.forEach((action, at) => {
    const cubes = actionCubes(action.truth);
    const { id } = action.keys;
    let line = lines.get(bitsKey(cubes));
    if (line === undefined) lines.set(bitsKey(cubes), line = { ...narrow(problem, cubes), rests: new Map() });
    if (sameCubes(line)) return;
    resources.forEach((resource, index) => {
      if (!goTogether(action, resource)) return;
      const way = ways[index];
      if (!line.rests.has(way)) line.rests.set(way, restOf(narrow(line, resource.cubes)));
      const rest = line.rests.get(way);
      if (rest === undefined) return;
      if (!rest.changes.has(id)) rest.changes.set(id, changeOf(rest, action.keys));
      const cells = rest.changes.get(id)?.cells;
      const found = cells?.get(at);
      if (found === undefined) cells?.set(at, [index]);
      else found.push(index);
    });
  });
  const open = dimensions.flatMap(({ key, open: reason }) => (reason === undefined ? [] : [{ key, reason }]));
  return { problem, model, actions, actionGlobs, resources, resourceGlobs, changes: [...changes.values()], open };
}

interface MutableChange extends Change {
  readonly cells: Map<number, number[]>;
}

/** Both states for actions that leave the same cubes, and what is left of them for resources, by the number of their cubes. */
interface Line extends Residual {
  readonly rests: Map<number, Rest | undefined>;
}

/** Both states when action and resource are known, and what changes by the keys that requests can have. */
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
export function goTogether(action: ActionMinterm, resource: ResourceMinterm): boolean {
  for (const shape of resource.shapes) if (action.shapes.has(shape)) return true;
  return false;
}

function sameCubes({ before, after }: Residual): boolean {
  return typeof before !== 'boolean' && typeof after !== 'boolean' && sameBits(before, after);
}

function resourceMinterms(problem: Problem, model: RequestModel, memory: MintermCache, table: GlobTable): readonly ResourceMinterm[] {
  const shapes = model.shapes.map(({ name, glob, except }) => ({ name, number: table.number(glob), except: except && table.number(except) }));
  const cubesOf = clauseCubes(problem.cubes, (cube) => cube.resource, table);
  const minterms = new Map<string, ResourceMinterm>();
  for (const { truth, witness } of memory.minterms(table.globs)) {
    const has = new Set(
      shapes.filter(({ number, except }) => hasBit(truth, number) && !(except !== undefined && hasBit(truth, except))).map(({ name }) => name),
    );
    if (has.size > 0) minterms.set(bitsKey(truth), { truth, witness, shapes: has, cubes: cubesOf(truth) });
  }
  return [...minterms.values()];
}

function keyDimensions(problem: Problem, model: RequestModel, memory: MintermCache, limits: Limits) {
  const keys = [...new Set(problem.cubes.flatMap((cube) => [...cube.keys.keys()]))].sort();
  return keys.map((key) => ({ key, ...keyEdges(key, problem.cubes, model.keyFacts(key), memory, limits) }));
}
