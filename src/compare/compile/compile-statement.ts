import { folderReading, isDoubtful, resourcesThere, resourceVariablesOf } from '../../decide/compiled-statement';
import type { Evaluation } from '../../platforms/evaluation';
import type { Condition, Statement } from '../../policy/document';
import { parseOperator } from '../../policy/operators';
import { requestKey } from '../../s3/request-keys';
import type { Glob } from '../domain/glob';
import type { KeyTest } from '../domain/key-tests';
import { LimitPassed } from '../domain/limits';
import { SEPARATOR } from '../domain/separators';
import { dimensionOf } from '../model/key-facts';
import { compileCondition, type Fact } from './compile-condition';
import type { Clause, Cube, StatementSource } from './cube';
import { scopedPatterns, readStatement } from './platform-reading';
import { statementKey } from './statement-key';
import { type FixedKeys, readArn, readText, type TextPattern, type TextSyntax } from './text-pattern';

/** How a statement becomes cubes. */
export interface CompileContext {
  readonly role: string;
  readonly fixed: FixedKeys;
  /** See `TextRules`. */
  readonly unknowns: string;
  /** Resources that the whole document can speak of; absent where it can speak of all. */
  readonly within?: readonly Glob[];
  /** What else must be so for the statement to count. */
  readonly facts?: readonly Fact[];
  /** How the platform judges otherwise. @default as AWS */
  readonly evaluation?: Evaluation;
}

/** Cubes, and the keys of the variables in them whose value isn't known. */
export interface Cubes {
  readonly cubes: readonly Cube[];
  readonly variables: Iterable<string>;
}

/** One way in which an element of a statement can hold. */
interface Alternative {
  readonly action?: readonly Clause[];
  readonly resource?: readonly Clause[];
  readonly key?: string;
  readonly tests?: readonly KeyTest[];
  readonly opaque?: readonly Fact[];
}

/** Whether a platform takes a bucket for a folder, where that isn't known. */
const AS_FOLDERS = '?a bucket is taken for a folder';

/** That a statement counts of which nothing is certain on the platform. */
function doubtOf(statement: Statement): Fact {
  return [`?statement ${statementKey(statement)}`, true];
}

/** A statement with more ways to hold than this is one that nobody writes. */
const MOST_CUBES = 256;

/**
 * Takes a statement apart. Its principals are not looked at: that is done before.
 *
 * @throws LimitPassed when variables that aren't known are combined in too many ways
 */
export function compileStatement(source: StatementSource, context: CompileContext): Cubes {
  const { version } = source;
  const { evaluation } = context;
  const statement = readStatement(source.statement, evaluation);
  if (statement === undefined) return { cubes: [], variables: [] };
  const resourceVariables = resourceVariablesOf(source, evaluation);
  const { fixed, unknowns } = context;
  const syntax: TextSyntax = { version, wildcards: true, variables: resourceVariables, fold: false, fixed, unknowns };
  const actions = (texts: readonly string[]) => texts.map((text) => readText(text.toLowerCase(), { ...syntax, variables: false }));
  const resources = (texts: readonly string[]) => texts.map((text) => readArn(text, syntax));
  const variables: string[] = [];
  const isOpen = evaluation !== undefined && isDoubtful(source.statement, version, evaluation);
  const choices: (readonly Alternative[])[] = [[{ opaque: [...context.facts ?? [], ...(isOpen ? [doubtOf(source.statement)] : [])] }]];
  const add = (element: 'action' | 'resource', patterns: readonly (TextPattern | undefined)[], negated: boolean) => {
    variables.push(...patterns.flatMap((pattern) => pattern?.keys ?? []));
    // of a NotResource with a variable that has no value, decide only says that it may match
    const lacks = negated && patterns.some((pattern) => pattern === undefined || pattern.keys.length > 0);
    const fact: readonly Fact[] = lacks ? [[`without a value: ${[...statement.notResources ?? []].sort().join(SEPARATOR.text)}`, true]] : [];
    choices.push(textAlternatives(patterns, negated).map(({ clauses, opaque }) => ({ [element]: clauses, opaque: [...opaque, ...fact] })));
  };
  const addResources = (texts: readonly string[] | undefined, negated: boolean) => {
    if (texts === undefined) return;
    const reading = folderReading(evaluation);
    if (reading === false) return add('resource', resources(texts), negated);
    const before = choices.length;
    if (reading === 'unclear') {
      add('resource', resources(texts), negated);
      choices.push((choices.pop() ?? []).map((alternative) => ({ ...alternative, opaque: [...alternative.opaque ?? [], [AS_FOLDERS, false]] })));
    }
    for (const { patterns, clause } of scopedPatterns(texts, (text) => readArn(text, syntax))) {
      add('resource', patterns, negated);
      const fact: readonly Fact[] = reading === 'unclear' ? [[AS_FOLDERS, true]] : [];
      choices.push((choices.pop() ?? []).map((alternative) => (
        { ...alternative, resource: [...alternative.resource ?? [], clause], opaque: [...alternative.opaque ?? [], ...fact] }
      )));
    }
    choices.push(choices.splice(before).flat());
  };
  if (statement.actions !== undefined) add('action', actions(statement.actions), false);
  if (statement.notActions !== undefined) add('action', actions(statement.notActions), true);
  addResources(resourcesThere(statement.resources, evaluation), false);
  addResources(resourcesThere(statement.notResources, evaluation), true);
  if (context.within !== undefined) choices.push([{ resource: [{ globs: context.within, negated: false }] }]);
  for (const condition of statement.conditions ?? []) {
    const read = compileCondition(condition, { version, fixed, unknowns, evaluation });
    variables.push(...read.variables);
    const key = evaluation === undefined ? dimensionIn(condition) : condition.key.toLowerCase();
    choices.push(read.alternatives.map((alternative) => ({ ...alternative, key })));
  }
  return { cubes: combine(choices, { role: context.role, action: [], resource: [], keys: new Map(), opaque: new Map(), source }), variables };
}

/** Text can't be turned into that of another key. */
function dimensionIn({ operator, key }: Condition): string {
  const type = parseOperator(operator)?.base.type;
  const lower = key.toLowerCase();
  return type === 'string' && requestKey(lower)?.type !== undefined ? lower : dimensionOf(lower);
}

function combine(choices: readonly (readonly Alternative[])[], start: Cube): readonly Cube[] {
  let cubes: readonly Cube[] = [start];
  for (const alternatives of choices) {
    cubes = cubes.flatMap((cube) => alternatives.flatMap((alternative) => extend(cube, alternative) ?? []));
    if (cubes.length > MOST_CUBES) throw new LimitPassed(`one statement combines its unknown variables in more than ${MOST_CUBES} ways`);
  }
  return cubes;
}

function extend(cube: Cube, { action = [], resource = [], key = '', tests = [], opaque = [] }: Alternative): Cube | undefined {
  // what an option doesn't add to is shared: cubes are many, and are never changed
  const facts = opaque.length === 0 ? cube.opaque : withFacts(cube.opaque, opaque);
  if (facts === undefined) return undefined;
  return {
    role: cube.role,
    action: action.length === 0 ? cube.action : [...cube.action, ...action],
    resource: resource.length === 0 ? cube.resource : [...cube.resource, ...resource],
    keys: tests.length === 0 ? cube.keys : new Map(cube.keys).set(key, [...cube.keys.get(key) ?? [], ...tests]),
    opaque: facts,
    source: cube.source,
  };
}

/** Facts together; undefined when they contradict each other. */
function withFacts(known: ReadonlyMap<string, boolean>, more: readonly Fact[]): ReadonlyMap<string, boolean> | undefined {
  const facts = new Map(known);
  for (const [name, holds] of more) {
    if (facts.has(name) && facts.get(name) !== holds) return undefined;
    facts.set(name, holds);
  }
  return facts;
}

interface TextAlternative {
  readonly clauses: readonly Clause[];
  readonly opaque: readonly Fact[];
}

/** The ways in which a list of patterns, some of them opaque, can hold: an opaque pattern matches at most what its glob does. */
function textAlternatives(patterns: readonly (TextPattern | undefined)[], negated: boolean): readonly TextAlternative[] {
  const known = patterns.flatMap((pattern) => (pattern !== undefined && pattern.opaque === undefined ? [pattern.glob] : []));
  const opaque = patterns.flatMap((pattern) => (pattern?.opaque === undefined ? [] : [{ glob: pattern.glob, name: pattern.opaque }]));
  if (!negated) {
    return [
      ...(known.length === 0 ? [] : [{ clauses: [{ globs: known, negated }], opaque: [] }]),
      ...opaque.map(({ glob, name }): TextAlternative => ({ clauses: [{ globs: [glob], negated }], opaque: [[name, true]] })),
    ];
  }
  if (opaque.length === 0) return [{ clauses: [{ globs: known, negated }], opaque: [] }];
  const globs = opaque.map(({ glob }) => glob);
  const name = [...new Set(opaque.map((one) => one.name))].sort().join(' | ');
  return [
    { clauses: [{ globs: [...known, ...globs], negated: true }], opaque: [] },
    { clauses: [{ globs: known, negated: true }, { globs, negated: false }], opaque: [[name, false]] },
  ];
}
