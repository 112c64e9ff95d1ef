import { plain } from './plain';

const LONGEST_LABEL = 60;

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
