/** One place of a glob: a character, one character of a class, or any run of characters of a class. A class is all but `except`. */
export type GlobPlace =
  | { readonly kind: 'char'; readonly char: string; readonly fold: boolean }
  | { readonly kind: 'one' | 'run'; readonly except: string };

/** A pattern over whole strings, place by place. */
export type Glob = readonly GlobPlace[];

/** A character that must stand here; `fold` takes either case. */
export function character(char: string, fold = false): GlobPlace {
  const known = fold ? FOLDED : EXACT;
  let place = known.get(char);
  if (place === undefined) {
    place = { kind: 'char', char: fold ? char.toLowerCase() : char, fold };
    if (known.size < MOST_CHARACTERS) known.set(char, place);
  }
  return place;
}

/** Places are plain values: one for each character saves most of the memory of large states. */
const EXACT = new Map<string, GlobPlace>();
const FOLDED = new Map<string, GlobPlace>();
const MOST_CHARACTERS = 1_000;

/** Any run of characters, none of them in `except`. */
export const run = (except = ''): GlobPlace => ({ kind: 'run', except });

/** Exactly one character that isn't in `except`. */
export const one = (except = ''): GlobPlace => ({ kind: 'one', except });

/** The glob that matches one string only. */
export function literalGlob(text: string, fold = false): Glob {
  return Array.from(text, (char) => character(char, fold));
}

/** Whether every character that `place` takes is in the class of all but `except`. */
export function placeWithin(place: GlobPlace, except: string): boolean {
  if (place.kind !== 'char') return Array.from(except).every((char) => place.except.includes(char));
  return !except.includes(place.char) && !(place.fold && except.includes(place.char.toUpperCase()));
}

/** Whether a place takes a character. */
export function placeTakes(place: GlobPlace, char: string): boolean {
  if (place.kind !== 'char') return !place.except.includes(char);
  return place.char === char || (place.fold && place.char === char.toLowerCase());
}

const keys = new WeakMap<Glob, string>();

/** The same text for the same glob: for finding equal ones. */
export function globKey(glob: Glob): string {
  let key = keys.get(glob);
  if (key === undefined) {
    // joined at once: text that is added to piece by piece is costly to sort and to look up
    keys.set(glob, key = glob.map(placeKey).join(''));
  }
  return key;
}

/** Characters that a key writes for something else, or that separate keys. */
const SPECIAL = /[\u0000-\u001f=~?*]/;

function placeKey(place: GlobPlace): string {
  if (place.kind !== 'char') return `${place.kind === 'one' ? '?' : '*'}${place.except}\u0000`;
  return place.fold ? `~${place.char}` : SPECIAL.test(place.char) ? `=${place.char}` : place.char;
}

/** Whether a glob matches a string. */
export function globMatches(glob: Glob, text: string): boolean {
  // most globs are told by how they begin
  let begun = 0;
  let read = 0;
  for (let place = glob[begun]; place?.kind === 'char' && !place.fold; place = glob[++begun]) {
    const char = text.slice(read, read + place.char.length);
    if (!placeTakes(place, char)) return false;
    read += char.length;
  }
  if (begun === glob.length) return read === text.length;
  const last = glob[begun];
  if (begun === glob.length - 1 && last.kind === 'run' && last.except === '') return true;
  let places = closure(glob, new Set([begun]));
  for (const char of text.slice(read)) {
    const next = new Set<number>();
    for (const at of places) {
      if (at === glob.length || !placeTakes(glob[at], char)) continue;
      next.add(glob[at].kind === 'run' ? at : at + 1);
    }
    if (next.size === 0) return false;
    places = closure(glob, next);
  }
  return places.has(glob.length);
}

function closure(glob: Glob, places: Set<number>): Set<number> {
  for (const at of places) if (at < glob.length && glob[at].kind === 'run') places.add(at + 1);
  return places;
}
