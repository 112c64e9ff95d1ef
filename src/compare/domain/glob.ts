import { BoundedCache, CACHE_LIMITS } from './bounded-cache';
import { SEPARATOR } from './separators';

/** One place of a glob: a character, one character of a class, or any run of characters of a class. A class is all but `except`. */
export type GlobElement =
  | { readonly kind: 'char'; readonly char: string; readonly fold: boolean }
  | { readonly kind: 'one' | 'run'; readonly except: string };

/** A pattern over whole strings, place by place. */
export type Glob = readonly GlobElement[];

/** A character that must stand here; `fold` takes either case. */
export function character(char: string, fold = false): GlobElement {
  const known = fold ? FOLDED : EXACT;
  return known.peek(char) ?? known.set(char, { kind: 'char', char: fold ? char.toLowerCase() : char, fold });
}

/** Elements are plain values: one object for each character saves most of the memory that large states take. */
const EXACT = new BoundedCache<string, GlobElement>(CACHE_LIMITS.characters);
const FOLDED = new BoundedCache<string, GlobElement>(CACHE_LIMITS.characters);

/** Any run of characters, none of them in `except`. */
export const run = (except = ''): GlobElement => ({ kind: 'run', except });

/** Exactly one character that isn't in `except`. */
export const one = (except = ''): GlobElement => ({ kind: 'one', except });

/** The glob that matches one string only. */
export function literalGlob(text: string, fold = false): Glob {
  return Array.from(text, (char) => character(char, fold));
}

/** Whether every character that `place` takes is in the class of all but `except`. */
export function elementWithin(element: GlobElement, except: string): boolean {
  if (element.kind !== 'char') return Array.from(except).every((char) => element.except.includes(char));
  return !except.includes(element.char) && !(element.fold && except.includes(element.char.toUpperCase()));
}

/** Whether a place takes a character. */
export function elementAccepts(element: GlobElement, char: string): boolean {
  if (element.kind !== 'char') return !element.except.includes(char);
  return element.char === char || (element.fold && element.char === char.toLowerCase());
}

const keys = new WeakMap<Glob, string>();

/** The same text for the same glob: for finding equal ones. */
export function globKey(glob: Glob): string {
  let key = keys.get(glob);
  if (key === undefined) {
    // joined at once: text that is added to piece by piece is costly to sort and to look up
    keys.set(glob, key = glob.map(elementKey).join(''));
  }
  return key;
}

/** Characters that a key writes for something else, or that separate keys. */
const SPECIAL = /[\u0000-\u001f=~?*]/;

function elementKey(element: GlobElement): string {
  if (element.kind !== 'char') return `${element.kind === 'one' ? '?' : '*'}${element.except}${SEPARATOR.wildcard}`;
  return element.fold ? `~${element.char}` : SPECIAL.test(element.char) ? `=${element.char}` : element.char;
}

/** Whether a glob matches a string. */
export function globMatches(glob: Glob, text: string): boolean {
  // most globs differ in how they begin
  let begun = 0;
  let read = 0;
  for (let element = glob[begun]; element?.kind === 'char' && !element.fold; element = glob[++begun]) {
    const char = text.slice(read, read + element.char.length);
    if (!elementAccepts(element, char)) return false;
    read += char.length;
  }
  if (begun === glob.length) return read === text.length;
  const last = glob[begun];
  if (begun === glob.length - 1 && last.kind === 'run' && last.except === '') return true;
  return globPositions(glob, text.slice(read), closure(glob, new Set([begun]))).has(glob.length);
}

/** The places of a glob that can be reached by reading a text; none where the text rules a match out. */
export function globPositions(glob: Glob, text: string, from: ReadonlySet<number> = closure(glob, new Set([0]))): ReadonlySet<number> {
  let positions = from;
  for (const char of text) {
    const next = new Set<number>();
    for (const at of positions) {
      if (at === glob.length || !elementAccepts(glob[at], char)) continue;
      next.add(glob[at].kind === 'run' ? at : at + 1);
    }
    if (next.size === 0) return next;
    positions = closure(glob, next);
  }
  return positions;
}

function closure(glob: Glob, positions: Set<number>): Set<number> {
  for (const at of positions) if (at < glob.length && glob[at].kind === 'run') positions.add(at + 1);
  return positions;
}
