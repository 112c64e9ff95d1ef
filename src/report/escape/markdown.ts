import { plain } from './plain';

/** What needs no escape in Markdown: no link, mention, image, emphasis or HTML is made of it. */
const HARMLESS = /^(?!.*(?:www\.|:\/\/))[\p{L}\p{N} (),.:;=/?'-]*$/iu;

/**
 * Text as code in Markdown, where nothing in it is a link, a mention, an image, HTML or emphasis: between more backticks than it has in a
 * row.
 *
 * @see https://spec.commonmark.org/0.31.2/#code-spans
 */
export function code(text: string): string {
  const shown = plain(text);
  const longest = Math.max(0, ...(shown.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = /^[` ]|[` ]$/.test(shown) || shown === '' ? ' ' : '';
  return `${fence}${pad}${shown}${pad}${fence}`;
}

/** Text inside HTML that stands in Markdown: letters that mean something to either of them as their codes. */
export function htmlInMarkdown(text: string): string {
  return plain(text).replace(/[^\p{L}\p{N} .,:;/=(){}"'?-]/gu, (letter) => `&#${letter.codePointAt(0) ?? 0};`);
}

/** Text that may be prose: as it is where nothing in it means anything, and as code elsewhere. */
export function markdownText(text: string): string {
  const shown = plain(text);
  return isHarmless(shown) ? shown : code(shown);
}

/**
 * The same as a cell of a table.
 *
 * @see https://github.github.com/gfm/#tables-extension-
 */
export function markdownCell(text: string): string {
  const shown = plain(text);
  if (isHarmless(shown)) return shown;
  const longest = Math.max(0, ...(shown.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence} ${shown.replaceAll('|', '\\|')} ${fence}`;
}

function isHarmless(shown: string): boolean {
  return HARMLESS.test(shown) && !/^[-=]+$/.test(shown);
}
