import { variablesOf } from '../../decide/compiled-statement';
import { compileCondition as compileForDecide } from '../../decide/condition';
import { platformKeys } from '../../decide/platform-keys';
import { readOperator, valuesThere, variablesIn, wholeVariable } from '../../decide/read-operator';
import { MAYBE, type Truth, YES } from '../../decide/truth';
import type { Evaluation } from '../../platforms/evaluation';
import { holdsWhenAbsent, isOpenWhenAbsent } from '../../platforms/when-absent';
import type { Condition, PolicyVersion } from '../../policy/document';
import { isTextType, type ParsedOperator, READ_FAMILIES } from '../../policy/operators';
import { UNKNOWN_TEXT } from '../../state/access-state';
import { type Atom, type CompareTest, type KeyTest, readingAsAbsent, readingAsEmpty, testPasses } from '../domain/key-tests';
import { SEPARATOR } from '../domain/separators';
import { readAtom } from '../model/key-facts';
import { type FixedKeys, readArn, readText, type TextPattern } from './text-pattern';

/** A fact that isn't known, by name, and whether it must hold. */
export type Fact = readonly [name: string, holds: boolean];

/** One way in which a condition can hold: all tests pass, and all facts are as they must be. */
export interface ConditionAlternative {
  readonly tests: readonly KeyTest[];
  readonly opaque: readonly Fact[];
}

/** What a condition is read with. */
export interface ConditionContext {
  readonly version: PolicyVersion;
  readonly fixed: FixedKeys;
  /** See `TextRules`. */
  readonly unknowns: string;
  /** How the platform judges otherwise. @default as AWS */
  readonly evaluation?: Evaluation;
}

/** The ways in which one condition can hold; none when it can't. */
export interface ConditionAlternatives {
  readonly alternatives: readonly ConditionAlternative[];
  /** The keys of variables without a value. */
  readonly variables: readonly string[];
}

/**
 * Reads a condition. A key whose value is known is decided here, and leaves no test. An operator that nobody knows, or a value that its
 * operator can't read, leaves a fact: nothing can be said of such a line but that it is what it is.
 */
export function compileCondition(condition: Condition, context: ConditionContext): ConditionAlternatives {
  const key = condition.key.toLowerCase();
  const unknown = condition.values.some((value) => value.includes(UNKNOWN_TEXT));
  const whole: ConditionAlternative = {
    tests: [],
    opaque: [[`${unknown ? context.unknowns : ''}?${condition.operator} ${key} ${[...condition.values].sort().join(SEPARATOR.text)}`, true]],
  };
  const { evaluation } = context;
  const parsed = readOperator(condition, evaluation);
  const itself = parsed && readTests({ ...condition, values: valuesThere(condition, parsed, evaluation) }, key, parsed, context);
  const open = parsed !== undefined && isOpenWhenAbsent(parsed, evaluation) ? whenAbsent(condition, key) : undefined;
  const read = itself && withAbsence(open === undefined ? itself : { ...itself, alternatives: [...itself.alternatives, open] }, key, evaluation);
  if (read === undefined) return { alternatives: [whole], variables: [] };
  const { variables, alternatives } = read;
  const opaque = alternatives.some((alternative) => alternative.opaque.length > 0);
  const values = context.fixed.get(key);
  if (values === undefined) return opaque && parsed?.set !== undefined ? { alternatives: [whole], variables } : read;
  if (variables.length === 0) {
    const known = { get: (name: string) => context.fixed.get(name) ?? undefined };
    const seen = evaluation === undefined ? known : platformKeys(known, evaluation);
    const truth = compileForDecide(condition, variablesOf(context, evaluation), evaluation)(seen);
    return { alternatives: decided(truth, whole), variables };
  }
  if (parsed?.set !== undefined || values?.some((value) => value.includes(UNKNOWN_TEXT)) === true) return { alternatives: [whole], variables };
  return {
    alternatives: alternatives.filter(({ tests }) => tests.every((test) => testPasses(test, values)))
      .map(({ opaque: facts }) => ({ tests: [], opaque: facts })),
    variables,
  };
}

function decided(truth: Truth, whole: ConditionAlternative): readonly ConditionAlternative[] {
  if (truth === MAYBE) return [whole];
  return truth === YES ? [{ tests: [], opaque: [] }] : [];
}

/** The tests of a condition; undefined when it can't be read. */
function readTests(condition: Condition, key: string, parsed: ParsedOperator, context: ConditionContext): ConditionAlternatives | undefined {
  const { base, set } = parsed;
  if (base.type === 'null') return readNull(condition.values);
  const absent = holdsWhenAbsent(parsed, context.evaluation);
  const test = (atoms: readonly Atom[]): CompareTest => (
    { kind: 'compare', ...(set === undefined ? {} : { set }), negated: base.negated, atoms, whenAbsent: absent }
  );
  const { type } = base;
  if (!isTextType(type)) {
    const atoms = condition.values.map((value) => readAtom(type, base.comparison, context.evaluation === undefined ? key : '', value));
    if (atoms.includes(undefined)) return undefined;
    return { alternatives: [{ tests: [test(atoms.flatMap((atom) => atom ?? []))], opaque: [] }], variables: [] };
  }
  const variables = base.variables && variablesOf(context, context.evaluation);
  const needed = wholeVariable(condition, variables);
  // without a value nothing that the request has passes, negated or not
  if (needed !== undefined && context.fixed.get(needed) === null) {
    return { alternatives: [{ tests: [{ ...test([]), negated: false }], opaque: [] }], variables: [] };
  }
  const syntax = { ...context, wildcards: base.wildcards, fold: base.comparison === 'equalsIgnoreCase' };
  const read = base.type === 'arn' ? readArn : readText;
  const patterns = condition.values.flatMap((value) => read(value, { ...syntax, variables: variablesIn(value, variables) }) ?? []);
  return { alternatives: textAlternatives(key, patterns, base.negated, test), variables: patterns.flatMap((pattern) => pattern.keys) };
}

/** Where nothing says what a condition says of a request that lacks the key, that is a fact that isn't known. */
function whenAbsent({ operator, values }: Condition, key: string): ConditionAlternative {
  return { tests: [{ kind: 'absent', wanted: true }], opaque: [[`?absent ${operator} ${key} ${[...values].sort().join(SEPARATOR.text)}`, true]] };
}

/** Where a platform judges a value as if the key were absent, or a request without the key as if it were empty, tests do too. */
function withAbsence(read: ConditionAlternatives, key: string, evaluation: Evaluation | undefined): ConditionAlternatives {
  const { readsAsAbsent = {}, readsAsEmpty = [] } = evaluation ?? {};
  const reads = (as: (test: KeyTest) => KeyTest): ConditionAlternatives => (
    { ...read, alternatives: read.alternatives.map((one) => ({ ...one, tests: one.tests.map(as) })) }
  );
  if (readsAsEmpty.includes(key)) return reads(readingAsEmpty);
  return Object.hasOwn(readsAsAbsent, key) ? reads((test) => readingAsAbsent(test, readsAsAbsent[key])) : read;
}

function readNull(values: readonly string[]): ConditionAlternatives | undefined {
  const constants = values.flatMap((value) => READ_FAMILIES.null.read(value, 'isAbsent') ?? []);
  if (constants.length === 0 || constants.length < values.length) return undefined;
  const wanted = new Set(constants.map(({ test }) => test(null)));
  return { alternatives: [...wanted].map((absent) => ({ tests: [{ kind: 'absent', wanted: absent }], opaque: [] })), variables: [] };
}

/** An opaque value matches at most what its glob does, and whether it matches is a fact that isn't known. */
function textAlternatives(
  key: string,
  patterns: readonly TextPattern[],
  negated: boolean,
  test: (atoms: readonly Atom[]) => CompareTest,
): readonly ConditionAlternative[] {
  const atom = ({ glob }: TextPattern): Atom => ({ line: 'text', glob });
  const known = patterns.filter(({ opaque }) => opaque === undefined).map(atom);
  const free = patterns.flatMap((pattern) => (pattern.opaque === undefined ? [] : [{ atom: atom(pattern), name: `${key} ${pattern.opaque}` }]));
  if (free.length === 0) return [{ tests: [test(known)], opaque: [] }];
  const bounds = free.map((one) => one.atom);
  const compare = (atoms: readonly Atom[], not: boolean): KeyTest => ({ kind: 'compare', negated: not, atoms, whenAbsent: false });
  if (!negated) {
    return [
      { tests: [test(known)], opaque: [] },
      ...free.map((one): ConditionAlternative => ({ tests: [compare([one.atom], false)], opaque: [[one.name, true]] })),
    ];
  }
  const none: Fact = [[...new Set(free.map((one) => one.name))].sort().join(' | '), false];
  return [{ tests: [test([...known, ...bounds])], opaque: [] }, { tests: [compare(known, true), compare(bounds, false)], opaque: [none] }];
}
