import { csvCell } from './escape/csv';
import { markdownCell } from './escape/markdown';
import { table } from './table';

/** A table as rows of text under a head. */
export interface Sheet {
  readonly head: readonly string[];
  readonly rows: ReadonlyArray<readonly string[]>;
}

/** The ways to print a table, by name. */
export const SHEET_FORMATS: Readonly<Record<'text' | 'markdown' | 'csv', (sheet: Sheet) => string>> = {
  text: ({ head, rows }) => table(head, rows),
  markdown: ({ head, rows }) => [head.map(markdownCell), head.map(() => '---'), ...rows.map((row) => row.map(markdownCell))].map((row) => `| ${row.join(' | ')} |`).join('\n'),
  csv: ({ head, rows }) => [head, ...rows].map((row) => row.map(csvCell).join(',')).join('\r\n'),
};
