import { bitsKey, sameBits } from '../domain/bits';
import type { Limits } from '../domain/limits';
import { type MintermCache, GlobTable } from '../domain/minterm-cache';
import { SEPARATOR } from '../domain/separators';
import type { ActionMinterm, RequestModel } from '../model/request-model';
import { narrow, type Outcome, type Residual, residualKey, DecisionDiagram } from './decision-diagram';
import { type Availability, clauseCubes, keyEdges } from './edges';
import { infixResources } from './infix-resources';
import { literalsIn, literalsOf, outcomesByCube, withLiterals } from './inserted-literals';
import type { Problem } from './problem';
import { enumeratedResources, type ResourceDimension, type ResourceMinterm } from './resource-minterms';
import { literalKey } from './separate-infixes';

/** Requests with the same cubes left, and what changes for them. */
export interface Change {
  readonly residual: Residual;
  readonly outcome: Outcome;
  /** By the number of an action class: the numbers of resource minterms. */
  readonly cells: ReadonlyMap<number, readonly number[]>;
  /** Where literals are inserted into resources: what is found where a cube of only one state holds, by its number. */
  readonly byCube?: ReadonlyMap<number, Outcome>;
}

/** What the search found. */
export interface Diff extends Omit<ResourceDimension, 'wants'> {
  readonly model: RequestModel;
  readonly actions: readonly ActionMinterm[];
  readonly actionGlobs: GlobTable;
  /** Whether literals are inserted into resources: then a change may be one of some resources of its cells only. */
  readonly inserts: boolean;
  readonly changes: readonly Change[];
  /** Keys (in lower case) because of which there may be changes that aren't found, and why; empty when all are. */
  readonly open: readonly { readonly key: string; readonly reason: string }[];
}

/** What the search works with. */
export interface SearchTools {
  readonly model: RequestModel;
  readonly memory: MintermCache;
  readonly limits: Limits;
  /** From so many infix patterns that can meet on, their literals are questions of their own instead of being enumerated. */
  readonly infixes: number;
}

/**
 * Finds everything that changes: for each minterm of actions and each minterm of resources the conditions are searched.
 *
 * @throws LimitPassed
 */
export function findChanges(whole: Problem, { model, memory, limits, infixes }: SearchTools): Diff {
  const { wants, ...dimension } = infixResources(whole, model, memory, infixes) ?? enumeratedResources(whole, model, memory);
  const { problem, resources } = dimension;
  const actionGlobs = new GlobTable();
  const actionCubes = clauseCubes(problem.cubes, (cube) => cube.action, actionGlobs);
  const actions = model.actionMinterms(actionGlobs.globs, memory);
  const dimensions = keyDimensions(problem, literalsOf(wants), model, memory, limits);
  const search = new DecisionDiagram(problem.cubes, dimensions, problem.formula, limits, problem);
  const literalEdges = new Map(dimensions.map(({ key, edges }) => [key, edges]));
  const edgeOf = (literal: string, present: boolean) => (literalEdges.get(literalKey(literal)) ?? [])[Number(present)];
  const changes = new Map<string, MutableChange>();
  const changeOf = (rest: Rest, keys: Availability): MutableChange | undefined => {
    const outcome = search.outcome(rest.reduced, keys);
    if (Object.values(outcome).every((one) => one === undefined)) return undefined;
    const id = `${rest.id} ${keys.id}`;
    let change = changes.get(id);
    if (change === undefined) {
      const byCube = wants && outcomesByCube(rest.residual, keys, wants, edgeOf, search);
      changes.set(id, change = { residual: rest.residual, outcome, cells: new Map(), ...(byCube && { byCube }) });
    }
    return change;
  };
  const restOf = (residual: Residual): Rest | undefined => (
    sameCubes(residual) ? undefined : { residual, id: residualKey(residual), reduced: search.reduce(residual), changes: new Map() }
  );
  // most minterms of actions and of resources leave the same cubes as others do: these are looked at once for all of them
  const lines = new Map<string, Line>();
  const ways = numbered(resources.map(({ cubes, place }) => [bitsKey(cubes), ...literalsIn(place)].join(SEPARATOR.cube)));
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
      if (!rest.changes.has(id)) rest.changes.set(id, changeOf(rest, withLiterals(action.keys, resource.place)));
      const cells = rest.changes.get(id)?.cells;
      const found = cells?.get(at);
      if (found === undefined) cells?.set(at, [index]);
      else found.push(index);
    });
  });
  const open = dimensions.flatMap(({ key, open: reason }) => (reason === undefined ? [] : [{ key, reason }]));
  return { ...dimension, model, actions, actionGlobs, inserts: wants !== undefined, changes: [...changes.values()], open };
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

/** Literals that are inserted come last: conditions separate most statements, and what is left then soon is the same. */
function keyDimensions(problem: Problem, literals: readonly string[], model: RequestModel, memory: MintermCache, limits: Limits) {
  const last = new Set(literals.map(literalKey));
  const keys = [...new Set(problem.cubes.flatMap((cube) => [...cube.keys.keys()]))].filter((key) => !last.has(key)).sort();
  return [
    ...keys.map((key) => ({ key, ...keyEdges(key, problem.cubes, model.keyFacts(key), memory, limits) })),
    ...[...last].map((key) => ({ key, ...keyEdges(key, problem.cubes, {}, memory, limits) })),
  ];
}
