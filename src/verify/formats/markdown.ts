import { code, markdownCell, markdownText } from '../../report/escape/markdown';
import type { VerifyReport } from '../types';
import { byReason, caseText, findingText, summaryOf } from './summary';
import { leftText } from './text';

/** A report as Markdown, for a pull request or a page. */
export function markdown(report: VerifyReport): string {
  const { headline, agreed, disagreed, unanswered, notTried } = summaryOf(report);
  return [
    `## ${disagreed.length > 0 ? 'The server does not answer as the policies say' : unanswered.length > 0 || report.stopped !== undefined ? 'Not everything could be asked' : 'The server answers as the policies say'}`,
    '',
    markdownText(headline),
    ...rows('Otherwise than the policies say', ['request', 'answer'], disagreed.map((one) => [caseText(one.case), findingText(one)])),
    ...rows('Without an answer to the question', ['request', 'why'], unanswered.map((one) => [caseText(one.case), findingText(one)])),
    ...(report.left.length === 0 ? [] : ['', '### Could not be removed', '', ...report.left.map((one) => `- ${code(leftText(one))}`)]),
    ...rows('Not tried', ['what', 'why'], byReason(notTried).map(([reason, what]) => [what.join('; '), reason])),
    ...(agreed.length === 0 ? [] : ['', `<details><summary>${agreed.length} as the policies say</summary>`, ...table(['request', 'answer'], agreed.map((one) => [caseText(one.case), findingText(one)])), '', '</details>']),
  ].join('\n');
}

function rows(title: string, head: readonly string[], lines: ReadonlyArray<readonly string[]>): readonly string[] {
  return lines.length === 0 ? [] : ['', `### ${title}`, ...table(head, lines)];
}

function table(head: readonly string[], lines: ReadonlyArray<readonly string[]>): readonly string[] {
  return ['', ...[head, head.map(() => '---'), ...lines.map((line) => line.map(markdownCell))].map((cells) => `| ${cells.join(' | ')} |`)];
}
