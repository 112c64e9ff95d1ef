import { readDate } from '../decide/operators/date';
import type { OperatorType } from '../policy/operators';
import { type Glob, globKey, globMatches, literalGlob, one } from './glob';
import { type IpAtom, ipHolds, type NumberAtom, numberHolds, parseIp, parseIpRange } from './intervals';

/** How the values of a key are ordered and told apart. */
export type Line = 'text' | 'truth' | 'number' | 'date' | 'ip';

/** What one value of a condition is held against: any of a test's atoms satisfies it. */
export type Atom =
  | { readonly line: 'text' | 'truth'; readonly glob: Glob }
  | { readonly line: 'number' | 'date'; readonly number: NumberAtom }
  | { readonly line: 'ip'; readonly range: IpAtom };

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

/** Says which atoms a value of the request satisfies. */
export function atomsOf(value: string): (atom: Atom) => boolean {
  let ip: ReturnType<typeof parseIp> | null = null;
  return (atom) => {
    switch (atom.line) {
      case 'text':
      case 'truth': return globMatches(atom.glob, value);
      case 'number': return numberHolds(atom.number, Number(value));
      case 'date': return numberHolds(atom.number, readDate(value) ?? Number.NaN);
      case 'ip': {
        // an address is held against many ranges, and reading it is most of the work
        if (ip === null) ip = parseIp(value);
        return ip !== undefined && ipHolds(atom.range, ip);
      }
    }
  };
}

/** The same text for the same atom. */
export function atomKey(atom: Atom): string {
  switch (atom.line) {
    case 'text':
    case 'truth': return `${atom.line} ${globKey(atom.glob)}`;
    case 'number':
    case 'date': return `${atom.line} ${atom.number.relation} ${atom.number.constant}`;
    case 'ip': return `ip ${atom.range.version} ${atom.range.low} ${atom.range.high}`;
  }
}

/** The same text for the same test. */
export function testKey(test: KeyTest): string {
  if (test.kind === 'absent') return `absent ${test.wanted}`;
  return `${test.set ?? 'one'} ${test.negated} ${test.whenAbsent} ${test.atoms.map(atomKey).sort().join('\u0001')}`;
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
  const passes = (value: string) => valuePasses(test, atomsOf(value));
  return test.set === 'all' ? values.every(passes) : values.some(passes);
}

/** Reads one value of an operator whose values hold no wildcards and no variables; undefined when the operator can't read it. */
export function plainAtom(type: Exclude<OperatorType, 'string' | 'arn' | 'null'>, relation: NumberAtom['relation'], text: string): Atom | undefined {
  switch (type) {
    case 'ip': {
      const range = parseIpRange(text);
      return range && { line: 'ip', range };
    }
    case 'boolean': return /^(true|false)$/i.test(text) ? { line: 'truth', glob: literalGlob(text, true) } : undefined;
    case 'binary': return /^[A-Za-z0-9+/_-]*={0,2}$/.test(text) ? { line: 'text', glob: literalGlob(Buffer.from(text, 'base64').toString('base64')) } : undefined;
    case 'date': return numberAtom('date', relation, readDate(text));
    case 'number': return numberAtom('number', relation, readNumber(text));
  }
}

function numberAtom(line: 'number' | 'date', relation: NumberAtom['relation'], constant: number | undefined): Atom | undefined {
  return constant === undefined ? undefined : { line, number: { relation, constant } };
}

function readNumber(text: string): number | undefined {
  const trimmed = text.trim();
  return /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/.test(trimmed) ? Number(trimmed) : undefined;
}

/** The test that says of a value (in lower case) what this one says of a request without the key. */
export function readingAsAbsent(test: KeyTest, value: string): KeyTest {
  const itself: Atom = { line: 'text', glob: literalGlob(value, true) };
  if (test.kind === 'absent') return { kind: 'compare', negated: !test.wanted, whenAbsent: test.wanted, atoms: [itself] };
  const { atoms, negated, whenAbsent } = test;
  const others = atoms.flatMap((atom) => without(atom, value));
  return { ...test, atoms: negated === whenAbsent ? others : [...others, atoms[0]?.line === 'truth' ? { ...itself, line: 'truth' } : itself] };
}

/** An atom that no longer holds for a value. */
function without(atom: Atom, value: string): readonly Atom[] {
  if (!atomsOf(value)(atom)) return [atom];
  const isPattern = (atom.line === 'text' || atom.line === 'truth') && atom.glob.some(({ kind }) => kind !== 'char');
  // what matches the empty text consists of wildcards
  return isPattern && value === '' ? [{ ...atom, glob: [one(), ...atom.glob] }] : [];
}
