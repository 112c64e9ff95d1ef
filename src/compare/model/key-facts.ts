import { type Comparison, READ_FAMILIES } from '../../policy/operators';
import { dateText, readDate } from '../../policy/operators/date';
import { readNumber } from '../../policy/operators/numeric';
import { requestKey } from '../../s3/request-keys';
import type { KeyFacts } from '../domain/key-minterms';
import type { Atom, ReadAtom } from '../domain/key-tests';

/**
 * What is known of a key's values, whatever the action.
 *
 * @param key in lower case
 * @param onAws other platforms needn't give every request the keys that AWS gives it. @default true
 */
export function factsOf(key: string, onAws = true): KeyFacts {
  const { type, whole, presence } = requestKey(key) ?? {};
  // what follows from the principal is known before, also that requests that aren't signed haven't some of these
  const always = onAws && (presence === 'always' || presence === 'signed' || presence === 'resource');
  return { ...(type === undefined ? {} : { type }), ...(whole === undefined ? {} : { whole }), ...(always ? { always } : {}) };
}

/**
 * The dimension in which a key is looked at: the moment of a request is one, whichever key it is asked by.
 *
 * @param key in lower case
 */
export function dimensionOf(key: string): string {
  return requestKey(key)?.sameAs?.toLowerCase() ?? key;
}

/**
 * What a request is given for a dimension: a value of every key that it stands for and of which policies speak.
 *
 * @param values `null` where the request lacks the key
 * @param given what requests are given already, by keys in lower case
 */
export function keysIn(
  dimension: string, values: readonly string[] | null, spelling: ReadonlyMap<string, string>, given: ReadonlyMap<string, unknown>,
): readonly (readonly [key: string, values: readonly string[] | null])[] {
  const others = ALIASES.filter((key) => key !== dimension && dimensionOf(key) === dimension && spelling.has(key) && !given.has(key));
  const all = others.map((key) => [key, key === EPOCH && values !== null ? values.map(secondsText) : values] as const);
  return others.length > 0 && !spelling.has(dimension) ? all : [[dimension, values], ...all];
}

const EPOCH = 'aws:epochtime';
const ALIASES: readonly string[] = [EPOCH, 's3:resourceaccount'];
const SECOND = 1000;

function secondsText(time: string): string {
  return String(Math.floor((readDate(time) ?? 0) / SECOND));
}

/**
 * A value that a key is held against, as one that its dimension is held against: `NumericLessThan` of seconds is a moment too.
 *
 * @returns undefined for a value that the operator can't read
 */
export function readAtom(line: ReadAtom['line'], comparison: Comparison, key: string, text: string): Atom | undefined {
  const constant = READ_FAMILIES[line].read(text, comparison);
  if (constant === undefined || line !== 'number' || key !== EPOCH) return constant && { line, constant };
  const seconds = readNumber(text);
  const time = seconds === undefined ? undefined : dateText(seconds * SECOND);
  const moment = time === undefined ? undefined : READ_FAMILIES.date.read(time, comparison);
  return moment && { line: 'date', constant: moment };
}
