import type { Inconclusive } from '../../compare';
import { changeLines, listText, plain, principalLabel, statementLabel, TURNED, witnessText } from './labels';
import { acceptedText, headline, namedLines, who } from './summary';
import type { Review, ReviewedChange } from './types';

const SIGN = { gained: '+', lost: '-' } as const;

/** A review as text for a terminal. */
export function reviewText(review: Review): string {
  const { groups, named, inconclusive, acceptance } = review;
  return [
    headline(review),
    ...groups.flatMap(({ principals, changes }) => ['', who(principals), ...changes.flatMap(changeText)]),
    ...section('Names', namedLines(named).map(([title, names]) => `${title}: ${listText(names)}`)),
    ...section('Inconclusive', inconclusive.map(inconclusiveText)),
    ...section('Accepted no longer: expired', (acceptance?.expired ?? []).map(acceptedText)),
    ...section('Accepted, and not needed', (acceptance?.unused ?? []).map(acceptedText)),
  ].join('\n');
}

function changeText(reviewed: ReviewedChange): readonly string[] {
  const { change, direction, acceptedBy } = reviewed;
  const lines = [
    ...changeLines(reviewed),
    ['e.g.', `${witnessText(change.witness)}: ${TURNED[direction]}`] as const,
    ...change.statements.map((statement) => ['by', statementLabel(statement)] as const),
    ...acceptedBy.map(({ reason, expires }) => ['accepted', `until ${expires}: ${reason}`] as const),
  ];
  return [
    `  ${SIGN[direction]} ${direction} ${plain(listText(change.actions))}`,
    ...lines.map(([title, text]) => `      ${title.padEnd(7)} ${plain(text)}`),
  ];
}

/** What can't be told, and whose it is. */
export function inconclusiveText({ principal, where, reason }: Inconclusive): string {
  return plain(`${principal === undefined ? '' : `${principalLabel(principal)}: `}${where}: ${reason}`);
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', `${title}:`, ...lines.map((line) => `  ${line}`)];
}
