import type { RequestPrincipal } from '../decide';
import type { Allows } from './compile/compared-state';
import type { Cubes } from './compile/compile-statement';
import type { Formula } from './compile/formula';
import type { FixedKeys } from './compile/text-pattern';
import { factText, isUnknownFact } from './compile/unknown-facts';
import { LimitPassed } from './domain/limits';
import { changedRegions, type ChangedRegions, type Tools } from './report/changed-regions';
import { inconclusive } from './report/inconclusive';
import type { ChangeDirection, Region } from './report/region';
import { provenWitness } from './report/replay';
import type { PrincipalResult } from './report/reported-once';
import { statementId, unexplainedFacts } from './report/unexplained';
import type { Diff } from './search/find-changes';
import { problemOf, textsOf } from './search/problem';
import { madeUpValues, likelyValues, isMadeUp } from './search/scenario-values';
import type { AccessChange, ChangedPrincipal, Inconclusive } from './types';

/** The cubes of both states. */
export interface BothCubes {
  readonly before: Cubes;
  readonly after: Cubes;
}

/** What is asked about one principal. */
export interface PrincipalQuery {
  readonly principal: RequestPrincipal;
  readonly label: ChangedPrincipal;
  readonly formula: Formula;
  /** The cubes of both states when some more keys have values, or certainly none (`null`). */
  readonly cubes: (assumed: FixedKeys) => BothCubes;
  /** What is known of the keys that a statement speaks of, for reading patterns in reports. */
  readonly facts: (asked: readonly string[]) => FixedKeys;
  /** Keys that `cubes` assumes to have values, or certainly none; requests are given them. @default none */
  readonly given?: FixedKeys;
  readonly before: Allows;
  readonly after: Allows;
  /** What is inconclusive whatever the search finds. @default nothing */
  readonly inconclusive?: readonly Inconclusive[];
}

const NOTHING: PrincipalResult = { gained: [], lost: [], inconclusive: [] };
const DIRECTIONS: readonly ChangeDirection[] = ['gained', 'lost'];

/**
 * Answers what changes for one principal. Where variables have no value, three searches are made: one in which what such text matches
 * is an unknown fact, which proves that nothing changes, and two that are exact for requests without the keys and for requests with
 * values that no policy holds, which prove changes. Where these don't tell all, values are tried that other statements hold. What none of them
 * tells is inconclusive.
 */
export function comparePrincipal(query: PrincipalQuery, tools: Tools): PrincipalResult {
  const where = typeof query.label === 'string' ? query.label : Object.values(query.label).join();
  try {
    return resultOf(query, where, tools);
  } catch (error) {
    if (!(error instanceof LimitPassed)) throw error;
    return { ...NOTHING, inconclusive: [inconclusive('limit', where, error.message, query.label)] };
  }
}

function resultOf(query: PrincipalQuery, where: string, tools: Tools): PrincipalResult {
  const { before, after } = query.cubes(new Map());
  const problem = problemOf(before.cubes, after.cubes, query.formula);
  if (problem === undefined) return NOTHING;
  const first = changedRegions(problem, factsFor(query, new Map()), tools);
  const { diff } = first;
  const found = { gained: changesOf(query, first, 'gained'), lost: changesOf(query, first, 'lost') };
  const open: Inconclusive[] = [];
  const say = (direction: ChangeDirection, facts: readonly string[]) => {
    const reasons = [...new Set(facts.map(factText))];
    if (reasons.length === 0) return;
    const cause = facts.some(isUnknownFact) ? 'unknown' : 'variable';
    open.push(inconclusive(cause, where, `whether access is ${direction} depends on ${reasons.join('; ')}`, query.label));
  };
  const variables = [...new Set([...before.variables, ...after.variables])].filter((key) => key !== '');
  if (variables.length > 0 && diff.changes.some(({ outcome }) => outcome.maybeGained ?? outcome.maybeLost)) {
    // most is proven with values that no policy holds, and only what is left by values that are written somewhere
    const madeUp = madeUpValues(variables, textsOf(problem));
    const worlds = scenarios(madeUp).map((assumed) => assume(query, assumed, madeUp, tools));
    if (DIRECTIONS.some((direction) => unexplained(diff, direction, worlds).length > 0)) {
      for (const assumed of likelyValues(diff, madeUp)) worlds.push(onlyNews(assume(query, assumed, madeUp, tools), worlds));
    }
    for (const direction of DIRECTIONS) {
      found[direction] = unique([...found[direction], ...worlds.flatMap((world) => world[direction])]);
      say(direction, unexplained(diff, direction, worlds));
    }
  } else {
    for (const direction of DIRECTIONS) say(direction, factsOf(diff, direction));
  }
  for (const { key, reason } of diff.open) open.push(inconclusive('mixed', where, `${first.spelling.get(key) ?? key} ${reason}`, query.label));
  for (const direction of DIRECTIONS) {
    const without = found[direction].filter(({ witness }) => witness === undefined);
    if (without.some(({ isImpossible }) => isImpossible)) open.push(inconclusive('mixed', where, `whether access is ${direction} depends on aws:CurrentTime and aws:EpochTime as text, and both tell one moment`, query.label));
    if (without.some(({ isImpossible }) => !isImpossible)) open.push(inconclusive('internal', where, 'an internal check failed: decide does not confirm a change that was found', query.label));
  }
  return { gained: found.gained.flatMap(proven), lost: found.lost.flatMap(proven), inconclusive: open };
}

type Unproven = Omit<AccessChange, 'witness'> & {
  readonly witness: AccessChange['witness'] | undefined;
  /** Whether no request can have what the examples of it have together. */
  readonly isImpossible: boolean;
};

function proven({ isImpossible: _, witness, ...change }: Unproven): readonly AccessChange[] {
  return witness === undefined ? [] : [{ ...change, witness }];
}

/** No request has the keys; or every request has them, with values that no policy holds. */
function scenarios(madeUp: ReadonlyMap<string, string>): readonly FixedKeys[] {
  return [new Map([...madeUp.keys()].map((key) => [key, null])), new Map([...madeUp].map(([key, value]) => [key, [value]]))];
}

/** What changes when the variables have, or certainly haven't, a value; and the facts on which more depends even then. */
interface World {
  readonly gained: readonly Unproven[];
  readonly lost: readonly Unproven[];
  readonly facts: { readonly gained: readonly string[]; readonly lost: readonly string[] };
}

function assume(query: PrincipalQuery, assumed: FixedKeys, madeUp: ReadonlyMap<string, string>, tools: Tools): World {
  const { before, after } = query.cubes(assumed);
  const problem = problemOf(before.cubes, after.cubes, query.formula);
  if (problem === undefined) return { gained: [], lost: [], facts: { gained: [], lost: [] } };
  const world = changedRegions(problem, factsFor(query, assumed), tools);
  const { diff } = world;
  return {
    gained: changesOf(query, world, 'gained', assumed, madeUp),
    lost: changesOf(query, world, 'lost', assumed, madeUp),
    facts: { gained: factsOf(diff, 'gained'), lost: factsOf(diff, 'lost') },
  };
}

/** A world without the changes of statements that others tell already. */
function onlyNews(world: World, others: readonly World[]): World {
  const news = (direction: ChangeDirection) => {
    const reported = new Set(others.flatMap((other) => other[direction]).flatMap(({ statements }) => statements.map(statementId)));
    return world[direction].filter(({ statements }) => !statements.every((statement) => reported.has(statementId(statement))));
  };
  return { ...world, gained: news('gained'), lost: news('lost') };
}

/** The facts on which more depends than was proven; those that stay when the variables have values don't depend on the variables. */
function unexplained(diff: Diff, direction: ChangeDirection, worlds: readonly World[]): readonly string[] {
  const open = worlds.flatMap((world) => world.facts[direction]);
  if (open.length > 0) return open;
  const reported = worlds.flatMap((world) => world[direction]).filter(({ witness }) => witness !== undefined);
  return unexplainedFacts(diff, direction, reported);
}

function factsOf({ changes }: Diff, direction: ChangeDirection): readonly string[] {
  return [...new Set(changes.flatMap(({ outcome }) => (direction === 'gained' ? outcome.maybeGained : outcome.maybeLost) ?? []))];
}

function factsFor(query: PrincipalQuery, assumed: FixedKeys): (asked: readonly string[]) => FixedKeys {
  return (asked) => new Map([...query.facts(asked), ...query.given ?? [], ...assumed]);
}

function changesOf(
  query: PrincipalQuery,
  { spelling, ...found }: ChangedRegions,
  direction: ChangeDirection,
  assumed: FixedKeys = new Map(),
  madeUp: ReadonlyMap<string, string> = new Map(),
): readonly Unproven[] {
  const given = new Map([...query.given ?? [], ...assumed].flatMap(([key, values]) => (values === null ? [] : [[key, values[0]] as const])));
  const [allowed, denied] = direction === 'gained' ? [query.after, query.before] : [query.before, query.after];
  // a value that was made up is nothing to tell of but in an example
  const variables = [...madeUp].filter(([key, value]) => isMadeUp(value) && assumed.get(key)?.[0] === value);
  const said = (text: string) => variables.reduce((all, [key, value]) => all.replaceAll(value, `\${${spelling.get(key) ?? key}}`), text);
  return found[direction].map(({ examples, unless: facts, ...region }: Region): Unproven => {
    const one = { ...region, examples, unless: facts };
    const shown = provenWitness(one, query.principal, given, spelling, allowed, denied);
    const { witness, unless = facts } = shown === undefined || shown === 'impossible' ? { witness: undefined } : shown;
    return {
      principal: query.label,
      ...region,
      ...(unless === undefined ? {} : { unless: unless.map(factText) }),
      resources: region.resources.map(said),
      resourcesExcept: region.resourcesExcept.map(said),
      witness,
      isImpossible: shown === 'impossible',
    };
  });
}

function unique(changes: readonly Unproven[]): readonly Unproven[] {
  return [...new Map(changes.map((change) => [JSON.stringify({ ...change, witness: undefined }), change])).values()];
}
