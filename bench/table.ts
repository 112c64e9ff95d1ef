import { appendFileSync } from 'node:fs';

/** One line of the table: what we take for a piece of work, and what something else takes for the same work in the same run. */
export interface Row {
  readonly work: string;
  readonly ours: number;
  readonly unit: 'ms' | '/s' | 'MB' | 'bytes' | 'actions';
  /** What we are measured beside. @default - nothing: ours alone */
  readonly beside?: { readonly name: string; readonly theirs: number };
  /** How ours may be against theirs, or ours itself where nothing is beside it: at most this, for rates at least this. @default - for information */
  readonly target?: number;
  /** With so many times the work, the power of it that the cost grows by. @default - measured at one size */
  readonly exponent?: number;
}

/** Ours over theirs. */
export function ratioOf({ ours, beside }: Row): number | undefined {
  return beside === undefined ? undefined : ours / beside.theirs;
}

/** Whether a row meets its target; undefined where it has none. */
export function isMet(row: Row): boolean | undefined {
  const { target, unit, ours } = row;
  if (target === undefined) return undefined;
  const measured = ratioOf(row) ?? ours;
  return unit === '/s' ? measured >= target : measured <= target;
}

/** Prints a row, hands it to whoever makes the table, and remembers a target that was missed. */
export function report(row: Row): void {
  console.log(cells(row).join('  '));
  const { BENCH_ROWS } = process.env;
  if (BENCH_ROWS !== undefined) appendFileSync(BENCH_ROWS, `${JSON.stringify(row)}\n`);
  if (isMet(row) === false) process.exitCode = 1;
}

/** Says that something isn't measured, and why. */
export function skip(work: string, reason: string): void {
  console.log(`${work}  skipped: ${reason}`);
}

/** How the cost grows: 1 is in proportion to the work. */
export function exponent([small, least]: readonly [size: number, cost: number], [large, most]: readonly [size: number, cost: number]): number {
  return Math.log(most / least) / Math.log(large / small);
}

const HEAD = ['work', 'ours', 'beside', 'theirs', 'ratio', 'exponent', 'target', ''];

/** Rows as a table of Markdown, which a terminal shows too. */
export function tableOf(rows: readonly Row[]): string {
  const lines = [HEAD, HEAD.map(() => '---'), ...rows.map(cells)];
  return lines.map((line) => `| ${line.join(' | ')} |`).join('\n');
}

function cells(row: Row): readonly string[] {
  const { work, ours, unit, beside, target } = row;
  const met = isMet(row);
  return [
    work,
    amount(ours, unit),
    beside?.name ?? '',
    beside === undefined ? '' : amount(beside.theirs, unit),
    ratioOf(row)?.toPrecision(3) ?? '',
    row.exponent?.toFixed(2) ?? '',
    target === undefined ? '' : `${unit === '/s' ? 'at least' : 'at most'} ${target.toLocaleString('en')}`,
    met === undefined ? '' : met ? 'met' : 'MISSED',
  ];
}

function amount(value: number, unit: Row['unit']): string {
  return `${value.toLocaleString('en', { maximumFractionDigits: value < 100 ? 1 : 0 })} ${unit}`;
}
