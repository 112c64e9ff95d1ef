import { type Fn, isTexts, textOf } from './function';
import { LARGEST_TEXT } from './limits';

const one = (change: (text: string) => unknown): Fn => ([value]) => {
  const text = textOf(value);
  return text === undefined ? undefined : change(text);
};

const two = (change: (a: string, b: string) => unknown): Fn => ([a, b]) => (typeof a === 'string' && typeof b === 'string' ? change(a, b) : undefined);

/** Functions of texts. */
export const TEXTS: Readonly<Record<string, Fn>> = {
  join: ([separator, ...lists]) => (typeof separator === 'string' && lists.every(isTexts) ? joined(separator, lists.flat(1)) : undefined),
  split: two((separator, text) => text.split(separator)),
  lower: one((text) => text.toLowerCase()),
  upper: one((text) => text.toUpperCase()),
  title: one((text) => text.replace(/(^|\s)(\p{Ll})/gu, (_, space: string, letter: string) => space + letter.toUpperCase())),
  trimspace: one((text) => text.trim()),
  chomp: one((text) => text.replace(/(?:\r?\n)$/, '')),
  trimprefix: two((text, prefix) => (text.startsWith(prefix) ? text.slice(prefix.length) : text)),
  trimsuffix: two((text, suffix) => (suffix !== '' && text.endsWith(suffix) ? text.slice(0, -suffix.length) : text)),
  trim: two((text, cutset) => trimmed(text, new Set(cutset))),
  startswith: two((text, prefix) => text.startsWith(prefix)),
  endswith: two((text, suffix) => text.endsWith(suffix)),
  strcontains: two((text, part) => text.includes(part)),
  replace: ([text, from, to]) => {
    if (typeof text !== 'string' || typeof from !== 'string' || typeof to !== 'string') return undefined;
    // between slashes it is a regular expression, of another dialect
    if (from.startsWith('/')) {
      const isReplaced = letterClass(from);
      return isReplaced === undefined || to.includes('$') ? undefined : [...text].map((letter) => (isReplaced(letter) ? to : letter)).join('');
    }
    const count = text.split(from).length - 1;
    return text.length + count * (to.length - from.length) > LARGEST_TEXT ? undefined : text.replaceAll(from, () => to);
  },
  substr: ([text, offset, length]) => {
    if (typeof text !== 'string' || typeof offset !== 'number' || typeof length !== 'number') return undefined;
    const letters = [...text];
    const start = offset < 0 ? letters.length + offset : offset;
    return letters.slice(start, length < 0 ? undefined : start + length).join('');
  },
  format: ([format, ...values], { isKnown }) => (typeof format === 'string' && isKnown(format) ? formatted(format, values) : undefined),
  tostring: one((text) => text),
};

/** Texts put together; `undefined` where that would be too much. */
function joined(separator: string, texts: ReadonlyArray<string | number>): string | undefined {
  const length = texts.reduce((sum: number, text) => sum + String(text).length + separator.length, 0);
  return length > LARGEST_TEXT ? undefined : texts.join(separator);
}

function trimmed(text: string, cutset: ReadonlySet<string>): string {
  const letters = [...text];
  let start = 0;
  let end = letters.length;
  while (start < end && cutset.has(letters[start])) start++;
  while (end > start && cutset.has(letters[end - 1])) end--;
  return letters.slice(start, end).join('');
}

/** Only what puts a text or a whole number in its place; widths and other verbs are not computed. */
function formatted(format: string, values: readonly unknown[]): string | undefined {
  let used = 0;
  let isRead = true;
  const text = format.replace(/%(.?)/gs, (_, verb: string) => {
    if (verb === '%') return '%';
    const value = values[used++];
    const shown = textOf(value);
    if (shown === undefined || !(verb === 's' || verb === 'v' || (verb === 'd' && Number.isInteger(value)))) isRead = false;
    return shown ?? '';
  });
  return isRead && used === values.length ? text : undefined;
}

/** One letter of a class, or a range of letters. */
const MEMBER = /([A-Za-z0-9_./: ])(?:-([A-Za-z0-9]))?|-/g;

/**
 * The letters of a regular expression that is nothing but a class of them, such as `/[^a-zA-Z0-9-]/`: the form in which names are cleaned.
 *
 * @returns whether a letter is one of them; `undefined` for every other expression
 */
function letterClass(expression: string): ((letter: string) => boolean) | undefined {
  if (!expression.startsWith('/[') || !expression.endsWith(']/') || expression.length > 200) return undefined;
  const inside = expression.slice(2, -2);
  const isNegated = inside.startsWith('^');
  const members = isNegated ? inside.slice(1) : inside;
  const found = [...members.matchAll(MEMBER)];
  if (members === '' || found.map(([text]) => text).join('') !== members) return undefined;
  const isMember = (letter: string): boolean => found.some(([text, first, last]) => (
    last === undefined ? letter === (first ?? text) : letter.length === 1 && letter >= first && letter <= last));
  return (letter) => isMember(letter) !== isNegated;
}
