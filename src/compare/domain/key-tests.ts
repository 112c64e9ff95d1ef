import type { Constant, ReadType } from '../../policy/operators';
import { type Glob, globKey, globMatches, literalGlob, one } from './glob';
import { SEPARATOR } from './separators';

/** What one value of a condition is held against: any of a test's atoms satisfies it. */
export type Atom = TextAtom | ReadAtom;

/** A pattern of text. */
export interface TextAtom {
  readonly line: 'text';
  readonly glob: Glob;
}

/** A number, a date, an address, … */
export interface ReadAtom {
  readonly line: Exclude<ReadType, 'null'>;
  readonly constant: Constant;
}

/** How the values of a key are distinguished: as text, or as the values of a type. */
export type Line = Atom['line'];

/** A comparison of the values of a key. */
export interface CompareTest {
  readonly kind: 'compare';
  /** `any` and `all` for the set operators. */
  readonly set?: 'any' | 'all';
  /** Whether a value passes when none of the atoms hold. */
  readonly negated: boolean;
  /** What the line says of a request without the key. */
  readonly whenAbsent: boolean;
  readonly atoms: readonly Atom[];
}

/** One line of a condition on one key, free of variables. */
export type KeyTest = { readonly kind: 'absent'; readonly wanted: boolean } | CompareTest;

/** Whether a value of a request satisfies an atom. */
export function atomHolds(atom: Atom, value: string): boolean {
  return atom.line === 'text' ? globMatches(atom.glob, value) : atom.constant.test(value);
}

/** The same text for the same atom. */
export function atomKey(atom: Atom): string {
  return atom.line === 'text' ? `text ${globKey(atom.glob)}` : atom.constant.key;
}

/** The same text for the same test. */
export function testKey(test: KeyTest): string {
  if (test.kind === 'absent') return `absent ${test.wanted}`;
  return `${test.set ?? 'one'} ${test.negated} ${test.whenAbsent} ${test.atoms.map(atomKey).sort().join(SEPARATOR.atom)}`;
}

/**
 * What a test says when the atoms that hold for a single value are known.
 *
 * @param holds says whether an atom holds for the value
 */
export function valuePasses(test: CompareTest, holds: (atom: Atom) => boolean): boolean {
  return test.atoms.some(holds) !== test.negated;
}

/** What a test says of a request whose values of the key are known; `null` when it lacks the key. */
export function testPasses(test: KeyTest, values: readonly string[] | null): boolean {
  if (test.kind === 'absent') return test.wanted === (values === null);
  if (values === null) return test.whenAbsent;
  const passes = (value: string) => valuePasses(test, (atom) => atomHolds(atom, value));
  return test.set === 'all' ? values.every(passes) : values.some(passes);
}

/** The test that says of a value (in lower case) what this one says of a request without the key. */
export function readingAsAbsent(test: KeyTest, value: string): KeyTest {
  const itself: Atom = { line: 'text', glob: literalGlob(value, true) };
  if (test.kind === 'absent') return { kind: 'compare', negated: !test.wanted, whenAbsent: test.wanted, atoms: [itself] };
  const { atoms, negated, whenAbsent } = test;
  const others = atoms.flatMap((atom) => without(atom, value));
  return { ...test, atoms: negated === whenAbsent ? others : [...others, itself] };
}

/** The test that says of a request without the key what this one says of an empty value. */
export function readingAsEmpty(test: KeyTest): KeyTest {
  if (test.kind === 'absent') return { kind: 'compare', negated: !test.wanted, whenAbsent: !test.wanted, atoms: [] };
  return { ...test, whenAbsent: testPasses(test, ['']) };
}

/** An atom that no longer holds for a value. */
function without(atom: Atom, value: string): readonly Atom[] {
  if (!atomHolds(atom, value)) return [atom];
  const isPattern = atom.line === 'text' && atom.glob.some(({ kind }) => kind !== 'char');
  // what matches the empty text consists of wildcards
  return isPattern && value === '' ? [{ ...atom, glob: [one(), ...atom.glob] }] : [];
}
