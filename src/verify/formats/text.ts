import { plain } from '../../report/escape/plain';
import { table } from '../../report/table';
import type { LeftOver, VerifyPlan, VerifyReport } from '../types';
import { byReason, caseText, findingText, planRows, summaryOf } from './summary';

/** A report for a terminal: what disagrees first. */
export function text(report: VerifyReport): string {
  const { headline, disagreed, unanswered, notTried } = summaryOf(report);
  return [
    headline,
    ...section('Otherwise than the policies say', disagreed.map((one) => `${caseText(one.case)}: ${findingText(one)}`)),
    ...section('Without an answer to the question', unanswered.map((one) => `${caseText(one.case)}: ${findingText(one)}`)),
    ...section('Could not be removed', report.left.map(leftText)),
    ...notTriedLines(byReason(notTried)),
  ].join('\n');
}

/** A plan for a terminal. */
export function planText({ run, cases, seeds, notTried, lasting }: VerifyPlan): string {
  return [
    `${cases.length} requests, and ${seeds.length} that make what they need; names have .verify-${run} in them`,
    '',
    table(['principal', 'bucket', 'must pass', 'must fail', 'what must pass'], planRows(cases).map(({ principal, bucket, pass, fail, passing }) => (
      [principal, bucket, String(pass), String(fail), passing.join(', ')]
    ))),
    ...section('Will stay, since nobody with credentials may remove it (--owner names somebody who can)', lasting),
    ...notTriedLines(byReason(notTried)),
  ].join('\n');
}

/** What is left, in one line. */
export function leftText({ bucket, key, kind, id, reason }: LeftOver): string {
  return `${bucket}/${key}${id === undefined ? '' : ` (${kind} ${id})`}: ${reason}`;
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', `${title}:`, ...lines.map((line) => `  - ${plain(line)}`)];
}

/** As many of one reason are shown. */
const MOST_SHOWN = 4;

function notTriedLines(groups: ReadonlyArray<readonly [string, readonly string[]]>): readonly string[] {
  return section('Not tried', groups.map(([reason, what]) => `${what.slice(0, MOST_SHOWN).join('; ')}${what.length > MOST_SHOWN ? `; and ${what.length - MOST_SHOWN} more` : ''}: ${reason}`));
}
