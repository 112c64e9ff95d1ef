import { printedLine } from '../../errors/printed';
import { UNKNOWN_TEXT } from '../../state/access-state';

/**
 * Text of others as one line of visible characters: what isn't known in words, and control and direction characters, which would move a
 * cursor, end a line or reorder what is read, as their codes. What every other escape begins with.
 */
export function plain(text: string): string {
  return printedLine(text.replaceAll(UNKNOWN_TEXT, '(unknown)'));
}
