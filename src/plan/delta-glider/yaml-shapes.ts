/*
 * What the configuration of a proxy is made of. The proxy refuses what has another shape, and so does who reads it: of a user that was
 * written otherwise than expected, it would seem that the user may do nothing.
 */

/** A section: keys and values. */
export type Section = Readonly<Partial<Record<string, unknown>>>;

/** What is wrong with a file, as the rest of a sentence that begins with the file. */
export class Misshapen extends Error {}

/** A section; an empty one where there is none. */
export function sectionIn(value: unknown, what: string): Section {
  if (value === undefined || value === null) return {};
  if (typeof value === 'object' && !Array.isArray(value)) return value as Section;
  throw new Misshapen(`has ${what} that isn't keys and values`);
}

/** A list; an empty one where there is none. */
export function listIn(value: unknown, what: string): readonly unknown[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value;
  throw new Misshapen(`has ${what} that are not a list`);
}

/** A list of texts, none of which comes from the environment of the proxy. */
export function textsIn(value: unknown, what: string): readonly string[] {
  return listIn(value, what).map((text) => nameIn(text, what));
}

/** A text that doesn't come from the environment of the proxy. */
export function nameIn(value: unknown, what: string): string {
  if (typeof value !== 'string') throw new Misshapen(`has ${what} without a text where a name belongs`);
  if (value.includes('${')) throw new Misshapen(`has ${what} with ${value}, which is known only where the proxy runs`);
  return value;
}
