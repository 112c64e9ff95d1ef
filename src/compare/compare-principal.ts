import type { RequestPrincipal } from '../decide';
import type { Row } from './compile/cube';
import type { Formula } from './compile/formula';
import type { FixedKeys } from './compile/text-pattern';
import { factText, isUnknownFact } from './compile/unknown-facts';
import { LimitPassed } from './domain/limits';
import { inconclusive } from './report/inconclusive';
import type { Direction, Region } from './report/regions';
import { type Allows, provenWitness } from './report/replay';
import { statementId, untoldFacts } from './report/unexplained';
import { isMadeUp, madeUpValues } from './search/example-values';
import type { Solution, Tools } from './search/find-changes';
import { likelyValues } from './search/likely-values';
import { problemOf, textsOf } from './search/problem';
import { solved, type Solved } from './solved';
import type { AccessChange, ChangedPrincipal, Inconclusive } from './types';

/** The rows of one side and the keys of the variables in them that have no value. */
export interface SideRows {
  readonly rows: readonly Row[];
  readonly variables: Iterable<string>;
}

/** The rows of both sides. */
export interface BothRows {
  readonly before: SideRows;
  readonly after: SideRows;
}

/** What is asked about one principal. */
export interface Question {
  readonly principal: RequestPrincipal;
  readonly label: ChangedPrincipal;
  readonly formula: Formula;
  /** The rows of both sides when some more keys have values, or certainly none (`null`). */
  readonly rows: (assumed: FixedKeys) => BothRows;
  /** What is known of the keys that a statement speaks of, for reading patterns in reports. */
  readonly facts: (asked: readonly string[]) => FixedKeys;
  /** Keys that `rows` assumes to have values, or certainly none; requests are given them. @default none */
  readonly given?: FixedKeys;
  readonly before: Allows;
  readonly after: Allows;
}

/** What was found about one principal. */
export interface Answer {
  readonly gained: readonly AccessChange[];
  readonly lost: readonly AccessChange[];
  readonly inconclusive: readonly Inconclusive[];
}

const NOTHING: Answer = { gained: [], lost: [], inconclusive: [] };
const DIRECTIONS: readonly Direction[] = ['gained', 'lost'];

/**
 * Answers what changes for one principal. Where variables have no value, three searches are made: one in which what such text matches
 * is an unknown fact, which proves that nothing changes, and two that are exact for requests without the keys and for requests with
 * values that no policy holds, which prove changes. Where these don't tell all, values are tried that other statements hold. What none of them
 * tells is inconclusive.
 */
export function ask(question: Question, tools: Tools): Answer {
  const where = typeof question.label === 'string' ? question.label : Object.values(question.label).join();
  try {
    return answer(question, where, tools);
  } catch (error) {
    if (!(error instanceof LimitPassed)) throw error;
    return { ...NOTHING, inconclusive: [inconclusive('limit', where, error.message, question.label)] };
  }
}

function answer(question: Question, where: string, tools: Tools): Answer {
  const { before, after } = question.rows(new Map());
  const problem = problemOf(before.rows, after.rows, question.formula);
  if (problem === undefined) return NOTHING;
  const first = solved(problem, factsFor(question, new Map()), tools);
  const { solution } = first;
  const found = { gained: changesOf(question, first, 'gained'), lost: changesOf(question, first, 'lost') };
  const open: Inconclusive[] = [];
  const say = (direction: Direction, facts: readonly string[]) => {
    const reasons = [...new Set(facts.map(factText))];
    if (reasons.length === 0) return;
    const cause = facts.some(isUnknownFact) ? 'unknown' : 'variable';
    open.push(inconclusive(cause, where, `whether access is ${direction} depends on ${reasons.join('; ')}`, question.label));
  };
  const variables = [...new Set([...before.variables, ...after.variables])].filter((key) => key !== '');
  if (variables.length > 0 && solution.changes.some(({ outcome }) => outcome.maybeGained ?? outcome.maybeLost)) {
    // most is told by values that no policy holds, and only what is left by values that are written somewhere
    const madeUp = madeUpValues(variables, textsOf(problem));
    const worlds = scenarios(madeUp).map((assumed) => assume(question, assumed, madeUp, tools));
    if (DIRECTIONS.some((direction) => untold(solution, direction, worlds).length > 0)) {
      for (const assumed of likelyValues(solution, madeUp)) worlds.push(onlyNews(assume(question, assumed, madeUp, tools), worlds));
    }
    for (const direction of DIRECTIONS) {
      found[direction] = unique([...found[direction], ...worlds.flatMap((world) => world[direction])]);
      say(direction, untold(solution, direction, worlds));
    }
  } else {
    for (const direction of DIRECTIONS) say(direction, factsOf(solution, direction));
  }
  for (const { key, reason } of solution.open) open.push(inconclusive('mixed', where, `${first.spelling.get(key) ?? key} ${reason}`, question.label));
  for (const direction of DIRECTIONS) {
    const without = found[direction].filter(({ witness }) => witness === undefined);
    if (without.some(({ isImpossible }) => isImpossible)) open.push(inconclusive('mixed', where, `whether access is ${direction} depends on aws:CurrentTime and aws:EpochTime as text, and both tell one moment`, question.label));
    if (without.some(({ isImpossible }) => !isImpossible)) open.push(inconclusive('internal', where, 'an internal check failed: decide does not confirm a change that was found', question.label));
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

function assume(question: Question, assumed: FixedKeys, madeUp: ReadonlyMap<string, string>, tools: Tools): World {
  const { before, after } = question.rows(assumed);
  const problem = problemOf(before.rows, after.rows, question.formula);
  if (problem === undefined) return { gained: [], lost: [], facts: { gained: [], lost: [] } };
  const world = solved(problem, factsFor(question, assumed), tools);
  const { solution } = world;
  return {
    gained: changesOf(question, world, 'gained', assumed, madeUp),
    lost: changesOf(question, world, 'lost', assumed, madeUp),
    facts: { gained: factsOf(solution, 'gained'), lost: factsOf(solution, 'lost') },
  };
}

/** A world without the changes of statements that others tell already. */
function onlyNews(world: World, others: readonly World[]): World {
  const news = (direction: Direction) => {
    const told = new Set(others.flatMap((other) => other[direction]).flatMap(({ statements }) => statements.map(statementId)));
    return world[direction].filter(({ statements }) => !statements.every((statement) => told.has(statementId(statement))));
  };
  return { ...world, gained: news('gained'), lost: news('lost') };
}

/** The facts on which more depends than was told; those that stay when the variables have values are no matter of the variables. */
function untold(solution: Solution, direction: Direction, worlds: readonly World[]): readonly string[] {
  const open = worlds.flatMap((world) => world.facts[direction]);
  if (open.length > 0) return open;
  const told = worlds.flatMap((world) => world[direction]).filter(({ witness }) => witness !== undefined);
  return untoldFacts(solution, direction, told);
}

function factsOf({ changes }: Solution, direction: Direction): readonly string[] {
  return [...new Set(changes.flatMap(({ outcome }) => (direction === 'gained' ? outcome.maybeGained : outcome.maybeLost) ?? []))];
}

function factsFor(question: Question, assumed: FixedKeys): (asked: readonly string[]) => FixedKeys {
  return (asked) => new Map([...question.facts(asked), ...question.given ?? [], ...assumed]);
}

function changesOf(
  question: Question,
  { spelling, ...found }: Solved,
  direction: Direction,
  assumed: FixedKeys = new Map(),
  madeUp: ReadonlyMap<string, string> = new Map(),
): readonly Unproven[] {
  const given = new Map([...question.given ?? [], ...assumed].flatMap(([key, values]) => (values === null ? [] : [[key, values[0]] as const])));
  const [allowed, denied] = direction === 'gained' ? [question.after, question.before] : [question.before, question.after];
  // a value that was made up is nothing to tell of but in an example
  const variables = [...madeUp].filter(([key, value]) => isMadeUp(value) && assumed.get(key)?.[0] === value);
  const said = (text: string) => variables.reduce((all, [key, value]) => all.replaceAll(value, `\${${spelling.get(key) ?? key}}`), text);
  return found[direction].map(({ examples, unless: facts, ...region }: Region): Unproven => {
    const one = { ...region, examples, unless: facts };
    const shown = provenWitness(one, question.principal, given, spelling, allowed, denied);
    const { witness, unless = facts } = shown === undefined || shown === 'impossible' ? { witness: undefined } : shown;
    return {
      principal: question.label,
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
