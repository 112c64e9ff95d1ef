/** Text that a platform refuses, or reads otherwise than it is written. */
export interface UnclearText {
  /**
   * The characters that make it so, wherever they stand.
   *
   * @default - none
   */
  readonly characters?: string;
  /**
   * What it begins with; a text that is nothing but one variable is not meant.
   *
   * @default - nothing
   */
  readonly beginning?: string;
}

/** Whether a text is one that a platform refuses, or reads otherwise. */
export function isUnclearText(text: string, { characters = '', beginning }: UnclearText): boolean {
  if (beginning !== undefined && text.startsWith(beginning) && !(text.startsWith('${') && text.endsWith('}'))) return true;
  return indexOfAny(text, characters) >= 0;
}

/** Where the first of some characters stands; -1 where none does. */
export function indexOfAny(text: string, characters: string, from = 0): number {
  for (let at = from; at < text.length; at++) if (characters.includes(text[at])) return at;
  return -1;
}
