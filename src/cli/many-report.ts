import { code } from '../report/escape/markdown';
import { plain } from '../report/escape/plain';
import { MOST_CHARACTERS } from '../report/review/markdown';
import { many } from '../report/review/summary';
import { joinedSarif } from '../report/sarif';
import { EXIT } from './exit-status';
import type { Said } from './streams';

/** What a command said of one of many sources. */
export interface SourceReport extends Said {
  readonly name: string;
  /** The one side that has it. @default - both, or there are no sides */
  readonly only?: 'before' | 'after';
}

/** The forms of a report over many sources. */
export type ManyFormat = 'text' | 'markdown' | 'json' | 'sarif';

/** The ways to write it, by name. */
export const MANY_FORMATS: Readonly<Record<ManyFormat, (reports: readonly SourceReport[]) => string>> = { text, markdown, json, sarif };

/** What is said of a source with nothing to report: such sources are only counted. */
const QUIET: readonly string[] = ['No change in access.', 'Nothing found.'];

const failed = ({ status }: SourceReport) => status === EXIT.error;
const isQuiet = ({ out, status }: SourceReport) => status === EXIT.clean && QUIET.includes(out.trim());

/** How many sources there are, and of how many there is something to report. */
export function manyHeadline(reports: readonly SourceReport[]): string {
  const errors = reports.filter(failed).length;
  const quiet = reports.filter((one) => !failed(one) && isQuiet(one)).length;
  const rest = reports.length - errors - quiet;
  return `${many(reports.length, 'source', 'sources')}: ${rest} with something to report, ${quiet} without${errors === 0 ? '' : `, ${errors} failed`}.`;
}

function text(reports: readonly SourceReport[]): string {
  return [
    manyHeadline(reports),
    ...spoken(reports).flatMap((one) => ['', `== ${title(one)}`, '', one.out.trimEnd()]),
    ...section('Failed', reports.filter(failed).map((one) => `${plain(one.name)}: ${errorText(one)}`)),
  ].join('\n');
}

function section(name: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', `${name}:`, ...lines.map((line) => `  ${line.replaceAll('\n', '\n  ')}`)];
}

/** A comment must end somewhere: what doesn't fit is counted. */
function markdown(reports: readonly SourceReport[]): string {
  const errors = reports.filter(failed).map((one) => `- ${code(one.name)}: ${code(errorText(one))}`);
  const head = [`## ${manyHeadline(reports).replace(/\.$/, '')}`, ...(errors.length === 0 ? [] : ['', '**Failed**', '', ...errors])].join('\n');
  const parts = spoken(reports).map((one) => `\n## ${code(title(one))}\n\n${one.out.trimEnd()}`);
  let left = MOST_CHARACTERS - head.length;
  const fitting = parts.filter(({ length }) => {
    left -= length;
    return left >= 0;
  });
  const missing = parts.length - fitting.length;
  return [head, ...fitting, ...(missing === 0 ? [] : [`\n**Not shown here, for lack of room: ${many(missing, 'source', 'sources')} more.** See the JSON report.`])].join('\n');
}

function json(reports: readonly SourceReport[]): string {
  const read = reports.filter((one) => !failed(one));
  return JSON.stringify({
    sources: read.map(({ name, only, out }) => ({ source: name, ...(only && { only }), ...objectOf(out) })),
    failed: reports.filter(failed).map((one) => ({ source: one.name, error: errorText(one) })),
  }, null, 2);
}

function objectOf(report: string): object {
  const value: object = JSON.parse(report);
  return value;
}

function sarif(reports: readonly SourceReport[]): string {
  const failures = reports.filter(failed).map((one) => `${one.name}: ${errorText(one)}`);
  return joinedSarif(reports.filter((one) => !failed(one)).map(({ out }) => out), failures);
}

function spoken(reports: readonly SourceReport[]): readonly SourceReport[] {
  return reports.filter((one) => !failed(one) && !isQuiet(one));
}

function title({ name, only }: SourceReport): string {
  return `${plain(name)}${only === undefined ? '' : ` (only ${only})`}`;
}

function errorText({ err }: SourceReport): string {
  return err.trim().replace(/^error: /, '');
}
