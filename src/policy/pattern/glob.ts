/** Stands in a {@link GlobCodes} for any run of characters, also the empty one. */
export const ANY_RUN = -1;
/** Stands in a {@link GlobCodes} for exactly one character. */
export const ANY_ONE = -2;

/** A pattern as UTF-16 code units, with the two wildcards as negative numbers: so a literal `*` is never mistaken for a wildcard. */
export type GlobCodes = readonly number[];

/**
 * Whether text, from an offset on, matches a pattern as a whole. Keeps one position to go back to (the last `*`), which is enough for
 * globs, so it takes at most pattern length times text length steps whatever the pattern is.
 *
 * Allows: `*` (any run, also across `/` and `:`), `?` (one character, also one outside the basic plane).
 */
export function globMatches(codes: GlobCodes, text: string, from = 0): boolean {
  let p = 0;
  let t = from;
  let starPattern = -1;
  let starText = from;
  while (t < text.length) {
    const code = p < codes.length ? codes[p] : undefined;
    if (code === ANY_RUN) {
      starPattern = p++;
      starText = t;
    } else if (code === ANY_ONE) {
      t += characterLength(text, t);
      p++;
    } else if (code === text.charCodeAt(t)) {
      t++;
      p++;
    } else if (starPattern >= 0) {
      p = starPattern + 1;
      t = ++starText;
    } else {
      return false;
    }
  }
  while (p < codes.length && codes[p] === ANY_RUN) p++;
  return p === codes.length;
}

/** The codes of text in which `*` and `?` are wildcards and nothing is special otherwise. */
export function globCodes(text: string): number[] {
  const codes: number[] = [];
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    codes.push(character === '*' ? ANY_RUN : character === '?' ? ANY_ONE : text.charCodeAt(i));
  }
  return codes;
}

/**
 * Whether text matches a glob.
 *
 * @param caseInsensitive both are lower-cased first. @default false
 * @example matchesGlob('s3:Get*', 's3:GetObject') // true
 */
export function matchesGlob(pattern: string, text: string, caseInsensitive = false): boolean {
  return caseInsensitive ? globMatches(globCodes(pattern.toLowerCase()), text.toLowerCase()) : globMatches(globCodes(pattern), text);
}

function characterLength(text: string, at: number): 1 | 2 {
  return (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
}
