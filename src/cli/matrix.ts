import { Command, Option } from 'commander';
import { SHEET_FORMATS, type Sheet } from '../report/formats';
import { MATRIX_VERBS, readMatrix, type MatrixRow } from '../report/matrix';
import { exitStatus } from './exit-status';
import { readSource, takesPlatform, takesStack } from './source';
import type { CommandContext } from './streams';

interface MatrixOptions {
  readonly var: readonly string[];
  readonly platform?: string;
  readonly at?: string;
  readonly format: keyof typeof SHEET_FORMATS | 'json';
}

/** `bucket-grants matrix STACK`: who may do what where. */
export function matrixCommand(context: CommandContext): Command {
  return takesPlatform(takesStack(new Command('matrix')))
    .description('show who may read, list, write, delete and administer which buckets and folders')
    .option('--at <time>', 'when the requests are made, such as 2026-11-29T08:00:00Z (default: now)')
    .addOption(new Option('--format <format>', 'how to print').choices([...Object.keys(SHEET_FORMATS), 'json']).default('text'))
    .action((stack: string, options: MatrixOptions) => {
      const state = readSource(stack, options, context);
      const { format } = options;
      const { rows, assumptions } = readMatrix(state, { at: options.at });
      if (format === 'json') context.out(JSON.stringify({ rows, unknowns: state.unknowns, assumptions }, null, 2));
      else if (format === 'text' && rows.length === 0) context.out('The source gives nobody access to a bucket.');
      else context.out(SHEET_FORMATS[format](sheet(rows)));
      // On standard error, so that a table that goes into a file stays a table.
      for (const { where, reason } of state.unknowns) context.err(`unknown: ${where}: ${reason}`);
      for (const text of assumptions) context.err(`assumed: ${text}`);
      context.exit(exitStatus({ isOpen: rows.some((row) => MATRIX_VERBS.some((verb) => row[verb] === '?')) || state.unknowns.some(({ scope }) => scope !== undefined) }));
    });
}

function sheet(rows: readonly MatrixRow[]): Sheet {
  return {
    head: ['principal', 'bucket', 'folder', ...MATRIX_VERBS, 'conditions'],
    rows: rows.map((row) => [row.principal, row.bucket, row.prefix || '(all)', ...MATRIX_VERBS.map((verb) => row[verb]), row.conditions.join('; ')]),
  };
}
