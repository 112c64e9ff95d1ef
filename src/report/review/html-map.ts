import { type Column, COLUMNS } from '../ask-verbs';
import { html, type Html, htmlJoined } from '../escape/html';
import type { MatrixDecision } from '../matrix';
import { locationKey } from './access-map';
import { isBriefFor } from './brief';
import { type MapColumn, mapColumns, type MapColumns } from './fold-locations';
import { listText } from './labels';
import { locationLabel } from './mermaid';
import { many } from './summary';
import type { MapCell, MapLocation, MapRow, Review, ReviewedChange } from './types';

/** The letter of each verb. */
const LETTERS: Readonly<Record<Column, string>> = { read: 'R', list: 'L', write: 'W', delete: 'D', administer: 'A', other: 'O' };

const SIGNS: Readonly<Record<MapCell['state'], string>> = { gained: '+', lost: '−', both: '±', accepted: '✓', same: '' };

/** The access map: principals by locations, coloured by what changed, with search and filter. */
export function mapPart({ map: { locations, rows, leftOut }, groups }: Review): Html {
  if (rows.length === 0) return html``;
  const map = mapColumns(locations, rows);
  const { columns } = map;
  const heads = columns.map(({ label, folder, locations: count }) => (
    html`<th scope="col" data-text="${label.toLowerCase()}"><span>${label}</span>${folder === undefined ? '' : ` (${count} places)`}</th>`
  ));
  const all = groups.flatMap(({ changes }) => changes);
  const byLabel = new Map(locations.map((location) => [locationLabel(location), location]));
  const single = columns.map(({ label, folder }) => (folder === undefined ? byLabel.get(label) : undefined));
  const isBrief = isBriefFor(groups);
  const body = rows.map((row) => rowPart(row, map, all, single, isBrief));
  return html`<section aria-labelledby="map"><h2 id="map">Access map</h2>
<div class="tools" hidden>
<label>Search <input id="search" type="search" placeholder="principal, bucket, folder, action" autocomplete="off"></label>
<fieldset><legend>Show</legend>${FILTERS.map(([value, text], index) => html`<label><input type="radio" name="show" value="${value}"${index === 0 ? ' checked' : ''}> ${text}</label>`)}</fieldset>
<p id="shown" role="status"></p>
</div>
${KEY}
<div class="scroll" tabindex="0" role="region" aria-label="Access map, scrolls">
<table id="access-map"><caption>What each principal may do where. Cells with a change open to its statements and an example.</caption>
<thead><tr><th scope="col">principal</th>${heads}</tr></thead>
<tbody>
${htmlJoined(body, '\n')}
</tbody></table></div>
${leftOut === 0 ? '' : html`<p>${leftOut} principals without a change are left out.</p>`}${foldedNote(columns)}
</section>`;
}

/** What letters, signs and colours mean, above the map and in sight while one scrolls over it. */
const KEY = html`<div class="key">
<ul class="legend">${(['gained', 'lost', 'both', 'accepted', 'same'] as const).map((state) => html`<li class="${state}"><i>${SIGNS[state] || '='}</i> ${state === 'same' ? 'no change' : state}</li>`)}</ul>
<p>${htmlJoined(Object.entries(LETTERS).map(([verb, letter]) => html`<b>${letter}</b> ${verb}`), ', ')} access; <b>?</b> on a condition, or not certain; <b>…</b> below; <b>·</b> not asked</p>
</div>`;

const FILTERS = [['all', 'all'], ['changed', 'what changed'], ['gained', 'gained'], ['lost', 'lost'], ['accepted', 'accepted']] as const;

function rowPart(
  row: MapRow,
  { columns, cellsOf }: MapColumns,
  reviewed: readonly ReviewedChange[],
  locations: ReadonlyArray<MapLocation | undefined>,
  isBrief: boolean,
): Html {
  const { principal, cells } = row;
  const byColumn = cellsOf(row);
  const states = [...new Set(cells.flatMap(statesOf))].join(' ');
  const actions = cells.flatMap(({ changes }) => changes.flatMap((index) => reviewed[index].change.actions));
  const inFolded = [...byColumn].flatMap(([number, found]) => (columns[number].folder === undefined ? [] : found));
  const text = [principal, ...new Set(actions), ...inFolded.map(({ location }) => locationLabel(location))].join(' ').toLowerCase();
  return html`<tr data-text="${text}" data-state="${states}"><th scope="row">${principal}</th>${columns.map((column, number) => {
    const found = byColumn.get(number);
    return found === undefined ? blank(row, locations[number]) : cellPart(principal, column, found, reviewed, isBrief);
  })}</tr>`;
}

/** Nothing where nothing may be done; a dot where nobody asked, and three where something may be done in a part of the location that has a column of its own. */
function blank({ isComplete, cells }: MapRow, location: MapLocation | undefined): Html {
  const key = location === undefined ? undefined : locationKey(location);
  const isBelow = key !== undefined && cells.some((cell) => locationKey(cell.location).startsWith(key) && mayAnything(cell));
  if (isBelow) return html`<td class="same" title="in a part of it, which has a column of its own">…</td>`;
  return isComplete ? html`<td></td>` : html`<td class="same" title="not asked">·</td>`;
}

function mayAnything({ decisions, changes }: MapCell): boolean {
  return changes.length > 0 || decisions === undefined || Object.values(decisions).some(({ before, after }) => before !== 'no' || after !== 'no');
}

function statesOf({ state }: MapCell): readonly string[] {
  return state === 'both' ? ['gained', 'lost', 'changed'] : state === 'same' ? [] : [state, 'changed'];
}

function cellPart(principal: string, column: MapColumn, cells: readonly MapCell[], reviewed: readonly ReviewedChange[], isBrief: boolean): Html {
  const { state, changes } = mergedCell(cells);
  const parts = [...new Map(cells.flatMap(verbParts).map((part) => [JSON.stringify(part), part])).values()];
  const letters = isBrief ? briefLetters(parts) : parts.map(({ kind, text, title }) => html`<span class="verb ${kind}" title="${title}">${text}</span>`);
  // what nobody could ask about is not nothing
  const isOpen = letters.length === 0 && cells.some(({ decisions }) => decisions === undefined);
  const text = html`${foldedText(column, cells)}${isOpen ? '·' : letters}`;
  if (changes.length === 0) return html`<td class="same">${text}</td>`;
  const directions = changes.map((index) => reviewed[index].direction);
  const known = (cells.length === 1 ? directions : [...new Set(directions)]).join(', ');
  const label = `${principal} on ${locationIn(column, cells)}: ${known}${state === 'accepted' ? ', accepted' : ''}`;
  const numbers = isBrief && changes.length === 1 ? '' : html` data-changes="${changes.join(' ')}"`;
  return html`<td class="${state}"><a href="#change-${changes[0]}"${numbers}${isBrief ? '' : html` aria-label="${label}"`}><i>${SIGNS[state]}</i> ${text}</a></td>`;
}

/** What is said of one verb in a cell. */
interface VerbPart {
  readonly kind: 'kept' | 'gone' | 'new' | 'other';
  readonly text: string;
  readonly title: string;
}

/** Letters of one kind together, without a title each. */
function briefLetters(parts: readonly VerbPart[]): readonly Html[] {
  return [...new Set(parts.map(({ kind }) => kind))].map((kind) => html`<span class="verb ${kind}">${parts.filter((part) => part.kind === kind).map(({ text }) => text).join('')}</span>`);
}

function verbParts({ decisions }: MapCell): readonly VerbPart[] {
  if (decisions === undefined) return [];
  return COLUMNS.flatMap((verb) => {
    const { before, after } = decisions[verb];
    if (before === 'no' && after === 'no') return [];
    const kind = before === after ? 'kept' : after === 'no' ? 'gone' : before === 'no' ? 'new' : 'other';
    const letter = (one: MatrixDecision) => `${LETTERS[verb]}${one === 'yes' ? '' : '?'}`;
    const text = kind === 'other' ? `${letter(before)}→${letter(after)}` : letter(kind === 'gone' ? before : after);
    const title = before === after ? `${verb}: ${after}` : `${verb}: ${before} before, ${after} after`;
    return [{ kind, text, title }];
  });
}

/** Cells of one principal in one column as one: all their changes, and the state that tells most. */
function mergedCell(cells: readonly MapCell[]): Pick<MapCell, 'state' | 'changes'> {
  const states = new Set(cells.map(({ state }) => state));
  const isBoth = states.has('both') || (states.has('gained') && states.has('lost'));
  const state = isBoth ? 'both' : (['gained', 'lost', 'accepted'] as const).find((one) => states.has(one)) ?? 'same';
  return { state, changes: [...new Set(cells.flatMap(({ changes }) => changes))] };
}

/** Where a cell is, for people. */
function locationIn({ label }: MapColumn, cells: readonly MapCell[]): string {
  return cells.length === 1 ? locationLabel(cells[0].location) : `${cells.length} places in ${label}`;
}

/** What a cell of a folded column says before its letters: its location, or how many they are; nothing elsewhere. */
function foldedText({ folder }: MapColumn, cells: readonly MapCell[]): Html {
  if (folder === undefined) return html``;
  const names = cells.map(({ location }) => (folder === '' ? locationLabel(location) : `${location.bucket}/${location.prefix}`.slice(folder.length)));
  return names.length === 1 ? html`${names[0]} ` : html`<span title="${listText(names)}">${names.length} places</span> `;
}

/** What was folded, and how many they are; nothing where nothing was. */
function foldedNote(columns: readonly MapColumn[]): Html {
  const folded = columns.filter(({ folder }) => folder !== undefined);
  if (folded.length === 0) return html``;
  const locations = folded.reduce((sum, { locations: count }) => sum + count, 0);
  return html`
<p>${many(locations, 'place', 'places')} are folded into ${many(folded.length, 'column', 'columns')}, since a column each would be too many: ${
  htmlJoined(folded.map(({ label, locations: count }) => html`<code>${label}</code> (${count})`), ', ')
}. A cell there names its place, or counts several, and then has the letters of all of them. Every change stands below with its places; search finds folded places, too.</p>`;
}
