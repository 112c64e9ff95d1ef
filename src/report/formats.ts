import { table } from './table';

/** A table as rows of text under a head. */
export interface Sheet {
  readonly head: readonly string[];
  readonly rows: ReadonlyArray<readonly string[]>;
}

/** The ways to print a table, by name. */
export const SHEET_FORMATS: Readonly<Record<'text' | 'markdown' | 'csv', (sheet: Sheet) => string>> = {
  text: ({ head, rows }) => table(head, rows),
  markdown: ({ head, rows }) => [head, head.map(() => '---'), ...rows].map((row) => `| ${row.map(markdownCell).join(' | ')} |`).join('\n'),
  csv: ({ head, rows }) => [head, ...rows].map((row) => row.map(csvCell).join(',')).join('\r\n'),
};

function markdownCell(text: string): string {
  return text.replace(/[\\|<>*_`[\]]/g, '\\$&').replace(/\s+/g, ' ');
}

/**
 * A cell for spreadsheets: quoted where it must be (RFC 4180), and with an apostrophe in front where a spreadsheet would take it for a
 * formula.
 *
 * @see https://www.rfc-editor.org/rfc/rfc4180
 */
function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}
