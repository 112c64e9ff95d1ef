import { sha256Base64 } from '../../shape/sha256';
import { html, htmlJoined, htmlLines, ownHtml, type Html, type HtmlPart } from '../escape/html';
import { isBriefFor } from './brief';
import { mapPart } from './html-map';
import { SCRIPT } from './html-script';
import { STYLE } from './html-style';
import { directionText, listText, outcomeText, resourceLabel, stateLines, statementLabel, witnessText } from './labels';
import { questionText, unreadParts } from './open-questions';
import { acceptedText, headline, namedLines, who } from './summary';
import type { PrincipalChanges, Review, ReviewedChange } from './types';

/**
 * A review as one self-contained HTML page: an access map whose cells open to the statements and the example, and every change below it.
 * It asks nothing of any server, and its own content security policy allows nothing but its one style and its one script, by their hashes;
 * without the script it can be read all the same.
 */
export function reviewHtml(review: Review): string {
  const { sources, groups, named, questions, acceptance, counts } = review;
  const policy = `default-src 'none'; style-src '${hash(STYLE)}'; script-src '${hash(SCRIPT)}'; base-uri 'none'; form-action 'none'`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>Access review: ${headline(review)}</title>
<style>${ownHtml(STYLE)}</style>
</head>
<body>
<header>
<h1>Access review</h1>
<p class="verdict ${review.verdict}">${headline(review)}</p>
<dl class="sources"><dt>before</dt><dd><code>${sources.before}</code></dd><dt>after</dt><dd><code>${sources.after}</code></dd></dl>
<ul class="counts">${(['gained', 'lost', 'accepted', 'inconclusive'] as const).map((kind) => html`<li class="${kind}"><b>${counts[kind]}</b> ${kind}</li>`)}</ul>
${totalsPart(review)}
</header>
<main>
${listPart('inconclusive', 'Inconclusive', questions.map(questionText))}
${listPart('expired', 'Accepted no longer: expired', (acceptance?.expired ?? []).map(acceptedText))}
${listPart('unused', 'Accepted in advance, and not needed', (acceptance?.unused ?? []).map(acceptedText))}
${mapPart(review)}
${changesPart(groups)}
${listPart('names', 'Names', namedLines(named).map(([title, names]) => `${title}: ${names.join(', ')}`))}${unreadPart(review)}
</main>
<dialog id="opened" aria-labelledby="opened-title"><form method="dialog"><h2 id="opened-title"></h2><button aria-label="Close">✕</button></form><div id="opened-body"></div></dialog>
<script>${ownHtml(SCRIPT)}</script>
</body>
</html>
`.toString();
}

const TOTALS = ['users', 'groups', 'roles', 'buckets', 'policies'] as const;

const ONE: Readonly<Record<typeof TOTALS[number], string>> = { users: 'user', groups: 'group', roles: 'role', buckets: 'bucket', policies: 'policy' };

/** How much there is in the whole of each state, so that a reader can tell a small change of a large one. */
function totalsPart({ totals: { before, after } }: Review): Html {
  const texts = TOTALS.filter((kind) => before[kind] + after[kind] > 0)
    .map((kind) => html`<b>${after[kind]}</b> ${after[kind] === 1 ? ONE[kind] : kind}${before[kind] === after[kind] ? '' : ` (${before[kind]} before)`}`);
  return texts.length === 0 ? html`` : html`<p class="totals">In all: ${htmlJoined(texts, ', ')}</p>`;
}

function hash(content: string): string {
  return `sha256-${sha256Base64(content)}`;
}

function listPart(id: string, title: string, items: readonly string[]): Html {
  if (items.length === 0) return html``;
  return html`<section class="list ${id}" aria-labelledby="${id}"><h2 id="${id}">${title}</h2><ul>${items.map((item) => html`<li>${item}</li>`)}</ul></section>`;
}

function unreadPart({ comparison: { unread } }: Review): readonly Html[] {
  return unreadParts(unread).map(([title, texts]) => (
    html`<details class="list unread"><summary>${title} (${texts.length})</summary><ul>${texts.map((item) => html`<li>${item}</li>`)}</ul></details>`
  ));
}

function changesPart(groups: readonly PrincipalChanges[]): Html {
  if (groups.length === 0) return html``;
  const isBrief = isBriefFor(groups);
  let number = 0;
  const parts = groups.map(({ principals, changes }) => html`<section class="group"${isBrief ? '' : html` data-text="${searched(principals, changes)}"`}>
<h3>${who(principals)}</h3>
${htmlJoined(changes.map((change) => (isBrief ? briefPart : changePart)(change, number++)), '\n')}
</section>`);
  const note = isBrief ? html`<p>Each change is one line, since there are many; <code>--format json</code> has every statement in full.</p>\n` : '';
  return html`<section aria-labelledby="changes"><h2 id="changes">Changes</h2>\n${note}${htmlJoined(parts, '\n')}\n</section>`;
}

/** A change in one line. */
function briefPart(reviewed: ReviewedChange, number: number): Html {
  const { change, direction, acceptedBy } = reviewed;
  const state = acceptedBy.length > 0 ? 'accepted' : direction;
  const except = [...change.actionsExcept.map((one) => `without ${one}`), ...change.resourcesExcept.map((one) => `except ${resourceLabel(one)}`)];
  const lines = [...except, ...stateLines(reviewed).map(([title, text]) => `${title} ${text}`), ...acceptedBy.map(({ reason, expires }) => `accepted until ${expires}: ${reason}`)];
  return html`<article id="change-${number}" class="change ${state}"><h4>${direction === 'gained' ? '+' : '−'} ${listText(change.actions)} on ${listText(change.resources.map(resourceLabel))}</h4>
${htmlJoined([...lines, `e.g. ${witnessText(change.witness)}`, ...change.statements.map(statementLabel)], '; ')}</article>`;
}

function searched(principals: readonly string[], changes: readonly ReviewedChange[]): string {
  return [...principals, ...changes.flatMap(({ change }) => [...change.actions, ...change.resources])].join(' ').toLowerCase();
}

function changePart(reviewed: ReviewedChange, number: number): Html {
  const { change, direction, acceptedBy, statementTexts, id } = reviewed;
  const accepted = acceptedBy.length > 0;
  const chips = (texts: readonly string[]) => htmlJoined(texts.map((text) => html`<code>${text}</code>`), ' ');
  const rows: ReadonlyArray<readonly [title: string, content: HtmlPart]> = [
    ['actions', chips(change.actions)],
    ...(change.actionsExcept.length > 0 ? [['without', chips(change.actionsExcept)] as const] : []),
    ['on', chips(change.resources.map(resourceLabel))],
    ...(change.resourcesExcept.length > 0 ? [['except', chips(change.resourcesExcept.map(resourceLabel))] as const] : []),
    ...stateLines(reviewed),
    ['example', html`<code>${witnessText(change.witness)}</code> ${outcomeText(reviewed)}`],
    ...acceptedBy.map(({ reason, expires }) => ['accepted', `until ${expires}: ${reason}`] as const),
  ];
  const statements = change.statements.map((statement, index) => {
    const text = statementTexts[index];
    return html`<li>${statementLabel(statement)}${text === undefined ? '' : html`<pre>${htmlLines(text)}</pre>`}</li>`;
  });
  return html`<article id="change-${number}" class="change ${accepted ? 'accepted' : direction}" data-state="${accepted ? 'accepted' : direction}" data-id="${id}" tabindex="-1">
<h4><span class="sign">${direction === 'gained' ? '+' : '−'}</span> ${directionText(reviewed)}${accepted ? ', accepted' : ''}: ${listText(change.actions)}</h4>
<dl>${rows.map(([title, content]) => html`<div><dt>${title}</dt><dd>${content}</dd></div>`)}</dl>
${statements.length === 0 ? '' : html`<h5>Statements</h5><ul class="statements">${statements}</ul>`}
</article>`;
}
