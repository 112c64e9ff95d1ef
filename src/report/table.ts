import { plain } from './escape/plain';

/** Letters that take the room of two. */
const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
/** Letters that take none of their own. */
const NARROW = /\p{M}/u;

/** A plain table for a terminal: columns aligned, no colours and no frame, so that it can be pasted and searched. */
export function table(head: readonly string[], rows: ReadonlyArray<readonly string[]>): string {
  const cells = [head, ...rows].map((row) => row.map(plain));
  const widths = head.map((_, column) => cells.reduce((most, row) => Math.max(most, width(row[column] ?? '')), 0));
  return cells.map((row) => row.map((cell, column) => `${cell}${' '.repeat(widths[column] - width(cell) + 2)}`).join('').trimEnd()).join('\n');
}

function width(text: string): number {
  // nearly all is plain
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  let sum = 0;
  for (const letter of text) sum += NARROW.test(letter) ? 0 : WIDE.test(letter) ? 2 : 1;
  return sum;
}
