import type { MatrixAnswer } from '../matrix';
import { placeKey } from './access-map';
import { html } from './escape';
import { MAP_VERBS, type MapVerb } from './map-verbs';
import { placeLabel } from './mermaid';
import type { MapCell, MapRow, Review, ReviewedChange } from './types';

/** The letter of each verb. */
const LETTERS: Readonly<Record<MapVerb, string>> = { read: 'R', list: 'L', write: 'W', delete: 'D', administer: 'A' };

const SIGNS: Readonly<Record<MapCell['state'], string>> = { gained: '+', lost: '−', both: '±', accepted: '✓', same: '' };

/** The access map: principals by places, coloured by what changed, with search and filter. */
export function mapPart({ map: { places, rows, leftOut }, groups }: Review): string {
  if (rows.length === 0) return '';
  const heads = places.map((place) => `<th scope="col" data-text="${html(placeLabel(place).toLowerCase())}"><span>${html(placeLabel(place))}</span></th>`);
  const all = groups.flatMap(({ changes }) => changes);
  const body = rows.map((row) => rowPart(row, places.map(placeKey), all));
  return `<section aria-labelledby="map"><h2 id="map">Access map</h2>
<div class="tools" hidden>
<label>Search <input id="search" type="search" placeholder="principal, bucket, folder, action" autocomplete="off"></label>
<fieldset><legend>Show</legend>${FILTERS.map(([value, text], index) => `<label><input type="radio" name="show" value="${value}"${index === 0 ? ' checked' : ''}> ${text}</label>`).join('')}</fieldset>
<p id="shown" role="status"></p>
</div>
<div class="scroll" tabindex="0" role="region" aria-label="Access map, scrolls">
<table id="access-map"><caption>What each principal may do where. ${Object.entries(LETTERS).map(([verb, letter]) => `<b>${letter}</b> ${verb}`).join(', ')}; “?” depends on a condition. Cells with a change open to its statements and an example.</caption>
<thead><tr><th scope="col">principal</th>${heads.join('')}</tr></thead>
<tbody>
${body.join('\n')}
</tbody></table></div>
<ul class="legend">${(['gained', 'lost', 'both', 'accepted', 'same'] as const).map((state) => `<li class="${state}"><i>${SIGNS[state] || '='}</i> ${state === 'same' ? 'no change' : state}</li>`).join('')}</ul>
${leftOut === 0 ? '' : `<p>${leftOut} principals without a change are left out.</p>`}
</section>`;
}

const FILTERS = [['all', 'all'], ['changed', 'what changed'], ['gained', 'gained'], ['lost', 'lost'], ['accepted', 'accepted']] as const;

function rowPart({ principal, cells }: MapRow, keys: readonly string[], reviewed: readonly ReviewedChange[]): string {
  const byPlace = new Map(cells.map((cell) => [placeKey(cell.place), cell]));
  const states = [...new Set(cells.flatMap(statesOf))].join(' ');
  const actions = cells.flatMap(({ changes }) => changes.flatMap((index) => reviewed[index].change.actions));
  const text = [principal, ...new Set(actions)].join(' ').toLowerCase();
  return `<tr data-text="${html(text)}" data-state="${states}"><th scope="row">${html(principal)}</th>${keys.map((key) => {
    const cell = byPlace.get(key);
    return cell === undefined ? '<td></td>' : cellPart(principal, cell, reviewed);
  }).join('')}</tr>`;
}

function statesOf({ state }: MapCell): readonly string[] {
  return state === 'both' ? ['gained', 'lost', 'changed'] : state === 'same' ? [] : [state, 'changed'];
}

function cellPart(principal: string, cell: MapCell, reviewed: readonly ReviewedChange[]): string {
  const { state, changes, place } = cell;
  const verbs = verbsPart(cell);
  if (changes.length === 0) return `<td class="same">${verbs}</td>`;
  const label = `${principal} on ${placeLabel(place)}: ${changes.map((index) => reviewed[index].direction).join(', ')}${state === 'accepted' ? ', accepted' : ''}`;
  return `<td class="${state}"><a href="#change-${changes[0]}" data-changes="${changes.join(' ')}" aria-label="${html(label)}"><i>${SIGNS[state]}</i> ${verbs}</a></td>`;
}

function verbsPart({ answers }: MapCell): string {
  if (answers === undefined) return '';
  return MAP_VERBS.flatMap(([verb]) => {
    const { before, after } = answers[verb];
    if (before === 'no' && after === 'no') return [];
    const kind = before === after ? 'kept' : after === 'no' ? 'gone' : before === 'no' ? 'new' : 'other';
    const letter = (one: MatrixAnswer) => `${LETTERS[verb]}${one === 'yes' ? '' : '?'}`;
    const text = kind === 'other' ? `${letter(before)}→${letter(after)}` : letter(kind === 'gone' ? before : after);
    const title = before === after ? `${verb}: ${after}` : `${verb}: ${before} before, ${after} after`;
    return [`<span class="verb ${kind}" title="${title}">${text}</span>`];
  }).join('');
}
