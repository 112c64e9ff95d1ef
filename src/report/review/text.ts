import { plain } from '../escape/plain';
import { changeLines, directionText, listText, outcomeText, statementLabel, witnessText } from './labels';
import { questionText, unreadParts } from './open-questions';
import { acceptedText, headline, namedLines, who } from './summary';
import type { Review, ReviewedChange } from './types';

const SIGN = { gained: '+', lost: '-' } as const;

/** A review as text for a terminal. */
export function reviewText(review: Review): string {
  const { groups, named, questions, acceptance, comparison: { unread } } = review;
  return [
    headline(review),
    ...groups.flatMap(({ principals, changes }) => ['', who(principals), ...changes.flatMap(changeText)]),
    ...section('Names', namedLines(named).map(([title, names]) => `${title}: ${listText(names)}`)),
    ...section('Inconclusive', questions.map(questionText)),
    ...section('Accepted no longer: expired', (acceptance?.expired ?? []).map(acceptedText)),
    ...section('Accepted, and not needed', (acceptance?.unused ?? []).map(acceptedText)),
    ...unreadParts(unread).flatMap(([title, texts]) => section(title, [listText(texts)])),
  ].join('\n');
}

function changeText(reviewed: ReviewedChange): readonly string[] {
  const { change, direction, acceptedBy } = reviewed;
  const lines = [
    ...changeLines(reviewed),
    ['e.g.', `${witnessText(change.witness)}: ${outcomeText(reviewed)}`] as const,
    ...change.statements.map((statement) => ['by', statementLabel(statement)] as const),
    ...acceptedBy.map(({ reason, expires }) => ['accepted', `until ${expires}: ${reason}`] as const),
  ];
  return [
    `  ${SIGN[direction]} ${directionText(reviewed)} ${plain(listText(change.actions))}`,
    ...lines.map(([title, text]) => `      ${title.padEnd(7)} ${plain(text)}`),
  ];
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', `${title}:`, ...lines.map((line) => `  ${line}`)];
}
