import { Command, Option } from 'commander';
import { COLUMNS } from '../report/ask-verbs';
import { code } from '../report/escape/markdown';
import { plain } from '../report/escape/plain';
import { SHEET_FORMATS, type Sheet } from '../report/formats';
import { MATRIX_VERBS, readMatrix, type MatrixRow } from '../report/matrix';
import type { AccessState } from '../state/access-state';
import { exitStatus } from './exit-status';
import { withHelp } from './help';
import { readSource, takesHolder, takesPlatform, takesStack } from './source';
import type { CommandContext } from './streams';

interface MatrixOptions {
  readonly var: readonly string[];
  readonly platform?: string;
  readonly at?: string;
  readonly format: keyof typeof SHEET_FORMATS | 'json';
}

/** `bucket-grants matrix STACK`: who may do what where. */
export function matrixCommand(context: CommandContext): Command {
  const command = takesHolder(takesPlatform(takesStack(new Command('matrix'))))
    .option('--at <time>', 'when the requests are made, such as 2026-11-29T08:00:00Z (default: now)')
    .addOption(new Option('--format <format>', 'how to print').choices([...Object.keys(SHEET_FORMATS), 'json']).default('text'))
    .action((stack: string, options: MatrixOptions) => {
      const state = readSource(stack, options, context);
      const { format } = options;
      context.step?.('asking who may do what');
      const { rows, assumptions } = readMatrix(state, { at: options.at });
      const causes = causesOf(rows, state);
      if (format === 'json') context.out(JSON.stringify({ rows, unknowns: state.unknowns, assumptions }, null, 2));
      else if (format === 'csv') context.out(SHEET_FORMATS.csv(sheet(rows)));
      else context.out([rows.length > 0 ? SHEET_FORMATS[format](sheet(rows)) : nobody(causes), ...below(causes, format === 'markdown' ? code : plain)].join('\n'));
      // on standard error, so that records stay records
      if (format === 'csv' || format === 'json') for (const cause of causes) context.err(`unknown: ${plain(cause)}`);
      for (const text of assumptions) context.err(`assumed: ${text}`);
      context.exit(exitStatus({ isOpen: rows.some((row) => COLUMNS.some((column) => row[column] === '?')) || state.unknowns.some(({ scope }) => scope !== undefined) }));
    });
  return withHelp(command, {
    examples: [['matrix cdktf.out', 'a table of who may do what where'], ['matrix cdktf.out --format csv', 'the same, for a spreadsheet']],
    statuses: { clean: 'all of it is known', inconclusive: 'answers depend on what the source doesn\'t tell' },
  });
}

/** What makes answers uncertain, once each: of the cells, and of what isn't read and may give somebody more than the rows say. */
function causesOf(rows: readonly MatrixRow[], { unknowns }: AccessState): readonly string[] {
  const listed = unknowns.map(({ where, reason }) => `${where}: ${reason}`);
  return [...new Set([...rows.flatMap(({ uncertain }) => uncertain), ...listed])];
}

function nobody(causes: readonly string[]): string {
  return causes.length === 0 ? 'The source gives nobody access to a bucket.' : 'The source gives nobody access to a bucket for certain.';
}

function below(causes: readonly string[], shown: (text: string) => string): readonly string[] {
  return causes.length === 0 ? [] : ['', 'Uncertain (?), because of:', ...causes.map((cause) => `- ${shown(cause)}`)];
}

const MOST_POWERS = 6;

function powerText(power: readonly string[]): string {
  return [...power.slice(0, MOST_POWERS), ...(power.length > MOST_POWERS ? [`and ${power.length - MOST_POWERS} more`] : [])].join('; ');
}

function sheet(rows: readonly MatrixRow[]): Sheet {
  return {
    head: ['principal', 'bucket', 'folder', ...MATRIX_VERBS, 'other', 'power over access', 'conditions'],
    rows: rows.map((row) => [
      row.principal, row.bucket || '(none)', row.prefix || '(all)', ...MATRIX_VERBS.map((verb) => row[verb]), row.other, powerText(row.power), row.conditions.join('; '),
    ]),
  };
}
