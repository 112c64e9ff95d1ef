import { type Glob, literalGlob, run } from './glob';

/** A pattern that looks for a literal anywhere between a prefix and a suffix: `bucket/*report*.pdf`. */
export interface Infix {
  readonly glob: Glob;
  readonly prefix: string;
  readonly literal: string;
  readonly suffix: string;
}

/** Reads a glob as an infix pattern; undefined where it is of another form. */
export function infixOf(glob: Glob): Infix | undefined {
  const parts: string[] = [''];
  for (const element of glob) {
    if (element.kind === 'run' && element.except === '') parts.push('');
    else if (element.kind === 'char' && !element.fold) parts[parts.length - 1] += element.char;
    else return undefined;
  }
  const [prefix, literal, suffix, ...more] = parts;
  return literal === undefined || literal === '' || suffix === undefined || more.length > 0 ? undefined : { glob, prefix, literal, suffix };
}

/** Everything between the prefix and the suffix, with or without the literal. */
export function regionGlob({ prefix, suffix }: Infix): Glob {
  return [...literalGlob(prefix), run(), ...literalGlob(suffix)];
}

/**
 * Whether the literal can begin before the end of a longer prefix, so that two prefixes may see different occurrences of it.
 *
 * @param prefix the prefix of the pattern
 * @param longer a text that begins with the prefix
 */
export function canStraddle(literal: string, prefix: string, longer: string): boolean {
  for (let start = prefix.length; start < longer.length; start++) {
    const rest = longer.slice(start);
    if (rest.startsWith(literal) || literal.startsWith(rest)) return true;
  }
  return false;
}

/** The text from its end. */
export const reversed = (text: string): string => Array.from(text).reverse().join('');
