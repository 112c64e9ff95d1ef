import type { Expression } from './expression';
import { closingBrace, NotRead, type Scanner } from './scanner';

const HEREDOC = /<<(-?)([A-Za-z_][\w-]*)[ \t]*\r?\n/y;
const ESCAPES: ReadonlyMap<string, string> = new Map([['n', '\n'], ['r', '\r'], ['t', '\t'], ['"', '"'], ['\\', '\\']]);

/** Reads the text of a literal as a template. @param depth how deep it stands in other expressions */
export type ReadTemplate = (text: string, depth: number) => Expression;

/**
 * The string literal that begins here.
 *
 * @param depth how deep it stands in other expressions
 */
export function stringLiteral(scanner: Scanner, depth: number, readTemplate: ReadTemplate): Expression {
  const { source, at: start } = scanner;
  let letters = '';
  let raw = start + 1;
  for (let index = raw; index < source.length; index++) {
    const character = source[index];
    if (character === '"') {
      scanner.at = index + 1;
      return readTemplate(letters + source.slice(raw, index), depth);
    }
    if (character === '\n') break;
    if (character === '\\') {
      const [value, length] = escapeAt(source, index);
      letters += source.slice(raw, index) + value;
      index += length - 1;
      raw = index + 1;
    } else if ((character === '$' || character === '%') && source[index + 1] === '{' && source[index - 1] !== character) {
      index = closingBrace(source, index + 2);
    }
  }
  throw new NotRead(start);
}

/**
 * The heredoc that begins here.
 *
 * @param depth how deep it stands in other expressions
 */
export function heredoc(scanner: Scanner, depth: number, readTemplate: ReadTemplate): Expression {
  const { source, at: opening } = scanner;
  HEREDOC.lastIndex = opening;
  const [whole, indented, marker] = HEREDOC.exec(source) ?? [];
  if (whole === undefined) throw scanner.notRead();
  const found = heredocLines(source, opening + whole.length, marker, indented === '-');
  if (found === undefined) throw scanner.notRead();
  scanner.at = found.end;
  return readTemplate(found.text, depth);
}

/** A heredoc. */
interface Heredoc {
  readonly text: string;
  /** Where it ends. */
  readonly end: number;
}

/**
 * The text of a heredoc, and where the heredoc ends.
 *
 * @param from where its first line begins
 * @param marker the word that ends it
 * @param indented whether the white space that all lines begin with is left out (`<<-`)
 * @returns `undefined` when nothing ends it
 * @see https://developer.hashicorp.com/terraform/language/expressions/strings#heredoc-strings
 */
function heredocLines(source: string, from: number, marker: string, indented: boolean): Heredoc | undefined {
  const lines: string[] = [];
  for (let start = from; start <= source.length;) {
    const newline = source.indexOf('\n', start);
    const stop = newline < 0 ? source.length : newline;
    const line = source.slice(start, stop).replace(/\r$/, '');
    if (line.trim() === marker) return { text: (indented ? outdented(lines) : lines).map((one) => `${one}\n`).join(''), end: start + source.slice(start, stop).trimEnd().length };
    if (newline < 0) return undefined;
    lines.push(line);
    start = newline + 1;
  }
  return undefined;
}

function outdented(lines: readonly string[]): readonly string[] {
  let shared = Infinity;
  for (const line of lines) if (line.trim() !== '') shared = Math.min(shared, line.length - line.trimStart().length);
  return shared === Infinity ? lines : lines.map((line) => line.slice(shared));
}

/** What an escape sequence stands for, and how long it is. */
function escapeAt(source: string, at: number): readonly [string, number] {
  const letter = source[at + 1];
  const plain = ESCAPES.get(letter);
  if (plain !== undefined) return [plain, 2];
  const length = letter === 'u' ? 4 : letter === 'U' ? 8 : 0;
  const code = source.slice(at + 2, at + 2 + length);
  if (length === 0 || !/^[0-9A-Fa-f]+$/.test(code) || code.length !== length || parseInt(code, 16) > 0x10ffff) throw new NotRead(at);
  const character = String.fromCodePoint(parseInt(code, 16));
  // an escaped `$` begins no template, which could no longer be recognised once it is written out
  if ('$%{'.includes(character)) throw new NotRead(at);
  return [character, 2 + length];
}
