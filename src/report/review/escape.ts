import { plain } from './labels';

/** Text as HTML. */
export function html(text: string): string {
  return plain(text).replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}

/** Text of several lines as HTML. */
export function htmlLines(text: string): string {
  return text.split('\n').map(html).join('\n');
}

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

/**
 * Text as a label of Mermaid, in quotes: all but plain letters as codes.
 *
 * @see https://mermaid.js.org/syntax/flowchart.html#special-characters-that-break-syntax
 */
export function mermaidLabel(text: string): string {
  const shown = [...plain(text)];
  const short = shown.length > LONGEST_LABEL ? [...shown.slice(0, LONGEST_LABEL - 1), '…'] : shown;
  return `"${short.join('').replace(/[^A-Za-z0-9 ./,()-]/gu, (letter) => `#${letter.codePointAt(0) ?? 0};`)}"`;
}

const LONGEST_LABEL = 60;
