import type { Statement } from '../../policy/document';
import type { StatementSource } from '../compile/cube';
import { askedKeys } from '../compile/statement-key';
import { type FixedKeys, readArn, readText, type TextSyntax } from '../compile/text-pattern';
import { bitList, type Bits, hasBit, without } from '../domain/bits';
import { type Glob, run } from '../domain/glob';
import { bucketPatterns, exactText } from '../domain/glob-text';
import { shapeGlob } from '../model/request-model';
import { residualKey } from '../search/decision-diagram';
import { type Change, goTogether, type Diff } from '../search/find-changes';
import type { ChangedStatement, ConditionChange, StatementConditions } from '../types';
import { byStatement } from './by-statement';
import { type Candidate, coverRegion } from './cover';
import { fewLines } from './rectangles';
import { changed, keysOf } from './spoken';

/** A gained or lost region before anybody says whose it is. */
export interface Region {
  readonly actions: readonly string[];
  readonly actionsExcept: readonly string[];
  readonly resources: readonly string[];
  readonly resourcesExcept: readonly string[];
  readonly conditions: ConditionChange;
  readonly statements: readonly ChangedStatement[];
  /** What neither state tells and could cancel the change; absent where nothing can. */
  readonly unless?: readonly string[];
  /** Whether it is the patterns of a statement, which may cover more. */
  readonly inexact?: true;
  /** Requests of the region, the one that reads best first; a request is its action, its resource and its keys. */
  readonly examples: readonly Example[];
}

/** A request without its principal. */
export interface Example {
  readonly action: string;
  readonly resource: string;
  /** What it has for each key that was asked about; `null` where it lacks it. */
  readonly keys: ReadonlyMap<string, readonly string[] | null>;
}

/** What a change does. */
export type ChangeDirection = 'gained' | 'lost';

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
    const left = `${residualKey(change.residual)} ${unless?.join('\u0005')}`;
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

/** Up to so many regions are always told one by one. */
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
    (cube) => diff.problem.sources[cube][state].filter(({ policy }) => policy !== '').map((source) => changed(state, source)),
  );
  const all = [...say('before', bitList(without(before, after))), ...say('after', bitList(without(after, before)))];
  return [...new Map(all.map((one) => [JSON.stringify(one), one])).values()];
}

/** Says sets of minterms in the patterns of the statements. */
class Patterns {
  private readonly actions: readonly Candidate[];
  private readonly resources: readonly Candidate[];
  private readonly remembered = new Map<string, readonly Candidate[]>();

  public constructor(private readonly diff: Diff, fixed: (asked: readonly string[]) => FixedKeys) {
    const { actionGlobs, resourceGlobs, problem, model } = diff;
    const sources = problem.sources.flatMap(({ before, after }) => [...before, ...after]);
    const syntax = (source: StatementSource, variables: boolean): TextSyntax => (
      { version: source.version, wildcards: true, variables, fold: false, fixed: fixed(askedKeys(source.statement)), unknowns: '' }
    );
    const actions = new Map<string, Glob>(model.patterns.map((text) => [text, shapeGlob(text, '')]));
    const resources = new Map<string, Glob>([['*', [run()]]]);
    for (const source of new Set(sources)) {
      for (const text of [...source.statement.actions ?? [], ...source.statement.notActions ?? []]) {
        const pattern = readText(text.toLowerCase(), syntax(source, false));
        if (pattern !== undefined) actions.set(text, pattern.glob);
      }
      for (const text of [...source.statement.resources ?? [], ...source.statement.notResources ?? []]) {
        const pattern = readArn(text, syntax(source, true));
        if (pattern !== undefined && pattern.opaque === undefined) resources.set(text, pattern.glob);
      }
    }
    for (const [text, glob] of bucketPatterns(problem.cubes, model.partition)) if (!resources.has(text)) resources.set(text, glob);
    this.actions = [...actions].map(([text, glob]) => ({ text, glob, covers: covered(diff.actions, actionGlobs.find(glob), glob) }));
    this.resources = [...resources].map(([text, glob]) => ({ text, glob, covers: covered(diff.resources, resourceGlobs.find(glob), glob) }));
  }

  /** How many minterms all patterns of resources cover together. */
  public get width(): number {
    return this.resources.reduce((sum, { covers }) => sum + covers.size, 0);
  }

  /** A rectangle of requests as patterns. Classes that no request of it could have don't count. */
  public say(
    actions: ReadonlySet<number>,
    resources: ReadonlySet<number>,
  ): { readonly said: Pick<Region, 'actions' | 'actionsExcept' | 'resources' | 'resourcesExcept'>; readonly exact: boolean; readonly length: number } {
    const all = { actions: this.diff.actions, resources: this.diff.resources };
    const what = coverRegion(
      actions,
      this.possible('actions', shapesOf(all.resources, resources)),
      (index) => (all.actions[index].future ? [] : all.actions[index].names),
      (index) => all.actions[index].witness,
    );
    const where = coverRegion(resources, this.possible('resources', shapesOf(all.actions, actions)), () => [], (index) => exactText(all.resources[index].witness));
    const said = { actions: what.patterns, actionsExcept: what.except, resources: where.patterns, resourcesExcept: where.except };
    return { said, exact: what.exact && where.exact, length: Object.values(said).flat().length };
  }

  /** The patterns with those of their minterms that go with any of the shapes; there are few sets of shapes, so each is worked out once. */
  private possible(dimension: 'actions' | 'resources', shapes: ReadonlySet<string>): readonly Candidate[] {
    const key = [dimension, ...[...shapes].sort()].join(' ');
    let candidates = this.remembered.get(key);
    if (candidates === undefined) {
      const minterms: readonly { readonly shapes: ReadonlySet<string> }[] = this.diff[dimension];
      const possible = new Set(minterms.flatMap((one, index) => ([...one.shapes].some((shape) => shapes.has(shape)) ? [index] : [])));
      this.remembered.set(key, candidates = within(this[dimension], possible));
    }
    return candidates;
  }
}

function shapesOf(minterms: readonly { readonly shapes: ReadonlySet<string> }[], numbers: ReadonlySet<number>): ReadonlySet<string> {
  return new Set([...numbers].flatMap((number) => [...minterms[number].shapes]));
}

function within(candidates: readonly Candidate[], possible: ReadonlySet<number>): readonly Candidate[] {
  return candidates.map(({ covers, ...one }) => ({ ...one, covers: new Set([...covers].filter((index) => possible.has(index))) }));
}

interface Class {
  readonly truth: Bits;
  readonly witness: string;
}

function covered(minterms: readonly Class[], number: number | undefined, glob: Glob): ReadonlySet<number> {
  const everything = glob.length === 1 && glob[0].kind === 'run' && glob[0].except === '';
  return new Set(
    minterms.flatMap(
      ({ truth, witness }, index) => (everything || (number === undefined ? isPrefixed(witness, glob) : hasBit(truth, number)) ? [index] : []),
    ),
  );
}

/** For the pattern `s3:*`, which no statement may hold: minterms never mix services. */
function isPrefixed(witness: string, glob: Glob): boolean {
  const prefix = glob.flatMap((element) => (element.kind === 'char' ? [element.char] : [])).join('');
  return witness.toLowerCase().startsWith(prefix);
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
