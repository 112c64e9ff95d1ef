import { printedLine } from './printed';

/** What needs no escape in Markdown: no link, mention, image, emphasis or HTML is made of it. */
const HARMLESS = /^(?!.*(?:www\.|:\/\/))[\p{L}\p{N} (),.:/?'-]*$/iu;

/**
 * A cell of a table in Markdown: as it is where nothing in it means anything, and as code elsewhere, which neither links nor mentions.
 *
 * @see https://github.github.com/gfm/#tables-extension-
 */
export function markdownCell(text: string): string {
  const shown = printedLine(text);
  if (HARMLESS.test(shown) && !/^[-=]+$/.test(shown)) return shown;
  const longest = Math.max(0, ...(shown.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence} ${shown.replaceAll('|', '\\|')} ${fence}`;
}
