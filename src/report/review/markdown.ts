import { code, htmlInMarkdown } from '../escape/markdown';
import { directionText, listText, outcomeText, resourceLabel, stateLines, statementLabel, witnessText } from './labels';
import { accessPicture } from './mermaid';
import { questionText, unreadParts } from './open-questions';
import { acceptedText, headline, many, namedLines, who } from './summary';
import type { PrincipalChanges, Review, ReviewedChange } from './types';

/** What GitHub takes as a comment is 65,536 characters; GitLab takes more. Details that don't fit are counted. */
export const MOST_CHARACTERS = 60_000;

const SIGN = { gained: '🟢', lost: '🔴' } as const;

/** A review as a comment on a pull request: what changed, open; statements, the picture and the rest, to be opened. */
export function reviewMarkdown(review: Review): string {
  const { groups, named, questions, acceptance, sources } = review;
  const head = [
    `### ${htmlInMarkdown(headline(review))}`,
    '',
    `From ${code(sources.before)} to ${code(sources.after)}.`,
    ...list('Inconclusive: this is not certain', questions.map((one) => code(questionText(one)))),
    ...list('Accepted no longer, because the day has passed', (acceptance?.expired ?? []).map((one) => code(acceptedText(one)))),
    ...list('Accepted in advance, and not needed', (acceptance?.unused ?? []).map((one) => code(acceptedText(one)))),
    ...list('Names', namedLines(named).map(([title, names]) => `${title}: ${names.slice(0, MOST_NAMES).map(code).join(', ')}${names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : ''}`)),
    ...picture(review),
    ...unreadPart(review),
  ].join('\n');
  const parts: string[] = [];
  let left = MOST_CHARACTERS - head.length;
  for (const group of groups) {
    const text = principalPart(group);
    if (text.length > left) break;
    left -= text.length;
    parts.push(text);
  }
  const missing = groups.slice(parts.length).reduce((sum, { changes }) => sum + changes.length, 0);
  const rest = missing === 0 ? [] : [`\n**Not shown here, for lack of room: ${many(missing, 'change', 'changes')} more.** See the HTML or JSON report.`];
  return `${[head, ...parts, ...rest].join('\n')}\n`;
}

const MOST_NAMES = 20;

function principalPart({ principals, changes }: PrincipalChanges): string {
  const count = (direction: 'gained' | 'lost') => changes.filter((one) => one.direction === direction).length;
  const counts = (['gained', 'lost'] as const).filter((direction) => count(direction) > 0).map((direction) => `${count(direction)} ${direction}`).join(', ');
  return [
    '',
    `<details open><summary><code>${htmlInMarkdown(who(principals))}</code>: ${counts}</summary>`,
    '',
    ...changes.flatMap(changePart),
    '',
    '</details>',
  ].join('\n');
}

function changePart(reviewed: ReviewedChange): readonly string[] {
  const { change, direction, acceptedBy, statementTexts } = reviewed;
  const { actions, actionsExcept, resources, resourcesExcept } = change;
  const codes = (texts: readonly string[]) => (texts.length > MOST_PATTERNS ? code(listText(texts)) : texts.map(code).join(', '));
  const lines = stateLines(reviewed);
  return [
    `- **${SIGN[direction]} ${directionText(reviewed)}** ${codes(actions)}${actionsExcept.length > 0 ? ` without ${codes(actionsExcept)}` : ''} on ${codes(resources.map(resourceLabel))}`
      + `${resourcesExcept.length > 0 ? ` except ${codes(resourcesExcept.map(resourceLabel))}` : ''}`,
    ...lines.map(([title, text]) => `  - ${title}: ${code(text)}`),
    `  - for example ${code(witnessText(change.witness))}: ${outcomeText(reviewed)}`,
    ...acceptedBy.map(({ reason, expires }) => `  - ☑️ accepted until ${expires}: ${code(reason)}`),
    ...statements(change.statements.map(statementLabel), statementTexts),
  ];
}

const MOST_PATTERNS = 12;

function statements(labels: readonly string[], texts: ReadonlyArray<string | undefined>): readonly string[] {
  if (labels.length === 0) return [];
  const items = labels.map((label, index) => `<p><code>${htmlInMarkdown(label)}</code></p>${preformatted(texts[index])}`);
  return [`  - <details><summary>${many(labels.length, 'statement', 'statements')}</summary>${items.join('')}</details>`];
}

/** On one line, because a blank line would end the HTML: line ends are codes too. */
function preformatted(text: string | undefined): string {
  return text === undefined ? '' : `<pre>${text.split('\n').map(htmlInMarkdown).join('&#10;')}</pre>`;
}

function picture(review: Review): readonly string[] {
  const found = review.verdict === 'none' ? undefined : accessPicture(review);
  if (found === undefined) return [];
  const { chart, leftOut } = found;
  const rest = leftOut === 0 ? [] : [`${many(leftOut, 'arrow', 'arrows')} more left out.`, ''];
  return ['', '<details><summary>Who reaches what</summary>', '', '```mermaid', chart, '```', '', ...rest, '</details>'];
}

/** Folded: it changes nothing. */
function unreadPart({ comparison: { unread } }: Review): readonly string[] {
  return unreadParts(unread).flatMap(([title, texts]) => {
    const items = texts.slice(0, MOST_NAMES).map((item) => `- ${code(item)}`);
    const rest = texts.length > MOST_NAMES ? [`- and ${texts.length - MOST_NAMES} more`] : [];
    return ['', `<details><summary>${title} (${texts.length})</summary>`, '', ...items, ...rest, '', '</details>'];
  });
}

function list(title: string, items: readonly string[]): readonly string[] {
  return items.length === 0 ? [] : ['', `**${title}**`, '', ...items.map((item) => `- ${item}`)];
}
